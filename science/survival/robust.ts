import type { CoxData } from './coxData.ts'
import { cholesky, dot, solve } from '../stats/linear.ts'
import { rowResiduals } from './scoreResiduals.ts'

/**
 * Sandwich covariance: sum over clusters of the outer products of score residuals times the inverse information.
 * @param inverted inverse information   @param cluster of each input row; none = every row by itself
 * @source Lin & Wei 1989   @oracle test/oracles/survival (R coxph(robust = TRUE))
 */
export function robustCovariance(
  data: CoxData,
  beta: Float64Array,
  inverted: Float64Array,
  cluster: ArrayLike<number> | undefined,
): Float64Array {
  const p = data.columns
  const meat = outerProducts(clusterScores(data, beta, cluster), p)
  return product(product(inverted, meat, p), inverted, p)
}

/** Robust score test of all coefficients at 0. */
export function robustScore(data: CoxData, cluster: ArrayLike<number> | undefined): number {
  const p = data.columns
  const scores = clusterScores(data, new Float64Array(p), cluster)
  const u = new Float64Array(p)
  for (let at = 0; at < scores.length; at += 1) u[at % p] = (u[at % p] ?? 0) + (scores[at] ?? 0)
  const factor = cholesky(outerProducts(scores, p), p)
  return typeof factor === 'number' ? NaN : dot(u, solve(factor, u))
}

/** Score residuals summed per cluster, clusters × columns. */
function clusterScores(
  data: CoxData,
  beta: Float64Array,
  cluster: ArrayLike<number> | undefined,
): Float64Array {
  const { score } = rowResiduals(data, beta)
  if (!cluster) return score
  const p = data.columns
  const seats = new Map<number, number>()
  for (let i = 0; i < cluster.length; i += 1) {
    const id = cluster[i] ?? NaN
    if (!seats.has(id)) seats.set(id, seats.size)
  }
  const summed = new Float64Array(seats.size * p)
  for (let i = 0; i < data.n; i += 1) {
    const seat = seats.get(cluster[data.rows[i] ?? 0] ?? NaN) ?? 0
    for (let j = 0; j < p; j += 1)
      summed[seat * p + j] = (summed[seat * p + j] ?? 0) + (score[i * p + j] ?? 0)
  }
  return summed
}

function outerProducts(rows: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p)
  for (let start = 0; start < rows.length; start += p)
    for (let j = 0; j < p; j += 1)
      for (let k = 0; k < p; k += 1)
        result[j * p + k] = (result[j * p + k] ?? 0) + (rows[start + j] ?? 0) * (rows[start + k] ?? 0)
  return result
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p)
  for (let i = 0; i < p; i += 1)
    for (let j = 0; j < p; j += 1)
      for (let k = 0; k < p; k += 1)
        result[i * p + j] = (result[i * p + j] ?? 0) + (a[i * p + k] ?? 0) * (b[k * p + j] ?? 0)
  return result
}
