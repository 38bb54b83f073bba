import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { logFUpper } from './distributions.ts'
import { varianceShares } from './manyGroups.ts'
import { checkFinite } from './missing.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

export interface OneWayAnova {
  f: number
  df1: number
  df2: number
  logP: number
  /** share of the variation between the groups, 0…1 */
  etaSquared: number
  /** the same without its upward bias; may be below 0 */
  omegaSquared: number
}

/**
 * Classical one-way analysis of variance, variances assumed equal.
 * @param groups two or more, none empty, more values than groups; finite, same unit
 * @returns not testable where no group varies
 * @throws InvalidInput fewer than two groups, an empty one, as many groups as values, or a value is not finite
 * @source Fisher 1925; omega squared: Hays 1963   @oracle test/oracles/anova (R oneway.test(var.equal = TRUE), aov)
 */
export function oneWayAnova(groups: readonly ArrayLike<number>[]): OneWayAnova | NotTestable {
  const n = groups.reduce((sum, group) => sum + group.length, 0)
  const k = groups.length
  if (k < 2 || groups.some((group) => group.length === 0) || n <= k)
    throw new InvalidInput(
      'groups',
      groups.map((group) => group.length).join(', '),
      'two or more groups, none empty, more values than groups',
    )
  for (const group of groups) checkFinite(group, 'groups')
  const varies = groups.some((group) => {
    const { mean, sd } = moments(group)
    return sd > 10 * Number.EPSILON * Math.abs(mean)
  })
  if (!varies) return notTestable('a group is constant', n)
  const { f, etaSquared } = varianceShares(groups)
  const df1 = k - 1
  const df2 = n - k
  const omegaSquared = (df1 * (f - 1)) / (df1 * (f - 1) + n)
  return { f, df1, df2, logP: logFUpper(f, df1, df2), etaSquared, omegaSquared }
}
