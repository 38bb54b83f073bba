import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { quadraticForm } from './linear.ts'
import { checkFinite } from './missing.ts'

/** How far two groups lie apart in a variable, in standard deviations; `value` null with its reason where it has none. */
export interface StandardisedDifference {
  /** first − second for numbers (signed); a distance ≥ 0 for categories */
  value: number | null
  reason: 'a group is empty' | 'a group has one value' | 'infinite: no spread within the groups' | null
}

export interface PairwiseDifference extends StandardisedDifference {
  first: number
  second: number
}

export interface StandardisedDifferences {
  /** mean of the absolute pairwise differences; with two groups the absolute one. Null where a pair has none */
  value: number | null
  reason: StandardisedDifference['reason']
  pairs: readonly PairwiseDifference[]
}

const none = (reason: StandardisedDifference['reason']): StandardisedDifference => ({ value: null, reason })

/**
 * Standardised difference of two means: (mean x − mean y) / √((s²ₓ + s²ᵧ)/2).
 * @param x finite, any unit   @param y same unit
 * @returns 0 where both are constant and equal; null where a group has fewer than two values or neither varies and they differ
 * @throws InvalidInput a value is not finite
 * @source Flury & Riedwyl 1986; Austin 2009   @oracle test/oracles/baselineTable (R tableone)
 */
export function standardisedMeanDifference(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): StandardisedDifference {
  if (x.length === 0 || y.length === 0) return none('a group is empty')
  if (x.length < 2 || y.length < 2) return none('a group has one value')
  checkFinite(x, 'x')
  checkFinite(y, 'y')
  const [first, second] = [moments(x), moments(y)]
  const unit = Math.max(first.sd, second.sd)
  const size = Math.max(Math.abs(first.mean), Math.abs(second.mean))
  const off = first.mean - second.mean
  if (!(unit > 10 * Number.EPSILON * size))
    return Math.abs(off) <= 10 * Number.EPSILON * size
      ? { value: 0, reason: null }
      : none('infinite: no spread within the groups')
  return { value: off / (Math.hypot(first.sd, second.sd) / Math.SQRT2), reason: null }
}

/**
 * Standardised difference of a category between two groups: the Mahalanobis distance of their level shares, with the mean of the two
 * multinomial covariances. For two levels |p₁ − p₂| / √((p₁q₁ + p₂q₂)/2).
 * @param first counts per level   @param second counts of the same levels
 * @returns ≥ 0; null where a group is empty, or where the groups share no level: the covariance then has no inverse that way
 * @throws InvalidInput different numbers of levels, or a count that is none
 * @source Yang & Dalton 2012   @oracle test/oracles/baselineTable (R tableone)
 * @differs tableone takes a generalised inverse and gives 0 or a finite number where groups share no level; ours says infinite
 */
export function standardisedShareDifference(
  first: readonly number[],
  second: readonly number[],
): StandardisedDifference {
  if (first.length !== second.length)
    throw new InvalidInput('second', `${second.length} levels`, `${first.length}, as the first has`)
  for (const count of [...first, ...second])
    if (!Number.isSafeInteger(count) || count < 0)
      throw new InvalidInput('counts', count, 'whole numbers from 0')
  const used = first.flatMap((count, level) => (count + (second[level] ?? 0) > 0 ? [level] : []))
  const p = shares(first, used)
  const q = shares(second, used)
  if (!p || !q) return none('a group is empty')
  if (!used.some((_, j) => (p[j] ?? 0) > 0 && (q[j] ?? 0) > 0))
    return none('infinite: no spread within the groups')
  // shares sum to 1, so one level says nothing new; a level that both groups have is the one to leave out
  const left = used.map((_, j) => Math.min(p[j] ?? 0, q[j] ?? 0))
  const dropped = left.indexOf(Math.max(...left))
  const keep = [...used.keys()].filter((j) => j !== dropped)
  if (keep.length === 0) return { value: 0, reason: null }
  const off = keep.map((j) => (p[j] ?? 0) - (q[j] ?? 0))
  const spread = keep.map((j) =>
    keep.map((k) => {
      const [a = 0, b = 0, c = 0, d = 0] = [p[j], p[k], q[j], q[k]]
      return j === k ? (a * (1 - a) + c * (1 - c)) / 2 : -(a * b + c * d) / 2
    }),
  )
  const squared = quadraticForm(spread, off)
  return squared === null
    ? none('infinite: no spread within the groups')
    : { value: Math.sqrt(squared), reason: null }
}

function shares(counts: readonly number[], used: readonly number[]): number[] | null {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return all === 0 ? null : used.map((level) => (counts[level] ?? 0) / all)
}

/**
 * All pairs of two or more groups, and the mean of their absolute differences.
 * @param groups one entry per group   @param difference of two of them
 * @source the mean over pairs as tableone has it   @oracle test/oracles/baselineTable
 */
export function pairwiseDifferences<G>(
  groups: readonly G[],
  difference: (first: G, second: G) => StandardisedDifference,
): StandardisedDifferences {
  const pairs = groups.flatMap((x, first) =>
    groups.slice(first + 1).map((y, offset) => ({ first, second: first + 1 + offset, ...difference(x, y) })),
  )
  const without = pairs.find(({ value }) => value === null)
  if (without || pairs.length === 0) return { value: null, reason: without?.reason ?? null, pairs }
  const sum = pairs.reduce((total, { value }) => total + Math.abs(value ?? NaN), 0)
  return { value: sum / pairs.length, reason: null, pairs }
}
