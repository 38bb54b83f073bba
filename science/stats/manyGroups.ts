import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { logChiSquaredUpper, logFUpper } from './distributions.ts'
import { checkFinite } from './missing.ts'
import type { Order } from './rank.ts'

export interface KruskalWallis {
  /** corrected for ties */
  h: number
  df: number
  logP: number
  /** H / (N − 1), 0…1 */
  epsilonSquared: number
}

/**
 * Kruskal–Wallis rank test of k ≥ 2 independent groups, corrected for ties; p from chi-squared with k − 1 df.
 * @param order of the groups, none of them empty
 * @throws InvalidInput a group is empty, or all values are equal
 * @source Kruskal & Wallis 1952; epsilon squared: Tomczak & Tomczak 2014   @oracle test/oracles/kruskal (R kruskal.test)
 */
export function kruskalWallis(order: Order): KruskalWallis {
  if (order.sizes.length < 2 || order.sizes.some((size) => size === 0))
    throw new InvalidInput('groups', order.sizes.join(', '), 'two or more groups, none empty')
  if (order.levels < 2) throw new InvalidInput('values', 'all equal', 'at least two different values')
  const doubled = new Int32Array(order.levels)
  const tieTerm = doubledRanks(order.totals, doubled)
  const sums = order.counts.map(
    (row) => row.reduce((sum, count, level) => sum + count * (doubled[level] ?? 0), 0) / 2,
  )
  const h = kruskalH(order.sizes, sums, tieTerm)
  const df = order.sizes.length - 1
  return { h, df, logP: logChiSquaredUpper(h, df), epsilonSquared: h / (order.n - 1) }
}

/** Writes twice the mid-rank of each level, which is whole, and returns Σ t³ − t. @param totals how often each level occurs, 0 allowed */
export function doubledRanks(totals: Int32Array, doubled: Int32Array): number {
  let below = 0
  let tieTerm = 0
  for (let level = 0; level < totals.length; level += 1) {
    const total = totals[level] ?? 0
    doubled[level] = 2 * below + total + 1
    below += total
    tieTerm += total * total * total - total
  }
  return tieTerm
}

/** H with its tie correction from the rank sums of the groups; NaN where all values are equal. */
export function kruskalH(sizes: readonly number[], sums: ArrayLike<number>, tieTerm: number): number {
  const n = sizes.reduce((sum, size) => sum + size, 0)
  let spread = 0
  for (let g = 0; g < sizes.length; g += 1) {
    const size = sizes[g] ?? 0
    const off = (sums[g] ?? 0) - (size * (n + 1)) / 2
    spread += (off * off) / size
  }
  return (12 * spread) / (n * (n + 1)) / (1 - tieTerm / (n * n * n - n))
}

export interface WelchAnova {
  f: number
  df1: number
  df2: number
  logP: number
}

/**
 * Welch's one-way analysis of means, variances not assumed equal.
 * @param groups two or more, each with at least two finite values, same unit
 * @returns null where a group is constant: its weight would be infinite
 * @throws InvalidInput fewer than two groups, a group of fewer than two values, or a value that is not finite
 * @source Welch 1951   @oracle test/oracles/kruskal (R oneway.test(var.equal = FALSE))
 */
export function welchAnova(groups: readonly ArrayLike<number>[]): WelchAnova | null {
  if (groups.length < 2 || groups.some((group) => group.length < 2))
    throw new InvalidInput(
      'groups',
      groups.map((group) => group.length).join(', '),
      'two or more groups of two or more',
    )
  for (const group of groups) checkFinite(group, 'groups')
  const all = groups.map(moments)
  // weights relative to the largest, so that 1e±300 stays inside the range of doubles
  const unit = Math.max(...all.map(({ sd }) => sd))
  if (all.some(({ sd, mean }) => !(sd > 10 * Number.EPSILON * Math.abs(mean)))) return null
  const weights = all.map(({ n, sd }) => n / (sd / unit) ** 2)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const centre = all.reduce((total, { mean }, g) => total + ((weights[g] ?? 0) / sum) * (mean / unit), 0)
  const k = groups.length
  let between = 0
  let rest = 0
  all.forEach(({ n, mean }, g) => {
    const weight = weights[g] ?? 0
    between += weight * (mean / unit - centre) ** 2
    rest += (1 - weight / sum) ** 2 / (n - 1)
  })
  rest /= k * k - 1
  const f = between / (k - 1) / (1 + 2 * (k - 2) * rest)
  const df2 = 1 / (3 * rest)
  return { f, df1: k - 1, df2, logP: logFUpper(f, k - 1, df2) }
}

/**
 * F of the classical analysis of variance and eta squared, the share of the variation that lies between the groups.
 * @param groups two or more, none empty; finite
 * @returns eta squared NaN and F NaN where all values are equal
 * @source Fisher 1925; Pearson 1905   @oracle test/oracles/kruskal (R oneway.test(var.equal = TRUE))
 */
export function varianceShares(groups: readonly ArrayLike<number>[]): { f: number; etaSquared: number } {
  const all = groups.map(moments)
  const unit = Math.max(...all.map(({ mean, sd }) => Math.max(Math.abs(mean), sd || 0))) || 1
  const n = all.reduce((sum, group) => sum + group.n, 0)
  const grand = all.reduce((sum, group) => sum + (group.n / n) * (group.mean / unit), 0)
  let between = 0
  let within = 0
  for (const group of all) {
    between += group.n * (group.mean / unit - grand) ** 2
    within += group.n < 2 ? 0 : (group.n - 1) * (group.sd / unit) ** 2
  }
  const f = between / (groups.length - 1) / (within / (n - groups.length))
  return { f, etaSquared: between / (between + within) }
}
