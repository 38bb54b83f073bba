import { checkPermutations, drawFront, permutationP, rounding } from './permutation.ts'
import type { Random } from './random.ts'
import { logGamma } from './special.ts'

/** log of the number of ways to deal n values into labelled groups of these sizes. */
function logWays(sizes: readonly number[]): number {
  const logFactorial = (n: number): number => logGamma(n + 1)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  return sizes.reduce((log, size) => log - logFactorial(size), logFactorial(n))
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

export interface PermutedMeans {
  /** one per variable */
  p: Float64Array
  /** true where all ways to deal the values were gone through, so that p is exact and needs no random numbers */
  complete: boolean
  /** the smallest p that these sizes and so many permutations allow */
  smallest: number
}

/**
 * Permutation tests of a difference in means (two groups) or of the spread between the means (more), of many variables at once.
 * All ways are gone through where they are no more than the permutations asked for; else p = (1 + b) / (B + 1).
 * The relabellings are shared, so a second variable costs only its additions; each variable alone would get the same p.
 * @param variables each with the same group sizes, none 0; finite
 * @throws InvalidInput permutations is not a whole number from 1 to 1,000,000
 * @source Good 2005, 3.2 (two groups: |mean x − mean y|; more: the sum of squares between groups); Phipson & Smyth 2010
 * @oracle enumeration in the tests   @differs a relabelling is decided on the sorted pool, so the order of rows plays no part
 */
export function permuteMeans(
  variables: readonly GroupedValues[],
  permutations: number,
  random: Random,
): PermutedMeans {
  checkPermutations(permutations)
  // the sum of the largest group follows from the others, so it is never added up
  const bySize = (variables[0] ?? [])
    .map((group, g) => ({ g, size: group.length }))
    .sort((a, b) => a.size - b.size || a.g - b.g)
  const sizes = bySize.map(({ size }) => size)
  const blocks = laidBlocks(
    variables.map((groups) => bySize.map(({ g }) => groups[g] ?? [])),
    sizes,
  )
  const ways = Math.exp(logWays(sizes))
  const complete = ways < permutations + 0.5
  if (complete)
    everyWay(sizes, (order) => {
      tally(blocks, order, sizes)
    })
  else
    randomWays(sizes, permutations, random, (order) => {
      tally(blocks, order, sizes)
    })
  const counts = variables.map((_, v) => blocks[Math.floor(v / lanes)]?.counts[v % lanes] ?? 0)
  const mirrors = [...Map.groupBy(sizes, (size) => size).values()].reduce(
    (product, equal) => product * Math.round(Math.exp(logGamma(equal.length + 1))),
    1,
  )
  return {
    complete,
    smallest: complete ? mirrors / Math.round(ways) : permutationP(0, permutations),
    p: Float64Array.from(counts, (count) =>
      complete ? count / Math.round(ways) : permutationP(count, permutations),
    ),
  }
}

interface Block {
  laid: Float64Array
  /** observed spread of each lane, less what rounding can take from it */
  threshold: number[]
  counts: Int32Array
  /** what the relabelling at hand gives */
  spread: Float64Array
}

function laidBlocks(variables: readonly GroupedValues[], sizes: readonly number[]): Block[] {
  const n = sizes.reduce((sum, size) => sum + size, 0)
  return Array.from({ length: Math.ceil(variables.length / lanes) }, (_, i) => {
    const block = variables.slice(i * lanes, (i + 1) * lanes)
    const laid = layOut(block, n)
    const spread = new Float64Array(lanes)
    const threshold = block.map((groups, lane) => {
      spreadBetween(laid, positions(groups), sizes, spread)
      return (spread[lane] ?? 0) * (1 - rounding) - 1e-24
    })
    return { laid, threshold, counts: new Int32Array(lanes), spread }
  })
}

function tally(blocks: readonly Block[], order: Int32Array, sizes: readonly number[]): void {
  for (const { laid, threshold, counts, spread } of blocks) {
    spreadBetween(laid, order, sizes, spread)
    for (let lane = 0; lane < threshold.length; lane += 1)
      if ((spread[lane] ?? 0) >= (threshold[lane] ?? 0)) counts[lane] = (counts[lane] ?? 0) + 1
  }
}

function randomWays(
  sizes: readonly number[],
  permutations: number,
  random: Random,
  use: (order: Int32Array) => void,
): void {
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const drawn = n - (sizes[sizes.length - 1] ?? 0)
  for (let b = 0; b < permutations; b += 1) {
    drawFront(order, drawn, random)
    use(order)
  }
}

/** Goes through all ways to deal positions to groups: the group labels in each of their orders, lowest first. */
function everyWay(sizes: readonly number[], use: (order: Int32Array) => void): void {
  const labels = Int32Array.from(sizes.flatMap((size, g) => new Array<number>(size).fill(g)))
  const starts = sizes.map((_, g) => sizes.slice(0, g).reduce((sum, size) => sum + size, 0))
  const order = new Int32Array(labels.length)
  do {
    const next = [...starts]
    labels.forEach((g, position) => {
      const at = next[g] ?? 0
      order[at] = position
      next[g] = at + 1
    })
    use(order)
  } while (nextOrder(labels))
}

/** The next order of labels in lexical order, in place; false after the last. */
function nextOrder(labels: Int32Array): boolean {
  let i = labels.length - 2
  while (i >= 0 && (labels[i] ?? 0) >= (labels[i + 1] ?? 0)) i -= 1
  if (i < 0) return false
  let j = labels.length - 1
  while ((labels[j] ?? 0) <= (labels[i] ?? 0)) j -= 1
  const held = labels[i] ?? 0
  labels[i] = labels[j] ?? 0
  labels[j] = held
  labels.subarray(i + 1).reverse()
  return true
}
