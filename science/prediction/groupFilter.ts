import { moments } from '../stats/describe.ts'
import { rankSumMany } from '../stats/manyRankSums.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { studentT } from '../stats/studentT.ts'
import type { DroppedFeature } from './selectionTypes.ts'

/**
 * Natural log of the two-sided p of Student's t between the outcomes, per column: 0 where nothing differs (a constant column), −Infinity where each
 * outcome has one value and they differ (t is infinite).
 */
export function tTestLogP(columns: readonly Float64Array[], outcome: Float64Array): Float64Array {
  return Float64Array.from(columns, (column) => {
    const events = column.filter((_, i) => outcome[i] === 1)
    const others = column.filter((_, i) => outcome[i] === 0)
    const test = studentT(events, others)
    if (!isNotTestable(test)) return test.logP
    const [a, b] = [moments(events).mean, moments(others).mean]
    return Math.abs(a - b) > 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? -Infinity : 0
  })
}

/**
 * Drops features that do not differ between the outcomes: p ≥ limit.
 * @param outcome 0 or 1, both present
 * @source Jin et al. 2025 (unadjusted, Student)   @oracle test/oracles/tTests (R t.test) through `studentT`
 */
export function tTestFilter(
  names: readonly string[],
  columns: readonly Float64Array[],
  outcome: Float64Array,
  limit: number,
): DroppedFeature[] {
  return above(names, tTestLogP(columns, outcome), limit, 't-test p')
}

/** Drops features whose rank-sum q (Benjamini–Hochberg over the features that came in) is at or above the limit. */
export function rankSumFilter(
  names: readonly string[],
  columns: readonly Float64Array[],
  outcome: Float64Array,
  limit: number,
): DroppedFeature[] {
  const { logQ } = rankSumMany(columns, Int8Array.from(outcome))
  return above(
    names,
    logQ.map((value) => (Number.isNaN(value) ? 0 : value)),
    limit,
    'rank-sum q',
  )
}

/** Drops all but the `count` features with the smallest p; of equal ones the first by name. */
export function strongestFilter(
  names: readonly string[],
  columns: readonly Float64Array[],
  outcome: Float64Array,
  count: number,
): DroppedFeature[] {
  const logP = tTestLogP(columns, outcome)
  const order = Array.from(names.keys()).sort((a, b) => (logP[a] ?? 0) - (logP[b] ?? 0) || a - b)
  const out = new Set(order.slice(count))
  return names.flatMap((feature, i) => {
    const value = Math.exp(logP[i] ?? 0)
    const reason = `not among the ${count} smallest p (${value.toPrecision(3)})`
    return out.has(i) ? [{ feature, reason, value, because: null }] : []
  })
}

function above(names: readonly string[], logP: Float64Array, limit: number, what: string): DroppedFeature[] {
  return names.flatMap((feature, i) => {
    const value = Math.exp(logP[i] ?? 0)
    const reason = `${what} ${value.toPrecision(3)}, not below ${limit}`
    return value < limit ? [] : [{ feature, reason, value, because: null }]
  })
}
