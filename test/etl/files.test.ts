import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkUnchanged, locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import type { Manifest, ManifestInput } from '../../etl/manifest.ts'
import { parseManifest } from '../../etl/manifest.ts'
import type { MiniCohort } from './miniCohort.ts'
import { miniCohort, writeMini } from './miniCohort.ts'

let folder = ''
let mini: MiniCohort

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radimmune-files-'))
  mini = miniCohort()
  await writeMini(mini, join(folder, 'data'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

function parsed(change: (file: ManifestInput['files'][number]) => void = () => undefined): Manifest {
  const [first] = mini.manifest.files
  if (first) change(first)
  const result = parseManifest(JSON.stringify(mini.manifest))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.manifest
}

async function located(manifest: Manifest) {
  const findings = new Findings()
  const answer = await locateFiles(manifest, join(folder, 'data'), findings, () => undefined)
  return { answer, findings, notable: findings.kept.filter(({ rule }) => rule !== 'hash-not-declared') }
}

describe('locateFiles', () => {
  it('finds and hashes every file, and warns where no hash is declared', async () => {
    const { answer, findings } = await located(parsed())
    expect(answer.files).toHaveLength(6)
    expect(findings.counts).toEqual([{ rule: 'hash-not-declared', severity: 'warning', count: 6 }])
  })

  it('a declared hash silences the warning; a wrong one is an error', async () => {
    const first = (await located(parsed())).answer.files[0]
    const good = await located(parsed((file) => (file.sha256 = first?.sha256 ?? '')))
    expect(good.notable).toEqual([])
    expect(good.findings.count('warning')).toBe(5)
    const bad = await located(parsed((file) => (file.sha256 = 'a'.repeat(64))))
    expect(bad.notable).toMatchObject([{ rule: 'hash-differs', file: 'features', value: first?.sha256 }])
  })

  it('a wrong size is an error', async () => {
    const { notable } = await located(parsed((file) => (file.bytes = 7)))
    expect(notable).toMatchObject([{ rule: 'rows-differ', severity: 'error', file: 'features' }])
  })

  it('a missing file is an error, and the others are still found', async () => {
    const { notable, answer } = await located(parsed((file) => (file.path = 'gone.csv')))
    expect(notable).toMatchObject([{ rule: 'file-missing', file: 'features', value: 'gone.csv' }])
    expect(answer.files).toHaveLength(5)
  })

  it.each(['file', 'folder'])('a symbolic link to a %s outside is an error', async (kind) => {
    await mkdir(join(folder, 'secret'))
    await writeFile(join(folder, 'secret/passwords.csv'), 'ID,a\nx,1\n')
    await symlink(
      join(folder, kind === 'file' ? 'secret/passwords.csv' : 'secret'),
      join(folder, 'data/link'),
    )
    const path = kind === 'file' ? 'link' : 'link/passwords.csv'
    const { notable, answer } = await located(parsed((file) => (file.path = path)))
    expect(notable).toMatchObject([{ rule: 'path-outside-root', file: 'features', value: path }])
    expect(answer.files.map(({ spec }) => spec.id)).not.toContain('features')
  })

  it('a link out of a folder of files is an error', async () => {
    await mkdir(join(folder, 'data/many'))
    await writeFile(join(folder, 'data/many/a.txt'), 'a')
    await symlink('/etc/hostname', join(folder, 'data/many/b.txt'))
    const { notable } = await located(parsed((file) => (file.path = 'many')))
    expect(notable).toMatchObject([{ rule: 'path-outside-root', file: 'features' }])
  })

  it('a folder is hashed by the names and bytes of its files', async () => {
    await mkdir(join(folder, 'data/many/deep'), { recursive: true })
    await writeFile(join(folder, 'data/many/a.txt'), 'a')
    await writeFile(join(folder, 'data/many/deep/b.txt'), 'b')
    const hash = async () => (await located(parsed((file) => (file.path = 'many')))).answer.files[0]?.sha256
    const before = await hash()
    expect(await hash()).toBe(before)
    await writeFile(join(folder, 'data/many/deep/b.txt'), 'c')
    expect(await hash()).not.toBe(before)
  })

  it('a file that changes after it was hashed is an error', async () => {
    const { answer, findings } = await located(parsed())
    await checkUnchanged(answer, findings)
    expect(findings.count('error')).toBe(0)
    await utimes(join(folder, 'data/features.csv'), new Date(0), new Date(0))
    await checkUnchanged(answer, findings)
    expect(findings.kept.at(-1)).toMatchObject({ rule: 'file-changed', severity: 'error' })
  })
})
