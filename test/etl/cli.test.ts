/** The command line as people start it: exit codes, JSON, one database for one process, and what a kill leaves. */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { noteBegun, unfinishedImports } from '../../etl/unfinished.ts'
import { killRounds, runCli } from '../crash/killRounds.ts'
import { makeMigratedDirectory } from '../db/databases.ts'
import { miniCohort, writeMini } from './miniCohort.ts'

let folder = ''
let env: Record<string, string> = {}
let manifest = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radimmune-cli-'))
  env = { RADIMMUNE_DATA: join(folder, 'data') }
  await mkdir(join(folder, 'data'))
  await rename(await makeMigratedDirectory(), join(folder, 'data/database'))
  manifest = await writeMini(miniCohort(), join(folder, 'files'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const importing = (path = manifest) => ['import', path, '--data', join(folder, 'files')]

describe('the command line', () => {
  it('exits 2 on wrong usage, and writes nothing', async () => {
    for (const args of [['fly'], ['remove', 'mini']])
      expect((await runCli(args, env)).code, args.join(' ')).toBe(2)
  }, 240_000)

  it('exits 3 with warnings, 1 with errors, and its JSON is the report', async () => {
    const imported = await runCli(importing(), env)
    expect([imported.code, imported.report]).toMatchObject([3, { command: 'import', outcome: 'imported' }])
    const bad = join(folder, 'bad.json')
    await writeFile(bad, '{"manifestVersion":1}')
    const refused = await runCli(importing(bad), env)
    expect([refused.code, refused.report]).toMatchObject([1, { outcome: 'refused' }])
    const listed = await runCli(['list'], env)
    expect([listed.code, listed.report]).toMatchObject([0, { cohorts: [{ slug: 'mini' }] }])
  }, 240_000)

  it('resumes what was begun and not ended, and writes the report as a page', async () => {
    const dataDirectory = env['RADIMMUNE_DATA'] ?? ''
    const job = { manifestPath: manifest, dataRoot: join(folder, 'files') }
    await noteBegun(dataDirectory, job)
    const page = join(folder, 'report.html')
    const resumed = await runCli(['import', '--resume', '--html', page], env)
    // 3: the release was imported with warnings (no hashes are declared), and what is already there says the same
    expect([resumed.code, resumed.report]).toMatchObject([
      3,
      {
        outcome: 'already-imported',
        findingCounts: expect.arrayContaining([
          expect.objectContaining({ rule: 'hash-not-declared', severity: 'warning' }),
        ]) as unknown,
      },
    ])
    expect(await readFile(page, 'utf8')).toContain('<h1>Mini</h1>')
    expect(await unfinishedImports(dataDirectory)).toEqual([])
    expect((await runCli(['import'], env)).code).toBe(2)
  }, 240_000)

  it('says in one sentence that another process has the database', async () => {
    const db = await openDatabase({ dataDirectory: join(folder, 'data/database') })
    try {
      const { code, text } = await runCli(['list'], env)
      expect(code).toBe(1)
      expect(text.trim().split('\n')).toEqual([expect.stringMatching(/is in use by another process/)])
    } finally {
      await db.close()
    }
  }, 240_000)
})

// PostgreSQL is killed by test/etl/derivedCrash.test.ts and test/db/crash.test.ts
describe('kill -9 of an import', () => {
  /** Moments well before the end, so that one of three attempts kills; test/crash/importKills.ts does many, at random. */
  const moments = () => {
    const left = [0.4, 0.25, 0.1]
    return () => left.shift() ?? 0.1
  }

  it('on the embedded database leaves no partial cohort, and a rerun converges', async () => {
    const own = await mkdtemp(join(folder, 'kill-'))
    await mkdir(join(own, 'data'))
    await rename(await makeMigratedDirectory(), join(own, 'data/database'))
    const outcome = await killRounds(
      { env: { RADIMMUNE_DATA: join(own, 'data') }, folder: own },
      { kills: 1, draw: moments(), genes: 500 },
    )
    expect(outcome.killed).toBe(1)
  }, 180_000)
})
