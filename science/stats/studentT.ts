import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { logTTwoSided, tUpperQuantile } from './distributions.ts'
import { checkFinite } from './missing.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { bothMoments, type MeanDifference } from './welch.ts'

export interface StudentTest {
  t: number
  df: number
  logP: number
  difference: MeanDifference
}

/** From an estimate and its standard error; `size` is what rounding is measured against. */
function tested(value: number, error: number, df: number, level: number): StudentTest {
  const reach = tUpperQuantile((1 - level) / 2, df) * error
  return {
    t: value / error,
    df,
    logP: logTTwoSided(value / error, df),
    difference: { value, low: value - reach, high: value + reach },
  }
}

/** The standard deviation that both groups are taken to share. */
function pooledSd(first: { n: number; sd: number }, second: { n: number; sd: number }): number {
  const df = first.n + second.n - 2
  const part = ({ n, sd }: { n: number; sd: number }): number => (n < 2 ? 0 : sd * Math.sqrt((n - 1) / df))
  return Math.hypot(part(first), part(second))
}

const isNothing = (spread: number, a: number, b: number): boolean =>
  !(spread > 10 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b)))

/**
 * Student's t-test of two independent groups, variances assumed equal.
 * @param x length m ≥ 1, finite, any unit   @param y length n ≥ 1, m + n ≥ 3, same unit
 * @returns t, df = m + n − 2, two-sided log p, mean x − y with its interval; not testable where both groups are constant
 * @throws InvalidInput a group is empty, both have one value, or a value is not finite
 * @source Student 1908; Fisher 1925   @oracle test/oracles/tTests (R t.test(var.equal = TRUE))
 */
export function studentT(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): StudentTest | NotTestable {
  if (x.length < 1 || y.length < 1 || x.length + y.length < 3)
    throw new InvalidInput('groups', `${x.length} and ${y.length} values`, 'three values, no group empty')
  checkFinite(x, 'x')
  checkFinite(y, 'y')
  const first = moments(x)
  const second = moments(y)
  const pooled = pooledSd(first, second)
  if (isNothing(pooled, first.mean, second.mean))
    return notTestable('a group is constant', first.n + second.n)
  const error = pooled * Math.sqrt(1 / first.n + 1 / second.n)
  return tested(first.mean - second.mean, error, first.n + second.n - 2, level)
}

/**
 * Paired t-test: is the mean of x − y zero?
 * @param x length n ≥ 2, finite   @param y same length and unit, row by row the same patient
 * @returns not testable where all differences are equal
 * @throws InvalidInput lengths differ, fewer than two pairs, or a value is not finite
 * @source Student 1908   @oracle test/oracles/tTests (R t.test(paired = TRUE))
 */
export function pairedT(x: ArrayLike<number>, y: ArrayLike<number>, level = 0.95): StudentTest | NotTestable {
  const differences = pairedDifferences(x, y)
  const n = differences.length
  if (n < 2) throw new InvalidInput('pairs', n, 'at least 2')
  const { mean, sd } = moments(differences)
  const largest = Math.max(moments(x).sd, moments(y).sd, Math.abs(mean))
  if (isNothing(sd, largest, 0)) return notTestable('all differences equal', n)
  return tested(mean, sd / Math.sqrt(n), n - 1, level)
}

/** x − y, row by row. @throws InvalidInput lengths differ, or a value is not finite */
export function pairedDifferences(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  if (x.length !== y.length) throw new InvalidInput('y', `${y.length} values`, `${x.length}, as x has`)
  checkFinite(x, 'x')
  checkFinite(y, 'y')
  return Float64Array.from(x, (value, i) => value - (y[i] ?? NaN))
}

export interface CohenD {
  value: number
  low: number
  high: number
}

/**
 * Cohen's d: difference of means over the pooled standard deviation; interval by its large-sample standard error and Student's
 * quantile (m + n − 2 df), as effsize has it.
 * @param x length m ≥ 2, finite, any unit   @param y length n ≥ 2, same unit
 * @returns not testable where both groups are constant
 * @throws InvalidInput a group has fewer than two values, or one is not finite
 * @source Cohen 1988, 2.5; Hedges & Olkin 1985, 5.3   @oracle test/oracles/wilcoxon (effsize::cohen.d)
 */
export function cohenD(x: ArrayLike<number>, y: ArrayLike<number>, level = 0.95): CohenD | NotTestable {
  const { first, second } = bothMoments(x, y)
  const all = first.n + second.n
  const pooled = pooledSd(first, second)
  if (isNothing(pooled, first.mean, second.mean)) return notTestable('a group is constant', all)
  const value = (first.mean - second.mean) / pooled
  const error = Math.sqrt(all / (first.n * second.n) + (value * value) / (2 * all))
  const reach = tUpperQuantile((1 - level) / 2, all - 2) * error
  return { value, low: value - reach, high: value + reach }
}
