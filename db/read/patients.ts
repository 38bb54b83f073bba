import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { Page, PageRequest } from './page.ts'

export interface PatientRow {
  ordinal: number
  id: string
}

/** All submitter ids; the position is the ordinal. */
export async function readPatientIds(session: Session, releaseId: number): Promise<string[]> {
  return await notWritten(session, releaseId)
}

export async function readPatients(
  session: Session,
  releaseId: number,
  request: PageRequest & { search?: string },
): Promise<Page<PatientRow>> {
  return await notWritten(session, releaseId, request)
}

export async function readPatient(
  session: Session,
  releaseId: number,
  id: string,
): Promise<PatientRow | null> {
  return await notWritten(session, releaseId, id)
}
