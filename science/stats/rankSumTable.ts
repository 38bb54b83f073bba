import { ascending } from './describe.ts'
import { orderOf, type Order } from './rank.ts'
import { dealtSums, doubledRanks, rankSumDistribution } from './rankSumDistribution.ts'
import { isDecidedExactly, normalLogP } from './wilcoxon.ts'

/** When p is exact: by our rule (conditional exact with ties up to 40 values), or R's, where ties always mean the normal. */
export type RankSumRule = 'ours' | 'R'

export interface RankSumTable {
  /** doubled mid-rank of each value, whole, in the order of the values */
  doubled: Int32Array
  ties: boolean
  variant: 'exact' | 'conditional-exact' | 'asymptotic'
  /** two-sided log p of a group of `m` whose doubled ranks add up to `sum` */
  logP: (sum: number, m: number) => number
}

/**
 * The rank-sum test of values that stay while the labels are dealt anew: ranks once, then p of any relabelling by looking it up.
 * @param values finite, any order, not all equal
 * @returns the same log p as `wilcoxonRankSum` (rule "ours"), or as R's wilcox.test (rule "R")
 * @source as `wilcoxonRankSum`   @oracle that function, and R on the same splits: test/oracles/placebo
 */
export function rankSumTable(values: ArrayLike<number>, rule: RankSumRule = 'ours'): RankSumTable {
  const order = orderOf([ascending(values)])
  const byLevel = doubledRanks(order)
  const ties = order.tieTerm > 0
  const known = new Map<number, (distance: number) => number>()
  const kindOf = (m: number): RankSumTable['variant'] => {
    if (rule === 'R' && ties) return 'asymptotic'
    if (!isDecidedExactly(m, order.n - m, ties)) return 'asymptotic'
    return ties ? 'conditional-exact' : 'exact'
  }
  return {
    doubled: ranksOfRows(values, byLevel),
    ties,
    variant: kindOf(Math.floor(order.n / 2)),
    logP: (sum, m) => {
      let tail = known.get(m)
      if (!tail) {
        tail = tailOf(order, m, kindOf(m))
        known.set(m, tail)
      }
      return tail(Math.abs(sum - m * (order.n + 1)))
    },
  }
}

/** Doubled mid-ranks in the order of the rows. */
function ranksOfRows(values: ArrayLike<number>, byLevel: Int32Array): Int32Array {
  const rows = Uint32Array.from({ length: values.length }, (_, i) => i)
  const at = (row: number): number => (values[row] ?? NaN) + 0
  rows.sort((a, b) => at(a) - at(b))
  const ranks = new Int32Array(values.length)
  let level = 0
  rows.forEach((row, k) => {
    if (k > 0 && at(rows[k - 1] ?? 0) !== at(row)) level += 1
    ranks[row] = byLevel[level] ?? 0
  })
  return ranks
}

/** log p by the distance of a doubled rank sum from its mean. */
function tailOf(order: Order, m: number, kind: RankSumTable['variant']): (distance: number) => number {
  const n = order.n - m
  if (kind === 'asymptotic') {
    const { tieTerm } = order
    return (distance) => normalLogP({ m, n, tieTerm, distance: distance / 2 })
  }
  const weights = kind === 'exact' ? exactWeights(m, n) : dealtWeights(order, m)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const logP = new Float64Array(weights.length)
  let tail = 0
  for (let d = weights.length - 1; d >= 0; d -= 1) {
    tail += weights[d] ?? 0
    logP[d] = Math.min(0, Math.log(tail / total))
  }
  return (distance) => logP[distance] ?? -Infinity
}

/** How many ways lie at each doubled distance from the mean. */
function exactWeights(m: number, n: number): Float64Array {
  const weights = new Float64Array(m * n + 1)
  rankSumDistribution(m, n).counts.forEach((count, u) => {
    const distance = Math.abs(2 * u - m * n)
    weights[distance] = (weights[distance] ?? 0) + count
  })
  return weights
}

function dealtWeights(order: Order, m: number): Float64Array {
  // either group tells the whole: the smaller one is cheaper
  const smaller = Math.min(m, order.n - m)
  const mean = smaller * (order.n + 1)
  const { counts, width, low, high } = dealtSums(order, doubledRanks(order), smaller)
  const weights = new Float64Array(Math.max(mean - low, high - mean) + 1)
  for (let sum = low; sum <= high; sum += 1) {
    const distance = Math.abs(sum - mean)
    weights[distance] = (weights[distance] ?? 0) + (counts[smaller * width + sum] ?? 0)
  }
  return weights
}
