/**
 * Cohorts that many tests read, imported once per run of the suite: whoever asks first makes them, everybody gets a copy.
 * `demo` is what a first `npm start` leaves behind; `real` has the four real cohorts beside.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/session.ts'
import type { ImportReport } from '../../etl/job.ts'
import { realSlugs } from './cohorts.ts'
import type { RealSlug } from './cohorts.ts'
import { copyFolder } from './copyFolder.ts'
import { importReal, startFirst, startLasting } from './make.ts'
import { oncePerRun } from './oncePerRun.ts'

export type World = 'demo' | 'real'

/** The data folder of a world. Not to be opened: copy it. */
function placeOf(world: World): Promise<string> {
  return oncePerRun(world, async (data) => {
    if (world === 'demo') await startFirst(data)
    else {
      await copyFolder(await placeOf('demo'), data)
      for (const slug of realSlugs) await importReal(slug, data)
    }
  })
}

/** A data folder (RADIMMUNE_DATA) of one's own with these cohorts in it; the caller removes it. */
export async function copyOfWorld(world: World): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), `radimmune-${world}-`))
  await copyFolder(await placeOf(world), copy)
  return copy
}

/** Written by `sharedServer`, read at the end of the run by test/prerequisites.ts. */
interface Lasting {
  address: string
  pid: number
  data: string
}

/** One server on the simulated cohorts for all test files that change nothing in it; it ends with the run. */
export async function sharedServer(): Promise<Lasting> {
  const place = await oncePerRun('server', async (folder) => {
    // the folder gets another name when it is whole, so that the server's own data stand beside it
    const data = join(inject('runFolder'), 'server-data')
    await mkdir(data, { recursive: true })
    await copyFolder(await placeOf('demo'), data)
    const started = await startLasting(data, join(folder, 'said'))
    await writeFile(join(folder, 'server.json'), JSON.stringify({ ...started, data } satisfies Lasting))
  })
  return JSON.parse(await readFile(join(place, 'server.json'), 'utf8')) as Lasting
}

/** What the import of a real cohort said. */
export async function reportOf(slug: RealSlug): Promise<ImportReport> {
  const text = await readFile(join(await placeOf('real'), `report-${slug}.json`), 'utf8')
  return JSON.parse(text) as ImportReport
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
  if (world === 'real') for (const slug of realSlugs) reports.set(slug, await reportOf(slug))
  const drop = () => db.close().finally(() => rm(data, { recursive: true, force: true }))
  return { db, data, reports, drop }
}
