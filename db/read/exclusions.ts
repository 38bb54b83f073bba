import { and, asc, eq, inArray, isNotNull } from '../drizzle/orm.cjs'
import { exclusion } from '../schema/exclusion.ts'
import { patient } from '../schema/patient.ts'
import type { Session } from '../session.ts'
import { type Page, type PageRequest, readPage, totalCount } from './page.ts'

export interface ExclusionRow {
  scope: string
  subject: string
  patientOrdinal: number | null
  /** submitter id */
  patient: string | null
  code: string
  reason: string
}

const exclusionSelection = {
  scope: exclusion.scope,
  subject: exclusion.subject,
  patientOrdinal: exclusion.patient,
  patient: patient.submitterId,
  code: exclusion.code,
  reason: exclusion.reason,
}

const ofPatient = and(eq(patient.releaseId, exclusion.releaseId), eq(patient.ordinal, exclusion.patient))

export async function readExclusions(
  session: Session,
  releaseId: number,
  request: PageRequest & { scope?: string },
): Promise<Page<ExclusionRow>> {
  const read = ({ first, offset }: PageRequest) =>
    session.orm
      .select({ totalCount, ...exclusionSelection })
      .from(exclusion)
      .leftJoin(patient, ofPatient)
      .where(
        and(
          eq(exclusion.releaseId, releaseId),
          request.scope === undefined ? undefined : eq(exclusion.scope, request.scope),
        ),
      )
      .orderBy(asc(exclusion.ordinal))
      .limit(first)
      .offset(offset)
  return await readPage(request, read, (row) => ({
    scope: row.scope,
    subject: row.subject,
    patientOrdinal: row.patientOrdinal,
    patient: row.patient,
    code: row.code,
    reason: row.reason,
  }))
}

/** All exclusions of these patients (ordinals), or of every patient, in one statement. */
export async function readExclusionsOf(
  session: Session,
  releaseId: number,
  patients: readonly number[] | 'all',
): Promise<ExclusionRow[]> {
  if (patients.length === 0) return []
  const chosen = patients === 'all' ? isNotNull(exclusion.patient) : inArray(exclusion.patient, [...patients])
  return await session.orm
    .select(exclusionSelection)
    .from(exclusion)
    .leftJoin(patient, ofPatient)
    .where(and(eq(exclusion.releaseId, releaseId), chosen))
    .orderBy(asc(exclusion.ordinal))
}
