/** Weighted products of one fixed matrix, again and again, and the Cholesky factor of their sum with the identity: what a step of the interior point is made of. */

export interface WeightedGram {
  /** n × d row by row, with rows of zeros up to a multiple of four */
  rows: Float64Array
  n: number
  d: number
  /** columns of X and one of ones, each n long; padded with zeros to a multiple of three columns */
  right: Float64Array
  /** the same columns times their weights, then the other weights by themselves */
  left: Float64Array
  width: number
  /** lower triangle of leftᵀ right, width × width; after `factor` its first d rows hold the Cholesky factor of I + Xᵀ diag(weights) X */
  gram: Float64Array
}

/** @param x n × d row by row */
export function weightedGram(x: Float64Array, d: number): WeightedGram {
  const n = x.length / d
  const width = 3 * Math.ceil((d + 2) / 3)
  const rows = new Float64Array(4 * Math.ceil(n / 4) * d)
  rows.set(x)
  const right = new Float64Array(width * n)
  for (let j = 0; j < d; j += 1) for (let i = 0; i < n; i += 1) right[j * n + i] = x[i * d + j] ?? NaN
  right.fill(1, d * n, (d + 1) * n)
  return {
    rows,
    n,
    d,
    right,
    left: new Float64Array(width * n),
    width,
    gram: new Float64Array(width * width),
  }
}

/**
 * Fills `gram`: rows 0 … d − 1 with Xᵀ diag(weights) X, row d with Xᵀ weights and their sum, row d + 1 with Xᵀ others and their sum.
 * Nine cells at a time stay in registers, which is what makes it fast.
 */
export function fillGram(state: WeightedGram, weights: Float64Array, others: Float64Array): void {
  const { n, d, right, left, width, gram } = state
  for (let j = 0, at = 0; j <= d; j += 1)
    for (let i = 0; i < n; i += 1, at += 1) left[at] = (weights[i] ?? 0) * (right[at] ?? 0)
  left.set(others, (d + 1) * n)
  for (let j = 0; j < width; j += 3)
    for (let k = 0; k <= j; k += 3) {
      const a = j * n
      const b = k * n
      let [s00, s01, s02, s10, s11, s12, s20, s21, s22] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
      for (let i = 0; i < n; i += 1) {
        const l0 = left[a + i] ?? 0
        const l1 = left[a + n + i] ?? 0
        const l2 = left[a + 2 * n + i] ?? 0
        const r0 = right[b + i] ?? 0
        const r1 = right[b + n + i] ?? 0
        const r2 = right[b + 2 * n + i] ?? 0
        s00 += l0 * r0
        s01 += l0 * r1
        s02 += l0 * r2
        s10 += l1 * r0
        s11 += l1 * r1
        s12 += l1 * r2
        s20 += l2 * r0
        s21 += l2 * r1
        s22 += l2 * r2
      }
      const at = j * width + k
      gram[at] = s00
      gram[at + 1] = s01
      gram[at + 2] = s02
      gram[at + width] = s10
      gram[at + width + 1] = s11
      gram[at + width + 2] = s12
      gram[at + 2 * width] = s20
      gram[at + 2 * width + 1] = s21
      gram[at + 2 * width + 2] = s22
    }
}

/** Adds the identity and factors the first d rows in place; false when rounding made them indefinite. */
export function factor({ gram, width, d }: WeightedGram): boolean {
  for (let j = 0; j < d; j += 1) {
    let pivot = 1 + (gram[j * width + j] ?? 0)
    for (let k = 0; k < j; k += 1) pivot -= (gram[j * width + k] ?? 0) ** 2
    if (!(pivot > 0)) return false
    const root = Math.sqrt(pivot)
    gram[j * width + j] = root
    for (let i = j + 1; i < d; i += 1) {
      let sum = gram[i * width + j] ?? 0
      for (let k = 0; k < j; k += 1) sum -= (gram[i * width + k] ?? 0) * (gram[j * width + k] ?? 0)
      gram[i * width + j] = sum / root
    }
  }
  return true
}

/** b = (I + Xᵀ diag(weights) X)⁻¹ b, after `factor`. */
export function substitute({ gram, width, d }: WeightedGram, b: Float64Array): void {
  for (let i = 0; i < d; i += 1) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k += 1) sum -= (gram[i * width + k] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (gram[i * width + i] ?? 1)
  }
  for (let i = d - 1; i >= 0; i -= 1) {
    let sum = b[i] ?? 0
    for (let k = i + 1; k < d; k += 1) sum -= (gram[k * width + i] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (gram[i * width + i] ?? 1)
  }
}

/** out = Xᵀ v, three columns at a time. @param v n values */
export function transposedTimes({ right, n, d }: WeightedGram, v: Float64Array, out: Float64Array): void {
  // columns behind the d-th are ones or zeros: read, and not kept
  for (let j = 0; j < d; j += 3) {
    const at = j * n
    let [a, b, c] = [0, 0, 0]
    for (let i = 0; i < n; i += 1) {
      const value = v[i] ?? 0
      a += value * (right[at + i] ?? 0)
      b += value * (right[at + n + i] ?? 0)
      c += value * (right[at + 2 * n + i] ?? 0)
    }
    out[j] = a
    if (j + 1 < d) out[j + 1] = b
    if (j + 2 < d) out[j + 2] = c
  }
}

/** out = X w, four rows at a time. @param out room for n values, up to a multiple of four */
export function times({ rows, n, d }: WeightedGram, w: Float64Array, out: Float64Array): void {
  for (let i = 0; i < n; i += 4) {
    const at = i * d
    let [a, b, c, e] = [0, 0, 0, 0]
    for (let j = 0; j < d; j += 1) {
      const weight = w[j] ?? 0
      a += weight * (rows[at + j] ?? 0)
      b += weight * (rows[at + d + j] ?? 0)
      c += weight * (rows[at + 2 * d + j] ?? 0)
      e += weight * (rows[at + 3 * d + j] ?? 0)
    }
    out[i] = a
    out[i + 1] = b
    out[i + 2] = c
    out[i + 3] = e
  }
}
