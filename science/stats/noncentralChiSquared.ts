import { logChiSquaredUpper } from './distributions.ts'
import { logGamma } from './special.ts'

/**
 * P(X > x) of the noncentral χ²: Poisson weights on central tails, summed outward from the largest.
 * @param noncentrality ≥ 0
 * @source Johnson, Kotz & Balakrishnan 1995, 29.2   @oracle test/oracles/contingency (R pchisq(ncp = ))
 */
export function noncentralChiSquaredUpper(x: number, df: number, noncentrality: number): number {
  if (noncentrality === 0) return Math.exp(logChiSquaredUpper(x, df))
  const half = noncentrality / 2
  const term = (j: number): number =>
    Math.exp(j * Math.log(half) - half - logGamma(j + 1) + logChiSquaredUpper(x, df + 2 * j))
  // beyond this the weights are below 1e-18 of the largest
  const reach = Math.ceil(10 * Math.sqrt(half + 1)) + 30
  const middle = Math.floor(half)
  let sum = 0
  for (let j = middle; j >= Math.max(0, middle - reach); j -= 1) sum += term(j)
  for (let j = middle + 1; j <= middle + reach; j += 1) sum += term(j)
  return Math.min(1, sum)
}

/** The noncentralities at which an observed χ² is just in the upper and the lower tail; 0 where there is none. */
export function noncentralityBounds(x: number, df: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2
  return { low: noncentralityAt(x, df, tail), high: noncentralityAt(x, df, 1 - tail) }
}

/** Noncentrality with P(X > x) = share, by halving: the tail grows with it. */
function noncentralityAt(x: number, df: number, share: number): number {
  if (Math.exp(logChiSquaredUpper(x, df)) >= share) return 0
  let low = 0
  let high = Math.max(1, x)
  while (noncentralChiSquaredUpper(x, df, high) < share) high *= 2
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i += 1) {
    const middle = (low + high) / 2
    if (noncentralChiSquaredUpper(x, df, middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
