/** Files and folders that may not be read: said by name, and no patient is left out for it. Run as nobody where the tests are run as root. */
import { execFileSync, spawn } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportReport } from '../../etl/job.ts'
import { miniCohort, writeMini } from './miniCohort.ts'

const root = resolve(import.meta.dirname, '../..')
const nobody = 65_534
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radimmune-unreadable-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Everything belongs to the user who reads it, so only the modes decide. */
async function give(path: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  await chown(path, nobody, nobody)
  for (const entry of await readdir(path, { withFileTypes: true }).catch(() => []))
    if (!entry.isSymbolicLink()) await give(join(path, entry.name))
}

/** The importer as a user whom the modes of files bind. */
async function asUser<Answer>(code: string): Promise<Answer> {
  const asRoot = process.getuid?.() === 0
  const script = `
    import { locateFiles } from '${root}/etl/files.ts'
    import { Findings } from '${root}/etl/findings.ts'
    import { draftFolder } from '${root}/etl/init/init.ts'
    import { parseManifest } from '${root}/etl/manifest.ts'
    import { prepare } from '${root}/etl/prepare.ts'
    const folder = ${JSON.stringify(folder)}
    ${code}
    console.log(JSON.stringify(answer))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: '/',
    ...(asRoot ? { uid: nobody, gid: nobody } : {}),
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await new Promise((done) => child.once('close', done))
  return JSON.parse(text) as Answer
}

type Found = Pick<ImportReport['findings'][number], 'severity' | 'rule' | 'file' | 'message'>

/** Everything but the write, on the mini cohort. */
async function checked(): Promise<{ content: boolean; errors: Found[] }> {
  await give(folder)
  return asUser(`
    import { readFileSync } from 'node:fs'
    const parsed = parseManifest(readFileSync(folder + '/manifest.json', 'utf8'))
    const findings = new Findings()
    const located = await locateFiles(parsed.manifest, folder, findings, () => undefined)
    const done = await prepare({ manifest: parsed.manifest, files: located.files, foreignModel: null }, () => undefined)
    const errors = [...findings.kept, ...done.findings].filter(({ severity }) => severity === 'error')
    const answer = {
      content: done.content !== null && findings.count('error') === 0,
      errors: errors.map(({ severity, rule, file, message }) => ({ severity, rule, file, message })),
    }`)
}

describe('etl check', () => {
  beforeEach(async () => {
    await writeMini(miniCohort(), folder)
  })

  it('reads the cohort as that user', async () => {
    expect(await checked()).toEqual({ content: true, errors: [] })
  })

  it('a file without permission', async () => {
    await chmod(join(folder, 'immune.tsv'), 0o000)
    const { content, errors } = await checked()
    expect(content).toBe(false)
    expect(errors[0]).toEqual({
      severity: 'error',
      rule: 'file-unreadable',
      file: 'immune',
      message: 'The file may not be read by this user.',
    })
  })

  it('a folder without permission', async () => {
    await mkdir(join(folder, 'deep'))
    const mini = miniCohort()
    const [first] = mini.manifest.files
    if (first) first.path = 'deep/features.csv'
    mini.files['deep/features.csv'] = mini.files['features.csv'] ?? []
    await writeMini(mini, folder)
    await give(folder)
    await chmod(join(folder, 'deep'), 0o000)
    const { content, errors } = await checked()
    await chmod(join(folder, 'deep'), 0o700)
    expect(content).toBe(false)
    expect(errors[0]).toMatchObject({ rule: 'file-unreadable', file: 'features' })
    expect(errors[0]?.message).toContain('may not be read by this user')
  })

  it('a named pipe, which would be waited for', async () => {
    await rm(join(folder, 'immune.tsv'))
    execFileSync('mkfifo', [join(folder, 'immune.tsv')])
    const { content, errors } = await checked()
    expect(content).toBe(false)
    expect(errors[0]).toMatchObject({ rule: 'file-unreadable', file: 'immune' })
  })

  it('a circle of links, and a file where a folder should be', async () => {
    const mini = miniCohort()
    const [features, immune] = mini.manifest.files
    if (features) features.path = 'circle'
    if (immune) immune.path = 'clinical.csv/immune.tsv'
    await writeMini(mini, folder)
    await symlink('round', join(folder, 'circle'))
    await symlink('circle', join(folder, 'round'))
    const { content, errors } = await checked()
    expect(content).toBe(false)
    expect(errors.filter(({ file }) => file === 'features' || file === 'immune')).toMatchObject([
      { rule: 'file-unreadable', file: 'features' },
      { rule: 'file-missing', file: 'immune' },
    ])
  })
})

describe('etl init', () => {
  it('names what it may not read, with the reason', async () => {
    await writeFile(join(folder, 'open.csv'), 'patient,age\np1,1\np2,2\n')
    await writeFile(join(folder, 'closed.csv'), 'patient,age\np1,1\np2,2\n')
    await mkdir(join(folder, 'closed'))
    await give(folder)
    await chmod(join(folder, 'closed.csv'), 0o000)
    await chmod(join(folder, 'closed'), 0o000)
    const seen = await asUser<[string, string][]>(`
      const { found } = await draftFolder(folder)
      const answer = found.map(({ path, recognised }) => [path, recognised.kind === 'unknown' ? recognised.because : recognised.kind])`)
    await chmod(join(folder, 'closed'), 0o700)
    expect(seen).toEqual([
      ['closed', 'a folder that cannot be read'],
      ['closed.csv', 'a file that cannot be read (EACCES)'],
      ['open.csv', 'data'],
    ])
  })
})
