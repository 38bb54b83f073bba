import { readExclusionsOf } from '../db/read/exclusions.ts'
import { readFiles } from '../db/read/files.ts'
import { readFindingCounts } from '../db/read/findings.ts'
import { readLayers } from '../db/read/layers.ts'
import { readPatientIds } from '../db/read/patients.ts'
import { readVariableColumn } from '../db/read/variables.ts'
import type { Session } from '../db/client.ts'
import { parseVariableRef } from '../science/variableRef.ts'
import { readWhoHasWhat } from './analyses/readWhoHasWhat.ts'
import { readMethod } from './analyses/readMethod.ts'

const releasesKept = 64
/** a method of 67 cells and 1,000 patients has a megabyte, values by row and by patient */
const methodsKept = 16
const columnsKept = 64

/**
 * Remembers what was read of a release, between requests: a release never changes and its key is never given again.
 * The least recently used is forgotten first, and a read that failed at once. @param of which part of it
 */
export function keptPerRelease<Value>(
  read: (releaseId: number, of: string) => Promise<Value>,
  most = releasesKept,
): (releaseId: number, of?: string) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>()
  return (releaseId, of = '') => {
    const key = `${releaseId} ${of}`
    const value = kept.get(key) ?? read(releaseId, of)
    kept.delete(key)
    kept.set(key, value)
    value.catch(() => kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return value
  }
}

/** Small things that nearly every question about a release needs. */
export function createReleaseFacts(db: Session) {
  return {
    layers: keptPerRelease((releaseId) => readLayers(db, releaseId)),
    files: keptPerRelease((releaseId) => readFiles(db, releaseId)),
    findingCounts: keptPerRelease((releaseId) => readFindingCounts(db, releaseId)),
    /** by the key of the immune layer */
    method: keptPerRelease((releaseId, key) => readMethod(db, releaseId, key), methodsKept),
    /** by the variable's reference */
    column: keptPerRelease(
      (releaseId, ref) => readVariableColumn(db, releaseId, parseVariableRef(ref)),
      columnsKept,
    ),
    whoHasWhat: keptPerRelease((releaseId) => readWhoHasWhat(db, releaseId)),
    /** what the ledger says of each patient (ordinal) */
    exclusionsOfPatients: keptPerRelease(async (releaseId) =>
      Map.groupBy(await readExclusionsOf(db, releaseId, 'all'), ({ patientOrdinal }) => patientOrdinal),
    ),
    patientIds: keptPerRelease((releaseId) => readPatientIds(db, releaseId)),
  }
}

export type ReleaseFacts = ReturnType<typeof createReleaseFacts>
