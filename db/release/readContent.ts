import { asc, eq } from 'drizzle-orm'
import { columnFromBytes, int4FromBytes } from '../columnBytes.ts'
import { riskModelSelection } from '../riskModelRow.ts'
import { cohort } from '../schema/cohort.ts'
import { ctSeries } from '../schema/ctSeries.ts'
import { entity } from '../schema/entity.ts'
import { exclusion } from '../schema/exclusion.ts'
import { layer } from '../schema/layer.ts'
import { patient } from '../schema/patient.ts'
import { release } from '../schema/release.ts'
import { riskModel } from '../schema/riskModel.ts'
import { specimen } from '../schema/specimen.ts'
import { variable } from '../schema/variable.ts'
import { variableValues } from '../schema/variableValues.ts'
import type { Session } from '../session.ts'
import type { CohortContent, LayerContent, ReleaseContent } from './content.ts'
import { decodeRows } from './copyDecoder.ts'

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

/** In bulk, by COPY: a SELECT of 60,000 columns takes PGlite seconds. */
async function readColumns(session: Session, layerId: number): Promise<Uint8Array[]> {
  const { name } = { name: variableValues.values.name }
  const bytes = await session.copyOut(
    `copy (select "${name}" from variable_values where layer_id = ${Math.trunc(layerId)} order by ordinal) to stdout (format binary)`,
  )
  return [...decodeRows(bytes)].map(([field]) => {
    if (!field) throw new Error(`layer ${layerId} has a variable without values`)
    return field
  })
}

async function readLayerContents(session: Session, releaseId: number): Promise<LayerContent[]> {
  const layers = await session.orm
    .select({
      id: layer.id,
      content: {
        kind: layer.kind,
        key: layer.key,
        label: layer.label,
        entity: layer.entity,
        unit: layer.unit,
        method: layer.method,
        description: layer.description,
        settings: layer.settings,
        sourceFiles: layer.sourceFiles,
        encoding: layer.encoding,
        patientRule: layer.patientRule,
        quality: layer.quality,
      },
      rows: layer.rows,
      patientRows: layer.patientRows,
    })
    .from(layer)
    .where(eq(layer.releaseId, releaseId))
    .orderBy(asc(layer.ordinal))
  const contents: LayerContent[] = []
  for (const { id, content, rows, patientRows } of layers) {
    const variables = await session.orm
      .select({
        key: variable.key,
        label: variable.label,
        unit: variable.unit,
        type: variable.type,
        role: variable.role,
        levels: variable.levels,
      })
      .from(variable)
      .where(eq(variable.layerId, id))
      .orderBy(asc(variable.ordinal))
    const columns = await readColumns(session, id)
    contents.push({
      ...content,
      rows: int4FromBytes(rows),
      patientRows: patientRows && int4FromBytes(patientRows),
      variables,
      columns: columns.map((bytes) => columnFromBytes(bytes, content.encoding)),
    })
  }
  return contents
}

/** The whole release as it was handed to `writeRelease`, for `verify`. null = no such release. */
export async function readContent(session: Session, releaseId: number): Promise<ReleaseContent | null> {
  const card = await readCard(session, releaseId)
  if (!card) return null
  const { orm } = session
  return {
    cohort: card,
    patients: await orm
      .select({ id: patient.submitterId })
      .from(patient)
      .where(eq(patient.releaseId, releaseId))
      .orderBy(asc(patient.ordinal)),
    specimens: await orm
      .select({
        barcode: specimen.barcode,
        patient: specimen.patient,
        analyte: specimen.analyte,
        sampleType: specimen.sampleType,
        sampleTypeLabel: specimen.sampleTypeLabel,
        chosen: specimen.chosen,
        reason: specimen.reason,
      })
      .from(specimen)
      .where(eq(specimen.releaseId, releaseId))
      .orderBy(asc(specimen.ordinal)),
    entities: await orm
      .select({ kind: entity.kind, id: entity.entityId, patient: entity.patient })
      .from(entity)
      .where(eq(entity.releaseId, releaseId))
      .orderBy(asc(entity.ordinal)),
    ctSeries: await orm
      .select({
        patient: ctSeries.patient,
        studyUid: ctSeries.studyUid,
        seriesUid: ctSeries.seriesUid,
        modality: ctSeries.modality,
        phase: ctSeries.phase,
        manufacturer: ctSeries.manufacturer,
        sliceThicknessMm: ctSeries.sliceThicknessMm,
        description: ctSeries.description,
      })
      .from(ctSeries)
      .where(eq(ctSeries.releaseId, releaseId))
      .orderBy(asc(ctSeries.ordinal)),
    layers: await readLayerContents(session, releaseId),
    exclusions: await orm
      .select({
        scope: exclusion.scope,
        subject: exclusion.subject,
        patient: exclusion.patient,
        code: exclusion.code,
        reason: exclusion.reason,
      })
      .from(exclusion)
      .where(eq(exclusion.releaseId, releaseId))
      .orderBy(asc(exclusion.ordinal)),
    riskModels: await orm
      .select(riskModelSelection)
      .from(riskModel)
      .where(eq(riskModel.releaseId, releaseId))
      .orderBy(asc(riskModel.ordinal)),
  }
}
