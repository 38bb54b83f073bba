import { logFUpper, logNormalUpper } from './distributions.ts'
import { logBeta, logGamma, logIncompleteBeta, logIncompleteGammaUpper } from './special.ts'

/** A tail as a function of the noncentrality: what does not hang on it is made once, since a search asks many times. */
export type TailOf = (noncentrality: number) => number

/** Iₓ(a, b + j), j = 0, 1, 2 …: each is the one before and a positive term, so nothing cancels. */
function growingBeta(
  a: number,
  b: number,
  { logX, logY }: { logX: number; logY: number },
): (j: number) => number {
  const values = [Math.exp(logIncompleteBeta(a, b, logX, logY))]
  return (j) => {
    for (let k = values.length; k <= j; k += 1) {
      const at = b + k - 1
      values.push((values[k - 1] ?? NaN) + Math.exp(a * logX + at * logY - logBeta(a, at)) / at)
    }
    return values[j] ?? NaN
  }
}

/** Beyond this the squared noncentrality is too large for a sum over Poisson weights. */
const mostHalf = 500

/**
 * P(T > t) of the noncentral t for any t, good to about 1e-13 (absolutely; `noncentralTUpper` keeps small tails).
 * @returns it as a function of the noncentrality: a sum over Poisson weights, far out an integral over the numerator
 * @source Lenth 1989 (AS 243), its complement   @oracle test/oracles/effectSizes (R pt(ncp = ))
 */
export function noncentralTTailOf(t: number, df: number): TailOf {
  if (t < 0) {
    const mirrored = noncentralTTailOf(-t, df)
    return (noncentrality) => 1 - mirrored(-noncentrality)
  }
  if (t === 0) return (noncentrality) => Math.exp(logNormalUpper(-noncentrality))
  const logs = { logX: -Math.log1p((t * t) / df), logY: -Math.log1p(df / (t * t)) }
  const even = growingBeta(df / 2, 0.5, logs)
  const odd = growingBeta(df / 2, 1, logs)
  return (noncentrality) => {
    const half = (noncentrality * noncentrality) / 2
    if (half > mostHalf) return integratedT(t, df, noncentrality)
    const evens = poissonSum(even, half, 1)
    if (half === 0) return evens / 2
    // the odd weights are e^−h h^j / Γ(j + 3/2)
    const odds = poissonSum(odd, half, 1.5)
    return Math.min(1, Math.max(0, (evens + (noncentrality / Math.SQRT2) * odds) / 2))
  }
}

/** P(T > t) of the noncentral t. @source @oracle as `noncentralTTailOf` */
export function noncentralTTail(t: number, df: number, noncentrality: number): number {
  return noncentralTTailOf(t, df)(noncentrality)
}

/**
 * Mean of a smooth function of a standard normal z, for which the trapezoidal rule is as good as exact.
 * @param width over which in z the function changes
 */
function overNormal(value: (z: number) => number, width: number): number {
  const step = Math.min(0.4, width / 1.5)
  let sum = 0
  for (let k = Math.ceil(-9 / step); k * step <= 9; k += 1) {
    const z = k * step
    sum += value(z) * Math.exp(-(z * z) / 2)
  }
  return (sum * step) / Math.sqrt(2 * Math.PI)
}

/** P(V < v) of χ². */
function chiSquaredBelow(v: number, df: number): number {
  return -Math.expm1(logIncompleteGammaUpper(df / 2, v / 2))
}

/** Over z, the numerator's part by chance, P(V < df ((z + δ)/t)²). t > 0 */
function integratedT(t: number, df: number, noncentrality: number): number {
  return overNormal(
    (z) => {
      const above = z + noncentrality
      return above <= 0 ? 0 : chiSquaredBelow(df * (above / t) ** 2, df)
    },
    t / Math.sqrt(2 * df),
  )
}

/**
 * P(F > f) of the noncentral F: Poisson weights on central tails.
 * @returns it as a function of the noncentrality ≥ 0
 * @source Johnson, Kotz & Balakrishnan 1995, 30.2   @oracle test/oracles/effectSizes (R pf(ncp = ))
 */
export function noncentralFTailOf(f: number, df1: number, df2: number): TailOf {
  if (f <= 0) return () => 1
  const ratio = (df1 / df2) * f
  const tails = growingBeta(df2 / 2, df1 / 2, { logX: -Math.log1p(ratio), logY: -Math.log1p(1 / ratio) })
  return (noncentrality) => {
    if (noncentrality === 0) return Math.exp(logFUpper(f, df1, df2))
    return noncentrality / 2 > mostMean
      ? integratedF(f, df1, df2, noncentrality)
      : Math.min(1, poissonSum(tails, noncentrality / 2, 1))
  }
}

/** Beyond this a sum over Poisson weights has more terms than it is worth. */
const mostMean = 50_000

/**
 * Over z, the numerator's part by chance. The numerator is the square of a normal variable with the same mean and variance: with df1 = 1 it is
 * just that, with more the third moment is off by less than df1/λ of itself.
 */
function integratedF(f: number, df1: number, df2: number, noncentrality: number): number {
  const mean = noncentrality + df1
  const halfVariance = df1 + 2 * noncentrality
  const chance = Math.sqrt(halfVariance / (mean + Math.sqrt(mean * mean - halfVariance)))
  const fixed = Math.sqrt(mean - chance * chance)
  return overNormal(
    (z) => chiSquaredBelow((df2 * (chance * z + fixed) ** 2) / df1 / f, df2),
    fixed / Math.sqrt(2 * df2),
  )
}

/** P(F > f) of the noncentral F. @source @oracle as `noncentralFTailOf` */
export function noncentralFTail(f: number, df1: number, df2: number, noncentrality: number): number {
  return noncentralFTailOf(f, df1, df2)(noncentrality)
}

/**
 * Σ value(j) e^−m m^j / Γ(j + shift), from the largest weight outwards.
 * @param value bounded by 1   @param mean m ≥ 0   @param shift 1: Poisson weights
 */
export function poissonSum(value: (j: number) => number, mean: number, shift: number): number {
  if (mean === 0) return value(0) / Math.exp(logGamma(shift))
  const middle = Math.floor(mean)
  const largest = Math.exp(middle * Math.log(mean) - mean - logGamma(middle + shift))
  let sum = 0
  let weight = largest
  for (let j = middle; j >= 0 && weight > largest * 1e-20; j -= 1) {
    sum += weight * value(j)
    weight *= (j - 1 + shift) / mean
  }
  weight = largest
  for (let j = middle + 1; weight > largest * 1e-20; j += 1) {
    weight *= mean / (j - 1 + shift)
    sum += weight * value(j)
  }
  return sum
}

/** Where a tail that grows with its noncentrality takes a value: a bracket is widened from a guess until it holds it. */
export function noncentralityNear(tail: TailOf, share: number, guess: number, width: number): number {
  let [low, high] = [guess - width, guess + width]
  for (let reach = width; tail(low) > share; reach *= 2) low -= reach
  for (let reach = width; tail(high) < share; reach *= 2) high += reach
  return noncentralityWhere(tail, share, low, high)
}

/** Where a tail that grows with its noncentrality takes a value: false position with the stale end halved, every third time the middle. */
export function noncentralityWhere(tail: TailOf, share: number, low: number, high: number): number {
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
