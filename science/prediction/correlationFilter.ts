import { midRanks } from '../stats/rank.ts'
import { productMoment } from '../stats/pearson.ts'
import type { DroppedFeature } from './selectionTypes.ts'

export interface CorrelationRule {
  cutoff: number
  /** `oneSided` drops at r > cutoff only, as published; `absolute` at |r| > cutoff */
  sign: 'oneSided' | 'absolute'
  method: 'pearson' | 'spearman'
}

/**
 * Drops the second feature of every pair that correlates above the cutoff, walking the features in order; a dropped feature drops nobody.
 * @param columns complete, one per name; a constant column correlates with nothing
 * @source Jin et al. 2025, authors' code (r > .75, not |r|)   @oracle by hand and brute force in the tests
 * @differs features stand in the order of their names, so that the order of a file's columns does not decide
 */
export function correlationFilter(
  names: readonly string[],
  columns: readonly Float64Array[],
  { cutoff, sign, method }: CorrelationRule,
): DroppedFeature[] {
  const values = method === 'spearman' ? columns.map((column) => midRanks(column)) : columns
  const dropped = new Map<number, DroppedFeature>()
  values.forEach((x, i) => {
    if (dropped.has(i)) return
    for (let j = i + 1; j < values.length; j += 1) {
      if (dropped.has(j)) continue
      const r = productMoment(x, values[j] ?? new Float64Array())
      if (!((sign === 'absolute' ? Math.abs(r) : r) > cutoff)) continue
      const other = names[i] ?? ''
      dropped.set(j, {
        feature: names[j] ?? '',
        reason: `${method === 'spearman' ? 'ρ' : 'r'} with ${other} is ${r.toFixed(3)}`,
        value: r,
        because: other,
      })
    }
  })
  return [...dropped.entries()].sort(([a], [b]) => a - b).map(([, drop]) => drop)
}
