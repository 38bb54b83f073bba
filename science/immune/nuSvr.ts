/**
 * ν-support-vector regression with a linear kernel, to its optimum. Dual of libsvm: min ½ βᵀXXᵀβ − yᵀβ with β = α − α*, 0 ≤ α, α* ≤ C,
 * Σ(α − α*) = 0, Σ(α + α*) = Cνn. Mehrotra's predictor–corrector interior point; since the kernel has rank d, each step is one d × d Cholesky.
 */
import { InvalidInput } from '../errors.ts'
import {
  factor,
  fillGram,
  substitute,
  times,
  transposedTimes,
  weightedGram,
  type WeightedGram,
} from './weightedGram.ts'

export interface NuSvr {
  /** d weights of the columns */
  weights: Float64Array
  iterations: number
  hasConverged: boolean
}

/** Solves for many y and ν over the same X, reusing its memory. */
export interface NuSvrSolver {
  rows: number
  columns: number
  solve: (y: Float64Array, nu: number) => NuSvr
}

const mostIterations = 80

/**
 * @param x n × d, row by row, finite   @param columns d ≥ 1   @param cost C > 0, libsvm's default 1   @param tolerance of complementarity (and 10 × of stationarity)
 * @returns a solver; its weights agree with libsvm's at tolerance 1e-7 to about 1e-6
 * @throws InvalidInput x is no full n × d, or not finite
 * @source Schölkopf et al. 2000; Mehrotra 1992   @oracle R e1071's coefficients, and libsvm at tolerance 1e-7
 * @differs libsvm stops at a violation of 1e-3, which leaves errors of up to 1.5e-3 in a fraction (docs/methods/cibersort.md)
 */
export function createNuSvrSolver(
  x: Float64Array,
  columns: number,
  { cost = 1, tolerance = 1e-9 }: { cost?: number; tolerance?: number } = {},
): NuSvrSolver {
  const rows = x.length / columns
  if (columns < 1 || !Number.isInteger(rows) || rows < 2)
    throw new InvalidInput('x', `${x.length} values in ${columns} columns`, 'full rows, at least two')
  if (!x.every(Number.isFinite)) throw new InvalidInput('x', 'NaN or infinite', 'finite numbers')
  const state = createState(weightedGram(x, columns), cost)
  return {
    rows,
    columns,
    solve(y, nu) {
      if (y.length !== rows) throw new InvalidInput('y', `${y.length} values`, `${rows}, one per row of x`)
      if (!(nu > 0 && nu <= 1)) throw new InvalidInput('nu', nu, '0 < ν ≤ 1')
      return interiorPoint(state, y, nu, tolerance)
    },
  }
}

/** Vectors have α first, then α*: 2n values; those of `n` say so. */
interface State {
  matrix: WeightedGram
  cost: number
  alpha: Float64Array
  slack: Float64Array
  lower: Float64Array
  upper: Float64Array
  dual: Float64Array
  /** 1/α and 1/slack */
  inverse: { alpha: Float64Array; slack: Float64Array }
  /** 1 / (z/α + v/slack) */
  scale: Float64Array
  right: Float64Array
  move: { alpha: Float64Array; lower: Float64Array; upper: Float64Array }
  /** d: the weights, and how they move */
  weights: Float64Array
  turn: Float64Array
  /** d: what the two constraint rows become under (I + Xᵀ(D₁ + D₂)X)⁻¹ */
  sum: Float64Array
  total: Float64Array
  /** n */
  fitted: Float64Array
  product: Float64Array
  both: Float64Array
  apart: Float64Array
}

function createState(matrix: WeightedGram, cost: number): State {
  const { n, d } = matrix
  const long = (): Float64Array => new Float64Array(2 * n)
  const short = (): Float64Array => new Float64Array(n + 4)
  const cells = (): Float64Array => new Float64Array(d)
  return {
    ...{ matrix, cost, alpha: long(), slack: long(), lower: long(), upper: long(), dual: long() },
    inverse: { alpha: long(), slack: long() },
    ...{ scale: long(), right: long(), move: { alpha: long(), lower: long(), upper: long() } },
    ...{ weights: cells(), turn: cells(), sum: cells(), total: cells() },
    ...{ fitted: short(), product: short(), both: new Float64Array(n), apart: new Float64Array(n) },
  }
}

