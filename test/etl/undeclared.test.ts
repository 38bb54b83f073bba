/** What a folder holds beside its manifest, and a last line that may be cut. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import { parseManifest } from '../../etl/manifest.ts'
import { readFiles } from '../../etl/readFiles.ts'
import { checkUndeclared } from '../../etl/undeclared.ts'
import { miniCohort, writeMini } from './miniCohort.ts'

let folder = ''
let manifestPath = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radimmune-undeclared-'))
  manifestPath = await writeMini(miniCohort(), folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function manifest() {
  const parsed = parseManifest(JSON.stringify(miniCohort().manifest))
  if (!parsed.ok) throw new Error('the mini cohort is no manifest')
  return parsed.manifest
}

async function undeclared(path: string): Promise<(string | null)[]> {
  const findings = new Findings()
  await checkUndeclared({ manifestPath: path, dataRoot: folder }, manifest(), findings)
  return findings.kept.map(({ value }) => value)
}

it('a file of data that no entry reads is named, a text for people is not', async () => {
  expect(await undeclared(manifestPath)).toEqual([])
  await writeFile(join(folder, 'forgotten.csv'), 'patient,stage\np1,I\np2,II\n')
  await writeFile(join(folder, 'README.md'), 'hello')
  expect(await undeclared(manifestPath)).toEqual(['forgotten.csv'])
  // a folder that serves many manifests says nothing of any of them
  expect(await undeclared('/elsewhere/manifest.json')).toEqual([])
})

it('a last line without its end is doubtful where no hash vouches for the bytes', async () => {
  await writeFile(join(folder, 'scores.csv'), 'ID,GTR_proba,ITH_proba,label\nTCGA-XX-A010,0.1,0.2,')
  const read = async (sha256?: string) => {
    const findings = new Findings()
    const { files } = await locateFiles(manifest(), folder, new Findings(), () => undefined)
    const scores = files.filter(({ spec }) => spec.id === 'scores')
    const vouched = scores.map((file) => ({
      ...file,
      spec: { ...file.spec, ...(sha256 === undefined ? {} : { sha256 }) },
    }))
    await readFiles(vouched, [], findings, () => undefined)
    return findings.kept.map(({ rule }) => rule)
  }
  expect(await read()).toEqual(['encoding-normalised', 'end-unsure'])
  expect(await read('a'.repeat(64))).toEqual(['encoding-normalised'])
})
