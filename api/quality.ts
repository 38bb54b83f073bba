import type { LayerRow } from '../db/read/layers.ts'
import { variableRef } from '../science/variableRef.ts'
import type { Loaders } from './loaders.ts'

export type QualityRule = NonNullable<LayerRow['quality']>

/** A layer's quality rule with how many patients' rows pass it. */
export interface QualityOfLayer {
  variable: string
  label: string
  op: string
  threshold: number
  nPassing: number
  n: number
  description: string
}

/** A missing quality value does not pass: nobody has shown that the row can be trusted. */
export function passesRule(rule: QualityRule, value: number): boolean {
  return rule.op === '<=' ? value <= rule.threshold : value >= rule.threshold
}

/** @param rows one a patient, −1 = no row   @param values quality values of the rows */
export function countPassing(
  rule: QualityRule,
  rows: Int32Array,
  values: Float64Array,
): { nPassing: number; n: number } {
  let nPassing = 0
  let n = 0
  for (const row of rows) {
    if (row < 0) continue
    n += 1
    if (passesRule(rule, values[row] ?? NaN)) nPassing += 1
  }
  return { nPassing, n }
}

/** The tool's own check on this layer, counted over patients; null where it has none or no patient level. */
export async function readQuality(load: Loaders, layer: LayerRow): Promise<QualityOfLayer | null> {
  const rule = layer.quality
  if (!rule) return null
  const name = { kind: layer.kind, layer: layer.key, key: rule.variable }
  const column = await load.columns(layer.releaseId)(name)
  if (!column?.patientRows) return null
  return {
    variable: variableRef(name),
    label: column.variable.label,
    op: rule.op,
    threshold: rule.threshold,
    description: rule.description,
    ...countPassing(rule, column.patientRows, column.values),
  }
}