function interiorPoint(state: State, y: Float64Array, nu: number, tolerance: number): NuSvr {
  const { matrix, cost, weights } = state
  const { n, d } = matrix
  begin(state, y, nu)
  const lambda: [number, number] = [0, 0]
  const best = { weights: new Float64Array(d), distance: Infinity }
  let iterations = 0
  for (; iterations < mostIterations; iterations += 1) {
    fit(state)
    const gap = gaps(state, y, lambda, cost * nu * n)
    const distance = Math.max(gap.mu, gap.dual / 10, gap.primal / n)
    if (distance < best.distance) {
      best.distance = distance
      best.weights.set(weights)
    }
    // rounding sets a floor, below which steps lead away again
    if (distance < tolerance || !(distance < 1e4 * best.distance)) break
    const schur = factorStep(state)
    if (!schur) break
    direction(state, { schur, gap, centre: 0, isCorrector: false })
    const reach = steps(state)
    const ahead = muAfter(state, reach.primal, reach.dual)
    const centre = (ahead / gap.mu) ** 3 * gap.mu
    const corrector = direction(state, { schur, gap, centre, isCorrector: true })
    const length = steps(state)
    advance(state, lambda, corrector, Math.min(length.primal, length.dual))
  }
  return { weights: best.weights, iterations, hasConverged: best.distance < 100 * tolerance }
}

/** Stationary from the start, since no weight is there yet; the rest only has to become complementary. */
function begin({ matrix, cost, alpha, slack, lower, upper }: State, y: Float64Array, nu: number): void {
  const { n } = matrix
  alpha.fill((nu * cost) / 2)
  slack.fill(cost - (nu * cost) / 2)
  for (let i = 0; i < n; i += 1) {
    const above = Math.max(0, y[i] ?? 0) + 0.1
    const below = Math.max(0, -(y[i] ?? 0)) + 0.1
    lower[i] = below
    upper[i] = above
    lower[n + i] = above
    upper[n + i] = below
  }
}

/** w = Xᵀ(α − α*) and Xw. */
function fit({ matrix, alpha, apart, weights, fitted }: State): void {
  const { n } = matrix
  for (let i = 0; i < n; i += 1) apart[i] = (alpha[i] ?? 0) - (alpha[n + i] ?? 0)
  transposedTimes(matrix, apart, weights)
  times(matrix, weights, fitted)
}

interface Gap {
  mu: number
  dual: number
  primal: number
  /** what the two constraints lack */
  lacking: [number, number]
}

/** Residuals of optimality; the dual one stays in `dual`. */
function gaps(state: State, y: Float64Array, lambda: readonly [number, number], total: number): Gap {
  const { matrix, alpha, slack, lower, upper, dual, fitted } = state
  const { n } = matrix
  let [mu, worst, difference, sum] = [0, 0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    const off = (fitted[i] ?? 0) - (y[i] ?? 0)
    const k = n + i
    const a = alpha[i] ?? 0
    const b = alpha[k] ?? 0
    const above = off - lambda[0] - lambda[1] - (lower[i] ?? 0) + (upper[i] ?? 0)
    const below = -off + lambda[0] - lambda[1] - (lower[k] ?? 0) + (upper[k] ?? 0)
    dual[i] = above
    dual[k] = below
    worst = Math.max(worst, Math.abs(above), Math.abs(below))
    difference += a - b
    sum += a + b
    mu += a * (lower[i] ?? 0) + (slack[i] ?? 0) * (upper[i] ?? 0)
    mu += b * (lower[k] ?? 0) + (slack[k] ?? 0) * (upper[k] ?? 0)
  }
  const lacking: [number, number] = [-difference, total - sum]
  return {
    mu: mu / (4 * n),
    dual: worst,
    primal: Math.max(Math.abs(lacking[0]), Math.abs(lacking[1])),
    lacking,
  }
}

