import { decodeRows } from '../copyDecoder.ts'
import { variableRef } from '../../science/variableRef.ts'
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
  const { layer, patientRows } = found
  if (!patientRows) return 'no patient level'
  const of = `where layer_id = ${Math.trunc(layer.id)} order by ordinal`
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
    if (type !== 'number' || role !== 'measure') continue
    refs.push(variableRef({ kind: name.kind, layer: name.key, key }))
    labels.push(label)
    units.push(unit)
    ordinals.push(ordinal)
  }
  const { encoding, rowCount } = layer
  const block = { bytes: owned(bytes), encoding, rowCount, patientRows, ordinals: Int32Array.from(ordinals) }
  return { layer, refs, labels, units, block }
}
