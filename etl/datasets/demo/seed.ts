import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

async function markerOf(folder: string): Promise<string | null> {
  return readFile(join(folder, markerName), 'utf8').catch(() => null)
}

/** Made beside its place and moved in whole, so that a crash leaves no half-written cohort behind. */
async function generateInto(
  folder: string,
  seed: number,
  generate: NonNullable<DemoSeeding['generate']>,
): Promise<void> {
  const fresh = `${folder}.making-${process.pid}`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true })
  await generate(fresh, seed)
  await writeFile(join(fresh, markerName), markerText(seed, false))
  await rm(folder, { recursive: true, force: true })
  await rename(fresh, folder)
}

/**
 * The demonstration cohort at first start: generates the files when they are missing or of another generator version, and
 * imports them when they are new or the database holds no cohort at all. A demonstration cohort that somebody removed from
 * a database with other cohorts stays removed.
 */
export async function ensureDemo(seeding: DemoSeeding): Promise<SeedingOutcome> {
  const { dataFolder, listCohorts, runImport, seed = defaultSeed, generate = generateDemo } = seeding
  const folder = join(dataFolder, 'demo')
  const marker = await markerOf(folder)
  if (marker === markerText(seed, true) && (await listCohorts()).length > 0) return 'already-there'
  const filesAreCurrent = marker === markerText(seed, true) || marker === markerText(seed, false)
  if (!filesAreCurrent) await generateInto(folder, seed, generate)
  for (const manifest of demoManifests) await runImport(join(folder, manifest), folder)
  await writeFile(join(folder, markerName), markerText(seed, true))
  return filesAreCurrent ? 'imported' : 'generated-and-imported'
}
