import type { QualityRule, VariableContent } from '../db/release/content.ts'
import type { Barcode } from '../science/radiogenomics/barcodes.ts'
import { variableKeys } from '../science/variableRef.ts'
import type { Row } from './harmoniseBlock.ts'
import type { LayerSpec } from './manifest.ts'
import type { PartOrigin } from './origin.ts'

export interface EntityRow {
  /** patient id, barcode, or "<patient>/<lesion or region>" */
  id: string
  patient: string
  barcode: Barcode | null
}

/** One layer in words and numbers, rows still in file order and named by id. */
export interface HarmonisedLayer {
  spec: LayerSpec
  entity: 'patient' | 'specimen' | 'lesion' | 'region' | 'reading'
  rows: readonly EntityRow[]
  variables: readonly VariableContent[]
  /** one per variable; endpoints are twice as long as the rows. They belong to the layer alone: linking puts them in order where they lie */
  columns: readonly (Float64Array | Float32Array)[]
  encoding: 'f4' | 'f8'
  quality: QualityRule | null
  origin: PartOrigin
}

export function layerRef(spec: { kind: string; key: string }): string {
  return `${spec.kind}:${spec.key}`
}

/** What one file gives to a layer; `merge` joins the parts. */
export interface LayerPart {
  file: string
  entity: HarmonisedLayer['entity']
  rows: readonly EntityRow[]
  variables: readonly VariableContent[]
  columns: readonly (Float64Array | Float32Array)[]
  origin: PartOrigin
}

export function entityRow(row: Row): EntityRow {
  return { id: row.id, patient: row.patient, barcode: row.barcode }
}

export function numberVariable(
  fields: Pick<VariableContent, 'key' | 'label'> & Partial<VariableContent>,
): VariableContent {
  return { unit: '', type: 'number', role: 'measure', levels: null, ...fields }
}

/** The values of a column in the order of the rows. */
export function columnAt(values: Float64Array | Float32Array, rows: readonly Row[]): Float64Array {
  const column = new Float64Array(rows.length)
  rows.forEach((row, i) => (column[i] = values[row.index] ?? NaN))
  return column
}

/** Keys for labels by their sorted order, so that the order of columns in the file does not matter when names clash. */
export function keysOf(labels: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...labels].sort()
  const keys = variableKeys(sorted.map(shortened))
  return new Map(sorted.map((label, i) => [label, keys[i] ?? label]))
}

const longestName = 150

/** A key has to fit into an address and an index; the label keeps the whole name. */
function shortened(label: string): string {
  return label.length <= longestName ? label : `${label.slice(0, longestName - 20)}_${label.length}`
}
