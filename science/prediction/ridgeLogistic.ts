import { expit } from '../stats/logisticLikelihood.ts'
import { cholesky, solve } from '../stats/linear.ts'
import type { FittedLogistic } from './learnerTypes.ts'
import type { Sample } from './sample.ts'

/**
 * Logistic regression with a ridge: minimises ½‖b‖² + cost × Σ w loss; the intercept is not held back. Newton's method with halved steps,
 * to the optimum.
 * @param sample both outcomes must occur   @param cost above 0
 * @source Hastie, Tibshirani & Friedman 2009, 4.4   @oracle test/oracles/learners (scikit-learn LogisticRegression)
 * @differs scikit-learn's lbfgs stops at a gradient of 1e-4; ours goes on to 1e-10
 */
export function fitRidgeLogistic(sample: Sample, cost: number): FittedLogistic {
  const { columns, outcome } = sample
  const size = columns.length + 1
  let b = new Float64Array(size)
  let linear = new Float64Array(outcome.length)
  let loss = penalised(sample, b, linear, cost)
  const work = workspace(outcome.length, size)
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const { gradient, curvature } = derivatives(sample, b, linear, cost, work)
    const factor = cholesky(curvature, size, 0)
    if (typeof factor === 'number') break
    const step = solve(factor, gradient)
    const slope = step.reduce((sum, value, j) => sum + value * (gradient[j] ?? 0), 0)
    let share = 1
    let moved = false
    for (; share > 1e-8; share /= 2) {
      const next = b.map((value, j) => value - share * (step[j] ?? 0))
      const at = linearPredictor(columns, next)
      const found = penalised(sample, next, at, cost)
      if (found <= loss - 1e-4 * share * slope || slope < 1e-10 * (1 + Math.abs(loss))) {
        b = next
        linear = at
        loss = found
        moved = true
        break
      }
    }
    // steps square what is left: after one as small as this there is nothing
    if (!moved || slope < 1e-12 * (1 + Math.abs(loss))) break
  }
  return { kind: 'logistic', intercept: b[0] ?? 0, coefficients: Array.from(b.subarray(1)) }
}

function linearPredictor(columns: readonly Float64Array[], b: Float64Array): Float64Array<ArrayBuffer> {
  const linear = new Float64Array(columns[0]?.length ?? 0).fill(b[0] ?? 0)
  columns.forEach((column, j) => {
    const slope = b[j + 1] ?? 0
    for (let i = 0; i < linear.length; i += 1) linear[i] = (linear[i] ?? 0) + slope * (column[i] ?? 0)
  })
  return linear
}

function penalised(
  { outcome, weights }: Sample,
  b: Float64Array,
  linear: Float64Array,
  cost: number,
): number {
  let loss = 0
  for (let i = 0; i < outcome.length; i += 1) {
    const x = outcome[i] === 1 ? -(linear[i] ?? 0) : (linear[i] ?? 0)
    loss += (weights[i] ?? 0) * (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))
  }
  let square = 0
  for (let j = 1; j < b.length; j += 1) square += (b[j] ?? 0) ** 2
  return square / 2 + cost * loss
}

/** What every step works in, got once: large arrays cost more to get than to fill. */
interface Workspace {
  ones: Float64Array
  off: Float64Array
  bend: Float64Array
  bent: Float64Array
  gradient: Float64Array
  curvature: Float64Array
}

function workspace(n: number, size: number): Workspace {
  const [off, bend, bent] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const ones = new Float64Array(n).fill(1)
  return { ones, off, bend, bent, gradient: new Float64Array(size), curvature: new Float64Array(size * size) }
}

function derivatives(
  { columns, outcome, weights }: Sample,
  b: Float64Array,
  linear: Float64Array,
  cost: number,
  { ones, off, bend, bent, gradient, curvature }: Workspace,
): Pick<Workspace, 'gradient' | 'curvature'> {
  const n = outcome.length
  const size = b.length
  for (let i = 0; i < n; i += 1) {
    const p = expit(linear[i] ?? 0)
    const weight = cost * (weights[i] ?? 0)
    off[i] = weight * (p - (outcome[i] ?? 0))
    bend[i] = Math.max(weight * p * (1 - p), 1e-300)
  }
  for (let j = 0; j < size; j += 1) {
    const x = columns[j - 1] ?? ones
    let sum = j === 0 ? 0 : (b[j] ?? 0)
    let total = 0
    for (let i = 0; i < n; i += 1) {
      const value = x[i] ?? 0
      const own = value * (bend[i] ?? 0)
      sum += value * (off[i] ?? 0)
      total += own
      bent[i] = own
    }
    gradient[j] = sum
    curvature[j * size] = total
    productsUpTo(columns, bent, j, curvature)
    // the ridge, on slopes only
    if (j > 0) curvature[j * size + j] = (curvature[j * size + j] ?? 0) + 1
    for (let k = 0; k < j; k += 1) curvature[k * size + j] = curvature[j * size + k] ?? 0
  }
  return { gradient, curvature }
}

/** Row j of the curvature: weighted products with columns 1 … j, four at a time so that sums need not wait for each other. */
function productsUpTo(
  columns: readonly Float64Array[],
  bent: Float64Array,
  j: number,
  curvature: Float64Array,
): void {
  const n = bent.length
  const row = j * (columns.length + 1)
  let k = 0
  for (; k + 3 < j; k += 4) {
    const [z0, z1, z2, z3] = [columns[k], columns[k + 1], columns[k + 2], columns[k + 3]]
    if (!z0 || !z1 || !z2 || !z3) continue
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let i = 0; i < n; i += 1) {
      const x = bent[i] ?? 0
      s0 += x * (z0[i] ?? 0)
      s1 += x * (z1[i] ?? 0)
      s2 += x * (z2[i] ?? 0)
      s3 += x * (z3[i] ?? 0)
    }
    curvature[row + k + 1] = s0
    curvature[row + k + 2] = s1
    curvature[row + k + 3] = s2
    curvature[row + k + 4] = s3
  }
  for (; k < j; k += 1) {
    const z = columns[k]
    let product = 0
    for (let i = 0; i < n; i += 1) product += (bent[i] ?? 0) * (z?.[i] ?? 0)
    curvature[row + k + 1] = product
  }
}

/** P(1) of each row. @param columns the features the model was fitted on, in their order */
export function logisticProbabilities(
  { intercept, coefficients }: FittedLogistic,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  const linear = new Float64Array(n).fill(intercept)
  coefficients.forEach((slope, j) => {
    const column = columns[j]
    for (let i = 0; i < n; i += 1) linear[i] = (linear[i] ?? 0) + slope * (column?.[i] ?? NaN)
  })
  return linear.map(expit)
}
