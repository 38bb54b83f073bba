import { expOfNegative } from '../stats/expOfNegative.ts'
import type { SupportVectorSpec } from './learnerTypes.ts'

/** Inner products of rows: `values[i · n + j]`, and of each row with itself. */
export interface Gram {
  n: number
  values: Float64Array
  squares: Float64Array
}

/** Rows one after the other, `[row · p + feature]`: an inner product then reads what lies together. */
function rowByRow(columns: readonly Float64Array[], n: number): Float64Array {
  const p = columns.length
  const rows = new Float64Array(n * p)
  columns.forEach((column, feature) => {
    for (let i = 0; i < n; i += 1) rows[i * p + feature] = column[i] ?? NaN
  })
  return rows
}

/** Inner products of row `a` with rows from … to − 1 of b, four at a time so that sums need not wait for each other. */
function productsInto(
  out: Float64Array,
  at: number,
  [a, row, p]: readonly [Float64Array, number, number],
  [b, from, to]: readonly [Float64Array, number, number],
): void {
  const base = row * p
  let j = from
  for (; j + 3 < to; j += 4) {
    const [b0, b1, b2, b3] = [j * p, (j + 1) * p, (j + 2) * p, (j + 3) * p]
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let f = 0; f < p; f += 1) {
      const x = a[base + f] ?? NaN
      s0 += x * (b[b0 + f] ?? NaN)
      s1 += x * (b[b1 + f] ?? NaN)
      s2 += x * (b[b2 + f] ?? NaN)
      s3 += x * (b[b3 + f] ?? NaN)
    }
    out[at + j] = s0
    out[at + j + 1] = s1
    out[at + j + 2] = s2
    out[at + j + 3] = s3
  }
  for (; j < to; j += 1) {
    let sum = 0
    for (let f = 0; f < p; f += 1) sum += (a[base + f] ?? NaN) * (b[j * p + f] ?? NaN)
    out[at + j] = sum
  }
}

/** Copies the lower triangle to the upper, by blocks that stay in the cache. */
function mirror(matrix: Float64Array, n: number): void {
  const block = 32
  for (let top = 0; top < n; top += block)
    for (let left = 0; left <= top; left += block)
      for (let i = top; i < Math.min(n, top + block); i += 1)
        for (let j = left; j < Math.min(i, left + block); j += 1) matrix[j * n + i] = matrix[i * n + j] ?? 0
}

/** Inner products of all pairs of rows. */
export function gramOf(columns: readonly Float64Array[], n: number): Gram {
  const rows = rowByRow(columns, n)
  const values = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) productsInto(values, i * n, [rows, i, columns.length], [rows, 0, i + 1])
  mirror(values, n)
  return { n, values, squares: Float64Array.from({ length: n }, (_, i) => values[i * n + i] ?? 0) }
}

/** Inner products of each new row with each row: `values[new · n + row]`. */
export function crossGram(
  fresh: readonly Float64Array[],
  many: number,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  const values = new Float64Array(many * n)
  const a = rowByRow(fresh, many)
  const b = rowByRow(columns, n)
  for (let i = 0; i < many; i += 1) productsInto(values, i * n, [a, i, columns.length], [b, 0, n])
  return values
}

/** The kernel of two rows from their inner product and squares. */
export function kernelAt(
  kernel: SupportVectorSpec['kernel'],
  gamma: number,
  product: number,
  squares: number,
): number {
  return kernel === 'linear' ? product : expOfNegative(-gamma * Math.max(0, squares - 2 * product))
}

/** The kernel matrix; the inner products themselves where the kernel is linear. @param out n × n; may be the inner products' own */
export function kernelMatrix(
  { n, values, squares }: Gram,
  kernel: SupportVectorSpec['kernel'],
  gamma: number,
  out = kernel === 'linear' ? values : new Float64Array(n * n),
): Float64Array {
  if (kernel === 'linear') return values
  for (let i = 0; i < n; i += 1) {
    const base = i * n
    const own = squares[i] ?? 0
    for (let j = 0; j < i; j += 1)
      out[base + j] = expOfNegative(
        -gamma * Math.max(0, own + (squares[j] ?? 0) - 2 * (values[base + j] ?? 0)),
      )
    out[base + i] = 1
  }
  mirror(out, n)
  return out
}

/**
 * γ as a number: `auto` 1/p, `scale` 1/(p × variance of all values together, n), as scikit-learn.
 * @param columns the training features
 */
export function gammaOf(gamma: SupportVectorSpec['gamma'], columns: readonly Float64Array[]): number {
  if (typeof gamma === 'number') return gamma
  const p = Math.max(1, columns.length)
  if (gamma === 'auto') return 1 / p
  let count = 0
  let sum = 0
  for (const column of columns)
    for (const value of column) {
      count += 1
      sum += value
    }
  let squares = 0
  for (const column of columns) for (const value of column) squares += (value - sum / count) ** 2
  const variance = squares / count
  return variance > 0 ? 1 / (p * variance) : 1
}
