import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { logTTwoSided } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { orthogonalise, residualsOf } from './orthogonal.ts'
import { checkPairs, fisherInterval, productMoment, tOfCorrelation, type Correlation } from './pearson.ts'
import { midRanks } from './rank.ts'
import { spearmanError } from './spearman.ts'

export interface PartialCorrelation extends Correlation {
  /** covariates that carry information of their own; aliased ones take no degree of freedom */
  covariates: number
  method: 'pearson' | 'spearman'
  kind: 'partial' | 'semi-partial'
}

/**
 * Correlation of x and y with covariates taken out of both (partial), or out of y alone (semi-partial).
 * @param x length n, finite   @param y same length   @param covariates columns of n finite values
 * @returns r, t with n − 2 − g df (g independent covariates), interval on Fisher's scale with n − g − 3 (Spearman: Bonett–Wright);
 * not testable where no degree of freedom is left, a column is constant, or the covariates explain it wholly
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Fisher 1924; Kim 2015 (ppcor)   @oracle test/oracles/partial (ppcor's formula in R, and ppcor 1.1's figures)
 * @differs ppcor refuses covariates that depend on each other; ours leaves them out and counts them in no df. The figures that we
 * have from ppcor 1.1 took the normal for p; ours is t
 */
export function partialCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  covariates: readonly ArrayLike<number>[],
  {
    method = 'pearson',
    kind = 'partial',
    level = 0.95,
  }: { method?: 'pearson' | 'spearman'; kind?: 'partial' | 'semi-partial'; level?: number } = {},
): PartialCorrelation | NotTestable {
  checkPairs(x, y)
  const n = x.length
  if (covariates.some((column) => column.length !== n))
    throw new InvalidInput('covariates', 'columns of other lengths', `${n} values each, as x has`)
  if (covariates.some((column) => !Array.from(column).every(Number.isFinite)))
    throw new InvalidInput('covariates', 'NaN or infinite', 'finite numbers')
  const column = (values: ArrayLike<number>): Float64Array =>
    method === 'spearman' ? midRanks(values) : Float64Array.from(values)
  const basis = orthogonalise([new Float64Array(n).fill(1), ...covariates.map(column)])
  const g = basis.kept.length - 1
  const df = n - 2 - g
  if (df < 1) return notTestable('no degrees of freedom left', n)
  const first = column(x)
  const second = column(y)
  if ([first, second].some((values) => isConstant(values))) return notTestable('all values equal', n)
  const restX = kind === 'partial' ? residualsOf(basis.q, first) : first
  const restY = residualsOf(basis.q, second)
  if (isGone(restX, first) || isGone(restY, second))
    return notTestable('explained wholly by the covariates', n)
  const r = productMoment(restX, restY)
  const t = tOfCorrelation(r, df)
  const error = method === 'spearman' ? spearmanError(r, n - g, 'bonett-wright') : 1 / Math.sqrt(df - 1)
  return {
    r,
    t,
    df,
    n,
    logP: Number.isFinite(t) ? logTTwoSided(t, df) : -Infinity,
    ...fisherInterval(r, error, level),
    covariates: g,
    method,
    kind,
  }
}

function isConstant(values: Float64Array): boolean {
  const { mean, sd } = moments(values)
  return !(sd > 1e-13 * Math.abs(mean))
}

function isGone(rest: Float64Array, from: Float64Array): boolean {
  return !(moments(rest).sd > 1e-10 * moments(from).sd)
}
