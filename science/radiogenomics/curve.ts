/** The shapes of a specification curve: what is asked of a cell, what one specification gives, and what the whole curve says. */
import type { ChoiceName, Specification } from './specifications.ts'

/** A cell of the curve, and what is expected of the first group: more than the second, fewer, or nothing. */
export interface ExpectedCell {
  key: string
  expected: 'higher' | 'lower' | null
}

/** What one specification gives for the cells of the curves: NaN where it cannot be tested. */
export interface TableRow {
  delta: Float64Array
  logP: Float64Array
  logQ: Float64Array
}

/** One figure about the whole curve, and how often shuffled labels give as much. */
export interface CurveStatistic {
  name: 'median effect' | 'sign' | 'P' | 'q'
  value: number
  /** (1 + b) / (B + 1); null without shuffles */
  p: number | null
  /** what chance gives: median and the middle 95 % of the shuffles */
  chance: { median: number; low: number; high: number } | null
}

export interface CurveInference {
  /** specifications that could be tested */
  tested: number
  planned: number
  /** median effect in the expected direction; shares of specifications with the expected sign, and with P or q ≤ .05 besides */
  statistics: readonly CurveStatistic[]
  /** sorted effects under shuffled labels: middle 95 % at each place of the sorted curve; null without shuffles */
  band: { low: Float64Array; high: Float64Array } | null
}

export interface Explained {
  choice: ChoiceName
  /** η²: share of the variance of the effects that lies between the alternatives of this choice; null where there is only one */
  share: number | null
  alternatives: readonly { key: string; n: number; mean: number }[]
}

export interface Estimate {
  /** on the scale of Cliff's δ: first − second */
  delta: number
  low: number | null
  high: number | null
  logP: number
  /** null where the cell is not in the family */
  logQ: number | null
}

export interface SpecificationResult {
  specification: Specification
  /** patients in the first and second group */
  sizes: readonly [number, number]
  /** one per curve: the estimate, or why there is none */
  cells: readonly (Estimate | { reason: string })[]
}

export interface Curve {
  cell: ExpectedCell
  inference: CurveInference
  explained: readonly Explained[]
}

export interface Robustness {
  specifications: readonly SpecificationResult[]
  curves: readonly Curve[]
  /** all expectations together; null where fewer than two cells carry one */
  together: CurveInference | null
  shuffles: number
  seed: number
}
