import { InvalidInput } from '../errors.ts'
import { log1mExp, logBeta, logIncompleteBeta, logIncompleteGammaUpper } from './special.ts'

/**
 * log P(Z > z) for the standard normal; keeps its digits far beyond the smallest double (z = 1e6 gives −5e11).
 * @source Abramowitz & Stegun 26.2 and 6.5 (incomplete gamma)   @oracle test/oracles/distributions (mpmath, 40 digits)
 */
export function logNormalUpper(z: number): number {
  const half = logIncompleteGammaUpper(0.5, (z * z) / 2) - Math.LN2
  return z >= 0 ? half : log1mExp(half)
}

/** log of the two-sided normal p, log P(|Z| ≥ |z|), at most 0. @source as `logNormalUpper`   @oracle test/oracles/distributions, through it */
export function logNormalTwoSided(z: number): number {
  return Math.min(0, logIncompleteGammaUpper(0.5, (z * z) / 2))
}

/** A level of 95 or an alpha of 0 ends here, by name, and not in NaN. */
function checkTail(tail: number): void {
  if (!(tail > 0 && tail < 1))
    throw new InvalidInput('tail', tail, 'between 0 and 1 (half of 1 − level, or of alpha)')
}

/**
 * z with P(Z > z) = tail, 0 < tail < 1. Newton on the log tail, which is concave, so it cannot overshoot twice.
 * @throws InvalidInput no such tail
 * @source Newton's method on `logNormalUpper`   @oracle test/oracles/distributions, test/oracles/tails (R qnorm)
 */
export function normalUpperQuantile(tail: number): number {
  checkTail(tail)
  const target = Math.log(tail)
  let z = Math.sqrt(Math.max(0, -2 * Math.log(2 * tail)))
  for (let i = 0; i < 60; i += 1) {
    const log = logNormalUpper(z)
    const hazard = Math.exp(-(z * z) / 2 - 0.918938533204672742 - log)
    const step = (log - target) / hazard
    z += step
    if (Math.abs(step) < 1e-15 * Math.max(1, z)) break
  }
  return z
}

/** [log x, log(1 − x)] of x = df / (df + t²), both with all their digits. */
function tShares(t: number, df: number): [number, number] {
  const u = Math.abs(t) / Math.sqrt(df)
  if (u > 1e8) return [-2 * Math.log(u), -1 / (u * u)]
  return [-Math.log1p(u * u), u === 0 ? -Infinity : -Math.log1p(1 / (u * u))]
}

/** log P(|T| ≥ |t|) for Student's t; df > 0 need not be whole. @source Abramowitz & Stegun 26.7.1 (incomplete beta)   @oracle test/oracles/distributions */
export function logTTwoSided(t: number, df: number): number {
  const [logX, logY] = tShares(t, df)
  return logIncompleteBeta(df / 2, 0.5, logX, logY)
}

/**
 * t with P(T > t) = tail; 0 < tail < .5, df > 0.
 * @throws InvalidInput no such tail
 * @source Newton's method on `logTTwoSided`   @oracle test/oracles/distributions, test/oracles/tails (R qt)
 */
export function tUpperQuantile(tail: number, df: number): number {
  if (!(tail > 0 && tail < 0.5))
    throw new InvalidInput('tail', tail, 'between 0 and .5 (half of 1 − level, or of alpha)')
  const target = Math.log(2 * tail)
  let u = Math.log(normalUpperQuantile(tail))
  for (let i = 0; i < 200; i += 1) {
    const t = Math.exp(u)
    const log = logTTwoSided(t, df)
    const [logX] = tShares(t, df)
    const logDensity = ((df + 1) / 2) * logX - 0.5 * Math.log(df) - logBeta(0.5, df / 2)
    const step = (log - target) / (2 * t * Math.exp(logDensity - log))
    u += step
    if (Math.abs(step) < 1e-15) break
  }
  return Math.exp(u)
}

/** log P(X > x) for chi-squared; df > 0. @source Abramowitz & Stegun 26.4.19 (incomplete gamma)   @oracle test/oracles/distributions */
export function logChiSquaredUpper(x: number, df: number): number {
  return logIncompleteGammaUpper(df / 2, x / 2)
}

/** log P(F > f); df1, df2 > 0 need not be whole. @source Abramowitz & Stegun 26.6.2 (incomplete beta)   @oracle test/oracles/distributions */
export function logFUpper(f: number, df1: number, df2: number): number {
  if (f <= 0) return 0
  const ratio = (df1 / df2) * f
  if (ratio === Infinity) return (df2 / 2) * -Infinity
  return logIncompleteBeta(df2 / 2, df1 / 2, -Math.log1p(ratio), -Math.log1p(1 / ratio))
}

/** f with P(F > f) = tail; 0 < tail < 1. @source false position on `logFUpper`   @oracle test/oracles/tails (R qf) */
export function fUpperQuantile(tail: number, df1: number, df2: number): number {
  return upperQuantile((f) => logFUpper(f, df1, df2), tail)
}

/** x with P(X > x) = tail for chi-squared; 0 < tail < 1. @source false position on `logChiSquaredUpper`   @oracle test/oracles/tails (R qchisq) */
export function chiSquaredUpperQuantile(tail: number, df: number): number {
  return upperQuantile((x) => logChiSquaredUpper(x, df), tail)
}

/** Where a falling log tail takes a value: false position in log x with the stale end halved, and halving where that is slow. */
function upperQuantile(logTail: (x: number) => number, tail: number): number {
  checkTail(tail)
  // near 1 the lower tail carries the digits
  const short = (u: number): number => {
    const log = logTail(Math.exp(u))
    return tail > 0.5 ? Math.log1p(-tail) - log1mExp(Math.min(-1e-300, log)) : log - Math.log(tail)
  }
  let low = -1
  let high = 1
  while (short(low) < 0 && low > -700) low *= 2
  while (short(high) > 0 && high < 700) high *= 2
  let atLow = short(low)
  let atHigh = short(high)
  for (let i = 0; i < 300 && high - low > 1e-15 * Math.max(1, Math.abs(low)); i += 1) {
    const cut = (low * atHigh - high * atLow) / (atHigh - atLow)
    const middle = i % 3 === 2 || !(cut > low && cut < high) ? (low + high) / 2 : cut
    const at = short(middle)
    if (at === 0) return Math.exp(middle)
    if (at > 0) {
      low = middle
      atLow = at
      atHigh /= 2
    } else {
      high = middle
      atHigh = at
      atLow /= 2
    }
  }
  return Math.exp((low + high) / 2)
}
