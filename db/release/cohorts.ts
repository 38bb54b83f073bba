import { and, asc, count, desc, eq, or } from '../drizzle/orm.cjs'
import { cohort } from '../schema/cohort.ts'
import { importLog } from '../schema/importLog.ts'
import { release } from '../schema/release.ts'
import type { Database, Session } from '../session.ts'
import { lockCohort } from './lockCohort.ts'

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

const summary = {
  releaseId: release.id,
  shortId: release.shortId,
  number: release.number,
  contentHash: release.contentHash,
  codeVersion: release.codeVersion,
  createdAt: release.createdAt,
}

/**
 * The current release if it, or the import it was derived from, came of an import with this key; null otherwise: after A, B the
 * key of A is no longer "already imported".
 */
export async function findByImportKey(
  session: Session,
  slug: string,
  importKey: string,
): Promise<(ReleaseSummary & { importId: number | null }) | null> {
  const [found] = await session.orm
    .select({ ...summary, importId: release.importId })
    .from(cohort)
    .innerJoin(release, eq(release.id, cohort.currentReleaseId))
    .innerJoin(importLog, or(eq(importLog.releaseId, release.id), eq(importLog.releaseId, release.importId)))
    .where(and(eq(cohort.slug, slug), eq(importLog.importKey, importKey)))
    .limit(1)
  return found ?? null
}

/** Sorted by slug. */
export async function listCohortsForAdmin(session: Session): Promise<CohortSummary[]> {
  const releases = session.orm
    .select({ cohortId: release.cohortId, releases: count().as('releases') })
    .from(release)
    .groupBy(release.cohortId)
    .as('counted')
  return await session.orm
    .select({
      slug: cohort.slug,
      title: release.title,
      simulated: release.simulated,
      patients: release.patients,
      releases: releases.releases,
      release: summary,
    })
    .from(cohort)
    .innerJoin(release, eq(release.id, cohort.currentReleaseId))
    .innerJoin(releases, eq(releases.cohortId, cohort.id))
    .orderBy(asc(cohort.slug))
}

/** All releases of a cohort, newest first. */
export async function listReleasesForAdmin(session: Session, slug: string): Promise<ReleaseSummary[]> {
  return await session.orm
    .select(summary)
    .from(release)
    .innerJoin(cohort, eq(cohort.id, release.cohortId))
    .where(eq(cohort.slug, slug))
    .orderBy(desc(release.number))
}

/** Removes a cohort with all its releases and analyses. @returns releases removed, 0 = no such cohort */
export async function removeCohort(db: Database, slug: string): Promise<number> {
  const work = async (session: Session): Promise<number> => {
    await lockCohort(session, slug, 'remove')
    const [found] = await session.orm
      .select({ releases: count(release.id) })
      .from(release)
      .innerJoin(cohort, eq(cohort.id, release.cohortId))
      .where(eq(cohort.slug, slug))
    await session.orm.delete(cohort).where(eq(cohort.slug, slug))
    return found?.releases ?? 0
  }
  return await db.transaction(work, { statementTimeoutMs: 600_000 })
}
