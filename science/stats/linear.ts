/** Small symmetric systems. Pivots are judged against the diagonal, so units do not matter. */

export interface Cholesky {
  size: number
  /** lower triangle, row by row */
  lower: Float64Array
  logDeterminant: number
}

/**
 * Cholesky factor of a positive definite matrix (row by row), or the index of the first column that the earlier ones explain.
 * @param tolerance least share of a diagonal that must remain
 */
export function cholesky(matrix: ArrayLike<number>, size: number, tolerance = 1e-11): Cholesky | number {
  const lower = new Float64Array(size * size)
  let logDeterminant = 0
  for (let j = 0; j < size; j += 1) {
    const diagonal = matrix[j * size + j] ?? NaN
    let pivot = diagonal
    for (let k = 0; k < j; k += 1) pivot -= (lower[j * size + k] ?? 0) ** 2
    if (!(pivot > tolerance * diagonal)) return j
    const root = Math.sqrt(pivot)
    lower[j * size + j] = root
    logDeterminant += Math.log(pivot)
    for (let i = j + 1; i < size; i += 1) {
      let sum = matrix[i * size + j] ?? NaN
      for (let k = 0; k < j; k += 1) sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0)
      lower[i * size + j] = sum / root
    }
  }
  return { size, lower, logDeterminant }
}

/** x of A x = b. */
export function solve({ size, lower }: Cholesky, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < size; i += 1) {
    let sum = x[i] ?? NaN
    for (let k = 0; k < i; k += 1) sum -= (lower[i * size + k] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (lower[i * size + i] ?? NaN)
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? NaN
    for (let k = i + 1; k < size; k += 1) sum -= (lower[k * size + i] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (lower[i * size + i] ?? NaN)
  }
  return x
}

/** A⁻¹, row by row. */
export function inverse(factor: Cholesky): Float64Array {
  const { size } = factor
  const result = new Float64Array(size * size)
  for (let j = 0; j < size; j += 1) {
    const unit = new Float64Array(size)
    unit[j] = 1
    const column = solve(factor, unit)
    for (let i = 0; i < size; i += 1) result[i * size + j] = column[i] ?? NaN
  }
  return result
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? NaN) * (b[i] ?? NaN)
  return sum
}

/** uᵀ V⁻¹ u; null where V is singular. */
export function quadraticForm(v: readonly (readonly number[])[], u: readonly number[]): number | null {
  const factor = cholesky(v.flat(), u.length)
  return typeof factor === 'number' ? null : dot(u, solve(factor, u))
}
