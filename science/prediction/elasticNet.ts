import { InvalidInput } from '../errors.ts'
import { expit } from '../stats/logisticLikelihood.ts'
import type { Random } from '../stats/random.ts'
import { picked } from './featureTable.ts'
import { foldRows, possibleFolds, stratifiedFolds } from './folds.ts'

export interface NetFit {
  lambda: number
  intercept: number
  /** per standard deviation of the column */
  coefficients: Float64Array
}

export interface NetChoice {
  /** largest λ first */
  path: readonly NetFit[]
  /** mean held-out deviance of each λ and its standard error over the folds */
  deviance: Float64Array
  error: Float64Array
  /** place of the least deviance, and of the largest λ within one standard error of it */
  least: number
  oneError: number
  folds: number
}

/**
 * Logistic regression with elastic net along a path of λ: minimises mean loss + λ(mix ‖b‖₁ + ½(1 − mix)‖b‖²) over columns of unit variance (n), by
 * coordinate descent on the quadratic approximation, warm from the λ before.
 * @param columns finite, any units   @param outcome 0 or 1, both present   @param mix 0 < mix ≤ 1; 1 = LASSO   @param lambdas descending; absent = 100 values from
 * the smallest λ that leaves nothing down to its share of 1e-4 (n > p) or 1e-2
 * @source Friedman, Hastie & Tibshirani 2010   @oracle test/oracles/elasticNet (R glmnet)
 */
export function elasticNetPath(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  { mix, lambdas }: { mix: number; lambdas?: ArrayLike<number> },
): NetFit[] {
  if (!(mix > 0 && mix <= 1)) throw new InvalidInput('mix', mix, 'above 0 and at most 1')
  const n = outcome.length
  const scaled = columns.map(standardised)
  const mean = outcome.reduce((sum, y) => sum + y, 0) / n
  if (!(mean > 0 && mean < 1)) throw new InvalidInput('outcome', 'one value only', 'both 0 and 1')
  const state = {
    intercept: Math.log(mean / (1 - mean)),
    b: new Float64Array(columns.length),
    linear: new Float64Array(n).fill(Math.log(mean / (1 - mean))),
  }
  const path = lambdas ?? defaultPath(scaled, outcome, mean, mix)
  return Array.from(path, (lambda) => {
    descend(scaled, outcome, state, lambda, mix)
    return { lambda, intercept: state.intercept, coefficients: state.b.slice() }
  })
}

/** Mean 0 and variance 1 (n); a constant column becomes 0. */
function standardised(column: Float64Array): Float64Array {
  const n = column.length
  const mean = column.reduce((sum, x) => sum + x, 0) / n
  const sd = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n)
  return column.map((x) => (sd > 1e-12 * Math.abs(mean) ? (x - mean) / sd : 0))
}

function defaultPath(
  scaled: readonly Float64Array[],
  y: Float64Array,
  mean: number,
  mix: number,
): Float64Array {
  const n = y.length
  let largest = 0
  for (const column of scaled) {
    let sum = 0
    for (let i = 0; i < n; i += 1) sum += (column[i] ?? 0) * ((y[i] ?? 0) - mean)
    largest = Math.max(largest, Math.abs(sum) / n / mix)
  }
  const share = n > scaled.length ? 1e-4 : 1e-2
  return Float64Array.from({ length: 100 }, (_, k) => (largest || 1) * share ** (k / 99))
}

interface State {
  intercept: number
  b: Float64Array
  linear: Float64Array
}

function descend(
  scaled: readonly Float64Array[],
  y: Float64Array,
  state: State,
  lambda: number,
  mix: number,
): void {
  const n = y.length
  for (let outer = 0; outer < 50; outer += 1) {
    const weights = new Float64Array(n)
    // working residual times weight: what the quadratic approximation is fitted to
    const residual = new Float64Array(n)
    for (let i = 0; i < n; i += 1) {
      const p = expit(state.linear[i] ?? 0)
      weights[i] = Math.max(p * (1 - p), 1e-5)
      residual[i] = (y[i] ?? 0) - p
    }
    const moved = descendOnce(scaled, state, { weights, residual }, lambda, mix)
    if (moved < 1e-9) return
  }
}

