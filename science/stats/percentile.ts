import type { Ascending } from './describe.ts'

/** How many values are below `value`. */
function countBelow(sorted: Ascending, value: number, isAlsoEqual: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const here = sorted[middle] ?? NaN
    if (here < value || (isAlsoEqual && here === value)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Where a value stands among values: the percentage below it and half of those equal to it (mid-rank percentile).
 * The middle of an odd number of different values is at 50, the smallest of n at 50/n, a value that all share at 50.
 * @param sorted the values of everybody, `value` among them or not; n ≥ 1   @param value finite, same unit
 * @returns 0 … 100; null where there is no value to compare with
 * @source Hazen 1914 (plotting positions (i − ½)/n); Altman & Bland 1994 on centiles   @oracle test/oracles/further (R, (rank(x) − .5)/n · 100)
 */
export function percentileRank(sorted: Ascending, value: number): number | null {
  const n = sorted.length
  if (n === 0) return null
  const below = countBelow(sorted, value, false)
  const upTo = countBelow(sorted, value, true)
  return (100 * (below + upTo)) / (2 * n)
}
