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

/** Variables are laid out four at a time, `[position * 4 + variable]`: four sums stay in registers, four columns in the nearest cache. */
const lanes = 4

/** Values of a block of variables, sorted within each, centred, and scaled to at most 2. */
function layOut(block: readonly GroupedValues[], n: number): Float64Array {
  const laid = new Float64Array(n * lanes)
  block.forEach((groups, lane) => {
    const pooled = new Float64Array(n)
    let filled = 0
    for (const group of groups) {
      for (let i = 0; i < group.length; i += 1) pooled[filled + i] = group[i] ?? NaN
      filled += group.length
    }
    pooled.sort()
    const scale = Math.max(Math.abs(pooled[0] ?? 0), Math.abs(pooled[n - 1] ?? 0)) || 1
    const centre = pooled.reduce((sum, value) => sum + value / scale, 0) / n
    for (let i = 0; i < n; i += 1) laid[i * lanes + lane] = (pooled[i] ?? NaN) / scale - centre
  })
  return laid
}

/** For each group the positions of its values in the sorted pool; equal values may swap, which changes no sum. */
function positions(groups: GroupedValues): Int32Array {
  const values: number[] = []
  const group: number[] = []
  groups.forEach((column, g) => {
    for (let i = 0; i < column.length; i += 1) {
      values.push(column[i] ?? NaN)
      group.push(g)
    }
  })
  const sorted = Uint32Array.from(values, (_, i) => i)
  sorted.sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN) || a - b)
  const places = new Int32Array(values.length)
  const next = groups.map((_, g) => groups.slice(0, g).reduce((sum, column) => sum + column.length, 0))
  sorted.forEach((row, position) => {
    const g = group[row] ?? 0
    places[next[g] ?? 0] = position
    next[g] = (next[g] ?? 0) + 1
  })
  return places
}

/** Adds up, per lane, the squares of the group sums over the group sizes: the spread between the means. Σ of all values is 0. */
function spreadBetween(
  laid: Float64Array,
  order: Int32Array,
  sizes: readonly number[],
  spread: Float64Array,
): void {
  let start = 0
  spread.fill(0)
  let left0 = 0
  let left1 = 0
  let left2 = 0
  let left3 = 0
  const add = (a: number, b: number, c: number, d: number, size: number): void => {
    spread[0] = (spread[0] ?? 0) + (a * a) / size
    spread[1] = (spread[1] ?? 0) + (b * b) / size
    spread[2] = (spread[2] ?? 0) + (c * c) / size
    spread[3] = (spread[3] ?? 0) + (d * d) / size
  }
  for (let g = 0; g < sizes.length - 1; g += 1) {
    const size = sizes[g] ?? 0
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let i = start; i < start + size; i += 1) {
      const base = (order[i] ?? 0) * lanes
      a += laid[base] ?? 0
      b += laid[base + 1] ?? 0
      c += laid[base + 2] ?? 0
      d += laid[base + 3] ?? 0
    }
    start += size
    left0 -= a
    left1 -= b
    left2 -= c
    left3 -= d
    add(a, b, c, d, size)
  }
  add(left0, left1, left2, left3, sizes[sizes.length - 1] ?? 0)
}

/**
 * Permutation tests of a difference in means (two groups) or of the spread between the means (more), of many variables at once.
 * The relabellings are shared, so a second variable costs only its additions; each variable alone would get the same p.
 * @param variables each with the same group sizes, none 0; finite
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
  // the sum of the largest group follows from the others, so it is never added up
  const bySize = (variables[0] ?? [])
    .map((group, g) => ({ g, size: group.length }))
    .sort((a, b) => a.size - b.size || a.g - b.g)
  const sizes = bySize.map(({ size }) => size)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const spread = new Float64Array(lanes)
  const blocks = Array.from({ length: Math.ceil(variables.length / lanes) }, (_, i) => {
    const block = variables
      .slice(i * lanes, (i + 1) * lanes)
      .map((groups) => bySize.map(({ g }) => groups[g] ?? []))
    const laid = layOut(block, n)
    const threshold = block.map((groups, lane) => {
      spreadBetween(laid, positions(groups), sizes, spread)
      return (spread[lane] ?? 0) * (1 - rounding) - 1e-24
    })
    return { laid, threshold, counts: new Int32Array(lanes) }
  })
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const drawn = n - (sizes[sizes.length - 1] ?? 0)
  for (let b = 0; b < permutations; b += 1) {
    drawFront(order, drawn, random)
    for (const { laid, threshold, counts } of blocks) {
      spreadBetween(laid, order, sizes, spread)
      for (let lane = 0; lane < threshold.length; lane += 1)
        if ((spread[lane] ?? 0) >= (threshold[lane] ?? 0)) counts[lane] = (counts[lane] ?? 0) + 1
    }
  }
  return Int32Array.from(variables, (_, v) => blocks[Math.floor(v / lanes)]?.counts[v % lanes] ?? 0)
}
