import { and, desc, eq, or, sql } from '../drizzle/orm.cjs'
import { cohort } from '../schema/cohort.ts'
import { release } from '../schema/release.ts'
import type { Session } from '../session.ts'

export interface ReleaseCounts {
  patients: number
  specimens: number
  ctSeries: number
  patientsWithCt: number
  patientsWithImaging: number
  patientsWithRna: number
  patientsWithImmune: number
  patientsWithImagingAndImmune: number
  patientsWithOutcome: number
  patientsWithScore: number
  layers: number
  variables: number
}

export interface CohortCard {
  slug: string
  title: string
  description: string
  simulated: boolean
  disease: string
  imaging: string | null
  licence: string
  citations: string[]
}

export interface ReleaseRow {
  /** internal key; the other read functions take it */
  id: number
  /** 12 characters, the address */
  shortId: string
  number: number
  contentHash: string
  importKey: string
  codeVersion: string
  /** ISO */
  createdAt: string
  current: boolean
  /** the cohort as this release describes it */
  cohort: CohortCard
  counts: ReleaseCounts
}

export const releaseSelection = {
  id: release.id,
  shortId: release.shortId,
  number: release.number,
  contentHash: release.contentHash,
  importKey: release.importKey,
  codeVersion: release.codeVersion,
  createdAt: release.createdAt,
  current: sql<boolean>`${release.id} is not distinct from ${cohort.currentReleaseId}`,
  cohort: {
    slug: cohort.slug,
    title: release.title,
    description: release.description,
    simulated: release.simulated,
    disease: release.disease,
    imaging: release.imaging,
    licence: release.licence,
    citations: release.citations,
  },
  counts: {
    patients: release.patients,
    specimens: release.specimens,
    ctSeries: release.ctSeries,
    patientsWithCt: release.patientsWithCt,
    patientsWithImaging: release.patientsWithImaging,
    patientsWithRna: release.patientsWithRna,
    patientsWithImmune: release.patientsWithImmune,
    patientsWithImagingAndImmune: release.patientsWithImagingAndImmune,
    patientsWithOutcome: release.patientsWithOutcome,
    patientsWithScore: release.patientsWithScore,
    layers: release.layers,
    variables: release.variables,
  },
}

/** By short id or full content hash; of several with the same content, the newest. */
export async function readRelease(session: Session, hash: string): Promise<ReleaseRow | null> {
  const [found] = await session.orm
    .select(releaseSelection)
    .from(release)
    .innerJoin(cohort, eq(cohort.id, release.cohortId))
    .where(or(eq(release.shortId, hash), eq(release.contentHash, hash)))
    .orderBy(desc(release.number))
    .limit(1)
  return found ?? null
}

/** By its internal key. */
export async function readReleaseById(session: Session, id: number): Promise<ReleaseRow | null> {
  const [found] = await session.orm
    .select(releaseSelection)
    .from(release)
    .innerJoin(cohort, eq(cohort.id, release.cohortId))
    .where(eq(release.id, id))
  return found ?? null
}

/** All releases of a cohort, newest first. */
export async function readReleasesOfCohort(session: Session, slug: string): Promise<ReleaseRow[]> {
  return await session.orm
    .select(releaseSelection)
    .from(release)
    .innerJoin(cohort, eq(cohort.id, release.cohortId))
    .where(eq(cohort.slug, slug))
    .orderBy(desc(release.number))
}

/** The current releases, one a cohort, sorted by slug. */
export async function readCurrentReleases(session: Session, slug?: string): Promise<ReleaseRow[]> {
  return await session.orm
    .select(releaseSelection)
    .from(cohort)
    .innerJoin(release, eq(release.id, cohort.currentReleaseId))
    .where(and(slug === undefined ? undefined : eq(cohort.slug, slug)))
    .orderBy(cohort.slug)
}

/** The import manifest as it was given, for provenance. */
export async function readManifest(
  session: Session,
  releaseId: number,
): Promise<Readonly<Record<string, unknown>> | null> {
  const [found] = await session.orm
    .select({ manifest: release.manifest })
    .from(release)
    .where(eq(release.id, releaseId))
  return found?.manifest ?? null
}
