import { cholesky, inverse, solve, type Cholesky } from './linear.ts'
import { expit, linearOf, logLikelihoodOf } from './logisticLikelihood.ts'

/**
 * Firth's penalised logistic likelihood, log L + ½ log |X'WX|, climbed. It keeps its maximum when the columns are replaced by orthonormal
 * ones that span the same, so all is done on those.
 */
export interface Point {
  at: Float64Array
  fitted: Float64Array
  weight: Float64Array
  /** penalised, of the orthonormal columns */
  logLikelihood: number
  /** row by row, and its factor */
  information: Float64Array
  factor: Cholesky
}

/** Null where the weights leave no information in some direction. */
export function pointAt(y: Float64Array, q: readonly Float64Array[], at: Float64Array): Point | null {
  const fitted = linearOf(q, at)
  const weight = fitted.map((x) => expit(x) * expit(-x))
  const information = weighted(q, weight)
  const factor = cholesky(information, q.length, 1e-13)
  if (typeof factor === 'number') return null
  const logLikelihood = logLikelihoodOf(y, fitted) + factor.logDeterminant / 2
  return { at, fitted, weight, logLikelihood, information, factor }
}

/** Firth's score X'(y − π + h(½ − π)), and minus the second derivative, which need not be definite. */
function slopesOf(
  y: Float64Array,
  q: readonly Float64Array[],
  { fitted, weight, factor }: Point,
): { score: Float64Array; curvature: Float64Array } {
  const inverted = inverse(factor)
  const leverage = fitted.map((_, i) => formAt(inverted, q, i))
  const lean = fitted.map((x) => expit(-x) - expit(x))
  const pull = y.map(
    (value, i) =>
      value - expit(fitted[i] ?? NaN) + ((weight[i] ?? 0) * (leverage[i] ?? 0) * (lean[i] ?? 0)) / 2,
  )
  return {
    score: Float64Array.from(q, (column) => column.reduce((sum, x, i) => sum + x * (pull[i] ?? 0), 0)),
    curvature: curvatureAt(q, { weight, lean, leverage, inverted }),
  }
}

/** X' diag(w) X, row by row. */
function weighted(q: readonly Float64Array[], w: Float64Array): Float64Array {
  const p = q.length
  const sums = new Float64Array(p * p)
  for (let j = 0; j < p; j += 1)
    for (let k = 0; k <= j; k += 1) {
      const [a, b] = [q[j] ?? w, q[k] ?? w]
      let sum = 0
      for (let i = 0; i < w.length; i += 1) sum += (w[i] ?? 0) * (a[i] ?? 0) * (b[i] ?? 0)
      sums[j * p + k] = sum
      sums[k * p + j] = sum
    }
  return sums
}

/** xᵢ' V xᵢ. */
function formAt(v: Float64Array, q: readonly Float64Array[], i: number): number {
  const p = q.length
  let sum = 0
  for (let j = 0; j < p; j += 1)
    for (let k = 0; k < p; k += 1) sum += (q[j]?.[i] ?? 0) * (v[j * p + k] ?? 0) * (q[k]?.[i] ?? 0)
  return sum
}

/**
 * Minus the second derivative: I − ½ (tr I⁻¹Iᵣₛ − tr I⁻¹Iᵣ I⁻¹Iₛ), where Iᵣ takes the weights' first derivative w(1 − 2π) times column r
 * and Iᵣₛ their second, w(1 − 6w), times columns r and s.
 */
function curvatureAt(
  q: readonly Float64Array[],
  {
    weight,
    lean,
    leverage,
    inverted,
  }: { weight: Float64Array; lean: Float64Array; leverage: Float64Array; inverted: Float64Array },
): Float64Array {
  const p = q.length
  const slopes = q.map((column) =>
    product(
      inverted,
      weighted(
        q,
        weight.map((w, i) => w * (lean[i] ?? 0) * (column[i] ?? 0)),
      ),
      p,
    ),
  )
  const bent = weighted(
    q,
    weight.map((w, i) => w - (w * (1 - 6 * w) * (leverage[i] ?? 0)) / 2),
  )
  return bent.map((value, at) => {
    const first = slopes[Math.floor(at / p)] ?? bent
    const second = slopes[at % p] ?? bent
    let trace = 0
    for (let j = 0; j < p; j += 1)
      for (let k = 0; k < p; k += 1) trace += (first[j * p + k] ?? 0) * (second[k * p + j] ?? 0)
    return value + trace / 2
  })
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p)
  for (let i = 0; i < p; i += 1)
    for (let j = 0; j < p; j += 1) {
      let sum = 0
      for (let k = 0; k < p; k += 1) sum += (a[i * p + k] ?? 0) * (b[k * p + j] ?? 0)
      result[i * p + j] = sum
    }
  return result
}

/** The leading part of a matrix, row by row. */
function leading(matrix: Float64Array, p: number, size: number): Float64Array {
  return Float64Array.from(
    { length: size * size },
    (_, at) => matrix[Math.floor(at / size) * p + (at % size)] ?? 0,
  )
}

/** Newton's step in the free coordinates, with as much of the information added as makes the curvature definite. */
function stepFrom(
  { information, at }: Point,
  { score, curvature }: { score: Float64Array; curvature: Float64Array },
  free: number,
): Float64Array | null {
  for (const share of [0, 0.03, 0.3, 1, 4, 30]) {
    const matrix = curvature.map((value, k) => value + share * (information[k] ?? 0))
    const factor = cholesky(leading(matrix, at.length, free), free, 1e-13)
    if (typeof factor !== 'number') return solve(factor, score.subarray(0, free))
  }
  return null
}

