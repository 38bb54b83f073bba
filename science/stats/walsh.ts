import type { Ascending } from './describe.ts'

interface Cut {
  count: number
  below: number
  above: number
}

/** Counts the sums dᵢ + dⱼ ≤ v with i ≤ j in one walk, and names their neighbours of v on both sides. */
function cutAt(d: Ascending, v: number): Cut {
  const n = d.length
  let ordered = 0
  let diagonal = 0
  let below = -Infinity
  let above = Infinity
  let j = n
  for (let i = 0; i < n; i += 1) {
    const value = d[i] ?? NaN
    while (j > 0 && value + (d[j - 1] ?? NaN) > v) j -= 1
    if (j > 0) below = Math.max(below, value + (d[j - 1] ?? NaN))
    if (j < n) above = Math.min(above, value + (d[j] ?? NaN))
    ordered += j
    if (value + value <= v) diagonal += 1
  }
  return { count: (ordered + diagonal) / 2, below, above }
}

/**
 * The k-th smallest of the n(n + 1)/2 sums dᵢ + dⱼ, i ≤ j, and the one after it: twice the Walsh averages, found by counting.
 * Halves the span of values at each walk of n steps and ends on a sum that occurs.
 */
function neighbours(d: Ascending, k: number): { at: number; next: number } {
  let low = 2 * (d[0] ?? NaN)
  let high = 2 * (d[d.length - 1] ?? NaN)
  while (low < high) {
    const middle = low / 2 + high / 2
    const { count, below, above } = cutAt(d, middle >= high ? low : middle)
    if (count === k) return { at: below, next: above }
    if (k < count) high = below
    else low = above
  }
  return { at: low, next: cutAt(d, low).count > k ? low : cutAt(d, low).above }
}

/** The k-th smallest Walsh average (dᵢ + dⱼ)/2, i ≤ j. @param d ascending, |d| < 8e307   @param k 1…n(n + 1)/2 */
export function kthWalshAverage(d: Ascending, k: number): number {
  return neighbours(d, k).at / 2 + 0
}

/** Median of the Walsh averages: the Hodges–Lehmann pseudomedian. @param d ascending, n ≥ 1 */
export function pseudomedian(d: Ascending): number {
  const pairs = (d.length * (d.length + 1)) / 2
  if (pairs % 2 === 1) return kthWalshAverage(d, (pairs + 1) / 2)
  const { at, next } = neighbours(d, pairs / 2)
  return at / 4 + next / 4 + 0
}
