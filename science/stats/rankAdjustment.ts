import { InvalidInput } from '../errors.ts'
import { leastSquares, type Coefficient, type Term } from './leastSquares.ts'
import { isNotTestable, notTestable, type NotTestable } from './notTestable.ts'
import { midRanks } from './rank.ts'

export interface RankAdjusted {
  /** difference of mean ranks, first − second, at equal covariates; a share of n: −1…1 */
  difference: Coefficient
  df: number
  n: number
  aliased: readonly string[]
  errors: 'classical' | 'HC3'
}

/**
 * Two groups compared on the ranks of a variable, adjusted for covariates by a linear model on the mid-ranks divided by n.
 * Without covariates it is the rank-sum test with Student's t in place of its normal.
 * @param values length n, finite   @param isFirst 1 first group, 0 second, one each   @param covariates columns of n finite values
 * @returns the difference with t; not testable where values are equal, no degree of freedom is left, or the covariates explain the group
 * @throws InvalidInput lengths differ, a group is empty, or a value is not finite
 * @source Conover & Iman 1981 (rank transform); HC3 errors by default: Long & Ervin 2000
 * @oracle test/oracles/regression (R lm on rank(), sandwich::vcovHC)
 */
export function rankAdjustedDifference(
  values: ArrayLike<number>,
  isFirst: ArrayLike<number>,
  covariates: readonly Term[],
  { errors = 'HC3', level = 0.95 }: { errors?: 'classical' | 'HC3'; level?: number } = {},
): RankAdjusted | NotTestable {
  const n = values.length
  const group = Float64Array.from(isFirst)
  if (group.length !== n) throw new InvalidInput('isFirst', `${group.length} values`, `${n}`)
  if (!group.every((value) => value === 0 || value === 1) || new Set(group).size < 2)
    throw new InvalidInput('isFirst', [...new Set(group)].join(', '), '0 and 1, both of them')
  if (!Array.from(values).every(Number.isFinite))
    throw new InvalidInput('values', 'NaN or infinite', 'finite numbers')
  const ranks = midRanks(values)
  if (ranks.every((rank) => rank === ranks[0])) return notTestable('all values equal', n)
  // the covariates come first, so that a group they explain is what is aliased
  const fit = leastSquares(
    ranks.map((rank) => rank / n),
    [...covariates, { name: 'group', values: group }],
    { errors, level },
  )
  if (isNotTestable(fit)) return fit
  const difference = fit.coefficients.at(-1)
  if (!difference || difference.estimate === null) return notTestable('explained wholly by the covariates', n)
  return { difference, df: fit.df, n, aliased: fit.aliased, errors }
}