/** Coordinate descent on one quadratic approximation; returns the largest weighted squared move from its start. */
function descendOnce(
  scaled: readonly Float64Array[],
  state: State,
  { weights, residual }: { weights: Float64Array; residual: Float64Array },
  lambda: number,
  mix: number,
): number {
  const n = weights.length
  const before = state.b.slice()
  const interceptBefore = state.intercept
  const bends = scaled.map((column) => column.reduce((sum, x, i) => sum + (weights[i] ?? 0) * x * x, 0) / n)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shift = (column: Float64Array | null, by: number): void => {
    for (let i = 0; i < n; i += 1) {
      const move = by * (column ? (column[i] ?? 0) : 1)
      residual[i] = (residual[i] ?? 0) - (weights[i] ?? 0) * move
      state.linear[i] = (state.linear[i] ?? 0) + move
    }
  }
  for (let sweep = 0; sweep < 1000; sweep += 1) {
    let largest = 0
    scaled.forEach((column, j) => {
      const bend = bends[j] ?? 0
      const old = state.b[j] ?? 0
      let pull = 0
      for (let i = 0; i < n; i += 1) pull += (column[i] ?? 0) * (residual[i] ?? 0)
      const free = pull / n + bend * old
      const cut = Math.max(0, Math.abs(free) - lambda * mix) * Math.sign(free)
      const value = cut === 0 ? 0 : cut / (bend + lambda * (1 - mix))
      if (value === old) return
      state.b[j] = value
      shift(column, value - old)
      largest = Math.max(largest, bend * (value - old) ** 2)
    })
    const step = residual.reduce((sum, r) => sum + r, 0) / total
    state.intercept += step
    shift(null, step)
    if (Math.max(largest, (total / n) * step * step) < 1e-14) break
  }
  let most = (state.intercept - interceptBefore) ** 2
  state.b.forEach((value, j) => (most = Math.max(most, (value - (before[j] ?? 0)) ** 2)))
  return most
}

/**
 * λ by stratified cross-validation of the deviance.
 * @param folds 3 or more; fewer where the rarer outcome has fewer rows
 * @source Friedman, Hastie & Tibshirani 2010; one-standard-error rule: Breiman et al. 1984   @oracle test/oracles/elasticNet (R cv.glmnet, same folds)
 */
export function crossValidatedNet(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  { mix, folds, random }: { mix: number; folds: number; random: Random },
): NetChoice {
  const possible = Math.max(2, possibleFolds(outcome, folds))
  return netOverFolds(columns, outcome, mix, stratifiedFolds(outcome, possible, random))
}

/** As `crossValidatedNet`, over given folds. @param fold 0 … k − 1 of each row */
export function netOverFolds(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  mix: number,
  fold: Int32Array,
): NetChoice {
  const path = elasticNetPath(columns, outcome, { mix })
  const lambdas = Float64Array.from(path, ({ lambda }) => lambda)
  const folds = fold.reduce((most, which) => Math.max(most, which), 0) + 1
  const perFold = Array.from({ length: folds }, (_, which) => {
    const { inside, outside } = foldRows(fold, which)
    const training = columns.map((column) => picked(column, outside))
    const fits = elasticNetPath(training, picked(outcome, outside), { mix, lambdas })
    const held = columns.map((column, j) => onScaleOf(picked(column, inside), training[j] ?? column))
    return {
      size: inside.length,
      deviance: fits.map((fit) => devianceOf(fit, held, picked(outcome, inside))),
    }
  })
  const n = outcome.length
  const deviance = lambdas.map((_, k) =>
    perFold.reduce((sum, part) => sum + ((part.deviance[k] ?? 0) * part.size) / n, 0),
  )
  const error = lambdas.map((_, k) => {
    const mean = deviance[k] ?? 0
    const variance = perFold.reduce(
      (sum, part) => sum + (part.size / n) * ((part.deviance[k] ?? 0) - mean) ** 2,
      0,
    )
    return Math.sqrt(variance / (folds - 1))
  })
  const least = deviance.indexOf(Math.min(...deviance))
  const limit = (deviance[least] ?? 0) + (error[least] ?? 0)
  return { path, deviance, error, least, oneError: deviance.findIndex((value) => value <= limit), folds }
}

function onScaleOf(column: Float64Array, training: Float64Array): Float64Array {
  const n = training.length
  const mean = training.reduce((sum, x) => sum + x, 0) / n
  const sd = Math.sqrt(training.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n)
  return column.map((x) => (sd > 1e-12 * Math.abs(mean) ? (x - mean) / sd : 0))
}

function devianceOf(
  { intercept, coefficients }: NetFit,
  columns: readonly Float64Array[],
  y: Float64Array,
): number {
  let sum = 0
  for (let i = 0; i < y.length; i += 1) {
    let linear = intercept
    coefficients.forEach((b, j) => (linear += b * (columns[j]?.[i] ?? 0)))
    const towards = y[i] === 1 ? -linear : linear
    sum += 2 * (towards > 0 ? towards + Math.log1p(Math.exp(-towards)) : Math.log1p(Math.exp(towards)))
  }
  return sum / y.length
}
