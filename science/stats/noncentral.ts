import { logFUpper, logNormalUpper } from './distributions.ts'
import { logGamma, logIncompleteBeta } from './special.ts'

/**
 * P(T > t) of the noncentral t for any t and any noncentrality, good to about 1e-13 (absolutely; `noncentralTUpper` keeps small tails).
 * @source Lenth 1989 (AS 243), its complement   @oracle test/oracles/effectSizes (R pt(ncp = ))
 */
export function noncentralTTail(t: number, df: number, noncentrality: number): number {
  if (t < 0) return 1 - noncentralTTail(-t, df, -noncentrality)
  if (t === 0) return Math.exp(logNormalUpper(-noncentrality))
  const half = (noncentrality * noncentrality) / 2
  const logX = -Math.log1p((t * t) / df)
  const logY = -Math.log1p(df / (t * t))
  const logHalf = Math.log(half)
  const term = (j: number): number => {
    const weight = j === 0 ? -half : j * logHalf - half
    const even = Math.exp(weight - logGamma(j + 1) + logIncompleteBeta(df / 2, j + 0.5, logX, logY))
    if (half === 0) return even / 2
    const odd = Math.exp(weight - logGamma(j + 1.5) + logIncompleteBeta(df / 2, j + 1, logX, logY))
    return (even + (noncentrality / Math.SQRT2) * odd) / 2
  }
  return Math.min(1, Math.max(0, outward(term, half)))
}

/**
 * P(F > f) of the noncentral F: Poisson weights on central tails.
 * @param noncentrality ≥ 0
 * @source Johnson, Kotz & Balakrishnan 1995, 30.2   @oracle test/oracles/effectSizes (R pf(ncp = ))
 */
export function noncentralFTail(f: number, df1: number, df2: number, noncentrality: number): number {
  if (noncentrality === 0) return Math.exp(logFUpper(f, df1, df2))
  if (f <= 0) return 1
  const half = noncentrality / 2
  const ratio = (df1 / df2) * f
  const logX = -Math.log1p(ratio)
  const logY = -Math.log1p(1 / ratio)
  const term = (j: number): number =>
    Math.exp(
      j * Math.log(half) - half - logGamma(j + 1) + logIncompleteBeta(df2 / 2, df1 / 2 + j, logX, logY),
    )
  return Math.min(1, outward(term, half))
}

/** Σ of terms with Poisson weights of that mean, from the largest weight outwards. */
function outward(term: (j: number) => number, mean: number): number {
  const reach = Math.ceil(10 * Math.sqrt(mean + 1)) + 30
  const middle = Math.floor(mean)
  let sum = 0
  for (let j = middle; j >= Math.max(0, middle - reach); j -= 1) sum += term(j)
  for (let j = middle + 1; j <= middle + reach; j += 1) sum += term(j)
  return sum
}

/** Where a tail that grows with its noncentrality takes a value: false position with the stale end halved, every third time the middle. */
export function noncentralityWhere(
  tail: (noncentrality: number) => number,
  share: number,
  low: number,
  high: number,
): number {
  let [below, above] = [low, high]
  let [atBelow, atAbove] = [tail(low) - share, tail(high) - share]
  for (let i = 0; i < 200 && above - below > 1e-13 * Math.max(1, Math.abs(below)); i += 1) {
    const cut = (below * atAbove - above * atBelow) / (atAbove - atBelow)
    const middle = i % 3 === 2 || !(cut > below && cut < above) ? (below + above) / 2 : cut
    const at = tail(middle) - share
    if (Math.abs(at) < 1e-14) return middle
    if (at < 0) {
      below = middle
      atBelow = at
      atAbove /= 2
    } else {
      above = middle
      atAbove = at
      atBelow /= 2
    }
  }
  return (below + above) / 2
}
