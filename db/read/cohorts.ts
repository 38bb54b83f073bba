import type { Session } from '../session.ts'
import { type CohortCard, readCurrentReleases, type ReleaseRow } from './releases.ts'

/** A cohort as its current release describes it. */
export interface CohortRow extends CohortCard {
  release: ReleaseRow
}

const cohortOf = (release: ReleaseRow): CohortRow => ({ ...release.cohort, release })

/** Sorted by slug. */
export async function readCohorts(session: Session): Promise<CohortRow[]> {
  return (await readCurrentReleases(session)).map(cohortOf)
}

export async function readCohort(session: Session, slug: string): Promise<CohortRow | null> {
  const [found] = await readCurrentReleases(session, slug)
  return found ? cohortOf(found) : null
}
