import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { Page, PageRequest } from './page.ts'

export interface ExclusionRow {
  scope: string
  subject: string
  patientOrdinal: number | null
  /** submitter id */
  patient: string | null
  code: string
  reason: string
}

export async function readExclusions(
  session: Session,
  releaseId: number,
  request: PageRequest & { scope?: string },
): Promise<Page<ExclusionRow>> {
  return await notWritten(session, releaseId, request)
}

/** All exclusions of these patients (ordinals) in one statement. */
export async function readExclusionsOf(
  session: Session,
  releaseId: number,
  patients: readonly number[],
): Promise<ExclusionRow[]> {
  return await notWritten(session, releaseId, patients)
}
