import { logNormalUpper, logTTwoSided } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { checkPairs, fisherInterval, tOfCorrelation } from './pearson.ts'
import { midRanks } from './rank.ts'
import { logGamma } from './special.ts'

export type SpearmanVariant = 'exact' | 'edgeworth' | 't'

export interface SpearmanCorrelation {
  rho: number
  /** Σ of squared rank differences, (n³ − n)(1 − ρ)/6 where there are ties */
  s: number
  logP: number
  /** which p this is: over all orders (n ≤ 9), by AS 89's Edgeworth series, or Student's t with n − 2 df */
  variant: SpearmanVariant
  ties: boolean
  low: number | null
  high: number | null
  n: number
}

/** Standard error of Fisher's z of ρ. */
export function spearmanError(rho: number, n: number, how: 'bonett-wright' | 'fieller' | 'fisher'): number {
  if (n <= 3) return NaN
  const factor = how === 'bonett-wright' ? 1 + (rho * rho) / 2 : how === 'fieller' ? 1.06 : 1
  return Math.sqrt(factor / (n - 3))
}

/**
 * Spearman's rank correlation, mid-ranks for ties.
 * @param x length n, finite, any unit   @param y same length
 * @param method 'r': as cor.test, over all orders up to n = 9 and AS 89 up to n = 1,290 without ties, t otherwise; 't': always t
 * @returns ρ, two-sided log p and which p it is, Bonett–Wright interval; not testable with fewer than 3 pairs or a constant column
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Best & Roberts 1975 (AS 89); Bonett & Wright 2000   @oracle test/oracles/correlation (R cor.test)
 * @differs R says p = 0 where the Edgeworth series falls below 0 (n = 119: from |ρ| = .56 on), and far too little just before; where it
 * gives less than half of Student's t, ours is t, never below 2/n!, the smallest p there is. scipy is always 't'
 */
export function spearman(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  {
    level = 0.95,
    method = 'r',
    interval = 'bonett-wright',
  }: { level?: number; method?: 'r' | 't'; interval?: 'bonett-wright' | 'fieller' | 'fisher' } = {},
): SpearmanCorrelation | NotTestable {
  checkPairs(x, y)
  const n = x.length
  if (n < 3) return notTestable('too few values', n)
  const first = midRanks(x)
  const second = midRanks(y)
  const rho = rankMoment(first, second)
  if (Number.isNaN(rho)) return notTestable('all values equal', n)
  const ties = new Set(first).size < n || new Set(second).size < n
  const s = ties ? ((n * n * n - n) * (1 - rho)) / 6 : squaredDifferences(first, second)
  return {
    rho,
    s,
    ties,
    n,
    ...spearmanP({ rho, s, n, ties, method }),
    ...fisherInterval(rho, spearmanError(rho, n, interval), level),
  }
}

/** r of mid-ranks in whole numbers, so that the order of the patients cannot matter; NaN where one side is all ties. */
function rankMoment(first: Float64Array, second: Float64Array): number {
  const n = first.length
  let sum = 0
  let squaresFirst = 0
  let squaresSecond = 0
  for (let i = 0; i < n; i += 1) {
    const a = 2 * (first[i] ?? NaN) - n - 1
    const b = 2 * (second[i] ?? NaN) - n - 1
    sum += a * b
    squaresFirst += a * a
    squaresSecond += b * b
  }
  return Math.max(-1, Math.min(1, sum / Math.sqrt(squaresFirst) / Math.sqrt(squaresSecond)))
}

function squaredDifferences(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, rank, i) => sum + (rank - (second[i] ?? NaN)) ** 2, 0)
}

/** log p of ρ and how it was got, by the rule of `spearman`. */
export function spearmanP({
  rho,
  s,
  n,
  ties,
  method,
}: {
  rho: number
  s: number
  n: number
  ties: boolean
  method: 'r' | 't'
}): { logP: number; variant: SpearmanVariant } {
  if (method === 't' || ties || n > 1290) {
    const t = tOfCorrelation(rho, n - 2)
    return { variant: 't', logP: Number.isFinite(t) ? logTTwoSided(t, n - 2) : -Infinity }
  }
  const isLower = s <= (n * n * n - n) / 6
  if (n <= 9) return { variant: 'exact', logP: exactLogP(s, n, isLower) }
  const smallest = Math.LN2 - logGamma(n + 1)
  const { tail, main } = edgeworth(s, n, isLower)
  const series = Math.LN2 + Math.log(tail)
  // where the correction takes little away the series is good, and t need not be asked
  if (tail < main / 4) {
    const t = tOfCorrelation(rho, n - 2)
    const byT = Number.isFinite(t) ? logTTwoSided(t, n - 2) : -Infinity
    if (series < byT - Math.LN2) return { variant: 't', logP: Math.max(smallest, byT) }
  }
  return { variant: 'edgeworth', logP: Math.min(0, Math.max(smallest, series)) }
}

/** P(S ≤ s), or P(S ≥ s), with AS 89's correction for continuity, 0 where it falls below; and its first term alone. */
function edgeworth(s: number, n: number, isLower: boolean): { tail: number; main: number } {
  const b = 1 / n
  const x = ((6 * (isLower ? s + 1 : s - 1)) / n / (n * n - 1) - 1) * Math.sqrt(n - 1)
  const y = x * x
  const high = 0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y)
  const middle = 0.0879 + 0.0151 * b - y * high
  const low = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * middle
  const u = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * low)
  const series = u * Math.exp(-y / 2)
  const main = Math.exp(logNormalUpper(isLower ? -x : x))
  return { tail: Math.max(0, main + (isLower ? -series : series)), main }
}

const known = new Map<number, Float64Array>()

/** How many of the n! orders have each Σd², n ≤ 9; made once. */
function orderCounts(n: number): Float64Array {
  const found = known.get(n)
  if (found) return found
  const counts = new Float64Array((n * n * n - n) / 3 + 1)
  const visit = (place: number, free: number, sum: number): void => {
    if (place === n) {
      counts[sum] = (counts[sum] ?? 0) + 1
      return
    }
    for (let rank = 0; rank < n; rank += 1)
      if ((free >> rank) & 1) visit(place + 1, free ^ (1 << rank), sum + (rank - place) ** 2)
  }
  visit(0, (1 << n) - 1, 0)
  known.set(n, counts)
  return counts
}

function exactLogP(s: number, n: number, isLower: boolean): number {
  let tail = 0
  orderCounts(n).forEach((count, value) => {
    if (isLower ? value <= s + 0.5 : value >= s - 0.5) tail += count
  })
  return Math.min(0, Math.log(2 * tail) - logGamma(n + 1))
}
