import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { CohortCard, ReleaseRow } from './releases.ts'

/** A cohort as its current release describes it. */
export interface CohortRow extends CohortCard {
  release: ReleaseRow
}

/** Sorted by slug. */
export async function readCohorts(session: Session): Promise<CohortRow[]> {
  return await notWritten(session)
}

export async function readCohort(session: Session, slug: string): Promise<CohortRow | null> {
  return await notWritten(session, slug)
}
