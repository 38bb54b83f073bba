import { notTestable, type NotTestable } from '../stats/notTestable.ts'

/** α(mean) = asymptotic + extraPoisson / mean. */
export interface DispersionTrend {
  asymptotic: number
  extraPoisson: number
}

/**
 * Parametric trend of dispersions over means: a gamma regression with identity link, genes far off left out, repeated until it stands.
 * @param means normalised means > 0   @param dispersions of the same genes
 * @returns not testable when it does not converge or a coefficient is not positive (DESeq2 then turns to a local regression)
 * @source Love, Huber & Anders 2014   @oracle DESeq2 1.38.3 `dispersionFunction` coefficients
 */
export function dispersionTrend(
  means: Float64Array,
  dispersions: Float64Array,
): DispersionTrend | NotTestable {
  const failed = notTestable('the fit did not converge', means.length)
  let trend: DispersionTrend = { asymptotic: 0.1, extraPoisson: 1 }
  for (let round = 0; round <= 10; round += 1) {
    const { asymptotic, extraPoisson } = trend
    const good: number[] = []
    dispersions.forEach((dispersion, gene) => {
      const ratio = dispersion / (asymptotic + extraPoisson / (means[gene] ?? NaN))
      if (ratio > 1e-4 && ratio < 15) good.push(gene)
    })
    const fit = gammaFit(
      Float64Array.from(good, (gene) => 1 / (means[gene] ?? NaN)),
      Float64Array.from(good, (gene) => dispersions[gene] ?? NaN),
      trend,
    )
    if (!fit || !(fit.asymptotic > 0 && fit.extraPoisson > 0)) return failed
    const change = Math.log(fit.asymptotic / asymptotic) ** 2 + Math.log(fit.extraPoisson / extraPoisson) ** 2
    trend = { asymptotic: fit.asymptotic, extraPoisson: fit.extraPoisson }
    if (change < 1e-6 && fit.hasConverged) return trend
  }
  return failed
}

/** Iteratively reweighted least squares of y = a + bx with variance ∝ mean², stopped as R's glm: relative deviance 1e-8, 25 rounds. */
function gammaFit(
  x: Float64Array,
  y: Float64Array,
  start: DispersionTrend,
): (DispersionTrend & { hasConverged: boolean }) | null {
  let [a, b] = [start.asymptotic, start.extraPoisson]
  let deviance = devianceOf(x, y, a, b)
  if (Number.isNaN(deviance)) return null
  for (let round = 0; round < 25; round += 1) {
    // identity link: the working response is y itself, weights 1/mean²
    let [w, wx, wxx, wy, wxy] = [0, 0, 0, 0, 0]
    for (let i = 0; i < x.length; i += 1) {
      const at = x[i] ?? NaN
      const weight = 1 / (a + b * at) ** 2
      w += weight
      wx += weight * at
      wxx += weight * at * at
      wy += weight * (y[i] ?? NaN)
      wxy += weight * at * (y[i] ?? NaN)
    }
    const determinant = w * wxx - wx * wx
    let [nextA, nextB] = [(wxx * wy - wx * wxy) / determinant, (w * wxy - wx * wy) / determinant]
    let next = devianceOf(x, y, nextA, nextB)
    for (let halving = 0; Number.isNaN(next); halving += 1) {
      if (halving > 25) return null
      nextA = (nextA + a) / 2
      nextB = (nextB + b) / 2
      next = devianceOf(x, y, nextA, nextB)
    }
    const hasConverged = Math.abs(next - deviance) / (Math.abs(next) + 0.1) < 1e-8
    ;[a, b, deviance] = [nextA, nextB, next]
    if (hasConverged) return { asymptotic: a, extraPoisson: b, hasConverged }
  }
  return { asymptotic: a, extraPoisson: b, hasConverged: false }
}

/** NaN where a fitted mean is not positive. */
function devianceOf(x: Float64Array, y: Float64Array, a: number, b: number): number {
  let sum = 0
  for (let i = 0; i < x.length; i += 1) {
    const mean = a + b * (x[i] ?? NaN)
    if (!(mean > 0)) return NaN
    const value = y[i] ?? NaN
    sum += -2 * ((value === 0 ? 0 : Math.log(value / mean)) - (value - mean) / mean)
  }
  return sum
}
