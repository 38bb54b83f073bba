import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureDemo, type DemoSeeding } from '../../etl/datasets/demo/seed.ts'
import { dropFolder, filesBelow } from './demoFiles.ts'

let dataFolder = ''
let imported: string[] = []
let cohorts: string[] = []

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'radimmune-seed-'))
  imported = []
  cohorts = []
})
afterEach(() => dropFolder(dataFolder))

function seeding(runImport?: DemoSeeding['runImport']): DemoSeeding {
  return {
    dataFolder,
    generate: (folder) => writeFile(join(folder, 'truth.json'), '{}'),
    listCohorts: () => Promise.resolve(cohorts),
    runImport:
      runImport ??
      ((manifest) => {
        imported.push(basename(manifest))
        cohorts = [...new Set([...cohorts, basename(manifest, '.json')])]
        return Promise.resolve()
      }),
  }
}

describe('ensureDemo', () => {
  it('generates and imports the training set first, then does nothing, fast', async () => {
    expect(await ensureDemo(seeding())).toBe('generated-and-imported')
    expect(imported).toEqual(['demo-training.json', 'demo.json'])
    const start = performance.now()
    expect(await ensureDemo(seeding())).toBe('already-there')
    expect(performance.now() - start).toBeLessThan(50)
    expect(imported).toHaveLength(2)
    const leftOver = (await filesBelow(dataFolder)).filter((path) => path.includes('.making-'))
    expect(leftOver).toEqual([])
  })

  it('imports again without generating when the database is empty', async () => {
    await ensureDemo(seeding())
    const truth = join(dataFolder, 'demo/truth.json')
    await writeFile(truth, 'untouched')
    cohorts = []
    expect(await ensureDemo(seeding())).toBe('imported')
    expect(await readFile(truth, 'utf8')).toBe('untouched')
  })

  it('leaves a removed demonstration cohort removed while other cohorts are there', async () => {
    await ensureDemo(seeding())
    cohorts = ['tcga-brca']
    expect(await ensureDemo(seeding())).toBe('already-there')
  })

  it('makes everything anew for another generator version or a lost folder', async () => {
    await ensureDemo(seeding())
    await writeFile(join(dataFolder, 'demo/generated.json'), '{"generatorVersion":"0"}')
    expect(await ensureDemo(seeding())).toBe('generated-and-imported')
    await rm(join(dataFolder, 'demo'), { recursive: true })
    expect(await ensureDemo(seeding())).toBe('generated-and-imported')
    expect(imported).toHaveLength(6)
  })

  it('lets several processes start at once', async () => {
    const outcomes = await Promise.all([seeding(), seeding(), seeding()].map((one) => ensureDemo(one)))
    expect(outcomes).toHaveLength(3)
    expect(await filesBelow(dataFolder)).toEqual(['demo/generated.json', 'demo/truth.json'])
    expect(await ensureDemo(seeding())).toBe('already-there')
  })

  it('leaves nothing behind when generating fails', async () => {
    const generate = (): Promise<void> => Promise.reject(new Error('disk full'))
    await expect(ensureDemo({ ...seeding(), generate })).rejects.toThrow('disk full')
    expect(await filesBelow(dataFolder)).toEqual([])
  })

  it('tries again at the next start when an import failed', async () => {
    const fail = (): Promise<void> => Promise.reject(new Error('disk full'))
    await expect(ensureDemo(seeding(fail))).rejects.toThrow('disk full')
    cohorts = ['tcga-brca']
    expect(await ensureDemo(seeding())).toBe('imported')
    expect(imported).toEqual(['demo-training.json', 'demo.json'])
  })
})
