import type { LayerKind } from '../../science/variableRef.ts'
import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { EntityKind, QualityRule } from '../release/content.ts'
import type { VariableRow } from './variables.ts'

export interface LayerName {
  kind: LayerKind
  /** key of the layer */
  key: string
}

export interface LayerRow extends LayerName {
  id: number
  releaseId: number
  /** `<kind>:<key>` */
  ref: string
  label: string
  entity: EntityKind
  unit: string
  method: string
  description: string
  settings: Record<string, unknown>
  /** manifest ids of source files */
  sourceFiles: string[]
  encoding: 'f4' | 'f8'
  rowCount: number
  variableCount: number
  /** patients that have at least one row */
  patientCount: number
  patientRule: string
  quality: QualityRule | null
}

/** A whole method, or a part of it, in one read. */
export interface LayerColumns {
  layer: LayerRow
  variables: VariableRow[]
  /** one a variable, in the order of `rows`; endpoints twice as long; NaN = missing */
  columns: Float64Array[]
  /** ordinals of the entities */
  rows: Int32Array
  /** patient ids, barcodes or entity ids of the rows */
  rowIds: string[]
  /** one a patient: index into the rows, −1 = none; null = no patient level */
  patientRows: Int32Array | null
}

export interface ColumnChoice {
  roles?: readonly VariableRow['role'][]
  keys?: readonly string[]
}

export async function readLayers(session: Session, releaseId: number, kind?: LayerKind): Promise<LayerRow[]> {
  return await notWritten(session, releaseId, kind)
}

export async function readLayer(
  session: Session,
  releaseId: number,
  name: LayerName,
): Promise<LayerRow | null> {
  return await notWritten(session, releaseId, name)
}

/** One SQL statement. */
export async function readLayerColumns(
  session: Session,
  releaseId: number,
  name: LayerName,
  choice: ColumnChoice = {},
): Promise<LayerColumns | null> {
  return await notWritten(session, releaseId, name, choice)
}
