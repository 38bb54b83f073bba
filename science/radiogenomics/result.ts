/**
 * The one result contract: what every question of the platform answers with, in the API, in a TSV and on a page.
 * Never rounded, never formatted, never "significant". What cannot be tested is a value with a reason.
 */

export type TestKind = 'wilcoxon' | 'welch' | 'permutation'

/** How p was obtained. `permutations` and `seed` stand only beside `permutation`. */
export type Variant =
  | { kind: 'exact' }
  | { kind: 'conditional-exact' }
  | { kind: 'asymptotic'; correction: 'continuity' | 'none' }
  | { kind: 'permutation'; permutations: number; seed: number }

export interface NamedValue {
  name: string
  /** null where the number does not exist (an infinite bound, an underflow); `reason` then says why */
  value: number | null
  reason?: string
}

export interface Interval {
  name: string
  value: number | null
  low: number | null
  high: number | null
  /** confidence level, e.g. 0.95 */
  level: number
  /** unit of the estimate; "" for a pure number */
  unit: string
  /** how the interval was made, in the field's words */
  intervalMethod: string
  reason?: string
}

/** R-7 quantiles of the finite values of one group. All null when n = 0. */
export interface Summary {
  mean: number | null
  sd: number | null
  min: number | null
  q1: number | null
  median: number | null
  q3: number | null
  max: number | null
}

export interface GroupResult {
  key: string
  label: string
  /** finite values */
  n: number
  nMissing: number
  /** values that are exactly 0; they are values */
  nZero: number
  summary: Summary
}

/** Family of hypotheses that q was adjusted over. `tested` may be smaller than `planned`: untestable ones are no part of q. */
export interface Family {
  name: string
  planned: number
  tested: number
  adjustment: 'BH'
}

export interface Warning {
  code: string
  message: string
}

export interface Tested {
  /** the test's exact name, e.g. "Wilcoxon rank-sum test" */
  method: string
  variant: Variant
  statistic: NamedValue
  /** degrees of freedom; empty where the test has none, two for F */
  df: readonly number[]
  effectSize: Interval
  /** natural logarithm of the two-sided p; decided in log space, so it stands where p underflows */
  logP: number
  /** exp(logP), or null where it underflows to 0 */
  pValue: number | null
  qValue: number | null
  family: Family
  groups: readonly GroupResult[]
  /** the smallest p that this test could give with these group sizes; null where it has no positive floor */
  smallestReachableP: number | null
  warnings: readonly Warning[]
}

export interface TwoGroupsResult extends Tested {
  kind: 'twoGroups'
  /** first group − second group, in the unit of the variable */
  estimate: Interval
  /** smallest standardised difference (Cohen d) detected with 80 % power at two-sided .05 */
  minimumDetectableEffect: NamedValue
}

export interface ManyGroupsResult extends Tested {
  kind: 'manyGroups'
}

export interface NotTestable {
  kind: 'notTestable'
  reason: string
  /** closed list, for machines */
  code: 'empty-group' | 'group-too-small' | 'all-equal' | 'no-values' | 'one-group' | 'confounded'
  n: number
  groups: readonly GroupResult[]
  family: Family
  warnings: readonly Warning[]
}

/** Time to an event between groups. The effect size is the hazard ratio of two groups, else how well they order the patients. */
export interface OutcomeResult extends Tested {
  kind: 'outcome'
  /** in the order of the groups */
  events: readonly { key: string; observed: number; expected: number }[]
}

export type Result = TwoGroupsResult | ManyGroupsResult | NotTestable
