import { logChiSquaredUpper, chiSquaredUpperQuantile } from './distributions.ts'
import { expit, linearOf, logLikelihoodOf, type LogisticFit } from './logisticLikelihood.ts'
import { inverseOf, orthogonalise } from './orthogonal.ts'

interface State {
  b: Float64Array
  /** penalised */
  logLikelihood: number
  iterations: number
}

interface Curvature {
  linear: Float64Array
  /** columns of the inverse of the information's root */
  inverse: Float64Array[]
  /** Firth's score */
  score: Float64Array
  logLikelihood: number
}

/** Information, leverages and Firth's score U = X'(y − π + h(½ − π)) at b; null where the information is singular. */
function curvature(y: Float64Array, columns: readonly Float64Array[], b: Float64Array): Curvature | null {
  const linear = linearOf(columns, b)
  const weights = linear.map((x) => Math.sqrt(expit(x) * expit(-x)))
  const { q, r, aliased } = orthogonalise(
    columns.map((column) => column.map((value, i) => value * (weights[i] ?? 0))),
  )
  if (aliased.length > 0) return null
  const pull = y.map((value, i) => {
    const p = expit(linear[i] ?? NaN)
    const leverage = q.reduce((sum, axis) => sum + (axis[i] ?? 0) ** 2, 0)
    return value - p + leverage * (0.5 - p)
  })
  const score = Float64Array.from(columns, (column) =>
    column.reduce((sum, value, i) => sum + value * (pull[i] ?? 0), 0),
  )
  const logDeterminant = r.reduce((sum, column, j) => sum + Math.log(column[j] ?? NaN), 0)
  return { linear, inverse: inverseOf(r), score, logLikelihood: logLikelihoodOf(y, linear) + logDeterminant }
}

/** Covariance of coefficients i and j: the product of rows of R⁻¹. */
function covariance(inverse: readonly Float64Array[], i: number, j: number): number {
  return inverse.reduce((sum, column) => sum + (column[i] ?? 0) * (column[j] ?? 0), 0)
}

/** Newton's step in the free coefficients; a fixed one leaves the others conditional on it. */
function stepOf({ inverse, score }: Curvature, fixed: number | null): Float64Array {
  const size = score.length
  const step = Float64Array.from(score, (_, i) =>
    score.reduce((sum, u, j) => sum + covariance(inverse, i, j) * (j === fixed ? 0 : u), 0),
  )
  if (fixed === null) return step
  const own = covariance(inverse, fixed, fixed)
  const share = (step[fixed] ?? 0) / own
  for (let i = 0; i < size; i += 1) step[i] = (step[i] ?? 0) - share * covariance(inverse, i, fixed)
  step[fixed] = 0
  return step
}

/** Maximum of the penalised likelihood from a start, one coefficient fixed or none. */
function climb(
  y: Float64Array,
  columns: readonly Float64Array[],
  start: Float64Array,
  fixed: number | null,
): State | null {
  let b = start
  let here = curvature(y, columns, b)
  for (let iterations = 1; here && iterations <= 200; iterations += 1) {
    const step = stepOf(here, fixed)
    const moved = Math.max(...linearOf(columns, step).map(Math.abs))
    if (moved < 1e-8) return { b, logLikelihood: here.logLikelihood, iterations }
    // no row moves by more than 5 at once, and a step that does not climb is halved
    let share = Math.min(1, 5 / moved)
    const slack = 1e-11 * (1 + Math.abs(here.logLikelihood))
    let next: Curvature | null = null
    let tried = b
    for (; share > 1e-8; share /= 2) {
      const length = share
      tried = b.map((value, j) => value + length * (step[j] ?? 0))
      next = curvature(y, columns, tried)
      if (next && next.logLikelihood >= here.logLikelihood - slack) break
    }
    b = tried
    here = next
  }
  return null
}

/** The highest of the maxima reached from several starts: with skewed columns the penalised likelihood can have more than one. */
function highest(
  y: Float64Array,
  columns: readonly Float64Array[],
  starts: readonly Float64Array[],
  fixed: number | null,
): State | null {
  let best: State | null = null
  for (const start of starts) {
    const found = climb(y, columns, start, fixed)
    if (found && (!best || found.logLikelihood > best.logLikelihood)) best = found
  }
  return best
}

/**
 * Firth's penalised logistic fit with profile penalised-likelihood intervals and ratio tests; null where it does not converge.
 * @param columns of the model, intercept among them, none aliased   @param starts beside 0, for instance steps of the plain fit
 * @source Firth 1993; Heinze & Schemper 2002   @oracle test/oracles/logistic (the same likelihood maximised by optim in R)
 */
export function fitFirth(
  y: Float64Array,
  columns: readonly Float64Array[],
  { level, starts }: { level: number; starts: readonly Float64Array[] },
): LogisticFit | null {
  const top = highest(y, columns, [new Float64Array(columns.length), ...starts], null)
  const end = top && curvature(y, columns, top.b)
  if (!top || !end) return null
  const errors = Float64Array.from(columns, (_, j) => Math.sqrt(covariance(end.inverse, j, j)))
  const drop = chiSquaredUpperQuantile(1 - level, 1) / 2
  const profile = columns.map((_, j) => {
    // the others follow along the ridge, or from where they were last: elsewhere every weight may be 0
    let last = top.b
    const fixedAt = (value: number): number => {
      const far = (value - (top.b[j] ?? NaN)) / covariance(end.inverse, j, j)
      const ridge = top.b.map((other, k) => (k === j ? value : other + far * covariance(end.inverse, k, j)))
      const near = last.map((other, k) => (k === j ? value : other))
      const found = highest(y, columns, [near, ridge], j)
      if (found) last = found.b
      return found?.logLikelihood ?? NaN
    }
    const error = errors[j] ?? NaN
    const bound = (side: 1 | -1): number | null => {
      last = top.b
      return crossing((far) => top.logLikelihood - fixedAt((top.b[j] ?? NaN) + side * far * error) - drop)
    }
    const low = bound(-1)
    const high = bound(1)
    const estimate = top.b[j] ?? NaN
    return {
      low: low === null ? null : estimate - low * error,
      high: high === null ? null : estimate + high * error,
      logP: logChiSquaredUpper(Math.max(0, 2 * (top.logLikelihood - fixedAt(0))), 1),
    }
  })
  return {
    estimates: top.b,
    errors,
    logLikelihood: top.logLikelihood,
    fitted: end.linear.map(expit),
    iterations: top.iterations,
    profile,
  }
}

/** Distance > 0 at which a growing function crosses 0; null where it does not within 1,000 standard errors. */
function crossing(value: (far: number) => number): number | null {
  let low = 0
  let high = 0.5
  while (value(high) < 0) {
    low = high
    high *= 1.5
    if (high > 1000) return null
  }
  if (Number.isNaN(value(high))) return null
  let atLow = value(low === 0 ? 1e-9 : low)
  let atHigh = value(high)
  for (let i = 0; i < 80 && high - low > 1e-11 * high; i += 1) {
    const cut = (low * atHigh - high * atLow) / (atHigh - atLow)
    const middle = i % 3 === 2 || !(cut > low && cut < high) ? (low + high) / 2 : cut
    const at = value(middle)
    if (at < 0) {
      low = middle
      atLow = at
      atHigh /= 2
    } else {
      high = middle
      atHigh = at
      atLow /= 2
    }
  }
  return (low + high) / 2
}
