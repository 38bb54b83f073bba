import type { SupportVectorSpec } from './learnerTypes.ts'

/** Inner products of rows: `values[i · n + j]`, and of each row with itself. */
export interface Gram {
  n: number
  values: Float64Array
  squares: Float64Array
}

/** Inner products of all pairs of rows. */
export function gramOf(columns: readonly Float64Array[], n: number): Gram {
  const values = new Float64Array(n * n)
  for (const column of columns)
    for (let i = 0; i < n; i += 1) {
      const x = column[i] ?? 0
      const base = i * n
      for (let j = 0; j <= i; j += 1) values[base + j] = (values[base + j] ?? 0) + x * (column[j] ?? 0)
    }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) values[j * n + i] = values[i * n + j] ?? 0
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
  fresh.forEach((column, feature) => {
    const other = columns[feature]
    for (let i = 0; i < many; i += 1) {
      const x = column[i] ?? NaN
      const base = i * n
      for (let j = 0; j < n; j += 1) values[base + j] = (values[base + j] ?? 0) + x * (other?.[j] ?? 0)
    }
  })
  return values
}

/** The kernel of two rows from their inner product and squares. */
export function kernelAt(
  kernel: SupportVectorSpec['kernel'],
  gamma: number,
  product: number,
  squares: number,
): number {
  return kernel === 'linear' ? product : Math.exp(-gamma * Math.max(0, squares - 2 * product))
}

/** The kernel matrix; the inner products themselves where the kernel is linear. */
export function kernelMatrix(
  { n, values, squares }: Gram,
  kernel: SupportVectorSpec['kernel'],
  gamma: number,
): Float64Array {
  if (kernel === 'linear') return values
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) {
    out[i * n + i] = 1
    for (let j = 0; j < i; j += 1) {
      const value = kernelAt(kernel, gamma, values[i * n + j] ?? 0, (squares[i] ?? 0) + (squares[j] ?? 0))
      out[i * n + j] = value
      out[j * n + i] = value
    }
  }
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
