export interface LogisticFit {
  estimates: Float64Array
  errors: Float64Array
  logLikelihood: number
  fitted: Float64Array
}

/** 1 / (1 + e^−x). */
export function expit(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

/** Σ log P(outcome): log(1 + e^x) without overflow. */
export function logLikelihoodOf(y: Float64Array, linear: Float64Array): number {
  return y.reduce((sum, value, i) => {
    const x = linear[i] ?? NaN
    const towards = value === 1 ? -x : x
    return sum - (towards > 0 ? towards + Math.log1p(Math.exp(-towards)) : Math.log1p(Math.exp(towards)))
  }, 0)
}

/** X b. */
export function linearOf(columns: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const linear = new Float64Array(columns[0]?.length ?? 0)
  columns.forEach((column, j) => {
    for (let i = 0; i < linear.length; i += 1) linear[i] = (linear[i] ?? 0) + (b[j] ?? 0) * (column[i] ?? 0)
  })
  return linear
}
