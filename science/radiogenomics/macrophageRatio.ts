import { constantsToTry, logRatio } from '../immune/composition.ts'
import { isMissing } from '../stats/missing.ts'
import { compareGroups, type CompareGroupsInput } from './compareGroups.ts'
import type { Result } from './result.ts'

/** log2 M1/M2 under one constant. */
export interface MacrophageRatio {
  constant: number
  /** patients whose value hangs on the constant because a side is 0 */
  nDecidedByConstant: number
  result: Result
}

export interface MacrophageRatios {
  /** the constant that was asked for, or half the smallest positive share */
  chosen: MacrophageRatio
  /** the same under other constants: a conclusion that changes along them is the constant's */
  others: MacrophageRatio[]
  /** one for each of the people, under the chosen constant */
  values: (number | null)[]
}

/**
 * The log2 ratio of M1 to M2 between groups, with a constant added to both sides, and once more under each constant worth trying.
 * @param comparison whose variables hold the cells as stored   @param constant ≥ 0, or null for half the smallest positive share
 * @returns null where the method has not both cells as amounts; each result is alone in its family, so that its q is its p
 * @throws InvalidInput as `compareGroups` and `logRatio`
 * @source Aitchison 1986 (log ratios do not hang on what else is in the sum)   @oracle by hand in the tests
 */
export function macrophageRatio({
  comparison: input,
  constant: asked,
}: {
  comparison: CompareGroupsInput
  constant: number | null
}): MacrophageRatios | null {
  const of = (key: string) => input.variables.find((variable) => variable.key === key)?.values
  const [m1, m2] = [of('macrophage_m1'), of('macrophage_m2')]
  if (!m1 || !m2 || [...m1, ...m2].some((value) => value < 0)) return null
  const constants = constantsToTry(m1, m2)
  const constant = asked ?? halfOfSmallest(m1, m2)
  const ratios = [...new Set([constant, ...constants])].map((each) => logRatio(m1, m2, each))
  const { results } = compareGroups({
    ...input,
    beside: [],
    variables: ratios.map(({ values, constant: each }) => ({
      key: `constant_${each}`,
      unit: 'log2 ratio',
      values,
    })),
    family: { name: 'the M1/M2 ratio alone', members: [`constant_${constant}`] },
  })
  const answers = ratios.map(({ constant: each, nDecidedByConstant }, i): MacrophageRatio => {
    const result = results[i]
    if (!result) throw new Error('a ratio without its result')
    return { constant: each, nDecidedByConstant, result }
  })
  const [chosen, ...others] = answers
  const [first] = ratios
  if (!chosen || !first) return null
  const values = Array.from(first.values)
    .map((value) => (isMissing(value) ? null : value))
    .filter((_, patient) => (input.assignment[patient] ?? -1) >= 0)
  return { chosen, others, values }
}

/** As zeros are usually replaced: below everything that was measured, and not much below. */
function halfOfSmallest(...columns: readonly Float64Array[]): number {
  const positive = columns.flatMap((column) => [...column].filter((value) => value > 0))
  return positive.length === 0 ? 0.001 : positive.reduce((least, value) => Math.min(least, value)) / 2
}
