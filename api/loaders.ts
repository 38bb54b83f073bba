import type { Session } from '../db/client.ts'
import { readCohort } from '../db/read/cohorts.ts'
import type { CohortRow } from '../db/read/cohorts.ts'
import { readCtSeriesOf } from '../db/read/ctSeries.ts'
import { readExclusionsOf } from '../db/read/exclusions.ts'
import { readRelease } from '../db/read/releases.ts'
import type { ReleaseRow } from '../db/read/releases.ts'
import { readSpecimensOf } from '../db/read/specimens.ts'
import { readVariableColumns } from '../db/read/variables.ts'
import type { VariableName } from '../science/variableRef.ts'
import { batched } from './batched.ts'

/** Makes a thing once a key, for the length of a request. */
export function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const seen = new Map<Key, { value: Value }>()
  return (key) => {
    const known = seen.get(key) ?? { value: make(key) }
    seen.set(key, known)
    return known.value
  }
}

interface OfPatient {
  patientOrdinal: number | null
}

function byPatient<Row extends OfPatient>(
  read: (patients: readonly number[]) => Promise<readonly Row[]>,
): (patient: number) => Promise<Row[]> {
  return batched(async (patients) => {
    const rows = Map.groupBy(await read([...new Set(patients)]), (row) => row.patientOrdinal)
    return (patient) => rows.get(patient) ?? []
  })
}

function columnsOf(db: Session, releaseId: number) {
  return batched(async (names: readonly VariableName[]) => {
    const columns = await readVariableColumns(db, releaseId, names)
    const places = new Map(names.map((name, i) => [name, i]))
    return (name) => columns[places.get(name) ?? -1] ?? null
  })
}

function required<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} vanished while it was read`)
  return value
}

/** The edges of one request, read together and remembered; nothing is shared between requests. */
export function createLoaders(db: Session) {
  return {
    cohort: remembered(async (slug: string): Promise<CohortRow> =>
      required(await readCohort(db, slug), `cohort ${slug}`),
    ),
    release: remembered(async (hash: string): Promise<ReleaseRow> =>
      required(await readRelease(db, hash), `release ${hash}`),
    ),
    columns: remembered((releaseId: number) => columnsOf(db, releaseId)),
    specimensOf: remembered((releaseId: number) =>
      byPatient((patients) => readSpecimensOf(db, releaseId, patients)),
    ),
    ctSeriesOf: remembered((releaseId: number) =>
      byPatient((patients) => readCtSeriesOf(db, releaseId, patients)),
    ),
    exclusionsOf: remembered((releaseId: number) =>
      byPatient((patients) => readExclusionsOf(db, releaseId, patients)),
    ),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
