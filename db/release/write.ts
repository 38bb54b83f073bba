import { createHash } from 'node:crypto'
import { desc, eq, sql } from '../drizzle/orm.cjs'
import { alias } from '../drizzle/pgCore.cjs'
import { shortId } from '../../science/canonical.ts'
import { cohort } from '../schema/cohort.ts'
import { importLog } from '../schema/importLog.ts'
import { layer } from '../schema/layer.ts'
import { release } from '../schema/release.ts'
import { variable } from '../schema/variable.ts'
import { variableValues } from '../schema/variableValues.ts'
import { DiskFull } from '../lock.ts'
import { type Database, type Session, StatementError } from '../session.ts'
import { checkContent, checkRecord } from './checkContent.ts'
import { columnBytes, int4Bytes } from '../columnBytes.ts'
import type { LayerContent, ReleaseContent, ReleaseRecord } from './content.ts'
import { contentTables, type TableRows, tableRows } from './contentTables.ts'
import { encodeRows } from './copyEncoder.ts'
import { countContent, patientCount } from './counts.ts'
import { lockCohort } from './lockCohort.ts'

export interface WrittenRelease {
  releaseId: number
  shortId: string
  number: number
  /** of the release that is current now; also when an import gave only what it stands on */
  contentHash: string
  outcome: 'created' | 'unchanged'
}

export interface WriteOptions {
  signal?: AbortSignal
  /** bytes of values written so far and in all */
  progress?: (written: number, total: number) => void
}

const limitMs = 600_000

interface Place {
  cohortId: number
  current: {
    id: number
    shortId: string
    number: number
    contentHash: string
    /** the content of the import that a derived release stands on */
    importedHash: string | null
  } | null
}

const imported = alias(release, 'imported')

/** Another release became current while this one was derived; nothing was written. */
export class CurrentReleaseMoved extends Error {
  constructor(slug: string) {
    super(`Another release of "${slug}" became current meanwhile.`)
  }
}

async function placeOf(session: Session, slug: string): Promise<Place> {
  await session.orm.insert(cohort).values({ slug }).onConflictDoNothing()
  const [found] = await session.orm
    .select({
      cohortId: cohort.id,
      current: {
        id: release.id,
        shortId: release.shortId,
        number: release.number,
        contentHash: release.contentHash,
        importedHash: sql<string | null>`${imported.contentHash}`,
      },
    })
    .from(cohort)
    .leftJoin(release, eq(release.id, cohort.currentReleaseId))
    .leftJoin(imported, eq(imported.id, release.importId))
    .where(eq(cohort.slug, slug))
  if (!found) throw new Error(`cohort ${slug} was not made`)
  return found
}

/** The address is the content's; a cohort that comes back to an earlier content needs another one. */
async function freeShortId(session: Session, contentHash: string, number: number): Promise<string> {
  const first = shortId(Buffer.from(contentHash, 'hex'))
  const [taken] = await session.orm.select({ id: release.id }).from(release).where(eq(release.shortId, first))
  if (!taken) return first
  return shortId(createHash('sha256').update(`${contentHash} ${number}`).digest())
}

async function insertRelease(
  session: Session,
  cohortId: number,
  content: ReleaseContent,
  record: ReleaseRecord,
) {
  const [last] = await session.orm
    .select({ number: release.number })
    .from(release)
    .where(eq(release.cohortId, cohortId))
    .orderBy(desc(release.number))
    .limit(1)
  const number = (last?.number ?? 0) + 1
  const { citations, title, description, simulated, disease, imaging, licence } = content.cohort
  const [written] = await session.orm
    .insert(release)
    .values({
      title,
      description,
      simulated,
      disease,
      imaging,
      licence,
      ...countContent(content),
      cohortId,
      number,
      importId: record.descent?.importId ?? null,
      derivedFromId: record.descent?.derivedFromId ?? null,
      citations: [...citations],
      shortId: await freeShortId(session, record.contentHash, number),
      contentHash: record.contentHash,
      importKey: record.importKey,
      codeVersion: record.codeVersion,
      manifest: record.manifest,
    })
    .returning({ id: release.id, shortId: release.shortId, number: release.number })
  if (!written) throw new Error('the release was not written')
  return written
}

async function insertLayer(
  session: Session,
  releaseId: number,
  ordinal: number,
  given: LayerContent,
  content: ReleaseContent,
): Promise<number> {
  const { variables, rows, patientRows, sourceFiles, ...rest } = given
  const [written] = await session.orm
    .insert(layer)
    .values({
      ...rest,
      releaseId,
      ordinal,
      sourceFiles: [...sourceFiles],
      rowCount: rows.length,
      rows: int4Bytes(rows),
      patientRows: patientRows && int4Bytes(patientRows),
      variableCount: variables.length,
      patientCount: patientCount(given, content),
    })
    .returning({ id: layer.id })
  if (!written) throw new Error('the layer was not written')
  return written.id
}

