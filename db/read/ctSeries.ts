import { and, asc, eq, inArray } from '../drizzle/orm.cjs'
import type { CtSeriesContent } from '../release/content.ts'
import { ctSeries } from '../schema/ctSeries.ts'
import { patient } from '../schema/patient.ts'
import type { Session } from '../session.ts'
import { type Page, type PageRequest, readPage, totalCount } from './page.ts'

export interface CtSeriesRow extends Omit<CtSeriesContent, 'patient'> {
  ordinal: number
  patientOrdinal: number
  /** submitter id */
  patient: string
}

const seriesSelection = {
  ordinal: ctSeries.ordinal,
  patientOrdinal: ctSeries.patient,
  patient: patient.submitterId,
  studyUid: ctSeries.studyUid,
  seriesUid: ctSeries.seriesUid,
  modality: ctSeries.modality,
  phase: ctSeries.phase,
  manufacturer: ctSeries.manufacturer,
  sliceThicknessMm: ctSeries.sliceThicknessMm,
  description: ctSeries.description,
}

const ofPatient = and(eq(patient.releaseId, ctSeries.releaseId), eq(patient.ordinal, ctSeries.patient))

export async function readCtSeries(
  session: Session,
  releaseId: number,
  request: PageRequest,
): Promise<Page<CtSeriesRow>> {
  const read = ({ first, offset }: PageRequest) =>
    session.orm
      .select({ totalCount, row: seriesSelection })
      .from(ctSeries)
      .innerJoin(patient, ofPatient)
      .where(eq(ctSeries.releaseId, releaseId))
      .orderBy(asc(ctSeries.ordinal))
      .limit(first)
      .offset(offset)
  return await readPage(request, read, ({ row }) => row)
}

/** Ordinals of the patients with at least one series, ascending. */
export async function readPatientsWithCt(session: Session, releaseId: number): Promise<number[]> {
  const rows = await session.orm
    .selectDistinct({ patient: ctSeries.patient })
    .from(ctSeries)
    .where(eq(ctSeries.releaseId, releaseId))
    .orderBy(asc(ctSeries.patient))
  return rows.map((row) => row.patient)
}

/** All series of these patients (ordinals) in one statement. */
export async function readCtSeriesOf(
  session: Session,
  releaseId: number,
  patients: readonly number[],
): Promise<CtSeriesRow[]> {
  if (patients.length === 0) return []
  return await session.orm
    .select(seriesSelection)
    .from(ctSeries)
    .innerJoin(patient, ofPatient)
    .where(and(eq(ctSeries.releaseId, releaseId), inArray(ctSeries.patient, [...patients])))
    .orderBy(asc(ctSeries.ordinal))
}