/**
 * The Newton matrix H = ZZᵀ + diag(1/scale), Z = [X; −X], by Woodbury's identity: factors I + Xᵀ(D₁ + D₂)X and takes both constraint
 * rows through it, which come as two more rows of the same product.
 * @returns their 2 × 2 Schur complement [ss, s1, 11]; null when rounding made the matrix indefinite
 */
function factorStep(state: State): [number, number, number] | null {
  const { matrix, alpha, slack, lower, upper, inverse, scale, both, apart, sum, total } = state
  const { n, d, gram, width } = matrix
  for (let i = 0; i < 2 * n; i += 1) {
    const a = 1 / (alpha[i] ?? 1)
    const c = 1 / (slack[i] ?? 1)
    inverse.alpha[i] = a
    inverse.slack[i] = c
    scale[i] = 1 / ((lower[i] ?? 0) * a + (upper[i] ?? 0) * c)
  }
  for (let i = 0; i < n; i += 1) {
    both[i] = (scale[i] ?? 0) + (scale[n + i] ?? 0)
    apart[i] = (scale[i] ?? 0) - (scale[n + i] ?? 0)
  }
  fillGram(matrix, both, apart)
  if (!factor(matrix)) return null
  const first = d * width
  const second = first + width
  for (let j = 0; j < d; j += 1) {
    sum[j] = gram[first + j] ?? 0
    total[j] = gram[second + j] ?? 0
  }
  substitute(matrix, sum)
  substitute(matrix, total)
  let [ss, so, oo] = [gram[first + d] ?? 0, gram[second + d] ?? 0, gram[first + d] ?? 0]
  for (let j = 0; j < d; j += 1) {
    ss -= (gram[first + j] ?? 0) * (sum[j] ?? 0)
    so -= (gram[first + j] ?? 0) * (total[j] ?? 0)
    oo -= (gram[second + j] ?? 0) * (total[j] ?? 0)
  }
  return [ss, so, oo]
}

interface Aim {
  schur: readonly [number, number, number]
  gap: Gap
  centre: number
  /** adds the predictor's products, which it finds in `move` */
  isCorrector: boolean
}

/** One Newton direction into `move`; returns the move of λ. */
function direction(state: State, aim: Aim): [number, number] {
  const { matrix, scale, right, sum, total, turn, product, move } = state
  const { n, d } = matrix
  const dl = turnOf(state, aim)
  for (let j = 0; j < d; j += 1) turn[j] = (turn[j] ?? 0) + (sum[j] ?? 0) * dl[0] + (total[j] ?? 0) * dl[1]
  times(matrix, turn, product)
  for (let i = 0; i < n; i += 1) {
    const k = n + i
    const along = dl[0] - (product[i] ?? 0)
    move.alpha[i] = (scale[i] ?? 0) * ((right[i] ?? 0) + dl[1] + along)
    move.alpha[k] = (scale[k] ?? 0) * ((right[k] ?? 0) + dl[1] - along)
  }
  multipliers(state)
  return dl
}

