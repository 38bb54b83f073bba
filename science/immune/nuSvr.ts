/**
 * ν-support-vector regression with a linear kernel, to its optimum. Dual of libsvm: min ½ βᵀXXᵀβ − yᵀβ with β = α − α*, 0 ≤ α, α* ≤ C,
 * Σ(α − α*) = 0, Σ(α + α*) = Cνn. Mehrotra's predictor–corrector interior point; since the kernel has rank d, each step is one d × d Cholesky.
 */
import { InvalidInput } from '../errors.ts'

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
 * @differs libsvm stops at a violation of 1e-3, which leaves errors of up to 7.5e-4 in a fraction
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
  const padded = new Float64Array(4 * Math.ceil(rows / 4) * columns)
  padded.set(x)
  const state = createState(padded, columns, rows, cost)
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

/** Vectors have α first, then α*: 2n values. */
interface State {
  x: Float64Array
  d: number
  n: number
  cost: number
  alpha: Float64Array
  slack: Float64Array
  lower: Float64Array
  upper: Float64Array
  dual: Float64Array
  /** 1 / (z/α + v/slack) */
  scale: Float64Array
  target: Float64Array
  right: Float64Array
  /** H⁻¹ of the two constraint rows and of the right side */
  sum: Float64Array
  total: Float64Array
  solved: Float64Array
  move: { alpha: Float64Array; lower: Float64Array; upper: Float64Array }
  gram: Float64Array
  first: Float64Array
  second: Float64Array
  product: Float64Array
}

function createState(x: Float64Array, d: number, n: number, cost: number): State {
  const long = (): Float64Array => new Float64Array(2 * n)
  return {
    x,
    d,
    n,
    cost,
    alpha: long(),
    slack: long(),
    lower: long(),
    upper: long(),
    dual: long(),
    scale: long(),
    target: long(),
    right: long(),
    sum: long(),
    total: long(),
    solved: long(),
    move: { alpha: long(), lower: long(), upper: long() },
    gram: new Float64Array(d * d),
    first: new Float64Array(d),
    second: new Float64Array(d),
    product: new Float64Array(n),
  }
}

