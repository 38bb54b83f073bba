import { moments } from '../stats/describe.ts'
import type { NuSvrSolver } from './nuSvr.ts'

/** One mixture fitted. */
export interface CoreFit {
  /** one per cell; NaN when there is no fit */
  weights: Float64Array
  /** Pearson, between the mixture and what the weights make of the signature */
  correlation: number
  rmse: number
  /** which of the three ν fitted best */
  nu: number
  state: 'fitted' | 'constant' | 'no weight' | 'not converged'
}

export const cibersortNus = [0.25, 0.5, 0.75] as const

/**
 * Core of CIBERSORT for one mixture: three ν, negative weights to 0, the fit with the least RMSE.
 * @param x standardised signature, genes × cells row by row, the solver's own   @param mixture one value per gene, not standardised
 * @param mode 'no.sumto1' leaves the weights as they are, otherwise they sum to 1
 */
export function coreFit(
  solver: NuSvrSolver,
  x: Float64Array,
  mixture: Float64Array,
  mode: 'relative' | 'sig.score' | 'no.sumto1',
): CoreFit {
  const { mean, sd } = moments(mixture)
  const none = { weights: new Float64Array(solver.columns).fill(NaN), correlation: NaN, rmse: NaN, nu: NaN }
  if (!(sd > 1e-12 * Math.abs(mean))) return { ...none, state: 'constant' }
  const y = mixture.map((value) => (value - mean) / sd)
  let best: { fit: Omit<CoreFit, 'state'>; isSolved: boolean } | null = null
  for (const nu of cibersortNus) {
    const solved = solver.solve(y, nu)
    const positive = solved.weights.map((weight) => Math.max(0, weight))
    const total = positive.reduce((sum, weight) => sum + weight, 0)
    if (!(total > 0)) continue
    const shares = positive.map((weight) => weight / total)
    const { rmse, correlation } = agreement(x, shares, y)
    if (best && best.fit.rmse <= rmse) continue
    const weights = mode === 'no.sumto1' ? positive : shares
    best = { fit: { weights, correlation, rmse, nu }, isSolved: solved.hasConverged }
  }
  if (!best) return { ...none, state: 'no weight' }
  return { ...best.fit, state: best.isSolved ? 'fitted' : 'not converged' }
}

function agreement(
  x: Float64Array,
  shares: Float64Array,
  y: Float64Array,
): { rmse: number; correlation: number } {
  const d = shares.length
  const n = y.length
  const predicted = new Float64Array(n)
  let [squares, sum] = [0, 0]
  for (let i = 0, at = 0; i < n; i += 1) {
    let value = 0
    for (let j = 0; j < d; j += 1, at += 1) value += (x[at] ?? 0) * (shares[j] ?? 0)
    predicted[i] = value
    sum += value
    squares += (value - (y[i] ?? 0)) ** 2
  }
  // y is standardised: its mean is 0 and its square sum n − 1
  const mean = sum / n
  let [cross, own] = [0, 0]
  for (let i = 0; i < n; i += 1) {
    const off = (predicted[i] ?? 0) - mean
    cross += off * (y[i] ?? 0)
    own += off * off
  }
  return { rmse: Math.sqrt(squares / n), correlation: cross / Math.sqrt(own * (n - 1)) }
}
