export interface Problem {
  n: number
  /** n × n */
  kernel: Float64Array
  /** 1 or −1 */
  sign: Int8Array
  /** upper bound of each α; a row with bound 0 takes no part and learns its decision value only */
  bound: Float64Array
}

export interface Machine {
  /** α × sign of each row */
  weights: Float64Array
  intercept: number
  /** decision value of every row, also of those whose α is held at 0 by their bound */
  decisions: Float64Array
  iterations: number
}

/** What changes while the dual is solved. */
interface Course {
  alpha: Float64Array
  /** −sign × gradient of the dual: the largest of those that may rise meets the least of those that may fall at the optimum */
  pull: Float64Array
  /** 1 where sign × α may still rise, and where it may still fall */
  mayRise: Uint8Array
  mayFall: Uint8Array
  diagonal: Float64Array
}

/**
 * The dual of C-SVC: minimises ½ αᵀQα − Σα with 0 ≤ α ≤ bound and Σ sign α = 0, two variables at a time, the second chosen by the largest
 * second-order decrease.
 * @param tolerance largest violation of the optimality conditions that is left
 * @source Fan, Chen & Lin 2005 (WSS 2), Chang & Lin 2011, 4.1   @oracle test/oracles/learners (scikit-learn SVC), libsvm-js in the tests
 */
export function solveMachine(problem: Problem, tolerance = 1e-3, most = 1_000_000): Machine {
  const { n, kernel, sign } = problem
  const course: Course = {
    alpha: new Float64Array(n),
    pull: Float64Array.from(sign),
    mayRise: new Uint8Array(n),
    mayFall: new Uint8Array(n),
    diagonal: Float64Array.from({ length: n }, (_, t) => kernel[t * n + t] ?? 0),
  }
  for (let t = 0; t < n; t += 1) mark(problem, course, t)
  let iterations = 0
  for (let i = highest(course); i >= 0 && iterations < most; iterations += 1) {
    const j = partnerOf(problem, course, i, tolerance)
    if (j < 0) break
    const step = stepOf(problem, course, i, j)
    mark(problem, course, i)
    mark(problem, course, j)
    i = pulled(problem, course, [i, j], step)
  }
  const { alpha, pull } = course
  const intercept = interceptOf(course)
  return {
    weights: alpha.map((value, t) => value * (sign[t] ?? 1)),
    intercept,
    decisions: pull.map((value, t) => (sign[t] ?? 1) - value + intercept),
    iterations,
  }
}

function mark({ sign, bound }: Problem, { alpha, mayRise, mayFall }: Course, t: number): void {
  const isBelow = (alpha[t] ?? 0) < (bound[t] ?? 0)
  const isAbove = (alpha[t] ?? 0) > 0
  const isPositive = (sign[t] ?? 1) > 0
  mayRise[t] = (isPositive ? isBelow : isAbove) ? 1 : 0
  mayFall[t] = (isPositive ? isAbove : isBelow) ? 1 : 0
}

function highest({ pull, mayRise }: Course): number {
  let most = -Infinity
  let at = -1
  for (let t = 0; t < pull.length; t += 1) {
    const value = pull[t] ?? 0
    if (mayRise[t] === 1 && value > most) {
      most = value
      at = t
    }
  }
  return at
}

/** The variable whose fall, with the rise of i, lowers the dual most; −1 where the optimum is reached to the tolerance. */
function partnerOf({ n, kernel }: Problem, course: Course, i: number, tolerance: number): number {
  const { pull, mayFall, diagonal } = course
  const most = pull[i] ?? 0
  const own = diagonal[i] ?? 0
  const base = i * n
  let least = Infinity
  let best = 0
  let j = -1
  for (let t = 0; t < n; t += 1) {
    if (mayFall[t] === 0) continue
    const value = pull[t] ?? 0
    if (value < least) least = value
    const gap = most - value
    if (gap <= 0) continue
    const bend = own + (diagonal[t] ?? 0) - 2 * (kernel[base + t] ?? 0)
    const decrease = (gap * gap) / (bend > 0 ? bend : 1e-12)
    if (decrease > best) {
      best = decrease
      j = t
    }
  }
  return most - least < tolerance ? -1 : j
}

/** Moves two variables along Σ sign α = constant to their optimum, cut to their bounds; returns by how much sign × α of i rose. */
function stepOf(
  { n, kernel, sign, bound }: Problem,
  { alpha, pull, diagonal }: Course,
  i: number,
  j: number,
): number {
  const bend = (diagonal[i] ?? 0) + (diagonal[j] ?? 0) - 2 * (kernel[i * n + j] ?? 0)
  const [a, b] = [alpha[i] ?? 0, alpha[j] ?? 0]
  const [yi, yj] = [sign[i] ?? 1, sign[j] ?? 1]
  const [most, other] = [bound[i] ?? 0, bound[j] ?? 0]
  const free = ((pull[i] ?? 0) - (pull[j] ?? 0)) / (bend > 0 ? bend : 1e-12)
  const roomI = yi > 0 ? most - a : a
  const roomJ = yj > 0 ? b : other - b
  const step = Math.min(free, roomI, roomJ)
  // a bound is met exactly, not to rounding
  alpha[i] = step === roomI ? (yi > 0 ? most : 0) : a + yi * step
  alpha[j] = step === roomJ ? (yj > 0 ? 0 : other) : b - yj * step
  return step
}

/** Brings the pulls up to date and finds the highest that may rise, in one pass. */
function pulled(
  { n, kernel }: Problem,
  { pull, mayRise }: Course,
  [i, j]: readonly [number, number],
  step: number,
): number {
  const rowI = i * n
  const rowJ = j * n
  let most = -Infinity
  let at = -1
  for (let t = 0; t < n; t += 1) {
    const value = (pull[t] ?? 0) - step * ((kernel[rowI + t] ?? 0) - (kernel[rowJ + t] ?? 0))
    pull[t] = value
    if (value > most && mayRise[t] === 1) {
      most = value
      at = t
    }
  }
  return at
}

/** Mean over the free vectors, or the middle of what the bounded ones allow. */
function interceptOf({ pull, mayRise, mayFall }: Course): number {
  let high = Infinity
  let low = -Infinity
  let sum = 0
  let free = 0
  for (let t = 0; t < pull.length; t += 1) {
    const value = pull[t] ?? 0
    if (mayRise[t] === 1 && mayFall[t] === 1) {
      free += 1
      sum += value
    } else if (mayRise[t] === 1) low = Math.max(low, value)
    else if (mayFall[t] === 1) high = Math.min(high, value)
  }
  return free > 0 ? sum / free : (high + low) / 2
}
