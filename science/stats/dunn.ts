import { InvalidInput } from '../errors.ts'
import { logNormalTwoSided } from './distributions.ts'
import { adjusted, type Adjustment } from './multiplicity.ts'
import type { Order } from './rank.ts'

export interface DunnPair {
  /** indices of the two groups, first < second */
  first: number
  second: number
  /** mean rank of the first − mean rank of the second */
  meanRankDifference: number
  z: number
  /** two-sided, unadjusted */
  logP: number
  /** adjusted over all pairs */
  logQ: number
}

/**
 * Dunn's test of all pairs after Kruskal–Wallis: the ranks and the spread are those of all groups together.
 * @param order of k ≥ 2 groups, none empty
 * @throws InvalidInput a group is empty, or all values are equal
 * @source Dunn 1964, with the correction for ties   @oracle test/oracles/anova (its formula in R)
 * @differs dunn.test gives one-sided p by default; ours are two-sided
 */
export function dunnTest(order: Order, adjustment: Adjustment = 'holm'): DunnPair[] {
  if (order.sizes.length < 2 || order.sizes.some((size) => size === 0))
    throw new InvalidInput('groups', order.sizes.join(', '), 'two or more groups, none empty')
  if (order.levels < 2) throw new InvalidInput('values', 'all equal', 'at least two different values')
  const means = meanRanks(order)
  const { n, tieTerm } = order
  const spread = (n * (n + 1)) / 12 - tieTerm / (12 * (n - 1))
  const pairs = means.flatMap((mean, first) =>
    means.slice(first + 1).map((other, offset) => {
      const second = first + 1 + offset
      const share = 1 / (order.sizes[first] ?? NaN) + 1 / (order.sizes[second] ?? NaN)
      const z = (mean - other) / Math.sqrt(spread * share)
      return { first, second, meanRankDifference: mean - other, z, logP: logNormalTwoSided(z) }
    }),
  )
  const { logQ } = adjusted(
    pairs.map(({ logP }) => logP),
    adjustment,
  )
  return pairs.map((pair, i) => ({ ...pair, logQ: logQ[i] ?? NaN }))
}

function meanRanks(order: Order): number[] {
  return order.counts.map((row, g) => {
    let below = 0
    let sum = 0
    row.forEach((count, level) => {
      const total = order.totals[level] ?? 0
      sum += count * (below + (total + 1) / 2)
      below += total
    })
    return sum / (order.sizes[g] ?? NaN)
  })
}
