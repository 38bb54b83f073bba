import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { tUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

export interface LineBand {
  kind: 'line'
  slope: { value: number; low: number; high: number }
  intercept: number
  n: number
  df: number
  level: number
  /** from the smallest to the largest x, evenly apart */
  at: Float64Array
  value: Float64Array
  /** confidence band of the mean at each of them, pointwise */
  low: Float64Array
  high: Float64Array
}

export interface BandOptions {
  level?: number
  /** places at which the band is given, at least 2 */
  steps?: number
  /** degrees of freedom spent before, by what was taken out of both sides */
  spent?: number
}

/**
 * The least-squares line of y on x with its pointwise confidence band.
 * @param x length n, finite   @param y same length
 * @returns slope with interval, and the band at evenly spaced places; not testable with no degree of freedom left or all x equal.
 * With residuals on both sides and `spent` = what was taken out, slope and interval are those of the whole model (Frisch–Waugh–Lovell)
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Draper & Smith 1998, 3.1   @oracle R predict(lm, interval = "confidence") in the tests
 */
export function lineBand(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { level = 0.95, steps = 41, spent = 0 }: BandOptions = {},
): LineBand | NotTestable {
  const n = x.length
  if (y.length !== n) throw new InvalidInput('y', `${y.length} values`, `${n}, as x has`)
  if (![...Array.from(x), ...Array.from(y)].every(Number.isFinite))
    throw new InvalidInput('x', 'NaN or infinite', 'finite numbers')
  const df = n - 2 - spent
  if (df < 1) return notTestable('no degrees of freedom left', n)
  const own = moments(x)
  const other = moments(y)
  if (!(own.sd > 1e-13 * Math.abs(own.mean))) return notTestable('all values equal', n)
  const squares = own.sd * own.sd * (n - 1)
  let products = 0
  for (let i = 0; i < n; i += 1) products += ((x[i] ?? 0) - own.mean) * ((y[i] ?? 0) - other.mean)
  const slope = products / squares
  let rest = 0
  for (let i = 0; i < n; i += 1) rest += ((y[i] ?? 0) - other.mean - slope * ((x[i] ?? 0) - own.mean)) ** 2
  const sigma = Math.sqrt(rest / df)
  const t = tUpperQuantile((1 - level) / 2, df)
  const reach = (t * sigma) / Math.sqrt(squares)
  const [least, most] = [Math.min(...Array.from(x)), Math.max(...Array.from(x))]
  const at = Float64Array.from({ length: steps }, (_, i) => least + ((most - least) * i) / (steps - 1))
  const value = at.map((place) => other.mean + slope * (place - own.mean))
  const half = at.map((place) => t * sigma * Math.sqrt(1 / n + (place - own.mean) ** 2 / squares))
  return {
    kind: 'line',
    slope: { value: slope, low: slope - reach, high: slope + reach },
    intercept: other.mean - slope * own.mean,
    ...{ n, df, level, at, value },
    low: value.map((mean, i) => mean - (half[i] ?? NaN)),
    high: value.map((mean, i) => mean + (half[i] ?? NaN)),
  }
}
