import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { SpecimenContent } from '../release/content.ts'
import type { Page, PageRequest } from './page.ts'

export interface SpecimenRow extends Omit<SpecimenContent, 'patient'> {
  ordinal: number
  patientOrdinal: number
  /** submitter id */
  patient: string
}

export async function readSpecimens(
  session: Session,
  releaseId: number,
  request: PageRequest & { chosen?: boolean; patients?: readonly number[] },
): Promise<Page<SpecimenRow>> {
  return await notWritten(session, releaseId, request)
}

/** All specimens of these patients (ordinals), for one edge of many patients in one statement. */
export async function readSpecimensOf(
  session: Session,
  releaseId: number,
  patients: readonly number[],
): Promise<SpecimenRow[]> {
  return await notWritten(session, releaseId, patients)
}
