/** A real cohort with rows and columns of its text tables in another order gives the same content hash. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import type { Manifest } from '../../etl/manifest.ts'
import { parseManifest } from '../../etl/manifest.ts'
import { prepare } from '../../etl/prepare.ts'
import { hasRealData, realData } from '../shared.ts'
import { reportOf } from '../world/world.ts'

async function prepared(manifest: Manifest, folder: string) {
  const located = await locateFiles(manifest, folder, new Findings(), () => undefined)
  return prepare({ manifest, files: located.files, foreignModel: null }, () => undefined)
}

function turned<T>(list: readonly T[]): T[] {
  const [first, ...rest] = list
  return first === undefined ? [] : [first, ...rest.reverse()]
}

function shuffledTable(text: string): string {
  const rows = text.split('\n').filter((line) => line !== '')
  const carriage = rows.every((line) => line.endsWith('\r'))
  return turned(rows)
    .map((line) => turned(line.replace(/\r$/, '').split('\t')).join('\t') + (carriage ? '\r\n' : '\n'))
    .join('')
}

describe.skipIf(!hasRealData)('TCGA-BRCA with its tables turned round', () => {
  // the original is imported for all files of the run
  let original: string | null
  beforeAll(async () => {
    original = (await reportOf('tcga-brca')).contentHash
  })

  it('has the content hash of the original', async () => {
    const source = await readFile(join(import.meta.dirname, '../../etl/datasets/tcga-brca.json'), 'utf8')
    const parsed = parseManifest(source)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const { manifest } = parsed
    const folder = await mkdtemp(join(tmpdir(), 'radimmune-shuffled-'))
    try {
      for (const { path } of manifest.files) {
        await mkdir(join(folder, path, '..'), { recursive: true })
        if (path.endsWith('.xlsx')) await copyFile(join(realData, path), join(folder, path))
        else await writeFile(join(folder, path), shuffledTable(await readFile(join(realData, path), 'utf8')))
      }
      const files = manifest.files.map((file) => ({ ...file, sha256: undefined })).reverse()
      const shuffled = await prepared({ ...manifest, files, layers: manifest.layers.toReversed() }, folder)
      expect(shuffled.findings.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(original).toMatch(/^[0-9a-f]{64}$/)
      expect(shuffled.contentHash).toBe(original)
      // whose hash the manifest declares
      const [before, after] = [manifest.files, shuffled.sourceFiles].map(
        (files) => files.find(({ id }) => id === 'cibersort')?.sha256,
      )
      expect(before).toMatch(/^[0-9a-f]{64}$/)
      expect(after).toMatch(/^[0-9a-f]{64}$/)
      expect(after).not.toBe(before)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
