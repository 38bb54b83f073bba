import { and, asc, eq, ilike, inArray, or, type SQL, sql } from '../drizzle/orm.cjs'
import { type LayerKind, type VariableName, variableRef } from '../../science/variableRef.ts'
import { columnFromBytes, int4FromBytes, widened } from '../columnBytes.ts'
import { layer } from '../schema/layer.ts'
import { variable } from '../schema/variable.ts'
import { variableValues } from '../schema/variableValues.ts'
import type { Session } from '../session.ts'
import {
  type LayerName,
  layerRow,
  type LayerRow,
  layerSelection,
  variableRow,
  type VariableRow,
  variableSelection,
} from './measured.ts'
import { containing, type Page, type PageRequest, readPage, totalCount } from './page.ts'

export type { VariableRow } from './measured.ts'

export interface VariableSearch extends PageRequest {
  /** words, all of which must stand in label or key, in any case */
  search?: string
  layer?: LayerName
  kind?: LayerKind
  type?: VariableRow['type']
}

/** What is called exactly so stands first, then what begins so. */
function byCloseness(search: string): SQL[] {
  const whole = search.toLowerCase()
  const begins = containing(whole).slice(1)
  return [
    sql`case when lower(${variable.label}) = ${whole} or lower(${variable.key}) = ${whole} then 0
         when lower(${variable.label}) like ${begins} or lower(${variable.key}) like ${begins} then 1 else 2 end`,
  ]
}

export async function readVariables(
  session: Session,
  releaseId: number,
  search: VariableSearch,
): Promise<Page<VariableRow>> {
  const text = search.search?.trim() ?? ''
  const words = text.split(/\s+/).filter((word) => word !== '')
  const read = ({ first, offset }: PageRequest) =>
    session.orm
      .select({ totalCount, layer: { kind: layer.kind, key: layer.key }, variable: variableSelection })
      .from(variable)
      .innerJoin(layer, eq(layer.id, variable.layerId))
      .where(
        and(
          eq(layer.releaseId, releaseId),
          search.layer && and(eq(layer.kind, search.layer.kind), eq(layer.key, search.layer.key)),
          search.kind && eq(layer.kind, search.kind),
          search.type && eq(variable.type, search.type),
          ...words.map((word) =>
            or(ilike(variable.label, containing(word)), ilike(variable.key, containing(word))),
          ),
        ),
      )
      .orderBy(...(words.length > 0 ? byCloseness(text) : []), asc(layer.ordinal), asc(variable.ordinal))
      .limit(first)
      .offset(offset)
  return await readPage(search, read, (row) => variableRow(row.layer, row.variable))
}

export async function readVariable(
  session: Session,
  releaseId: number,
  name: VariableName,
): Promise<VariableRow | null> {
  const [found] = await session.orm
    .select(variableSelection)
    .from(variable)
    .innerJoin(layer, eq(layer.id, variable.layerId))
    .where(
      and(
        eq(layer.releaseId, releaseId),
        eq(layer.kind, name.kind),
        eq(layer.key, name.layer),
        eq(variable.key, name.key),
      ),
    )
  return found ? variableRow({ kind: name.kind, key: name.layer }, found) : null
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

/** Values in the order of rows → one a patient, NaN where no row stands for the patient. */
export function atPatients(values: Float64Array, patientRows: Int32Array): Float64Array {
  return Float64Array.from(patientRows, (row) => (row < 0 ? NaN : (values[row] ?? NaN)))
}

function wanted(names: readonly VariableName[]) {
  const layers = new Map<string, { kind: VariableName['kind']; layer: string; keys: string[] }>()
  for (const { kind, layer: key, key: variableKey } of names) {
    const id = `${kind}:${key}`
    const entry = layers.get(id) ?? { kind, layer: key, keys: [] }
    entry.keys.push(variableKey)
    layers.set(id, entry)
  }
  return or(
    ...[...layers.values()].map((entry) =>
      and(eq(layer.kind, entry.kind), eq(layer.key, entry.layer), inArray(variable.key, entry.keys)),
    ),
  )
}

interface FoundColumn {
  layer: Omit<LayerRow, 'ref'>
  variable: Omit<VariableRow, 'ref' | 'kind' | 'layer'>
  rows: Uint8Array
  patientRows: Uint8Array | null
  values: Uint8Array
}

function columnOf(found: FoundColumn): VariableColumn {
  const named = variableRow(found.layer, found.variable)
  const all = widened(columnFromBytes(found.values, found.layer.encoding))
  const values = all.subarray(0, found.layer.rowCount)
  const events = named.type === 'endpoint' ? all.subarray(found.layer.rowCount) : null
  const patientRows = found.patientRows && int4FromBytes(found.patientRows)
  return {
    variable: named,
    layer: layerRow(found.layer),
    values,
    events,
    rows: int4FromBytes(found.rows),
    patientRows,
    patientValues: patientRows && atPatients(values, patientRows),
    patientEvents: patientRows && events && atPatients(events, patientRows),
  }
}

/** Many at once, one SQL statement; in the order asked for, null where there is no such variable. */
export async function readVariableColumns(
  session: Session,
  releaseId: number,
  names: readonly VariableName[],
): Promise<(VariableColumn | null)[]> {
  if (names.length === 0) return []
  const found = await session.orm
    .select({
      layer: layerSelection,
      rows: layer.rows,
      patientRows: layer.patientRows,
      variable: variableSelection,
      values: variableValues.values,
    })
    .from(layer)
    .innerJoin(variable, eq(variable.layerId, layer.id))
    .innerJoin(
      variableValues,
      and(eq(variableValues.layerId, layer.id), eq(variableValues.ordinal, variable.ordinal)),
    )
    .where(and(eq(layer.releaseId, releaseId), wanted(names)))
  const columns = new Map(
    found.map((row): [string, VariableColumn] => [variableRow(row.layer, row.variable).ref, columnOf(row)]),
  )
  return names.map((name) => columns.get(variableRef(name)) ?? null)
}

/** One SQL statement. */
export async function readVariableColumn(
  session: Session,
  releaseId: number,
  name: VariableName,
): Promise<VariableColumn | null> {
  const [column] = await readVariableColumns(session, releaseId, [name])
  return column ?? null
}
