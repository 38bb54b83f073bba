import { InvalidInput } from '../errors.ts'
import { logNormalUpper, tUpperQuantile } from './distributions.ts'
import { logGamma, logIncompleteBeta } from './special.ts'

/**
 * P(T > t) of the noncentral t, t > 0, noncentrality ≥ 0: a sum of positive terms, so nothing cancels.
 * @source Lenth 1989 (AS 243), its complement   @oracle test/oracles/distributions (scipy nct)
 */
export function noncentralTUpper(t: number, df: number, noncentrality: number): number {
  if (noncentrality === 0) return Math.exp(Math.log(0.5) + centralUpper(t, df))
  const half = (noncentrality * noncentrality) / 2
  const logX = -Math.log1p((t * t) / df)
  const logY = -Math.log1p(df / (t * t))
  const term = (j: number): number => {
    const even = j * Math.log(half) - half - logGamma(j + 1) + logIncompleteBeta(df / 2, j + 0.5, logX, logY)
    const odd =
      Math.log(noncentrality / Math.SQRT2) +
      j * Math.log(half) -
      half -
      logGamma(j + 1.5) +
      logIncompleteBeta(df / 2, j + 1, logX, logY)
    return (Math.exp(even) + Math.exp(odd)) / 2
  }
  const middle = Math.floor(half)
  let sum = 0
  for (let j = middle; j >= 0; j -= 1) {
    const add = term(j)
    sum += add
    if (add < sum * 1e-17) break
  }
  for (let j = middle + 1; j < middle + 100_000; j += 1) {
    const add = term(j)
    sum += add
    if (add < sum * 1e-17) break
  }
  return Math.min(sum, Math.exp(logNormalUpper(-noncentrality)))
}

function centralUpper(t: number, df: number): number {
  return logIncompleteBeta(df / 2, 0.5, -Math.log1p((t * t) / df), -Math.log1p(df / (t * t)))
}

/**
 * The smallest standardised difference (Cohen d) that a two-sample t-test finds with the given power.
 * @param m size of the first group ≥ 1   @param n of the second ≥ 1, m + n ≥ 3
 * @returns d > 0; a rank-sum test needs about d / √.955 where values are normal
 * @throws InvalidInput fewer than three patients, or power or alpha not between 0 and 1
 * @source Cohen 1988, 2.3; noncentral t, far tail not counted, as R power.t.test(strict = FALSE)
 * @oracle test/oracles/distributions (scipy nct) and power.t.test
 */
export function minimumDetectableD(m: number, n: number, power = 0.8, alpha = 0.05): number {
  if (!(m >= 1 && n >= 1 && m + n > 2))
    throw new InvalidInput('sizes', `${m} and ${n}`, 'three patients in all')
  if (!(power > 0 && power < 1)) throw new InvalidInput('power', power, 'between 0 and 1')
  // at d = 0 half of the tests that are significant point the right way
  if (power <= alpha / 2) return 0
  const df = m + n - 2
  const root = Math.sqrt((m * n) / (m + n))
  const critical = tUpperQuantile(alpha / 2, df)
  const short = (delta: number): number => noncentralTUpper(critical, df, delta) - power
  let low = 0
  let high = critical + 1
  while (short(high) < 0) high *= 2
  let atLow = short(low)
  let atHigh = short(high)
  let side = 0
  // Illinois: the false position, with the stale end halved
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i += 1) {
    const next = (low * atHigh - high * atLow) / (atHigh - atLow)
    const at = short(next)
    if (at === 0) return next / root
    if (at > 0) {
      high = next
      atHigh = at
      if (side === 1) atLow /= 2
      side = 1
    } else {
      low = next
      atLow = at
      if (side === -1) atHigh /= 2
      side = -1
    }
    if (Math.abs(at) < 1e-14) return next / root
  }
  return (low + high) / 2 / root
}
