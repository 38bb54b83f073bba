import { and, eq, or, sql } from '../drizzle/orm.cjs'
import { decodeRows } from '../copyDecoder.ts'
import { variableRef } from '../../science/variableRef.ts'
import { layer } from '../schema/layer.ts'
import { variable } from '../schema/variable.ts'
import type { Session } from '../session.ts'
import { readLayerColumns } from './layers.ts'
import type { LayerName, LayerRow } from './layers.ts'
import type { StoredBlock } from './storedBlock.ts'

/** All numbers that a layer measures, as they are stored, with their names. */
export interface LayerBlock {
  layer: LayerRow
  refs: string[]
  labels: string[]
  units: string[]
  block: StoredBlock
}

/** What of a layer is a number that it measures: what `readLayerBlock` gives and `countMeasured` counts. */
const measured = { type: 'number', role: 'measure' } as const

/** How many numbers each layer measures, in one statement; 0 for one that is not there. */
export async function countMeasured(
  session: Session,
  releaseId: number,
  names: readonly LayerName[],
): Promise<number[]> {
  const rows = await session.orm
    .select({ kind: layer.kind, key: layer.key, count: sql<number>`count(*)::int` })
    .from(variable)
    .innerJoin(layer, eq(layer.id, variable.layerId))
    .where(
      and(
        eq(layer.releaseId, releaseId),
        eq(variable.type, measured.type),
        eq(variable.role, measured.role),
        or(...names.map(({ kind, key }) => and(eq(layer.kind, kind), eq(layer.key, key)))),
      ),
    )
    .groupBy(layer.kind, layer.key)
  return names.map(({ kind, key }) => rows.find((row) => row.kind === kind && row.key === key)?.count ?? 0)
}

const text = new TextDecoder()

function words(row: readonly (Uint8Array | null)[]): string[] {
  return row.map((field) => (field ? text.decode(field) : ''))
}

/** The buffer of its own, so that it can be handed to a thread. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes)
}

/**
 * Reads a whole layer in bulk, by COPY: a SELECT of 60,000 columns takes PGlite seconds. Three statements.
 * @returns null = no such layer; 'no patient level' = no row stands for a patient
 */
export async function readLayerBlock(
  session: Session,
  releaseId: number,
  name: LayerName,
): Promise<LayerBlock | 'no patient level' | null> {
  const found = await readLayerColumns(session, releaseId, name, { keys: [] })
  if (!found) return null
  const { layer: own, patientRows } = found
  if (!patientRows) return 'no patient level'
  const of = `where layer_id = ${Math.trunc(own.id)} order by ordinal`
  const [names, bytes] = await Promise.all([
    session.copyOut(
      `copy (select key, label, unit, type, role from variable ${of}) to stdout (format binary)`,
    ),
    session.copyOut(`copy (select "values" from variable_values ${of}) to stdout (format binary)`),
  ])
  const refs: string[] = []
  const labels: string[] = []
  const units: string[] = []
  const ordinals: number[] = []
  let ordinal = -1
  for (const row of decodeRows(names)) {
    ordinal += 1
    const [key = '', label = '', unit = '', type, role] = words(row)
    if (type !== measured.type || role !== measured.role) continue
    refs.push(variableRef({ kind: name.kind, layer: name.key, key }))
    labels.push(label)
    units.push(unit)
    ordinals.push(ordinal)
  }
  const { encoding, rowCount } = own
  const block = { bytes: owned(bytes), encoding, rowCount, patientRows, ordinals: Int32Array.from(ordinals) }
  return { layer: own, refs, labels, units, block }
}
