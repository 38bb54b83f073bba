import { InvalidInput } from '../errors.ts'
import { checkFinite } from './missing.ts'
import type { Random } from './random.ts'

/** p of a permutation test: the observed order counts as one of them, so it is never 0. */
export function permutationP(asExtreme: number, permutations: number): number {
  return (1 + asExtreme) / (permutations + 1)
}

/** Sums that differ by rounding alone count as equal; relative to the size of what was added. */
export const rounding = 1e-12

/** @throws InvalidInput not a whole number from 1 to 1,000,000 */
export function checkPermutations(permutations: number): void {
  if (!Number.isInteger(permutations) || permutations < 1 || permutations > 1_000_000)
    throw new InvalidInput('permutations', permutations, 'a whole number from 1 to 1000000')
}

/** Puts a uniformly drawn subset of `count` in front (partial Fisher–Yates). A shuffled start stays uniform. */
export function drawFront(order: Int32Array, count: number, random: Random): void {
  const n = order.length
  for (let i = 0; i < count; i += 1) {
    const j = i + random.below(n - i)
    const held = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = held
  }
}

/**
 * Permutation test of any statistic of two groups, two-sided by its absolute value.
 * @param x finite, length ≥ 1   @param y finite, length ≥ 1   @param statistic of the two groups, 0 when they are alike
 * @returns p = (1 + b) / (B + 1), b = how many of B random relabellings are at least as far from 0
 * @throws InvalidInput a group is empty, a value is not finite, or no such number of permutations
 * @source Phipson & Smyth 2010   @oracle all ways to deal the values, gone through in the tests
 */
export function permutationTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  {
    statistic,
    permutations,
    random,
  }: {
    statistic: (x: Float64Array, y: Float64Array) => number
    permutations: number
    random: Random
  },
): { observed: number; p: number } {
  checkPermutations(permutations)
  checkFinite(x, 'x')
  checkFinite(y, 'y')
  if (x.length === 0 || y.length === 0)
    throw new InvalidInput('groups', `${x.length} and ${y.length} values`, 'at least one value in each')
  const m = x.length
  const pooled = new Float64Array(m + y.length)
  pooled.set(Array.from(x))
  pooled.set(Array.from(y), m)
  const observed = statistic(pooled.slice(0, m), pooled.slice(m))
  pooled.sort()
  const order = Int32Array.from(pooled, (_, i) => i)
  const dealt = new Float64Array(pooled.length)
  let asExtreme = 0
  for (let b = 0; b < permutations; b += 1) {
    drawFront(order, m, random)
    for (let i = 0; i < dealt.length; i += 1) dealt[i] = pooled[order[i] ?? 0] ?? NaN
    const value = Math.abs(statistic(dealt.subarray(0, m), dealt.subarray(m)))
    if (value >= Math.abs(observed) * (1 - rounding)) asExtreme += 1
  }
  return { observed, p: permutationP(asExtreme, permutations) }
}
