import { InvalidInput } from '../errors.ts'
import type { Order } from './rank.ts'

export interface KolmogorovSmirnov {
  /** largest distance between the two distribution functions, 0…1 */
  d: number
  logP: number
  variant: 'exact' | 'asymptotic'
}

/**
 * Two-sample Kolmogorov–Smirnov test, two-sided: do two groups have the same distribution?
 * @param order of two groups, neither empty
 * @returns D and log p: exact, given the ties, where mn < 10,000; else the limiting distribution
 * @throws InvalidInput a group is empty
 * @source Schröer & Trenkler 1995 (exact with ties); Smirnov 1939
 * @oracle test/oracles/kolmogorovSmirnov (R ks.test, of R ≥ 4.2, which is exact with ties)
 * @differs R 4.2 takes 1 − P(D < d), which has no digits below 1e-13, and stops the limiting series early; ours sums the tail itself
 */
export function kolmogorovSmirnov(order: Order): KolmogorovSmirnov {
  const [m = 0, n = 0] = order.sizes
  if (order.sizes.length !== 2 || m === 0 || n === 0)
    throw new InvalidInput('groups', order.sizes.join(', '), 'two groups, neither empty')
  // mnD is whole, so "as large as observed" is decided without rounding
  let distance = 0
  let first = 0
  let second = 0
  for (let level = 0; level < order.levels; level += 1) {
    first += order.counts[0]?.[level] ?? 0
    second += order.counts[1]?.[level] ?? 0
    distance = Math.max(distance, Math.abs(first * n - second * m))
  }
  const d = distance / (m * n)
  return m * n < 10_000
    ? { d, logP: exactLogP(order, distance), variant: 'exact' }
    : { d, logP: logKolmogorovUpper(d * Math.sqrt((m * n) / (m + n))), variant: 'asymptotic' }
}

/**
 * Share of the orders given the ties whose path reaches the distance, by recursion over the path's points: sums of positive
 * terms, so small p keep their digits.
 */
function exactLogP(order: Order, distance: number): number {
  const [m = 0, n = 0] = order.sizes
  if (distance === 0) return 0
  const isEnd = new Uint8Array(m + n + 1)
  let seen = 0
  for (const total of order.totals) {
    seen += total
    isEnd[seen] = 1
  }
  const row = new Float64Array(n + 1)
  for (let i = 0; i <= m; i += 1)
    for (let j = 0; j <= n; j += 1) {
      if (isEnd[i + j] === 1 && Math.abs(i * n - j * m) >= distance) row[j] = 1
      else {
        const fromLeft = j === 0 ? 0 : (j / (i + j)) * (row[j - 1] ?? 0)
        const fromAbove = i === 0 ? 0 : (i / (i + j)) * (row[j] ?? 0)
        row[j] = fromLeft + fromAbove
      }
    }
  return Math.min(0, Math.log(row[n] ?? NaN))
}

/** log P(K > z) of Kolmogorov's limiting distribution. */
export function logKolmogorovUpper(z: number): number {
  if (z <= 0) return 0
  if (z < 1) {
    let below = 0
    for (let k = 1; k <= 9; k += 2) below += Math.exp(-((k * Math.PI) ** 2) / 8 / z / z)
    return Math.log1p(-(Math.sqrt(2 * Math.PI) / z) * below)
  }
  let rest = 0
  for (let k = 2; k <= 12; k += 1) rest += (k % 2 === 0 ? -1 : 1) * Math.exp(-2 * (k * k - 1) * z * z)
  return Math.min(0, Math.LN2 - 2 * z * z + Math.log1p(rest))
}
