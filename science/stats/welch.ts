import { InvalidInput } from '../errors.ts'
import { moments, type Moments } from './describe.ts'
import { logTTwoSided, tUpperQuantile } from './distributions.ts'
import { checkFinite } from './missing.ts'

export interface MeanDifference {
  /** mean x − mean y, in the unit of x */
  value: number
  low: number
  high: number
}

export interface WelchTest {
  t: number
  /** Welch–Satterthwaite, not whole */
  df: number
  logP: number
  difference: MeanDifference
}

/**
 * Welch's t-test: difference of two means, variances not assumed equal.
 * @param x length m ≥ 2, finite, any unit   @param y length n ≥ 2, same unit
 * @returns t, df, two-sided log p, mean x − y with its interval; null where both groups are constant: there is no variance to divide by
 * @throws InvalidInput a group has fewer than two values, or one is not finite
 * @source Welch 1947   @oracle test/oracles/wilcoxon (R t.test)
 */
export function welchT(x: ArrayLike<number>, y: ArrayLike<number>, level = 0.95): WelchTest | null {
  const { first, second } = bothMoments(x, y)
  const partFirst = first.sd / Math.sqrt(first.n)
  const partSecond = second.sd / Math.sqrt(second.n)
  const error = Math.hypot(partFirst, partSecond)
  if (!(error > 10 * Number.EPSILON * Math.max(Math.abs(first.mean), Math.abs(second.mean)))) return null
  const df = 1 / ((partFirst / error) ** 4 / (first.n - 1) + (partSecond / error) ** 4 / (second.n - 1))
  const value = first.mean - second.mean
  const reach = tUpperQuantile((1 - level) / 2, df) * error
  return {
    t: value / error,
    df,
    logP: logTTwoSided(value / error, df),
    difference: { value, low: value - reach, high: value + reach },
  }
}

export interface HedgesG {
  value: number
  low: number
  high: number
}

/**
 * Hedges' g: difference of means over the pooled standard deviation, times 1 − 3/(4N − 9); interval of d by its large-sample
 * standard error and Student's quantile (N − 2 df), times the same factor.
 * @param x length m ≥ 2, finite, any unit   @param y length n ≥ 2, same unit
 * @returns null where the pooled standard deviation is 0
 * @throws InvalidInput as `welchT`
 * @source Hedges & Olkin 1985, 5.2 and 5.3   @oracle test/oracles/wilcoxon (effsize::cohen.d; its interval of d, times the factor)
 */
export function hedgesG(x: ArrayLike<number>, y: ArrayLike<number>, level = 0.95): HedgesG | null {
  const { first, second } = bothMoments(x, y)
  const df = first.n + second.n - 2
  const pooled = Math.hypot(
    first.sd * Math.sqrt((first.n - 1) / df),
    second.sd * Math.sqrt((second.n - 1) / df),
  )
  if (!(pooled > 10 * Number.EPSILON * Math.max(Math.abs(first.mean), Math.abs(second.mean)))) return null
  const d = (first.mean - second.mean) / pooled
  const all = first.n + second.n
  const error = Math.sqrt(all / (first.n * second.n) + (d * d) / (2 * all))
  const reach = tUpperQuantile((1 - level) / 2, df) * error
  const factor = 1 - 3 / (4 * all - 9)
  return { value: d * factor, low: (d - reach) * factor, high: (d + reach) * factor }
}

/** Moments of two groups. @throws InvalidInput a group has fewer than two values, or one is not finite */
export function bothMoments(x: ArrayLike<number>, y: ArrayLike<number>): { first: Moments; second: Moments } {
  if (x.length < 2 || y.length < 2)
    throw new InvalidInput('groups', `${x.length} and ${y.length} values`, 'at least two values in each')
  checkFinite(x, 'x')
  checkFinite(y, 'y')
  return { first: moments(x), second: moments(y) }
}
