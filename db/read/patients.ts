import { and, asc, eq, ilike } from '../drizzle/orm.cjs'
import { patient } from '../schema/patient.ts'
import type { Session } from '../session.ts'
import { containing, type Page, type PageRequest, readPage, totalCount } from './page.ts'

export interface PatientRow {
  ordinal: number
  id: string
}

const patientSelection = { ordinal: patient.ordinal, id: patient.submitterId }

/** All submitter ids; the position is the ordinal. */
export async function readPatientIds(session: Session, releaseId: number): Promise<string[]> {
  const rows = await session.orm
    .select({ id: patient.submitterId })
    .from(patient)
    .where(eq(patient.releaseId, releaseId))
    .orderBy(asc(patient.ordinal))
  return rows.map(({ id }) => id)
}

export async function readPatients(
  session: Session,
  releaseId: number,
  request: PageRequest & { search?: string },
): Promise<Page<PatientRow>> {
  const word = request.search?.trim() ?? ''
  const read = ({ first, offset }: PageRequest) =>
    session.orm
      .select({ totalCount, ...patientSelection })
      .from(patient)
      .where(
        and(
          eq(patient.releaseId, releaseId),
          word === '' ? undefined : ilike(patient.submitterId, containing(word)),
        ),
      )
      .orderBy(asc(patient.ordinal))
      .limit(first)
      .offset(offset)
  return await readPage(request, read, ({ ordinal, id }) => ({ ordinal, id }))
}

export async function readPatient(
  session: Session,
  releaseId: number,
  id: string,
): Promise<PatientRow | null> {
  const [found] = await session.orm
    .select(patientSelection)
    .from(patient)
    .where(and(eq(patient.releaseId, releaseId), eq(patient.submitterId, id)))
  return found ?? null
}
