import { InvalidInput } from '../errors.ts'
import type { Ascending } from './describe.ts'
import { kthDifference, medianDifference } from './differences.ts'
import { logNormalTwoSided, normalUpperQuantile } from './distributions.ts'
import { orderOf, type Order } from './rank.ts'
import { conditionalRankSum, rankSumDistribution, rankSumQuantile } from './rankSumDistribution.ts'

export interface ShiftInterval {
  value: number
  /** null where no bounded interval of this level exists with so few values */
  low: number | null
  high: number | null
  how: 'order-statistics' | 'test-inversion'
}

export interface RankSumTest {
  /** rank sum of x − m(m + 1)/2 = number of pairs x > y, ties one half */
  w: number
  /** natural logarithm of the two-sided p */
  logP: number
  variant: 'exact' | 'conditional-exact' | 'asymptotic'
  ties: boolean
  /** log of the smallest p that these group sizes (and ties) allow */
  smallestLogP: number
  /** Hodges–Lehmann x − y, in the unit of x */
  shift: ShiftInterval
}

/**
 * Wilcoxon rank-sum test of two independent groups, mid-ranks for ties.
 * @param x ascending, length m ≥ 1, finite, any unit   @param y ascending, length n ≥ 1, same unit
 * @param level of the interval, e.g. .95   @param order of [x, y], if it is known already
 * @returns W, two-sided log p, Hodges–Lehmann shift x − y with its interval, in the unit of x
 * Exact when m, n < 50 and no ties; conditional exact when ties and m + n ≤ 40; else normal, corrected for ties and continuity.
 * @throws InvalidInput a group is empty, or all values are equal
 * @source Hollander & Wolfe 1999, 4.1 and 4.3; Noether 1967 for the closed interval with ties   @oracle test/oracles/wilcoxon
 * @differs R uses the normal approximation with ties (we do so only above 40 values); R's normal interval and shift come
 * from a root finder, ours are the exact median of differences and the differences at which the same test turns
 */
export function wilcoxonRankSum(
  x: Ascending,
  y: Ascending,
  level = 0.95,
  order: Order = orderOf([x, y]),
): RankSumTest {
  const m = x.length
  const n = y.length
  if (m === 0 || n === 0)
    throw new InvalidInput('groups', `${m} and ${n} values`, 'at least one value in each')
  if (order.levels < 2) throw new InvalidInput('values', 'all equal', 'at least two different values')
  const w = mannWhitneyW(order)
  const ties = order.tieTerm > 0
  const exact = isDecidedExactly(m, n, ties)
  const decided = !exact ? asymptotic(order, w) : ties ? conditional(order) : exactly(m, n, w)
  return { w, ties, ...decided, shift: shiftInterval(x, y, { exact, level, order }) }
}

/** Where p is exact: without ties both groups below 50, with ties 40 values in all. */
export function isDecidedExactly(m: number, n: number, ties: boolean): boolean {
  return ties ? m + n <= 40 : m < 50 && n < 50
}

/** W of the first of two groups. */
function mannWhitneyW(order: Order): number {
  let w = 0
  let below = 0
  for (let level = 0; level < order.levels; level += 1) {
    const second = order.counts[1]?.[level] ?? 0
    w += (order.counts[0]?.[level] ?? 0) * (below + second / 2)
    below += second
  }
  return w
}

type Decided = Pick<RankSumTest, 'logP' | 'variant' | 'smallestLogP'>

function exactly(m: number, n: number, w: number): Decided {
  const { counts, total } = rankSumDistribution(m, n)
  let tail = 0
  for (let u = 0; u <= Math.min(w, m * n - w); u += 1) tail += counts[u] ?? 0
  return {
    logP: Math.min(0, Math.log((2 * tail) / total)),
    variant: 'exact',
    smallestLogP: Math.min(0, Math.log(2 / total)),
  }
}

function conditional(order: Order): Decided {
  const { p, smallest } = conditionalRankSum(order)
  return { logP: Math.log(p), variant: 'conditional-exact', smallestLogP: Math.log(smallest) }
}

function asymptotic(order: Order, w: number): Decided {
  const [m = 0, n = 0] = order.sizes
  const logP = (distance: number): number => normalLogP({ m, n, tieTerm: order.tieTerm, distance })
  return {
    logP: logP(Math.abs(w - (m * n) / 2)),
    variant: 'asymptotic',
    smallestLogP: logP(farthestW(order)),
  }
}

/** Two-sided log p of a W that far from mn/2, normal, corrected for ties and continuity. */
export function normalLogP({
  m,
  n,
  tieTerm,
  distance,
}: {
  m: number
  n: number
  tieTerm: number
  distance: number
}): number {
  return logNormalTwoSided(Math.max(0, distance - 0.5) / spreadOfW(m, n, tieTerm))
}

function spreadOfW(m: number, n: number, tieTerm: number): number {
  const all = m + n
  return Math.sqrt(((m * n) / 12) * (all + 1 - tieTerm / (all * (all - 1))))
}

/** Largest |W − mn/2| that the pooled values allow: all m lowest, or all m highest, in the first group. */
function farthestW(order: Order): number {
  const [m = 0, n = 0] = order.sizes
  const lowest = (totals: Int32Array): number => {
    let left = m
    let sum = 0
    let below = 0
    for (const total of totals) {
      sum += Math.min(left, total) * (below + (total + 1) / 2)
      left -= Math.min(left, total)
      below += total
    }
    return sum - (m * (m + 1)) / 2
  }
  const half = (m * n) / 2
  return Math.max(half - lowest(order.totals), half - lowest(order.totals.toReversed()))
}

function shiftInterval(
  x: Ascending,
  y: Ascending,
  { exact, level, order }: { exact: boolean; level: number; order: Order },
): ShiftInterval {
  const m = x.length
  const n = y.length
  const tail = (1 - level) / 2
  const k = exact
    ? rankSumQuantile(rankSumDistribution(m, n), tail)
    : Math.ceil(normalRank(x, y, tail, order))
  const bounded = k >= 1
  return {
    value: medianDifference(x, y),
    low: bounded ? kthDifference(x, y, k) : null,
    high: bounded ? kthDifference(x, y, m * n + 1 - k) : null,
    how: exact ? 'order-statistics' : 'test-inversion',
  }
}

/** Between two differences no x ties a y once shifted, so only the ties inside the groups narrow W there. */
function normalRank(x: Ascending, y: Ascending, tail: number, order: Order): number {
  let within = 0
  for (const counts of order.counts) for (const t of counts) within += t * t * t - t
  const sigma = spreadOfW(x.length, y.length, within)
  return (x.length * y.length) / 2 - 0.5 - normalUpperQuantile(tail) * sigma
}
