import { fisherInterval } from '../stats/pearson.ts'
import { spearmanError } from '../stats/spearman.ts'
import type { CorrelationMethod } from './associate.ts'
import type { Interval } from './result.ts'

const names = { spearman: 'Spearman’s ρ', pearson: 'Pearson’s r', kendall: 'Kendall’s τ-b' } as const
const how = {
  spearman: 'Fisher’s scale, Bonett–Wright error',
  pearson: 'Fisher’s scale',
  kendall: 'Fisher’s scale, √(.437/(n − 4))',
} as const

/**
 * A correlation with its 95 % interval, from r and n alone.
 * @param covariates independent columns that were taken out: they cost as many patients
 * @source as `spearman`, `pearson`, `kendall`, `partialCorrelation`
 */
export function correlationInterval(
  method: CorrelationMethod,
  { r, n, covariates }: { r: number; n: number; covariates: number },
): Interval {
  const level = 0.95
  const name = covariates > 0 ? `partial ${names[method]}` : names[method]
  if (Number.isNaN(r))
    return { name, value: null, low: null, high: null, level, unit: '', intervalMethod: how[method] }
  const left = n - covariates
  const bounds = fisherInterval(r, errorOf(method, r, left), level)
  return { name, value: r, ...bounds, level, unit: '', intervalMethod: how[method] }
}

function errorOf(method: CorrelationMethod, r: number, n: number): number {
  if (method === 'spearman') return spearmanError(r, n, 'bonett-wright')
  if (method === 'pearson') return n > 3 ? 1 / Math.sqrt(n - 3) : NaN
  return n > 4 ? Math.sqrt(0.437 / (n - 4)) : NaN
}
