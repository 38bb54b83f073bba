import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { CtSeriesContent } from '../release/content.ts'
import type { Page, PageRequest } from './page.ts'

export interface CtSeriesRow extends Omit<CtSeriesContent, 'patient'> {
  ordinal: number
  patientOrdinal: number
  /** submitter id */
  patient: string
}

export async function readCtSeries(
  session: Session,
  releaseId: number,
  request: PageRequest,
): Promise<Page<CtSeriesRow>> {
  return await notWritten(session, releaseId, request)
}

/** All series of these patients (ordinals) in one statement. */
export async function readCtSeriesOf(
  session: Session,
  releaseId: number,
  patients: readonly number[],
): Promise<CtSeriesRow[]> {
  return await notWritten(session, releaseId, patients)
}
