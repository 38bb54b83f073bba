import { ascending, quantile, type Ascending } from './describe.ts'
import { doubledRanks, kruskalH } from './manyGroups.ts'
import type { Random } from './random.ts'
import type { Order } from './rank.ts'

export interface Percentiles {
  low: number
  high: number
}

/** One replicate: for each patient, group after group, a position in the group's sorted values. */
export type Draw = Uint16Array | Uint32Array

/**
 * Draws for a bootstrap within groups: one after the other.
 * Drawn once and shared by all variables with these group sizes.
 */
export function drawWithinGroups(sizes: readonly number[], replicates: number, random: Random): Draw[] {
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const wide = sizes.some((size) => size > 65_536)
  return Array.from({ length: replicates }, () => {
    const draw = wide ? new Uint32Array(n) : new Uint16Array(n)
    let at = 0
    for (const size of sizes) for (let i = 0; i < size; i += 1, at += 1) draw[at] = random.below(size)
    return draw
  })
}

function percentiles(values: Float64Array, level: number): Percentiles {
  const sorted: Ascending = ascending(values.filter((value) => !Number.isNaN(value)))
  if (sorted.length === 0) return { low: NaN, high: NaN }
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) }
}

/**
 * Percentile interval of epsilon squared by resampling patients within groups. A replicate in which all values are equal is left out.
 * @param order of the groups   @param draws of `drawWithinGroups` with their sizes
 * @returns bounds 0…1; NaN where no replicate has two values
 * @source Efron & Tibshirani 1993, 13.3   @oracle test/oracles/further (R kruskal.test on the same resamples)
 *  @differs epsilon squared cannot be negative, so the interval leans upward when groups are alike
 */
export function epsilonSquaredInterval(order: Order, draws: readonly Draw[], level = 0.95): Percentiles {
  const levelOf = order.counts.map((row) => {
    const levels: number[] = []
    row.forEach((count, level) => {
      for (let i = 0; i < count; i += 1) levels.push(level)
    })
    return Int32Array.from(levels)
  })
  const totals = new Int32Array(order.levels)
  const doubled = new Int32Array(order.levels)
  const sums = new Float64Array(order.sizes.length)
  const values = new Float64Array(draws.length)
  draws.forEach((draw, b) => {
    totals.fill(0)
    let at = 0
    for (const levels of levelOf)
      for (let i = 0; i < levels.length; i += 1, at += 1) {
        const level = levels[draw[at] ?? 0] ?? 0
        totals[level] = (totals[level] ?? 0) + 1
      }
    const tieTerm = doubledRanks(totals, doubled)
    at = 0
    levelOf.forEach((levels, g) => {
      let sum = 0
      for (let i = 0; i < levels.length; i += 1, at += 1) sum += doubled[levels[draw[at] ?? 0] ?? 0] ?? 0
      sums[g] = sum / 2
    })
    values[b] = kruskalH(order.sizes, sums, tieTerm) / (order.n - 1)
  })
  return percentiles(values, level)
}

/**
 * Percentile interval of eta squared by resampling patients within groups.
 * @param groups each ascending, two or more values   @param draws of `drawWithinGroups` with their sizes
 * @returns bounds 0…1; NaN where no replicate varies
 * @source Efron & Tibshirani 1993, 13.3   @oracle test/oracles/further (R aov on the same resamples)
 */
export function etaSquaredInterval(
  groups: readonly Ascending[],
  draws: readonly Draw[],
  level = 0.95,
): Percentiles {
  let unit = 0
  for (const group of groups) for (const value of group) unit = Math.max(unit, Math.abs(value))
  const n = groups.reduce((sum, group) => sum + group.length, 0)
  const values = new Float64Array(draws.length)
  const centre = groups.reduce((sum, group) => sum + group.reduce((s, value) => s + value / unit, 0), 0) / n
  const scaled = groups.map((group) => group.map((value) => value / unit - centre))
  draws.forEach((draw, b) => {
    let at = 0
    let all = 0
    let squares = 0
    let between = 0
    for (const group of scaled) {
      let sum = 0
      for (let i = 0; i < group.length; i += 1, at += 1) {
        const value = group[draw[at] ?? 0] ?? 0
        sum += value
        squares += value * value
      }
      all += sum
      between += (sum * sum) / group.length
    }
    values[b] = (between - (all * all) / n) / (squares - (all * all) / n)
  })
  return percentiles(values, level)
}
