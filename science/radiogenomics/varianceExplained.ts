import type { Explained, SpecificationResult } from './curve.ts'
import { choiceNames } from './specifications.ts'

/**
 * Which choices move the effect: for each, the sum of squares between the means of its alternatives over the total.
 * Each choice stands alone; where specifications are missing for some alternatives the shares overlap, so they need not add up to 1.
 * @source η² of a one-way analysis of variance   @oracle by hand in the tests
 */
export function varianceExplained(rows: readonly SpecificationResult[], cell: number): Explained[] {
  const tested = rows.flatMap(({ specification, cells }) => {
    const estimate = cells[cell]
    return estimate && 'delta' in estimate ? [{ specification, delta: estimate.delta }] : []
  })
  const mean = average(tested.map(({ delta }) => delta))
  const total = tested.reduce((sum, { delta }) => sum + (delta - mean) ** 2, 0)
  return choiceNames.map((choice) => {
    const groups = Map.groupBy(tested, ({ specification }) => specification[choice])
    const alternatives = Array.from(groups, ([key, members]) => ({
      key,
      n: members.length,
      mean: average(members.map(({ delta }) => delta)),
    }))
    const between = alternatives.reduce((sum, { n, mean: own }) => sum + n * (own - mean) ** 2, 0)
    return { choice, share: alternatives.length < 2 || total === 0 ? null : between / total, alternatives }
  })
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