/** What each α is asked to change by into `right`, its share of the weights into `turn`, and the move of λ. */
function turnOf(state: State, { schur, gap, centre, isCorrector }: Aim): [number, number] {
  const { matrix, alpha, slack, lower, upper, dual, inverse, scale, right, turn, apart, move } = state
  const { n, d, gram, width } = matrix
  for (let i = 0; i < 2 * n; i += 1) {
    // the target of α·z stays in move.lower, that of slack·v in move.upper, until multipliers() makes moves of them
    const da = isCorrector ? (move.alpha[i] ?? 0) : 0
    const below = centre - (alpha[i] ?? 0) * (lower[i] ?? 0) - (isCorrector ? da * (move.lower[i] ?? 0) : 0)
    const above = centre - (slack[i] ?? 0) * (upper[i] ?? 0) + (isCorrector ? da * (move.upper[i] ?? 0) : 0)
    move.lower[i] = below
    move.upper[i] = above
    right[i] = below * (inverse.alpha[i] ?? 0) - above * (inverse.slack[i] ?? 0) - (dual[i] ?? 0)
  }
  let [difference, all] = [0, 0]
  for (let i = 0; i < n; i += 1) {
    const a = (scale[i] ?? 0) * (right[i] ?? 0)
    const b = (scale[n + i] ?? 0) * (right[n + i] ?? 0)
    apart[i] = a - b
    difference += a - b
    all += a + b
  }
  transposedTimes(matrix, apart, turn)
  substitute(matrix, turn)
  for (let j = 0; j < d; j += 1) {
    difference -= (gram[d * width + j] ?? 0) * (turn[j] ?? 0)
    all -= (gram[(d + 1) * width + j] ?? 0) * (turn[j] ?? 0)
  }
  const [ss, so, oo] = schur
  const first = gap.lacking[0] - difference
  const second = gap.lacking[1] - all
  const determinant = ss * oo - so * so
  return [(oo * first - so * second) / determinant, (ss * second - so * first) / determinant]
}

/** Moves of both multipliers, from the targets that stand in their place. */
function multipliers({ matrix, lower, upper, inverse, move }: State): void {
  for (let i = 0; i < 2 * matrix.n; i += 1) {
    const da = move.alpha[i] ?? 0
    move.lower[i] = ((move.lower[i] ?? 0) - (lower[i] ?? 0) * da) * (inverse.alpha[i] ?? 0)
    move.upper[i] = ((move.upper[i] ?? 0) + (upper[i] ?? 0) * da) * (inverse.slack[i] ?? 0)
  }
}

/** The longest steps, at most 1, that keep everything positive. */
function steps({ matrix, inverse, lower, upper, move }: State): { primal: number; dual: number } {
  let primal = 0
  let dual = 0
  // the steepest relative decrease; a step is its inverse
  for (let i = 0; i < 2 * matrix.n; i += 1) {
    const da = move.alpha[i] ?? 0
    const down = da < 0 ? -da * (inverse.alpha[i] ?? 0) : da * (inverse.slack[i] ?? 0)
    if (down > primal) primal = down
    const z = -(move.lower[i] ?? 0) / (lower[i] ?? 1)
    if (z > dual) dual = z
    const v = -(move.upper[i] ?? 0) / (upper[i] ?? 1)
    if (v > dual) dual = v
  }
  return { primal: Math.min(1, 0.9995 / primal), dual: Math.min(1, 0.9995 / dual) }
}

function muAfter({ matrix, alpha, slack, lower, upper, move }: State, primal: number, dual: number): number {
  const { n } = matrix
  let mu = 0
  for (let i = 0; i < 2 * n; i += 1) {
    const da = primal * (move.alpha[i] ?? 0)
    mu += ((alpha[i] ?? 0) + da) * ((lower[i] ?? 0) + dual * (move.lower[i] ?? 0))
    mu += ((slack[i] ?? 0) - da) * ((upper[i] ?? 0) + dual * (move.upper[i] ?? 0))
  }
  return mu / (4 * n)
}

function advance(
  state: State,
  lambda: [number, number],
  dl: readonly [number, number],
  length: number,
): void {
  const { matrix, cost, alpha, slack, lower, upper, move } = state
  for (let i = 0; i < 2 * matrix.n; i += 1) {
    const da = length * (move.alpha[i] ?? 0)
    alpha[i] = (alpha[i] ?? 0) + da
    // not C − α: near C the difference would lose all its digits
    slack[i] = Math.min(cost, (slack[i] ?? 0) - da)
    lower[i] = (lower[i] ?? 0) + length * (move.lower[i] ?? 0)
    upper[i] = (upper[i] ?? 0) + length * (move.upper[i] ?? 0)
  }
  lambda[0] += length * dl[0]
  lambda[1] += length * dl[1]
}
