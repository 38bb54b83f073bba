import type { Order } from './rank.ts'

/** Null distribution of a rank sum as counts; `total` of them. Counts are sums of positive doubles, good to 1e-13. */
export interface RankSumDistribution {
  counts: Float64Array
  total: number
}

const known = new Map<number, RankSumDistribution>()

/**
 * Number of orders of m and n distinct values with Mann–Whitney U = 0 … mn.
 * Additions only: U(i, j) = U(i − 1, j) shifted by j, plus U(i, j − 1).
 * @param m 1…49   @param n 1…49; the two may be swapped
 * @source Mann & Whitney 1947   @oracle R dwilcox; brute force in the tests
 */
export function rankSumDistribution(m: number, n: number): RankSumDistribution {
  const small = Math.min(m, n)
  const large = Math.max(m, n)
  const key = small * 64 + large
  const found = known.get(key)
  if (found) return found
  // previous[j] holds the counts for (i − 1, j)
  let previous = Array.from({ length: large + 1 }, () => Float64Array.of(1))
  for (let i = 1; i <= small; i += 1) {
    const row = [Float64Array.of(1)]
    for (let j = 1; j <= large; j += 1) {
      const counts = new Float64Array(i * j + 1)
      counts.set(row[j - 1] ?? counts)
      const shifted = previous[j] ?? counts
      for (let u = 0; u < shifted.length; u += 1) counts[u + j] = (counts[u + j] ?? 0) + (shifted[u] ?? 0)
      row.push(counts)
    }
    previous = row
  }
  const counts = previous[large] ?? Float64Array.of(1)
  const result = { counts, total: counts.reduce((sum, count) => sum + count, 0) }
  if (known.size >= 64) known.clear()
  known.set(key, result)
  return result
}

/** Smallest q with P(U ≤ q) ≥ tail, as R's qwilcox. */
export function rankSumQuantile(distribution: RankSumDistribution, tail: number): number {
  const target = (tail - 10 * Number.EPSILON) * distribution.total
  let sum = 0
  for (let u = 0; u < distribution.counts.length; u += 1) {
    sum += distribution.counts[u] ?? 0
    if (sum >= target) return u
  }
  return distribution.counts.length - 1
}

export interface ConditionalRankSum {
  /** P(|T − E| ≥ |t − E|) given the ties */
  p: number
  /** the smallest such p over all ways to deal the same values into groups of the same sizes */
  smallest: number
}

/**
 * Exact two-sided rank-sum test given the ties: over all choose(m + n, m) ways to deal the pooled mid-ranks.
 * Doubled mid-ranks are whole, so "as far from the mean" is decided without rounding.
 * @param order two groups, m + n ≤ 40
 * @source Lehmann 1975, 1.4; the two-sided p of R coin::wilcox_test(distribution = "exact")
 * @oracle test/oracles/wilcoxon (coin); brute force in the tests
 */
export function conditionalRankSum(order: Order): ConditionalRankSum {
  const smaller = (order.sizes[0] ?? 0) <= (order.sizes[1] ?? 0) ? 0 : 1
  const m = order.sizes[smaller] ?? 0
  const ranks = doubledRanks(order)
  let sum = 0
  order.counts[smaller]?.forEach((count, level) => {
    sum += count * (ranks[level] ?? 0)
  })
  const { counts, width, low, high } = dealtSums(order, ranks, m)
  const mean = m * (order.n + 1)
  const far = Math.abs(sum - mean)
  const farthest = Math.max(mean - low, high - mean)
  let total = 0
  let asFar = 0
  let extreme = 0
  for (let s = low; s <= high; s += 1) {
    const count = counts[m * width + s] ?? 0
    const distance = Math.abs(s - mean)
    total += count
    if (distance >= far) asFar += count
    if (distance >= farthest) extreme += count
  }
  return { p: Math.min(1, asFar / total), smallest: Math.min(1, extreme / total) }
}

/** Doubled mid-rank of each level; whole. */
export function doubledRanks(order: Pick<Order, 'totals'>): Int32Array {
  let below = 0
  return order.totals.map((total) => {
    const doubled = 2 * below + total + 1
    below += total
    return doubled
  })
}

/** How many subsets of each size k ≤ m have each doubled rank sum: a level of t equal values gives choose(t, j) ways to take j. */
export function dealtSums(
  order: Pick<Order, 'totals' | 'levels' | 'n'>,
  ranks: Int32Array,
  m: number,
): { counts: Float64Array; width: number; low: number; high: number } {
  const width = m * (2 * order.n - m + 1) + 1
  const counts = new Float64Array((m + 1) * width)
  const low = new Int32Array(m + 1).fill(width)
  const high = new Int32Array(m + 1).fill(-1)
  counts[0] = 1
  low[0] = 0
  high[0] = 0
  for (let level = 0, seen = 0; level < order.levels; level += 1) {
    const t = order.totals[level] ?? 0
    const rank = ranks[level] ?? 0
    seen += t
    for (let k = Math.min(m, seen); k >= 1; k -= 1) {
      let ways = 1
      for (let j = 1; j <= Math.min(t, k); j += 1) {
        ways = (ways * (t - j + 1)) / j
        const from = low[k - j] ?? width
        const to = high[k - j] ?? -1
        if (to < from) continue
        const shift = j * rank
        const source = (k - j) * width
        const target = k * width + shift
        for (let s = from; s <= to; s += 1)
          counts[target + s] = (counts[target + s] ?? 0) + ways * (counts[source + s] ?? 0)
        low[k] = Math.min(low[k] ?? width, from + shift)
        high[k] = Math.max(high[k] ?? -1, to + shift)
      }
    }
  }
  return { counts, width, low: low[m] ?? 0, high: high[m] ?? 0 }
}
