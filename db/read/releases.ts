import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'

export interface ReleaseCounts {
  patients: number
  specimens: number
  ctSeries: number
  patientsWithCt: number
  patientsWithImaging: number
  patientsWithRna: number
  patientsWithImmune: number
  patientsWithOutcome: number
  patientsWithScore: number
  layers: number
  variables: number
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

/** By short id or full content hash; of several with the same content, the newest. */
export async function readRelease(session: Session, hash: string): Promise<ReleaseRow | null> {
  return await notWritten(session, hash)
}

/** All releases of a cohort, newest first. */
export async function readReleasesOfCohort(session: Session, slug: string): Promise<ReleaseRow[]> {
  return await notWritten(session, slug)
}

/** The import manifest as it was given, for provenance. */
export async function readManifest(
  session: Session,
  releaseId: number,
): Promise<Record<string, unknown> | null> {
  return await notWritten(session, releaseId)
}
