import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { logTTwoSided, normalUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

export interface Correlation {
  /** −1…1 */
  r: number
  t: number
  df: number
  /** −Infinity where |r| is 1 */
  logP: number
  /** null with fewer than four pairs */
  low: number | null
  high: number | null
  n: number
}

/**
 * r of two columns, two passes, safe for 1e±300; NaN where one is constant.
 * @param x finite   @param y same length
 */
export function productMoment(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const first = moments(x)
  const second = moments(y)
  if (!(first.sd > 1e-13 * Math.abs(first.mean)) || !(second.sd > 1e-13 * Math.abs(second.mean))) return NaN
  let sum = 0
  let squaresX = 0
  let squaresY = 0
  for (let i = 0; i < x.length; i += 1) {
    const a = ((x[i] ?? NaN) - first.mean) / first.sd
    const b = ((y[i] ?? NaN) - second.mean) / second.sd
    sum += a * b
    squaresX += a * a
    squaresY += b * b
  }
  return Math.max(-1, Math.min(1, sum / Math.sqrt(squaresX) / Math.sqrt(squaresY)))
}

/** @throws InvalidInput lengths differ, or a value is not finite */
export function checkPairs(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new InvalidInput('y', `${y.length} values`, `${x.length}, as x has`)
  for (let i = 0; i < x.length; i += 1) {
    const bad = [x[i] ?? NaN, y[i] ?? NaN].find((value) => !Number.isFinite(value))
    if (bad !== undefined) throw new InvalidInput(`pair ${i}`, bad, 'finite numbers')
  }
}

/** t of a correlation with its degrees of freedom; infinite where |r| is 1. */
export function tOfCorrelation(r: number, df: number): number {
  return (r * Math.sqrt(df)) / Math.sqrt((1 - r) * (1 + r))
}

/** Interval of a correlation on Fisher's scale, from the standard error there; null where it does not exist. */
export function fisherInterval(
  r: number,
  error: number,
  level: number,
): { low: number | null; high: number | null } {
  if (!Number.isFinite(error)) return { low: null, high: null }
  if (Math.abs(r) === 1) return { low: r, high: r }
  const z = Math.atanh(r)
  const reach = normalUpperQuantile((1 - level) / 2) * error
  return { low: Math.tanh(z - reach), high: Math.tanh(z + reach) }
}

/**
 * Pearson's product-moment correlation, t with n − 2 df, interval by Fisher's z.
 * @param x length n, finite, any unit   @param y same length
 * @returns not testable with fewer than 3 pairs or where a column is constant
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Fisher 1921   @oracle test/oracles/correlation (R cor.test)
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>, level = 0.95): Correlation | NotTestable {
  checkPairs(x, y)
  const n = x.length
  if (n < 3) return notTestable('too few values', n)
  const r = productMoment(x, y)
  if (Number.isNaN(r)) return notTestable('all values equal', n)
  const df = n - 2
  const t = tOfCorrelation(r, df)
  const error = n > 3 ? 1 / Math.sqrt(n - 3) : NaN
  return {
    r,
    t,
    df,
    n,
    logP: Number.isFinite(t) ? logTTwoSided(t, df) : -Infinity,
    ...fisherInterval(r, error, level),
  }
}
