import { tUpperQuantile } from './distributions.ts'
import type { Order } from './rank.ts'

export interface CliffDelta {
  /** P(x > y) − P(x < y), −1…1 */
  value: number
  /** null with fewer than two values in a group */
  low: number | null
  high: number | null
  variance: number | null
  /** how the interval was made: at ±1 the variance is 0 and another formula stands in */
  how: 'asymmetric' | 'complete-separation' | 'none'
}

/**
 * Cliff's delta of the first group against the second, with Cliff's asymmetric interval (Student quantile, m + n − 2 df).
 * @param order of two groups
 * @source Cliff 1993 and 1996, consistent variance; Feng & Cliff 2004; at ±1 (n − z²)/(n + z²) with the smaller n, Cliff 1996
 * @oracle the worked example of Cliff 1996; brute force over all pairs in the tests
 * @differs effsize 0.8.1 takes the unbiased variance, counts values beyond the other group's maximum wrongly in it, and is
 * overconfident at ±1 (docs/methods/wilcoxon-rank-sum.md)
 */
export function cliffDelta(order: Order, level = 0.95): CliffDelta {
  const [m = 0, n = 0] = order.sizes
  const [first = new Int32Array(), second = new Int32Array()] = order.counts
  let wins = 0
  let ties = 0
  let belowFirst = 0
  let belowSecond = 0
  let squaresFirst = 0
  let squaresSecond = 0
  for (let level = 0; level < order.levels; level += 1) {
    const a = first[level] ?? 0
    const b = second[level] ?? 0
    const rowsFirst = belowSecond - (n - belowSecond - b)
    const rowsSecond = m - belowFirst - a - belowFirst
    wins += a * rowsFirst
    ties += a * b
    squaresFirst += a * rowsFirst * rowsFirst
    squaresSecond += b * rowsSecond * rowsSecond
    belowFirst += a
    belowSecond += b
  }
  const pairs = m * n
  const value = wins / pairs
  if (m < 2 || n < 2) return { value, low: null, high: null, variance: null, how: 'none' }
  const spreadFirst = (squaresFirst / (n * n) - m * value * value) / (m - 1)
  const spreadSecond = (squaresSecond / (m * m) - n * value * value) / (n - 1)
  const spreadPairs = (pairs - ties - pairs * value * value) / ((m - 1) * (n - 1))
  const variance = ((n - 1) * spreadFirst + (m - 1) * spreadSecond + spreadPairs) / pairs
  const z = tUpperQuantile((1 - level) / 2, m + n - 2)
  return { value, variance, ...asymmetricInterval(value, variance, z, Math.min(m, n)) }
}

/** Cliff's asymmetric interval of δ from its variance; z is the quantile, `smaller` the smaller group's size. */
export function asymmetricInterval(
  d: number,
  variance: number,
  z: number,
  smaller: number,
): Pick<CliffDelta, 'low' | 'high' | 'how'> {
  if (Math.abs(d) === 1) {
    const inner = (smaller - z * z) / (smaller + z * z)
    return { low: d > 0 ? inner : -1, high: d > 0 ? 1 : -inner, how: 'complete-separation' }
  }
  const rest = 1 - d * d
  const reach = z * Math.sqrt(variance) * Math.sqrt(rest * rest + z * z * variance)
  const below = rest + z * z * variance
  return {
    low: Math.max(-1, (d * rest - reach) / below),
    high: Math.min(1, (d * rest + reach) / below),
    how: 'asymmetric',
  }
}
