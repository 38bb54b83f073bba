import { and, asc, eq, gte, lt } from '../drizzle/orm.cjs'
import { columnFromBytes, widened } from '../columnBytes.ts'
import { entity } from '../schema/entity.ts'
import { patient } from '../schema/patient.ts'
import { specimen } from '../schema/specimen.ts'
import { variable } from '../schema/variable.ts'
import { variableValues } from '../schema/variableValues.ts'
import type { Session } from '../session.ts'
import { readLayerColumns } from './layers.ts'
import type { LayerName, LayerRow } from './layers.ts'
import { readPatientIds } from './patients.ts'

export interface DownloadedRow {
  /** patient id, barcode or id of the entity */
  id: string
  /** submitter id of the patient it belongs to */
  patient: string
  /** whether this row stands for its patient */
  stands: boolean
}

export interface LayerInfo {
  layer: LayerRow
  rows: DownloadedRow[]
}

export interface DownloadedColumn {
  key: string
  label: string
  unit: string
  /** of a category; null otherwise */
  levels: string[] | null
  /** in the order of the rows (of an endpoint: times in days); NaN = missing */
  values: Float64Array
  events: Float64Array | null
}

/** Submitter id of the patient of each ordinal of the layer's entity. */
async function owners(session: Session, { releaseId, entity: kind }: LayerRow): Promise<Map<number, string>> {
  const owner = kind === 'patient' ? null : kind === 'specimen' ? specimen : entity
  if (!owner) {
    const ids = await readPatientIds(session, releaseId)
    return new Map(ids.map((id, ordinal) => [ordinal, id]))
  }
  const list = await session.orm
    .select({ ordinal: owner.ordinal, id: patient.submitterId })
    .from(owner)
    .innerJoin(patient, and(eq(patient.releaseId, owner.releaseId), eq(patient.ordinal, owner.patient)))
    .where(eq(owner.releaseId, releaseId))
  return new Map(list.map(({ ordinal, id }) => [ordinal, id]))
}

/** Rows of a layer, without its values; null = no such layer. */
export async function readLayerInfo(
  session: Session,
  releaseId: number,
  name: LayerName,
): Promise<LayerInfo | null> {
  const found = await readLayerColumns(session, releaseId, name, { keys: [] })
  if (!found) return null
  const { layer, rows, rowIds, patientRows } = found
  const of = await owners(session, layer)
  const standing = new Set(patientRows ?? [])
  return {
    layer,
    rows: rowIds.map((id, at) => ({
      id,
      patient: of.get(rows[at] ?? -1) ?? '',
      stands: standing.has(at),
    })),
  }
}

/** Some of a layer's variables with their values, in order; one statement. */
export async function readLayerPart(
  session: Session,
  { layer: { id, encoding, rowCount } }: LayerInfo,
  from: number,
  most: number,
): Promise<DownloadedColumn[]> {
  const found = await session.orm
    .select({
      key: variable.key,
      label: variable.label,
      unit: variable.unit,
      type: variable.type,
      levels: variable.levels,
      values: variableValues.values,
    })
    .from(variable)
    .innerJoin(
      variableValues,
      and(eq(variableValues.layerId, variable.layerId), eq(variableValues.ordinal, variable.ordinal)),
    )
    .where(and(eq(variable.layerId, id), gte(variable.ordinal, from), lt(variable.ordinal, from + most)))
    .orderBy(asc(variable.ordinal))
  return found.map(({ key, label, unit, type, levels, values }) => {
    const column = columnFromBytes(values, encoding)
    // a float32 is written with the digits that it has, not with those of the double it widens to
    const all = encoding === 'f4' ? Float64Array.from(column, shortest) : widened(column)
    const events = type === 'endpoint' ? all.subarray(rowCount) : null
    return {
      key,
      label,
      unit,
      levels: type === 'category' ? (levels ?? []) : null,
      values: all.subarray(0, rowCount),
      events,
    }
  })
}

/** The double with the fewest digits that is this float32. */
function shortest(value: number): number {
  if (!Number.isFinite(value)) return value
  for (let digits = 6; digits <= 9; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}
