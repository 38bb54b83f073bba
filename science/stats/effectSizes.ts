import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { normalUpperQuantile } from './distributions.ts'
import { noncentralFTailOf, noncentralTTailOf, noncentralityNear, noncentralityWhere } from './noncentral.ts'
import { checkFinite } from './missing.ts'
import { isNotTestable, notTestable, type NotTestable } from './notTestable.ts'
import { pairedDifferences, studentT } from './studentT.ts'

export interface EffectInterval {
  value: number
  low: number
  high: number
  level: number
}

/** The noncentralities of which an observed t is just in the upper and the lower tail. */
function boundsOfT(t: number, df: number, level: number): { low: number; high: number } {
  const share = (1 - level) / 2
  const tail = noncentralTTailOf(t, df)
  // how far t lies from its noncentrality, by the spread of numerator and denominator
  const width = 3 * Math.sqrt(1 + (t * t) / (2 * df))
  return {
    low: noncentralityNear(tail, share, t, width),
    high: noncentralityNear(tail, 1 - share, t, width),
  }
}

/**
 * Standardised mean of one sample or of paired differences (Cohen's d_z): (mean − mu)/sd, with the exact interval of normal data.
 * @param x length n ≥ 2, finite   @param mu in the unit of x
 * @returns not testable where all values are equal
 * @throws InvalidInput fewer than two values, or one is not finite
 * @source Cohen 1988, 2.3.5; interval by the noncentral t: Steiger & Fouladi 1997   @oracle test/oracles/effectSizes (R effectsize)
 */
export function standardisedMean(
  x: ArrayLike<number>,
  { mu = 0, level = 0.95 }: { mu?: number; level?: number } = {},
): EffectInterval | NotTestable {
  const n = x.length
  if (n < 2) throw new InvalidInput('x', `${n} values`, 'at least 2')
  checkFinite(x, 'x')
  const { mean, sd } = moments(x)
  if (!(sd > 10 * Number.EPSILON * Math.max(Math.abs(mean), Math.abs(mu))))
    return notTestable('all values equal', n)
  const value = (mean - mu) / sd
  const { low, high } = boundsOfT(value * Math.sqrt(n), n - 1, level)
  return { value, low: low / Math.sqrt(n), high: high / Math.sqrt(n), level }
}

/**
 * Cohen's d_z of pairs.
 * @param x length n ≥ 2, finite, any unit   @param y same length and unit, row by row the same patient
 * @throws InvalidInput lengths differ, fewer than two pairs, or a value is not finite
 * @source as `standardisedMean`   @oracle test/oracles/further (R pt(ncp = ) solved)
 */
export function pairedCohenD(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): EffectInterval | NotTestable {
  return standardisedMean(pairedDifferences(x, y), { level })
}

/**
 * Cohen's d of two groups with the exact interval of normal data with equal variances (noncentral t), for small groups where the
 * large-sample interval of `cohenD` is rough.
 * @returns not testable where both groups are constant
 * @throws InvalidInput a group is empty, or both have one value
 * @source Steiger & Fouladi 1997   @oracle test/oracles/effectSizes (R effectsize::cohens_d)
 */
export function exactCohenD(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): EffectInterval | NotTestable {
  const test = studentT(x, y, level)
  if (isNotTestable(test)) return test
  const unit = Math.sqrt(1 / x.length + 1 / y.length)
  const { low, high } = boundsOfT(test.t, test.df, level)
  return { value: test.t * unit, low: low * unit, high: high * unit, level }
}

/**
 * Interval of η² of a one-way analysis of variance, from the noncentral F: λ/(λ + N) at the two bounds of λ, 0 where there is none.
 * @param f of `oneWayAnova`   @param df1 groups − 1   @param df2 values − groups
 * @throws InvalidInput f negative or not finite, or no degrees of freedom
 * @source Steiger 2004; Smithson 2003, 4   @oracle test/oracles/effectSizes (R pf(ncp = ) solved)
 * @differs effectsize divides by λ + df2; λ = N times the population's variance ratio, so N is what belongs there
 */
export function etaSquaredBounds(
  { f, df1, df2 }: { f: number; df1: number; df2: number },
  level = 0.95,
): EffectInterval {
  if (!(f >= 0 && f < Infinity)) throw new InvalidInput('f', f, 'a finite number from 0')
  if (!(df1 >= 1 && df2 >= 1)) throw new InvalidInput('df', `${df1} and ${df2}`, 'at least 1 each')
  const tail = (1 - level) / 2
  const n = df1 + df2 + 1
  const at = noncentralFTailOf(f, df1, df2)
  const bound = (share: number): number => {
    if (at(0) >= share) return 0
    let high = Math.max(1, df1 * f)
    while (at(high) < share) high *= 2
    const ncp = noncentralityWhere(at, share, 0, high)
    return ncp / (ncp + n)
  }
  return { value: (df1 * f) / (df1 * f + df2), low: bound(tail), high: bound(1 - tail), level }
}

/**
 * Interval of the matched-pairs rank-biserial correlation on Fisher's scale, with the standard error that holds at 0.
 * @param r of `wilcoxonSignedRank`   @param n differences that were ranked, ≥ 1
 * @returns ±1 are their own bounds there
 * @throws InvalidInput r not −1 … 1, or n < 1
 * @source King & Minium 2008 (error); as effectsize   @oracle test/oracles/effectSizes (R effectsize::rank_biserial(paired = TRUE))
 */
export function rankBiserialInterval(r: number, n: number, level = 0.95): EffectInterval {
  if (!(r >= -1 && r <= 1)) throw new InvalidInput('r', r, '-1 to 1')
  if (!(n >= 1)) throw new InvalidInput('n', n, 'at least 1')
  const error = Math.sqrt((2 * n ** 3 + 3 * n * n + n) / 6) / ((n * n + n) / 2)
  const reach = normalUpperQuantile((1 - level) / 2) * error
  const z = Math.atanh(r)
  return { value: r, low: Math.tanh(z - reach), high: Math.tanh(z + reach), level }
}
