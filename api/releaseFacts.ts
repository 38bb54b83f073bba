import { readFiles } from '../db/read/files.ts'
import { readFindingCounts } from '../db/read/findings.ts'
import { readLayers } from '../db/read/layers.ts'
import { readPatientIds } from '../db/read/patients.ts'
import type { Session } from '../db/client.ts'

const releasesKept = 64

/**
 * Remembers what was read of a release, between requests: a release never changes and its key is never given again.
 * The least recently used is forgotten first, and a read that failed at once.
 */
export function keptPerRelease<Value>(
  read: (releaseId: number) => Promise<Value>,
): (releaseId: number) => Promise<Value> {
  const kept = new Map<number, Promise<Value>>()
  return (releaseId) => {
    const value = kept.get(releaseId) ?? read(releaseId)
    kept.delete(releaseId)
    kept.set(releaseId, value)
    value.catch(() => kept.delete(releaseId))
    const [oldest] = kept.keys()
    if (kept.size > releasesKept && oldest !== undefined) kept.delete(oldest)
    return value
  }
}

/** Small things that nearly every question about a release needs. */
export function createReleaseFacts(db: Session) {
  return {
    layers: keptPerRelease((releaseId) => readLayers(db, releaseId)),
    files: keptPerRelease((releaseId) => readFiles(db, releaseId)),
    findingCounts: keptPerRelease((releaseId) => readFindingCounts(db, releaseId)),
    patientIds: keptPerRelease((releaseId) => readPatientIds(db, releaseId)),
  }
}

export type ReleaseFacts = ReturnType<typeof createReleaseFacts>
