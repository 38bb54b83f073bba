import type { Ascending } from './describe.ts'

/** The order of several groups taken together: for each distinct value, lowest first, how many each group has of it. */
export interface Order {
  /** group sizes */
  sizes: readonly number[]
  n: number
  /** number of distinct values */
  levels: number
  /** `counts[g][level]` */
  counts: readonly Int32Array[]
  /** values of all groups at a level */
  totals: Int32Array
  /** Σ t³ − t over the levels, t = how often a value occurs */
  tieTerm: number
}

/**
 * Merges sorted groups. Ranks, ties, U, Cliff's delta and Kruskal–Wallis all follow from the counts, so rows are sorted once.
 * @param groups each ascending
 */
export function orderOf(groups: readonly Ascending[]): Order {
  const sizes = groups.map((group) => group.length)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const counts = groups.map(() => new Int32Array(n))
  const totals = new Int32Array(n)
  const at = new Int32Array(groups.length)
  let levels = 0
  let tieTerm = 0
  for (let done = 0; done < n; levels += 1) {
    let value = Infinity
    for (let g = 0; g < groups.length; g += 1) {
      const head = groups[g]?.[at[g] ?? 0]
      if (head !== undefined && head < value) value = head
    }
    let total = 0
    for (let g = 0; g < groups.length; g += 1) {
      const group = groups[g]
      const start = at[g] ?? 0
      let end = start
      while (group?.[end] === value) end += 1
      const row = counts[g]
      if (row) row[levels] = end - start
      at[g] = end
      total += end - start
    }
    totals[levels] = total
    tieTerm += total * total * total - total
    done += total
  }
  return {
    sizes,
    n,
    levels,
    counts: counts.map((row) => row.subarray(0, levels)),
    totals: totals.subarray(0, levels),
    tieTerm,
  }
}

/**
 * Mid-ranks (1-based) of a column, in its own order.
 * @param values finite
 * @source Kruskal & Wallis 1952   @oracle test/oracles/further (R rank)
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  order.sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN))
  const ranks = new Float64Array(n)
  for (let start = 0; start < n;) {
    let end = start + 1
    while (end < n && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1
    for (let i = start; i < end; i += 1) ranks[order[i] ?? 0] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}
