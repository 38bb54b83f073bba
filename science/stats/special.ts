/** Special functions whose logarithm is wanted: tails far below the smallest double keep their digits. */

/** ½ log 2π */
export const halfLog2Pi = 0.918938533204672741780329736405617639861

/** log(1 − e^x) for x < 0, without cancellation. @source Mächler 2012 */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x))
}

/** lgamma(x) − ((x − ½) log x − x + ½ log 2π) for x ≥ 10. @source Abramowitz & Stegun 6.1.41 */
export function stirlingRest(x: number): number {
  const r = 1 / (x * x)
  const tail = 1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400))
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * tail)))) / x
}

/** log Γ(x), x > 0. */
export function logGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < 12) {
    product *= shifted
    shifted += 1
  }
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + halfLog2Pi + stirlingRest(shifted) - Math.log(product)
  )
}

/** log B(a, b), a, b > 0; keeps its digits when one of them is large. */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (q < 12) return logGamma(p) + logGamma(q) - logGamma(p + q)
  const share = p / (p + q)
  const rest = stirlingRest(q) - stirlingRest(p + q)
  if (p < 12) return logGamma(p) + rest + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-share)
  return (
    -0.5 * Math.log(q) +
    halfLog2Pi +
    stirlingRest(p) +
    rest +
    (p - 0.5) * Math.log(share) +
    q * Math.log1p(-share)
  )
}

const tiny = 1e-300

/** The continued fraction of the incomplete beta function, by the modified Lentz method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m <= 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + even * d)
    c = guarded(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + odd * d)
    c = guarded(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return h
}

function guarded(value: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/**
 * log I_x(a, b), the regularised incomplete beta function.
 * @param logX log x   @param logY log(1 − x); both are given so that neither end loses digits
 */
export function logIncompleteBeta(a: number, b: number, logX: number, logY: number): number {
  if (logX === -Infinity) return -Infinity
  if (logY === -Infinity) return 0
  const front = a * logX + b * logY - logBeta(a, b)
  const x = Math.exp(logX)
  if (x < (a + 1) / (a + b + 2)) return front + Math.log(betaFraction(a, b, x)) - Math.log(a)
  const other = front + Math.log(betaFraction(b, a, Math.exp(logY))) - Math.log(b)
  return other >= 0 ? -Infinity : log1mExp(other)
}

/** log Q(a, x) = log of the upper regularised incomplete gamma function; a > 0, x ≥ 0. */
export function logIncompleteGammaUpper(a: number, x: number): number {
  if (x <= 0) return 0
  if (x === Infinity) return -Infinity
  const front = a * Math.log(x) - x - logGamma(a)
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let k = 1; k <= 100_000 && term > sum * 1e-17; k += 1) {
      term *= x / (a + k)
      sum += term
    }
    return Math.log1p(-Math.exp(front) * sum)
  }
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let k = 1; k <= 100_000; k += 1) {
    const step = -k * (k - a)
    b += 2
    d = 1 / guarded(step * d + b)
    c = guarded(b + step / c)
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return front + Math.log(h)
}
