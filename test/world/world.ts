/**
 * Cohorts that many tests read, imported once per run of the suite: whoever asks first makes them, everybody gets a copy.
 * `demo` is what a first `npm start` leaves behind; `real` has the four real cohorts beside.
 */
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/session.ts'
import type { ImportReport } from '../../etl/job.ts'
import { realSlugs } from './cohorts.ts'
import type { RealSlug } from './cohorts.ts'
import { importReal, startFirst } from './make.ts'

export type World = 'demo' | 'real'

const patienceMs = 200_000

/** Makes it beside its place and moves it in whole, so that nobody sees half of it. */
async function make(world: World, place: string): Promise<void> {
  const data = `${place}.making`
  try {
    if (world === 'demo') {
      await mkdir(data)
      await startFirst(data)
    } else {
      await cp(await placeOf('demo'), data, { recursive: true })
      for (const slug of realSlugs) await importReal(slug, data)
    }
    await rename(data, place)
  } catch (error) {
    await writeFile(`${place}.failed`, String(error))
    throw error
  }
}

/** The data folder of a world, made when nobody has asked for it before. Not to be opened: copy it. */
async function placeOf(world: World): Promise<string> {
  const place = join(inject('runFolder'), world)
  const isFirst = await mkdir(`${place}.begun`).then(
    () => true,
    () => false,
  )
  if (isFirst) await make(world, place)
  for (const end = Date.now() + patienceMs; !existsSync(place); await pause(100)) {
    if (existsSync(`${place}.failed`)) throw new Error(await readFile(`${place}.failed`, 'utf8'))
    if (Date.now() > end) throw new Error(`the ${world} cohorts were not ready in time`)
  }
  return place
}

/** A data folder (RADIMMUNE_DATA) of one's own with these cohorts in it; the caller removes it. */
export async function copyOfWorld(world: World): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), `radimmune-${world}-`))
  await cp(await placeOf(world), copy, { recursive: true })
  return copy
}

export interface OpenWorld {
  db: Database
  data: string
  /** what the import of each real cohort said */
  reports: ReadonlyMap<RealSlug, ImportReport>
  drop: () => Promise<void>
}

/** The same, with its database open. */
export async function openWorld(world: World): Promise<OpenWorld> {
  const data = await copyOfWorld(world)
  const db = await openDatabase({ dataDirectory: join(data, 'database') })
  const reports = new Map<RealSlug, ImportReport>()
  if (world === 'real')
    for (const slug of realSlugs)
      reports.set(slug, JSON.parse(await readFile(join(data, `report-${slug}.json`), 'utf8')) as ImportReport)
  const drop = () => db.close().finally(() => rm(data, { recursive: true, force: true }))
  return { db, data, reports, drop }
}
