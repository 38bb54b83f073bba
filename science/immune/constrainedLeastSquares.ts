import { solveQP } from 'quadprog'
import { InvalidInput } from '../errors.ts'

export interface ConstrainedFit {
  /** d amounts ≥ 0 with sum ≤ 1 */
  amounts: Float64Array
  /** Σ w(Ax − b)² */
  objective: number
}

/**
 * Least squares with amounts that are no debts: min Σ w(Ax − b)², x ≥ 0, Σx ≤ 1, exactly, by a quadratic programme.
 * @param a n × d row by row, finite   @param b n values   @param weights n values ≥ 0; all 1 when left out
 * @returns null where the columns of A cannot be told apart (AᵀWA is singular)
 * @throws InvalidInput lengths do not fit
 * @source Goldfarb & Idnani 1983 (quadprog)   @oracle R quadprog and limSolve::lsei, shared answers deconv_ls.json
 */
export function constrainedLeastSquares(
  a: Float64Array,
  b: Float64Array,
  d: number,
  weights?: Float64Array,
): ConstrainedFit | null {
  const n = b.length
  if (a.length !== n * d || (weights && weights.length !== n))
    throw new InvalidInput('a', `${a.length} values`, `${n} × ${d}, and as many weights as rows`)
  const gram = Array.from({ length: d + 1 }, () => new Array<number>(d + 1).fill(0))
  const right = new Array<number>(d + 1).fill(0)
  for (let i = 0; i < n; i += 1) {
    const weight = weights?.[i] ?? 1
    for (let j = 0; j < d; j += 1) {
      const value = weight * (a[i * d + j] ?? NaN)
      right[j + 1] = (right[j + 1] ?? 0) + value * (b[i] ?? NaN)
      const row = gram[j + 1] ?? []
      for (let k = 0; k < d; k += 1) row[k + 1] = (row[k + 1] ?? 0) + value * (a[i * d + k] ?? NaN)
    }
  }
  // only ratios matter: numbers near 1 keep quadprog's absolute tolerances meaningful
  const scale = gram.reduce((most, row, j) => Math.max(most, row[j] ?? 0), 0)
  if (!(scale > 0)) return null
  const solved = solveQP(
    gram.map((row) => row.map((value) => value / scale)),
    right.map((value) => value / scale),
    constraints(d),
    [0, ...new Array<number>(d).fill(0), -1],
  )
  if (solved.message !== '') return null
  const amounts = Float64Array.from(solved.solution.slice(1), (value) => Math.max(0, value))
  return { amounts, objective: weightedSquares(a, b, amounts, weights) }
}

/** Columns of constraints: each amount ≥ 0, and −Σ ≥ −1. */
function constraints(d: number): number[][] {
  return Array.from({ length: d + 1 }, (_, j) =>
    Array.from({ length: d + 2 }, (__, k) => (j === 0 || k === 0 ? 0 : k === j ? 1 : k === d + 1 ? -1 : 0)),
  )
}

/** Σ w(Ax − b)². */
export function weightedSquares(
  a: Float64Array,
  b: Float64Array,
  amounts: Float64Array,
  weights?: Float64Array,
): number {
  const predicted = fitted(a, amounts, b.length)
  let sum = 0
  for (let i = 0; i < b.length; i += 1)
    sum += (weights?.[i] ?? 1) * ((predicted[i] ?? NaN) - (b[i] ?? NaN)) ** 2
  return sum
}

/** Ax, n values. */
export function fitted(a: Float64Array, amounts: Float64Array, n: number): Float64Array {
  const d = amounts.length
  return Float64Array.from({ length: n }, (_, i) => {
    let value = 0
    for (let j = 0; j < d; j += 1) value += (a[i * d + j] ?? NaN) * (amounts[j] ?? NaN)
    return value
  })
}
