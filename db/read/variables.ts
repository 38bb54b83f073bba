import type { LayerKind, VariableName, VariableRef } from '../../science/variableRef.ts'
import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { LayerName, LayerRow } from './layers.ts'
import type { Page, PageRequest } from './page.ts'

export interface VariableRow extends VariableName {
  ref: VariableRef
  label: string
  unit: string
  type: 'number' | 'category' | 'endpoint'
  role: 'measure' | 'quality' | 'total'
  levels: string[] | null
}

export interface VariableColumn {
  variable: VariableRow
  layer: LayerRow
  /** in the order of the layer's rows (of an endpoint: times in days); NaN = missing */
  values: Float64Array
  /** of an endpoint: 1 event, 0 censored, NaN missing; else null */
  events: Float64Array | null
  rows: Int32Array
  patientRows: Int32Array | null
  /** one a patient by the layer's declared step, NaN where there is none; null = no patient level */
  patientValues: Float64Array | null
  patientEvents: Float64Array | null
}

export interface VariableSearch extends PageRequest {
  /** words, all of which must stand in label or key, in any case */
  search?: string
  layer?: LayerName
  kind?: LayerKind
  type?: VariableRow['type']
}

export async function readVariables(
  session: Session,
  releaseId: number,
  search: VariableSearch,
): Promise<Page<VariableRow>> {
  return await notWritten(session, releaseId, search)
}

export async function readVariable(
  session: Session,
  releaseId: number,
  name: VariableName,
): Promise<VariableRow | null> {
  return await notWritten(session, releaseId, name)
}

/** One SQL statement. */
export async function readVariableColumn(
  session: Session,
  releaseId: number,
  name: VariableName,
): Promise<VariableColumn | null> {
  return await notWritten(session, releaseId, name)
}

/** Many at once, one SQL statement; in the order asked for, null where there is no such variable. */
export async function readVariableColumns(
  session: Session,
  releaseId: number,
  names: readonly VariableName[],
): Promise<(VariableColumn | null)[]> {
  return await notWritten(session, releaseId, names)
}