function layerTables(layerId: number, given: LayerContent): TableRows[] {
  function* values() {
    for (const [ordinal, column] of given.columns.entries()) {
      const name = `${given.kind}:${given.key}/${given.variables[ordinal]?.key}`
      yield { layerId, ordinal, values: columnBytes(column, given.encoding, name) }
    }
  }
  return [
    tableRows(
      variable,
      given.variables.map(({ levels, ...rest }, ordinal) => ({
        ...rest,
        levels: levels && [...levels],
        layerId,
        ordinal,
      })),
    ),
    tableRows(variableValues, { [Symbol.iterator]: values }),
  ]
}

async function copyTable(session: Session, table: TableRows, told: (bytes: number) => void): Promise<void> {
  const columns = table.columns.map((name) => `"${name}"`).join(', ')
  const statement = `copy "${table.name}" (${columns}) from stdin (format binary)`
  const send = async (bytes: Uint8Array): Promise<void> => {
    await session.copyIn(statement, bytes)
    told(bytes.length)
  }
  // the next stream is made while the database takes this one in
  let sending: Promise<void> = Promise.resolve()
  try {
    for (const bytes of encodeRows(table.types, table.rows)) {
      await sending
      sending = send(bytes)
      // heard when it is waited for
      sending.catch(() => undefined)
    }
  } finally {
    // nothing may be under way when the transaction ends
    await Promise.allSettled([sending])
  }
  await sending
}

async function writeContent(
  session: Session,
  releaseId: number,
  content: ReleaseContent,
  record: ReleaseRecord,
  options: WriteOptions,
): Promise<void> {
  const width = (given: LayerContent) => (given.encoding === 'f4' ? 4 : 8)
  const total = content.layers.reduce(
    (sum, given) => sum + width(given) * given.columns.reduce((n, column) => n + column.length, 0),
    0,
  )
  let written = 0
  const told = (bytes: number) => {
    written = Math.min(total, written + bytes)
    options.progress?.(written, total)
    options.signal?.throwIfAborted()
  }
  const quietly = () => options.signal?.throwIfAborted()
  for (const table of contentTables(releaseId, content, record)) await copyTable(session, table, quietly)
  for (const [ordinal, given] of content.layers.entries()) {
    const [variables, values] = layerTables(
      await insertLayer(session, releaseId, ordinal, given, content),
      given,
    )
    if (variables) await copyTable(session, variables, quietly)
    if (values) await copyTable(session, values, told)
  }
}

/**
 * Writes one release in one transaction: a reader sees the old one or the new one. Content equal to the current release
 * makes no new one, but is logged. Imports of the same cohort at the same time take turns.
 * @throws InvalidInput the content does not fit itself; CurrentReleaseMoved; DiskFull; the signal's reason when aborted; nothing is written then
 */
export async function writeRelease(
  db: Database,
  content: ReleaseContent,
  record: ReleaseRecord,
  options: WriteOptions = {},
): Promise<WrittenRelease> {
  checkContent(content)
  checkRecord(record)
  const work = async (session: Session): Promise<WrittenRelease> => {
    options.signal?.throwIfAborted()
    await lockCohort(session, content.cohort.slug, 'write')
    const { cohortId, current } = await placeOf(session, content.cohort.slug)
    const { importKey, contentHash, codeVersion } = record
    const log = { cohortId, importKey, contentHash, codeVersion }
    if (record.descent && current?.id !== record.descent.derivedFromId)
      throw new CurrentReleaseMoved(content.cohort.slug)
    // an import that gives what the current release stands on takes nothing away from what was derived since
    const same = record.descent ? current?.contentHash : (current?.importedHash ?? current?.contentHash)
    if (current && same === contentHash) {
      await session.orm.insert(importLog).values({ ...log, releaseId: current.id, outcome: 'unchanged' })
      const { id, shortId, number } = current
      return { releaseId: id, shortId, number, contentHash: current.contentHash, outcome: 'unchanged' }
    }
    const { id, ...named } = await insertRelease(session, cohortId, content, record)
    await writeContent(session, id, content, record, options)
    await session.orm.insert(importLog).values({ ...log, releaseId: id, outcome: 'created' })
    await session.orm.update(cohort).set({ currentReleaseId: id }).where(eq(cohort.id, cohortId))
    options.signal?.throwIfAborted()
    return { releaseId: id, ...named, contentHash, outcome: 'created' }
  }
  const written = await db
    .transaction(work, { statementTimeoutMs: limitMs })
    .catch(async (error: unknown) => await giveRoomBack(db, error))
  if (written.outcome === 'created') await refreshStatistics(db)
  return written
}

/** What a write that a full disk ended had begun is gone for every reader, and its room is given back. @throws DiskFull, or the error */
async function giveRoomBack(db: Database, error: unknown): Promise<never> {
  const refused = error instanceof StatementError && error.code === '53100'
  if (!refused && !(error instanceof DiskFull)) throw error
  await db.query('vacuum variable, variable_values').catch(() => undefined)
  throw refused
    ? new DiskFull('The disk of the database is full; nothing was written.', { cause: error })
    : error
}

/** So that the planner knows of the new rows; PGlite has no autovacuum. Without it answers are the same, only later. */
async function refreshStatistics(db: Database): Promise<void> {
  await db.query('analyze layer, variable, variable_values').catch(() => undefined)
}