/**
 * Highest point reachable uphill from a start in the first `free` coordinates; the others stay. Null where 200 steps do not end.
 * @param known a maximum already found: where the climb comes so near to it that it would end there, it is the answer
 */
export function climb(
  y: Float64Array,
  q: readonly Float64Array[],
  start: Float64Array,
  { free, known }: { free: number; known?: Point | null },
): Point | null {
  let here = pointAt(y, q, start)
  for (let i = 0; i < 200 && here; i += 1) {
    const from = here
    if (known && isBeside(from, known)) return known
    const slopes = slopesOf(y, q, from)
    const step = stepFrom(from, slopes, free)
    if (!step) return null
    const gain = step.reduce((sum, s, j) => sum + s * (slopes.score[j] ?? 0), 0)
    if (gain < 1e-22) return from
    const next = rise(y, q, from, { step, gain })
    // nothing higher is left within the digits of the likelihood
    if (!next) return gain < 1e-9 ? from : null
    here = next
  }
  return null
}

/** Within a tenth of a standard error in every direction, and no higher. */
function isBeside({ at, logLikelihood }: Point, known: Point): boolean {
  if (logLikelihood > known.logLikelihood || logLikelihood < known.logLikelihood - 0.01) return false
  const p = at.length
  let distance = 0
  for (let j = 0; j < p; j += 1)
    for (let k = 0; k < p; k += 1)
      distance +=
        ((at[j] ?? 0) - (known.at[j] ?? 0)) *
        (known.information[j * p + k] ?? 0) *
        ((at[k] ?? 0) - (known.at[k] ?? 0))
  return distance < 0.01
}

function rise(
  y: Float64Array,
  q: readonly Float64Array[],
  from: Point,
  { step, gain }: { step: Float64Array; gain: number },
): Point | null {
  const moved = linearOf(q.slice(0, step.length), step)
  // no row's log odds move by more than 8 at once: beyond that the curvature says nothing
  const longest = moved.reduce((most, m) => Math.max(most, Math.abs(m)), 0)
  // at the top the likelihood has no digits left to rise by; the step is still right
  const isAtTop = gain < 1e-11
  const slack = isAtTop ? 1e-13 * (1 + Math.abs(from.logLikelihood)) : 0
  const least = isAtTop ? 0.3 : 1e-9
  for (let share = Math.min(1, 8 / longest); share > least; share /= 2) {
    const next = pointAt(
      y,
      q,
      from.at.map((value, j) => value + share * (step[j] ?? 0)),
    )
    if (next && next.logLikelihood > from.logLikelihood - slack) return next
  }
  return null
}

/** With sparse or heavy-tailed columns there can be several maxima: the highest of those reached from all starts. */
export function highest(
  y: Float64Array,
  q: readonly Float64Array[],
  starts: readonly Float64Array[],
  free: number,
): Point | null {
  let best: Point | null = null
  for (const start of starts) {
    const found = climb(y, q, start, { free, known: best })
    if (found && (!best || found.logLikelihood > best.logLikelihood)) best = found
  }
  return best
}

/** Points on the way of the plain likelihood's ascent in the first `free` coordinates, which runs away where outcomes are separated. */
export function plainAscent(
  y: Float64Array,
  q: readonly Float64Array[],
  start: Float64Array,
  free: number,
): Float64Array[] {
  const points = [start]
  for (let i = 0; i < 6; i += 1) {
    const at = points[points.length - 1] ?? start
    const linear = linearOf(q, at)
    const information = weighted(
      q.slice(0, free),
      linear.map((x) => expit(x) * expit(-x)),
    )
    const factor = cholesky(information, free, 1e-13)
    if (typeof factor === 'number') break
    const score = q
      .slice(0, free)
      .map((column) => column.reduce((sum, x, row) => sum + x * ((y[row] ?? 0) - expit(linear[row] ?? 0)), 0))
    const step = solve(factor, score)
    points.push(at.map((value, j) => value + (step[j] ?? 0)))
  }
  return points
}

/** Where the ridge leads, to first order, when the last coordinate is moved. */
export function along({ at, information }: Point, to: number): Float64Array {
  const last = at.length - 1
  const factor = cholesky(leading(information, at.length, last), last, 1e-13)
  const moved = at.slice()
  moved[last] = to
  if (typeof factor === 'number') return moved
  const off = to - (at[last] ?? 0)
  const column = Float64Array.from({ length: last }, (_, k) => information[k * at.length + last] ?? 0)
  solve(factor, column).forEach((slope, k) => (moved[k] = (at[k] ?? 0) - slope * off))
  return moved
}

/** The highest point with the last coordinate held, followed along the ridge from a point where it was held elsewhere. */
export function followed(
  y: Float64Array,
  q: readonly Float64Array[],
  near: Point,
  to: number,
  depth = 0,
): Point | null {
  const last = q.length - 1
  const found = last === 0 ? pointAt(y, q, Float64Array.of(to)) : climb(y, q, along(near, to), { free: last })
  if (found || depth > 6) return found
  const half = followed(y, q, near, ((near.at[last] ?? 0) + to) / 2, depth + 1)
  return half && followed(y, q, half, to, depth + 1)
}
