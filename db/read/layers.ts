import { and, asc, eq, inArray, sql } from '../drizzle/orm.cjs'
import type { LayerKind } from '../../science/variableRef.ts'
import { columnFromBytes, int4FromBytes, widened } from '../columnBytes.ts'
import { entity } from '../schema/entity.ts'
import { layer } from '../schema/layer.ts'
import { patient } from '../schema/patient.ts'
import { specimen } from '../schema/specimen.ts'
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
} from './measured.ts'

export type { LayerName, LayerRow } from './measured.ts'

/** In the release's order: by kind, key. */
export async function readLayers(session: Session, releaseId: number, kind?: LayerKind): Promise<LayerRow[]> {
  const rows = await session.orm
    .select(layerSelection)
    .from(layer)
    .where(and(eq(layer.releaseId, releaseId), kind === undefined ? undefined : eq(layer.kind, kind)))
    .orderBy(asc(layer.ordinal))
  return rows.map(layerRow)
}

export async function readLayer(
  session: Session,
  releaseId: number,
  name: LayerName,
): Promise<LayerRow | null> {
  const [found] = await session.orm
    .select(layerSelection)
    .from(layer)
    .where(and(eq(layer.releaseId, releaseId), eq(layer.kind, name.kind), eq(layer.key, name.key)))
  return found ? layerRow(found) : null
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

/** Ids of all entities of the layer's kind; the position is the ordinal. */
const entityIds = sql<string[] | null>`case ${layer.entity}
  when 'patient' then
    (select array_agg(${patient.submitterId} order by ${patient.ordinal}) from ${patient} where ${patient.releaseId} = ${layer.releaseId})
  when 'specimen' then
    (select array_agg(${specimen.barcode} order by ${specimen.ordinal}) from ${specimen} where ${specimen.releaseId} = ${layer.releaseId})
  else
    (select array_agg(${entity.entityId} order by ${entity.ordinal}) from ${entity} where ${entity.releaseId} = ${layer.releaseId})
  end`

/** All variables as one value, and all their columns end to end: a row for each would carry the layer again and again. */
const variableList = sql<Omit<VariableRow, 'ref' | 'kind' | 'layer'>[]>`coalesce(
  json_agg(json_build_object('key', ${variable.key}, 'label', ${variable.label}, 'unit', ${variable.unit},
                             'type', ${variable.type}, 'role', ${variable.role}, 'levels', ${variable.levels})
           order by ${variable.ordinal}) filter (where ${variable.key} is not null),
  '[]')`
const allColumns = sql<Uint8Array | null>`string_agg(${variableValues.values}, '' order by ${variable.ordinal})`

/** Takes the joined columns apart again. */
function columnsOf(
  bytes: Uint8Array,
  variables: readonly Pick<VariableRow, 'type'>[],
  { encoding, rowCount }: Pick<LayerRow, 'encoding' | 'rowCount'>,
): Float64Array[] {
  const width = rowCount * (encoding === 'f4' ? 4 : 8)
  let at = 0
  const columns = variables.map(({ type }) => {
    const end = at + width * (type === 'endpoint' ? 2 : 1)
    const column = widened(columnFromBytes(bytes.subarray(at, end), encoding))
    at = end
    return column
  })
  if (at !== bytes.length) throw new Error(`${bytes.length} bytes of values where ${at} were expected`)
  return columns
}

function idsOf(rows: Int32Array, ids: readonly string[]): string[] {
  return Array.from(rows, (ordinal) => {
    const id = ids[ordinal]
    if (id === undefined) throw new Error(`no entity has the ordinal ${ordinal}`)
    return id
  })
}

/** One SQL statement. For some hundreds of variables; null = no such layer. */
export async function readLayerColumns(
  session: Session,
  releaseId: number,
  name: LayerName,
  choice: ColumnChoice = {},
): Promise<LayerColumns | null> {
  const [found] = await session.orm
    .select({
      layer: layerSelection,
      rows: layer.rows,
      patientRows: layer.patientRows,
      ids: entityIds,
      variables: variableList,
      values: allColumns,
    })
    .from(layer)
    .leftJoin(
      variable,
      and(
        eq(variable.layerId, layer.id),
        choice.roles && inArray(variable.role, [...choice.roles]),
        choice.keys && inArray(variable.key, [...choice.keys]),
      ),
    )
    .leftJoin(
      variableValues,
      and(eq(variableValues.layerId, variable.layerId), eq(variableValues.ordinal, variable.ordinal)),
    )
    .where(and(eq(layer.releaseId, releaseId), eq(layer.kind, name.kind), eq(layer.key, name.key)))
    .groupBy(layer.id)
  if (!found) return null
  const rows = int4FromBytes(found.rows)
  return {
    layer: layerRow(found.layer),
    variables: found.variables.map((row) => variableRow(name, row)),
    columns: columnsOf(found.values ?? new Uint8Array(0), found.variables, found.layer),
    rows,
    rowIds: idsOf(rows, found.ids ?? []),
    patientRows: found.patientRows && int4FromBytes(found.patientRows),
  }
}
