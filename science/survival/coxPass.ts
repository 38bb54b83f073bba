import type { CoxData } from './coxData.ts'
import { eachRiskSet, linearPredictor } from './riskSets.ts'

/** What one pass over the data gives at a coefficient (of the scaled covariates). */
export interface CoxSums {
  logLikelihood: number
  score: Float64Array
  /** observed information, row by row, symmetric */
  information: Float64Array
}

/** Partial log-likelihood, score and information at `beta`. */
export function coxPass(data: CoxData, beta: Float64Array): CoxSums {
  const { n, columns: p, x, event } = data
  const score = new Float64Array(p)
  const information = new Float64Array(p * p)
  let logLikelihood = 0
  const weight = linearPredictor(data, beta)
  for (let i = 0; i < n; i += 1) {
    const eta = weight[i] ?? NaN
    weight[i] = Math.exp(eta)
    if (event[i] !== 1) continue
    logLikelihood += eta
    for (let j = 0, at = i * p; j < p; j += 1, at += 1) score[j] = (score[j] ?? 0) + (x[at] ?? 0)
  }
  eachRiskSet(data, weight, true, ({ risk, count }) => {
    const { s0, s1, s2 } = risk
    logLikelihood -= count * Math.log(s0)
    for (let j = 0; j < p; j += 1) {
      const mean = (s1[j] ?? 0) / s0
      score[j] = (score[j] ?? 0) - count * mean
      for (let k = j; k < p; k += 1) {
        const at = j * p + k
        information[at] = (information[at] ?? 0) + (count * ((s2[at] ?? 0) - mean * (s1[k] ?? 0))) / s0
      }
    }
  })
  mirror(information, p)
  return { logLikelihood, score, information }
}

/** Copies the upper triangle into the lower. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j += 1)
    for (let k = 0; k < j; k += 1) matrix[j * size + k] = matrix[k * size + j] ?? 0
}
