export interface Problem {
  n: number
  /** n × n */
  kernel: Float64Array
  /** 1 or −1 */
  sign: Int8Array
  /** upper bound of each α */
  bound: Float64Array
}

export interface Machine {
  /** α × sign of each row */
  weights: Float64Array
  intercept: number
  iterations: number
}

/**
 * The dual of C-SVC: minimises ½ αᵀQα − Σα with 0 ≤ α ≤ bound and Σ sign α = 0, two variables at a time, the second chosen by the largest
 * second-order decrease.
 * @param tolerance largest violation of the optimality conditions that is left
 * @source Fan, Chen & Lin 2005 (WSS 2), Chang & Lin 2011, 4.1   @oracle test/oracles/learners (libsvm-js)
 */
export function solveMachine(problem: Problem, tolerance = 1e-3, most = 1_000_000): Machine {
  const { n, kernel, sign, bound } = problem
  const alpha = new Float64Array(n)
  const gradient = new Float64Array(n).fill(-1)
  let iterations = 0
  for (; iterations < most; iterations += 1) {
    const pair = workingPair(problem, alpha, gradient, tolerance)
    if (!pair) break
    const [i, j] = pair
    const before = [alpha[i] ?? 0, alpha[j] ?? 0] as const
    const after = movedPair(problem, alpha, gradient, [i, j])
    alpha[i] = after[0]
    alpha[j] = after[1]
    const stepI = (after[0] - before[0]) * (sign[i] ?? 1)
    const stepJ = (after[1] - before[1]) * (sign[j] ?? 1)
    const rowI = i * n
    const rowJ = j * n
    for (let t = 0; t < n; t += 1)
      gradient[t] =
        (gradient[t] ?? 0) +
        (sign[t] ?? 1) * ((kernel[rowI + t] ?? 0) * stepI + (kernel[rowJ + t] ?? 0) * stepJ)
  }
  return {
    weights: alpha.map((value, t) => value * (sign[t] ?? 1) * (bound[t] === 0 ? 0 : 1)),
    intercept: -thresholdOf(problem, alpha, gradient),
    iterations,
  }
}

function workingPair(
  { n, kernel, sign, bound }: Problem,
  alpha: Float64Array,
  gradient: Float64Array,
  tolerance: number,
): readonly [number, number] | null {
  let most = -Infinity
  let i = -1
  for (let t = 0; t < n; t += 1) {
    const y = sign[t] ?? 1
    const value = -y * (gradient[t] ?? 0)
    if (value > most && (y > 0 ? (alpha[t] ?? 0) < (bound[t] ?? 0) : (alpha[t] ?? 0) > 0)) {
      most = value
      i = t
    }
  }
  if (i < 0) return null
  const own = kernel[i * n + i] ?? 0
  let least = Infinity
  let bestDecrease = 0
  let j = -1
  for (let t = 0; t < n; t += 1) {
    const y = sign[t] ?? 1
    if (!(y > 0 ? (alpha[t] ?? 0) > 0 : (alpha[t] ?? 0) < (bound[t] ?? 0))) continue
    const value = -y * (gradient[t] ?? 0)
    if (value < least) least = value
    const gap = most - value
    if (gap <= 0) continue
    const bend = own + (kernel[t * n + t] ?? 0) - 2 * (kernel[i * n + t] ?? 0)
    const decrease = (gap * gap) / (bend > 0 ? bend : 1e-12)
    if (decrease > bestDecrease) {
      bestDecrease = decrease
      j = t
    }
  }
  return j < 0 || most - least < tolerance ? null : [i, j]
}

/** The optimum of two variables along Σ sign α = constant, cut to their bounds. */
function movedPair(
  { n, kernel, sign, bound }: Problem,
  alpha: Float64Array,
  gradient: Float64Array,
  [i, j]: readonly [number, number],
): readonly [number, number] {
  const bend = (kernel[i * n + i] ?? 0) + (kernel[j * n + j] ?? 0) - 2 * (kernel[i * n + j] ?? 0)
  const yi = sign[i] ?? 1
  const yj = sign[j] ?? 1
  const step = (-yi * (gradient[i] ?? 0) + yj * (gradient[j] ?? 0)) / (bend > 0 ? bend : 1e-12)
  const [a, b] = [alpha[i] ?? 0, alpha[j] ?? 0]
  // α_i moves by y_i s, α_j by −y_j s: s is cut so that both stay within 0 and their bound
  const roomI = yi > 0 ? (bound[i] ?? 0) - a : a
  const roomJ = yj > 0 ? b : (bound[j] ?? 0) - b
  if (step < Math.min(roomI, roomJ)) return [a + yi * step, b - yj * step]
  if (roomI <= roomJ) return [yi > 0 ? (bound[i] ?? 0) : 0, b - yj * roomI]
  return [a + yi * roomJ, yj > 0 ? 0 : (bound[j] ?? 0)]
}

/** Mean over the free vectors, or the middle of what the bounded ones allow. */
function thresholdOf({ n, sign, bound }: Problem, alpha: Float64Array, gradient: Float64Array): number {
  let high = Infinity
  let low = -Infinity
  let sum = 0
  let free = 0
  for (let t = 0; t < n; t += 1) {
    const y = sign[t] ?? 1
    const value = y * (gradient[t] ?? 0)
    const isUpper = (alpha[t] ?? 0) >= (bound[t] ?? 0)
    const isLower = (alpha[t] ?? 0) <= 0
    if (!isUpper && !isLower) {
      free += 1
      sum += value
    } else if (isUpper === y > 0) low = Math.max(low, value)
    else high = Math.min(high, value)
  }
  return free > 0 ? sum / free : (high + low) / 2
}
