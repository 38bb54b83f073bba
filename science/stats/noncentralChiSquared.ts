import { logChiSquaredUpper } from './distributions.ts'
import { noncentralityWhere, poissonSum, type TailOf } from './noncentral.ts'
import { logGamma } from './special.ts'

/** P(X > x) with df + 2j degrees of freedom, j = 0, 1, 2 …: each is the one before and a positive term. */
function growingGamma(x: number, df: number): (j: number) => number {
  const values = [Math.exp(logChiSquaredUpper(x, df))]
  const half = x / 2
  return (j) => {
    for (let k = values.length; k <= j; k += 1) {
      const a = df / 2 + k - 1
      values.push((values[k - 1] ?? NaN) + Math.exp(a * Math.log(half) - half - logGamma(a + 1)))
    }
    return values[j] ?? NaN
  }
}

/** P(X > x) of the noncentral χ² as a function of its noncentrality ≥ 0. @param x > 0 */
function noncentralChiSquaredUpperOf(x: number, df: number): TailOf {
  const tails = growingGamma(x, df)
  return (noncentrality) => Math.min(1, poissonSum(tails, noncentrality / 2, 1))
}

/**
 * P(X > x) of the noncentral χ²: Poisson weights on central tails, summed outward from the largest.
 * @param noncentrality ≥ 0
 * @source Johnson, Kotz & Balakrishnan 1995, 29.2   @oracle test/oracles/contingency (R pchisq(ncp = ))
 */
export function noncentralChiSquaredUpper(x: number, df: number, noncentrality: number): number {
  return x <= 0 ? 1 : noncentralChiSquaredUpperOf(x, df)(noncentrality)
}

/** The noncentralities at which an observed χ² is just in the upper and the lower tail; 0 where there is none. */
export function noncentralityBounds(x: number, df: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2
  const upper: TailOf = x <= 0 ? () => 1 : noncentralChiSquaredUpperOf(x, df)
  const at = (share: number): number => {
    if (upper(0) >= share) return 0
    let high = Math.max(1, x)
    while (upper(high) < share) high *= 2
    return noncentralityWhere(upper, share, 0, high)
  }
  return { low: at(tail), high: at(1 - tail) }
}
