import { InvalidInput } from '../errors.ts'
import type { Random } from './random.ts'

/** p of a permutation test: the observed order counts as one of them, so it is never 0. */
export function permutationP(asExtreme: number, permutations: number): number {
  return (1 + asExtreme) / (permutations + 1)
}

/** Sums that differ by rounding alone count as equal; relative to the size of what was added. */
const rounding = 1e-12

function checkPermutations(permutations: number): void {
  if (!Number.isInteger(permutations) || permutations < 1 || permutations > 1_000_000)
    throw new InvalidInput('permutations', permutations, 'a whole number from 1 to 1000000')
}

/** Puts a uniformly drawn subset of `count` in front (partial Fisher–Yates). A shuffled start stays uniform. */
function drawFront(order: Int32Array, count: number, random: Random): void {
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
 * @source Phipson & Smyth 2010
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

/** One variable: its groups' values. All variables of a call have the same group sizes. */
export type GroupedValues = readonly ArrayLike<number>[]

/** Values of all variables, sorted within each and scaled to at most 1, laid out position by position: `[position * V + variable]`. */
function layOut(variables: readonly GroupedValues[], n: number): Float64Array {
  const laid = new Float64Array(n * variables.length)
  variables.forEach((groups, v) => {
    const pooled = new Float64Array(n)
    let filled = 0
    for (const group of groups) {
      pooled.set(Array.from(group), filled)
      filled += group.length
    }
    pooled.sort()
    const scale = Math.max(Math.abs(pooled[0] ?? 0), Math.abs(pooled[n - 1] ?? 0)) || 1
    let sum = 0
    for (let i = 0; i < n; i += 1) sum += (pooled[i] ?? NaN) / scale
    for (let i = 0; i < n; i += 1) laid[i * variables.length + v] = (pooled[i] ?? NaN) / scale - sum / n
  })
  return laid
}

/** Positions that each group's values hold in the sorted pool; equal values may swap, which changes no sum. */
function positions(groups: GroupedValues): Int32Array[] {
  const all: { value: number; group: number }[] = []
  groups.forEach((values, group) => {
    for (const value of Array.from(values)) all.push({ value, group })
  })
  all.sort((a, b) => a.value - b.value || a.group - b.group)
  return groups.map((_, group) =>
    Int32Array.from(all.flatMap((entry, i) => (entry.group === group ? [i] : []))),
  )
}

/**
 * Permutation tests of a difference in means (two groups) or of the spread between the means (more), of many variables at once.
 * The relabellings are shared, so a second variable costs only its additions; each variable alone would get the same p.
 * @param variables each with the same group sizes; finite
 * @returns b of each variable: how many of the relabellings are at least as extreme as the observed one
 * @source Good 2005, 3.2 (two groups: |mean x − mean y|; more: the sum of squares between groups)
 * @differs a relabelling is decided on the sorted pool, so the order of rows plays no part
 */
export function countExtremeMeans(
  variables: readonly GroupedValues[],
  permutations: number,
  random: Random,
): Int32Array {
  checkPermutations(permutations)
  const sizes = (variables[0] ?? []).map((group) => group.length)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const width = variables.length
  const laid = layOut(variables, n)
  // with centred values the sum of one of two groups says it all; of k groups, the sums of k − 1 do
  const smallest = sizes.indexOf(Math.min(...sizes))
  const drawn = sizes.length === 2 ? [smallest] : sizes.map((_, group) => group)
  const spread = new Float64Array(width)
  const sums = new Float64Array(width)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const measure = (from: Int32Array, start: number, end: number): void => {
    sums.fill(0)
    for (let i = start; i < end; i += 1) {
      const base = (from[i] ?? 0) * width
      for (let v = 0; v < width; v += 1) sums[v] = (sums[v] ?? 0) + (laid[base + v] ?? 0)
    }
    const size = end - start
    for (let v = 0; v < width; v += 1) spread[v] = (spread[v] ?? 0) + ((sums[v] ?? 0) * (sums[v] ?? 0)) / size
  }
  const threshold = new Float64Array(width)
  variables.forEach((groups, v) => {
    const where = positions(groups)
    for (const group of drawn) {
      const rows = where[group] ?? new Int32Array()
      let sum = 0
      for (const row of rows) sum += laid[row * width + v] ?? 0
      threshold[v] = (threshold[v] ?? 0) + (sum * sum) / rows.length
    }
    threshold[v] = (threshold[v] ?? 0) * (1 - rounding) - 1e-24
  })
  const counts = new Int32Array(width)
  const draws = drawn.length === 1 ? (sizes[smallest] ?? 0) : n
  for (let b = 0; b < permutations; b += 1) {
    drawFront(order, draws, random)
    spread.fill(0)
    let start = 0
    for (const group of drawn) {
      const size = sizes[group] ?? 0
      measure(order, start, start + size)
      start += size
    }
    for (let v = 0; v < width; v += 1)
      if ((spread[v] ?? 0) >= (threshold[v] ?? 0)) counts[v] = (counts[v] ?? 0) + 1
  }
  return counts
}
