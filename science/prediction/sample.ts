import { picked } from './featureTable.ts'
import { presort, type Presorted } from './presort.ts'

/** What a learner learns from: complete columns, an outcome and a weight per row. */
export interface Sample {
  /** finite; `columns[feature][row]` */
  columns: readonly Float64Array[]
  /** 0 or 1 */
  outcome: Float64Array
  /** above 0 */
  weights: Float64Array
  /** rows of every column in the order of its values; made once, when first asked for */
  presorted: () => Presorted
}

export function sampleOf(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array = new Float64Array(outcome.length).fill(1),
): Sample {
  let kept: Presorted | null = null
  return { columns, outcome, weights, presorted: () => (kept ??= presort(columns, outcome.length)) }
}

/** The sample of some rows. */
export function rowsOfSample({ columns, outcome, weights }: Sample, rows: ArrayLike<number>): Sample {
  return sampleOf(
    columns.map((column) => picked(column, rows)),
    picked(outcome, rows),
    picked(weights, rows),
  )
}

/**
 * Weights of rows: all 1, or such that both outcomes weigh the same and the sum stays n (scikit-learn's `balanced`).
 * @param outcome 0 or 1
 */
export function classWeights(outcome: Float64Array, how: 'none' | 'balanced'): Float64Array {
  const n = outcome.length
  const events = outcome.reduce((sum, y) => sum + y, 0)
  if (how === 'none' || events === 0 || events === n) return new Float64Array(n).fill(1)
  return outcome.map((y) => n / (2 * (y === 1 ? events : n - events)))
}
