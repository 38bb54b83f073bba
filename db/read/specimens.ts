import { and, asc, eq, inArray } from '../drizzle/orm.cjs'
import type { SpecimenContent } from '../release/content.ts'
import { patient } from '../schema/patient.ts'
import { specimen } from '../schema/specimen.ts'
import type { Session } from '../session.ts'
import { type Page, type PageRequest, readPage, totalCount } from './page.ts'

export interface SpecimenRow extends Omit<SpecimenContent, 'patient'> {
  ordinal: number
  patientOrdinal: number
  /** submitter id */
  patient: string
}

const specimenSelection = {
  ordinal: specimen.ordinal,
  patientOrdinal: specimen.patient,
  patient: patient.submitterId,
  barcode: specimen.barcode,
  analyte: specimen.analyte,
  sampleType: specimen.sampleType,
  sampleTypeLabel: specimen.sampleTypeLabel,
  chosen: specimen.chosen,
  reason: specimen.reason,
}

const ofPatient = and(eq(patient.releaseId, specimen.releaseId), eq(patient.ordinal, specimen.patient))

export async function readSpecimens(
  session: Session,
  releaseId: number,
  request: PageRequest & { chosen?: boolean },
): Promise<Page<SpecimenRow>> {
  const read = ({ first, offset }: PageRequest) =>
    session.orm
      .select({ totalCount, row: specimenSelection })
      .from(specimen)
      .innerJoin(patient, ofPatient)
      .where(
        and(
          eq(specimen.releaseId, releaseId),
          request.chosen === undefined ? undefined : eq(specimen.chosen, request.chosen),
        ),
      )
      .orderBy(asc(specimen.ordinal))
      .limit(first)
      .offset(offset)
  return await readPage(request, read, ({ row }) => row)
}

/** All specimens of these patients (ordinals), for one edge of many patients in one statement. */
export async function readSpecimensOf(
  session: Session,
  releaseId: number,
  patients: readonly number[],
): Promise<SpecimenRow[]> {
  if (patients.length === 0) return []
  return await session.orm
    .select(specimenSelection)
    .from(specimen)
    .innerJoin(patient, ofPatient)
    .where(and(eq(specimen.releaseId, releaseId), inArray(specimen.patient, [...patients])))
    .orderBy(asc(specimen.ordinal))
}
