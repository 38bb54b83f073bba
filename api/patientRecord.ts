import { readLayerColumns } from '../db/read/layers.ts'
import type { LayerColumns, LayerRow } from '../db/read/layers.ts'
import { atPatients } from '../db/read/variables.ts'
import type { PatientRow } from '../db/read/patients.ts'
import type { VariableRow } from '../db/read/variables.ts'
import { ascending, describe } from '../science/stats/describe.ts'
import { isMissing, presentValues } from '../science/stats/missing.ts'
import { percentileRank } from '../science/stats/percentile.ts'
import type { Context } from './context.ts'

/** One variable of one patient, among the patients of the release. */
export interface PatientValueShape {
  variable: VariableRow
  /** number, or time in days of an endpoint */
  value: number | null
  /** of a category */
  level: string | null
  /** of an endpoint: whether it happened */
  event: boolean | null
  /** mid-rank percentile among all patients with a value; null of categories and endpoints */
  percentile: number | null
  /** patients of the release with a value */
  n: number
  median: number | null
}

/** One layer of one patient. */
export interface PatientLayerShape {
  /** submitter id */
  patient: string
  layer: LayerRow
  /** barcode or id of the row that stands for the patient; null where none does */
  row: string | null
  /** why there are no values; null where there are */
  reason: string | null
  values: PatientValueShape[]
}

/** A layer with more variables, and genes, are looked up one by one: a page of 60,000 genes helps nobody. */
export const mostVariables = 2000

function valueOf(variable: VariableRow, raw: Float64Array, layer: LayerColumns, patient: number) {
  const { patientRows } = layer
  if (!patientRows) throw new Error(`${layer.layer.ref} has no patient level`)
  const { rowCount } = layer.layer
  const values = atPatients(raw.subarray(0, rowCount), patientRows)
  const own = values[patient] ?? NaN
  const there = presentValues(values, variable.ref)
  const found = { variable, value: null, level: null, event: null, percentile: null, median: null }
  const counted: PatientValueShape = { ...found, n: there.length }
  if (isMissing(own)) return counted
  if (variable.type === 'category') return { ...counted, level: variable.levels?.[own] ?? null }
  if (variable.type === 'endpoint') {
    const event = atPatients(raw.subarray(rowCount), patientRows)[patient] ?? NaN
    return { ...counted, value: own, event: isMissing(event) ? null : event === 1 }
  }
  const sorted = ascending(there)
  return {
    ...counted,
    value: own,
    percentile: percentileRank(sorted, own),
    median: describe(sorted).median,
  }
}

async function layerOf(
  context: Context,
  layer: LayerRow,
  { id, ordinal: patient }: PatientRow,
): Promise<PatientLayerShape> {
  const none = { patient: id, layer, row: null, values: [] }
  if (layer.kind === 'expression' || layer.variableCount > mostVariables)
    return {
      ...none,
      reason: `${layer.variableCount.toLocaleString('en')} variables: look one up by its name`,
    }
  const columns = await readLayerColumns(context.db, layer.releaseId, layer)
  if (!columns) throw new Error(`${layer.ref} vanished while it was read`)
  const row = columns.patientRows?.[patient]
  if (row === undefined)
    return {
      ...none,
      reason: `measured per ${layer.entity}, and no row is declared to stand for the patient`,
    }
  if (row < 0) return { ...none, reason: await whyAbsent(context, layer, patient) }
  const values = columns.variables.map((variable, i) =>
    valueOf(variable, columns.columns[i] ?? new Float64Array(), columns, patient),
  )
  return { patient: id, layer, row: columns.rowIds[row] ?? null, reason: null, values }
}

/** What the import's ledger says; it may say nothing where a file simply does not name the patient. */
async function whyAbsent(context: Context, layer: LayerRow, patient: number): Promise<string> {
  const ledger = await context.load.exclusionsOf(layer.releaseId)(patient)
  const reasons = ledger.filter(({ scope }) => scope === layer.ref).map(({ reason }) => reason)
  return reasons.length === 0 ? 'no row of this patient' : [...new Set(reasons)].join('; ')
}

/**
 * Everything that was measured of one patient, each number with its place among the patients of the release.
 * One statement per layer, and one for the ledger.
 * @param only reference of the one layer that is wanted; null = all
 */
export async function patientRecord(
  context: Context,
  releaseId: number,
  patient: PatientRow,
  only: string | null,
): Promise<PatientLayerShape[]> {
  const all = await context.facts.layers(releaseId)
  const layers = only === null ? all : all.filter(({ ref }) => ref === only)
  return Promise.all(layers.map((layer) => layerOf(context, layer, patient)))
}
