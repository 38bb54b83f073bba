import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultSeed, generateDemo, generatorVersion } from './generate.ts'

/** In the order in which they must be imported: the second is scored by the model that the first one trains. */
export const demoManifests = ['demo-training.json', 'demo.json'] as const

export interface DemoSeeding {
  /** the application's data directory; the files go to `<dataFolder>/demo` */
  dataFolder: string
  /** slugs of the cohorts that the database holds now */
  listCohorts: () => Promise<readonly string[]>
  /** imports one manifest whose paths are relative to `filesFolder`; throws when it could not */
  runImport: (manifestPath: string, filesFolder: string) => Promise<void>
  seed?: number
  /** stands in for the generator in tests */
  generate?: (folder: string, seed: number) => Promise<void>
}

export type SeedingOutcome = 'already-there' | 'imported' | 'generated-and-imported'

const markerName = 'generated.json'

function markerText(seed: number, imported: boolean): string {
  return JSON.stringify({ generatorVersion, seed, imported }) + '\n'
}

/** Whether the files are those of this generator and seed, and whether they were imported; null = not there or outdated. */
async function stateOf(folder: string, seed: number): Promise<'imported' | 'generated' | null> {
  const marker = await readFile(join(folder, markerName), 'utf8').catch(() => null)
  if (marker === markerText(seed, true)) return 'imported'
  return marker === markerText(seed, false) ? 'generated' : null
}

const attempts = 50

/** Between a look and a move another process may have moved its own files in or an old folder out; then it is looked at again. */
async function moveIn(
  fresh: string,
  folder: string,
  { outdated, seed }: { outdated: string; seed: number },
): Promise<void> {
  for (let attempt = 1; (await stateOf(folder, seed)) === null; attempt += 1)
    try {
      await rm(outdated, { recursive: true, force: true })
      await rename(folder, outdated).catch(() => undefined)
      await rename(fresh, folder)
      return
    } catch (error) {
      if (attempt === attempts) throw error
      await pause(10)
    }
}

/**
 * Made beside its place and moved in whole: a crash leaves no half-written cohort, and of several processes that start at
 * once the first one's files stay.
 */
async function generateInto(
  folder: string,
  seed: number,
  generate: NonNullable<DemoSeeding['generate']>,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const fresh = await mkdtemp(`${folder}.making-`)
  const outdated = `${fresh}.outdated`
  try {
    await generate(fresh, seed)
    await writeFile(join(fresh, markerName), markerText(seed, false))
    await moveIn(fresh, folder, { outdated, seed })
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(outdated, { recursive: true, force: true })
  }
}

/**
 * The demonstration cohort at first start: generates the files when they are missing or of another generator version, and
 * imports them when they are new or the database holds no cohort at all. A demonstration cohort that somebody removed from
 * a database with other cohorts stays removed.
 */
export async function ensureDemo(seeding: DemoSeeding): Promise<SeedingOutcome> {
  const { dataFolder, listCohorts, runImport, seed = defaultSeed, generate = generateDemo } = seeding
  const folder = join(dataFolder, 'demo')
  const state = await stateOf(folder, seed)
  if (state === 'imported' && (await listCohorts()).length > 0) return 'already-there'
  if (state === null) await generateInto(folder, seed, generate)
  for (const manifest of demoManifests) await runImport(join(folder, manifest), folder)
  await writeFile(join(folder, markerName), markerText(seed, true))
  return state === null ? 'generated-and-imported' : 'imported'
}
