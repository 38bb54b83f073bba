import { asc, eq } from '../drizzle/orm.cjs'
import { riskModelSelection } from '../riskModelRow.ts'
import { cohort } from '../schema/cohort.ts'
import { ctSeries } from '../schema/ctSeries.ts'
import { entity } from '../schema/entity.ts'
import { exclusion } from '../schema/exclusion.ts'
import { patient } from '../schema/patient.ts'
import { release } from '../schema/release.ts'
import { riskModel } from '../schema/riskModel.ts'
import { specimen } from '../schema/specimen.ts'
import type { Session } from '../session.ts'
import type { CohortContent, ReleaseContent, RiskModelContent } from './content.ts'
import { readLayerContents } from './readLayers.ts'
import { withCard } from './riskModel.ts'

async function readCard(session: Session, releaseId: number): Promise<CohortContent | null> {
  const [card] = await session.orm
    .select({
      slug: cohort.slug,
      title: release.title,
      description: release.description,
      simulated: release.simulated,
      disease: release.disease,
      imaging: release.imaging,
      licence: release.licence,
      citations: release.citations,
    })
    .from(release)
    .innerJoin(cohort, eq(cohort.id, release.cohortId))
    .where(eq(release.id, releaseId))
  return card ?? null
}

const specimenContent = {
  barcode: specimen.barcode,
  patient: specimen.patient,
  analyte: specimen.analyte,
  sampleType: specimen.sampleType,
  sampleTypeLabel: specimen.sampleTypeLabel,
  chosen: specimen.chosen,
  reason: specimen.reason,
}

const seriesContent = {
  patient: ctSeries.patient,
  studyUid: ctSeries.studyUid,
  seriesUid: ctSeries.seriesUid,
  modality: ctSeries.modality,
  phase: ctSeries.phase,
  manufacturer: ctSeries.manufacturer,
  sliceThicknessMm: ctSeries.sliceThicknessMm,
  description: ctSeries.description,
}

const exclusionContent = {
  scope: exclusion.scope,
  subject: exclusion.subject,
  patient: exclusion.patient,
  code: exclusion.code,
  reason: exclusion.reason,
}

/** Each list in the order it was handed over, which its ordinals keep. */
async function readLists({ orm }: Session, releaseId: number) {
  return {
    patients: await orm
      .select({ id: patient.submitterId })
      .from(patient)
      .where(eq(patient.releaseId, releaseId))
      .orderBy(asc(patient.ordinal)),
    specimens: await orm
      .select(specimenContent)
      .from(specimen)
      .where(eq(specimen.releaseId, releaseId))
      .orderBy(asc(specimen.ordinal)),
    entities: await orm
      .select({ kind: entity.kind, id: entity.entityId, patient: entity.patient })
      .from(entity)
      .where(eq(entity.releaseId, releaseId))
      .orderBy(asc(entity.ordinal)),
    ctSeries: await orm
      .select(seriesContent)
      .from(ctSeries)
      .where(eq(ctSeries.releaseId, releaseId))
      .orderBy(asc(ctSeries.ordinal)),
    exclusions: await orm
      .select(exclusionContent)
      .from(exclusion)
      .where(eq(exclusion.releaseId, releaseId))
      .orderBy(asc(exclusion.ordinal)),
    riskModels: await readModels(orm, releaseId),
  }
}

async function readModels(orm: Session['orm'], releaseId: number): Promise<RiskModelContent[]> {
  const models = await orm
    .select({ ...riskModelSelection, card: riskModel.card })
    .from(riskModel)
    .where(eq(riskModel.releaseId, releaseId))
    .orderBy(asc(riskModel.ordinal))
  return models.map(({ card, ...model }) => withCard(model, card))
}

/** The whole release as it was handed to `writeRelease`, for `verify`. null = no such release. */
export async function readContent(session: Session, releaseId: number): Promise<ReleaseContent | null> {
  const card = await readCard(session, releaseId)
  if (!card) return null
  return {
    cohort: card,
    ...(await readLists(session, releaseId)),
    layers: await readLayerContents(session, releaseId),
  }
}
