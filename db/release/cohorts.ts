import type { Database, Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'

export interface ReleaseSummary {
  releaseId: number
  shortId: string
  number: number
  contentHash: string
  codeVersion: string
  createdAt: string
}

export interface CohortSummary {
  slug: string
  title: string
  simulated: boolean
  patients: number
  releases: number
  /** the current one */
  release: ReleaseSummary
}

/** The current release if it came of an import with this key; null otherwise. */
export async function findByImportKey(
  session: Session,
  slug: string,
  importKey: string,
): Promise<ReleaseSummary | null> {
  return await notWritten(session, slug, importKey)
}

/** Sorted by slug. */
export async function listCohortsForAdmin(session: Session): Promise<CohortSummary[]> {
  return await notWritten(session)
}

/** Removes a cohort with all its releases and analyses. @returns releases removed, 0 = no such cohort */
export async function removeCohort(db: Database, slug: string): Promise<number> {
  return await notWritten(db, slug)
}