function interiorPoint(state: State, y: Float64Array, nu: number, tolerance: number): NuSvr {
  const { n, cost, alpha, slack, lower, upper } = state
  alpha.fill((nu * cost) / 2)
  slack.fill(cost - (nu * cost) / 2)
  // stationary from the start, since no weight is there yet; the rest only has to become complementary
  for (let i = 0; i < n; i += 1) {
    const above = Math.max(0, y[i] ?? 0) + 0.1
    const below = Math.max(0, -(y[i] ?? 0)) + 0.1
    lower[i] = below
    upper[i] = above
    lower[n + i] = above
    upper[n + i] = below
  }
  const lambda: [number, number] = [0, 0]
  const best = { weights: new Float64Array(state.d), distance: Infinity }
  let iterations = 0
  for (; iterations < mostIterations; iterations += 1) {
    weightsOf(state)
    const gap = gaps(state, y, lambda, cost * nu * n)
    const distance = Math.max(gap.mu, gap.dual / 10, gap.primal / n)
    if (distance < best.distance) {
      best.distance = distance
      best.weights.set(state.first)
    }
    // rounding sets a floor, below which steps lead away again
    if (distance < tolerance || !(distance < 1e4 * best.distance) || !factor(state)) break
    const schur = constraintRows(state)
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

/** w = Xᵀ(α − α*) into `first`. */
function weightsOf({ x, d, n, alpha, first }: State): void {
  first.fill(0)
  for (let i = 0, at = 0; i < n; i += 1) {
    const beta = (alpha[i] ?? 0) - (alpha[n + i] ?? 0)
    for (let j = 0; j < d; j += 1, at += 1) first[j] = (first[j] ?? 0) + beta * (x[at] ?? 0)
  }
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
  const { x, d, n, alpha, slack, lower, upper, dual, first } = state
  let [mu, worst, difference, sum] = [0, 0, 0, 0]
  for (let i = 0, at = 0; i < n; i += 1) {
    let fitted = 0
    for (let j = 0; j < d; j += 1, at += 1) fitted += (x[at] ?? 0) * (first[j] ?? 0)
    const off = fitted - (y[i] ?? 0)
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

/** Cholesky factor of I + Xᵀ(D₁ + D₂)X into `gram` (lower triangle); false when rounding made it indefinite. */
function factor({ x, d, n, alpha, slack, lower, upper, scale, gram }: State): boolean {
  for (let i = 0; i < 2 * n; i += 1)
    scale[i] = 1 / ((lower[i] ?? 0) / (alpha[i] ?? 1) + (upper[i] ?? 0) / (slack[i] ?? 1))
  gram.fill(0)
  // four rows at a time, so that a cell of the sum is read and written once for four products; x has rows of zeros behind its last
  for (let i = 0; i < n; i += 4) {
    const base = i * d
    const weights = rowWeights(scale, n, i)
    for (let j = 0; j < d; j += 1) {
      const a = weights[0] * (x[base + j] ?? 0)
      const b = weights[1] * (x[base + d + j] ?? 0)
      const c = weights[2] * (x[base + 2 * d + j] ?? 0)
      const e = weights[3] * (x[base + 3 * d + j] ?? 0)
      const row = j * d
      let at = base
      for (let k = row; k <= row + j; k += 1, at += 1)
        gram[k] =
          (gram[k] ?? 0) +
          (a * (x[at] ?? 0) + b * (x[at + d] ?? 0) + (c * (x[at + 2 * d] ?? 0) + e * (x[at + 3 * d] ?? 0)))
    }
  }
  for (let j = 0; j < d; j += 1) gram[j * d + j] = (gram[j * d + j] ?? 0) + 1
  return choleskyInPlace(gram, d)
}

function rowWeights(scale: Float64Array, n: number, i: number): [number, number, number, number] {
  const at = (row: number): number => (row < n ? (scale[row] ?? 0) + (scale[n + row] ?? 0) : 0)
  return [at(i), at(i + 1), at(i + 2), at(i + 3)]
}

function choleskyInPlace(gram: Float64Array, d: number): boolean {
  for (let j = 0; j < d; j += 1) {
    let pivot = gram[j * d + j] ?? 0
    for (let k = 0; k < j; k += 1) pivot -= (gram[j * d + k] ?? 0) ** 2
    if (!(pivot > 0)) return false
    const root = Math.sqrt(pivot)
    gram[j * d + j] = root
    for (let i = j + 1; i < d; i += 1) {
      let sum = gram[i * d + j] ?? 0
      for (let k = 0; k < j; k += 1) sum -= (gram[i * d + k] ?? 0) * (gram[j * d + k] ?? 0)
      gram[i * d + j] = sum / root
    }
  }
  return true
}

function substitute({ gram, d }: State, b: Float64Array): void {
  for (let i = 0; i < d; i += 1) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k += 1) sum -= (gram[i * d + k] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (gram[i * d + i] ?? 1)
  }
  for (let i = d - 1; i >= 0; i -= 1) {
    let sum = b[i] ?? 0
    for (let k = i + 1; k < d; k += 1) sum -= (gram[k * d + i] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (gram[i * d + i] ?? 1)
  }
}

/** out = H⁻¹ out with H = ZZᵀ + diag(1/scale), Z = [X; −X], by Woodbury's identity. */
function solveH(state: State, out: Float64Array): void {
  const { x, d, n, scale, second } = state
  second.fill(0)
  for (let i = 0, at = 0; i < n; i += 1) {
    const a = (scale[i] ?? 0) * (out[i] ?? 0)
    const b = (scale[n + i] ?? 0) * (out[n + i] ?? 0)
    out[i] = a
    out[n + i] = b
    const difference = a - b
    for (let j = 0; j < d; j += 1, at += 1) second[j] = (second[j] ?? 0) + difference * (x[at] ?? 0)
  }
  substitute(state, second)
  for (let i = 0, at = 0; i < n; i += 1) {
    let product = 0
    for (let j = 0; j < d; j += 1, at += 1) product += (x[at] ?? 0) * (second[j] ?? 0)
    out[i] = (out[i] ?? 0) - (scale[i] ?? 0) * product
    out[n + i] = (out[n + i] ?? 0) + (scale[n + i] ?? 0) * product
  }
}

/** H⁻¹ of both constraint rows, and their 2 × 2 Schur complement [ss, s1, 11]. */
function constraintRows(state: State): [number, number, number] {
  const { n, sum, total } = state
  sum.fill(1, 0, n).fill(-1, n)
  solveH(state, sum)
  total.fill(1)
  solveH(state, total)
  let [ss, so, oo] = [0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    ss += (sum[i] ?? 0) - (sum[n + i] ?? 0)
    so += (total[i] ?? 0) - (total[n + i] ?? 0)
    oo += (total[i] ?? 0) + (total[n + i] ?? 0)
  }
  return [ss, so, oo]
}

/** One Newton direction into `move`; returns the move of λ. The corrector adds the predictor's products, which it finds in `move`. */
function direction(
  state: State,
  {
    schur,
    gap,
    centre,
    isCorrector,
  }: { schur: readonly [number, number, number]; gap: Gap; centre: number; isCorrector: boolean },
): [number, number] {
  const { n, alpha, slack, lower, upper, dual, target, right, sum, total, solved, move } = state
  // target: what α·z must change by; right: the same of slack·v
  for (let i = 0; i < 2 * n; i += 1) {
    const a = alpha[i] ?? 0
    const c = slack[i] ?? 0
    const da = isCorrector ? (move.alpha[i] ?? 0) : 0
    const below = centre - a * (lower[i] ?? 0) - (isCorrector ? da * (move.lower[i] ?? 0) : 0)
    const above = centre - c * (upper[i] ?? 0) + (isCorrector ? da * (move.upper[i] ?? 0) : 0)
    target[i] = below
    right[i] = above
    solved[i] = below / a - above / c - (dual[i] ?? 0)
  }
  solveH(state, solved)
  let [difference, all] = [0, 0]
  for (let i = 0; i < n; i += 1) {
    difference += (solved[i] ?? 0) - (solved[n + i] ?? 0)
    all += (solved[i] ?? 0) + (solved[n + i] ?? 0)
  }
  const [ss, so, oo] = schur
  const first = gap.lacking[0] - difference
  const second = gap.lacking[1] - all
  const determinant = ss * oo - so * so
  const dl: [number, number] = [
    (oo * first - so * second) / determinant,
    (ss * second - so * first) / determinant,
  ]
  for (let i = 0; i < 2 * n; i += 1) {
    const da = (solved[i] ?? 0) + (sum[i] ?? 0) * dl[0] + (total[i] ?? 0) * dl[1]
    move.alpha[i] = da
    move.lower[i] = ((target[i] ?? 0) - (lower[i] ?? 0) * da) / (alpha[i] ?? 1)
    move.upper[i] = ((right[i] ?? 0) + (upper[i] ?? 0) * da) / (slack[i] ?? 1)
  }
  return dl
}

/** The longest steps, at most 1, that keep everything positive. */
function steps({ n, alpha, slack, lower, upper, move }: State): { primal: number; dual: number } {
  let primal = 0
  let dual = 0
  // the steepest relative decrease; a step is its inverse
  for (let i = 0; i < 2 * n; i += 1) {
    const da = move.alpha[i] ?? 0
    const down = da < 0 ? -da / (alpha[i] ?? 1) : da / (slack[i] ?? 1)
    if (down > primal) primal = down
    const z = -(move.lower[i] ?? 0) / (lower[i] ?? 1)
    if (z > dual) dual = z
    const v = -(move.upper[i] ?? 0) / (upper[i] ?? 1)
    if (v > dual) dual = v
  }
  return { primal: Math.min(1, 0.9995 / primal), dual: Math.min(1, 0.9995 / dual) }
}

function muAfter({ n, alpha, slack, lower, upper, move }: State, primal: number, dual: number): number {
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
  const { n, cost, alpha, slack, lower, upper, move } = state
  for (let i = 0; i < 2 * n; i += 1) {
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
