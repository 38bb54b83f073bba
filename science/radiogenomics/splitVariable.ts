import { ascending, describe, type Ascending } from '../stats/describe.ts'
import { splitByGroup } from '../stats/missing.ts'
import type { GroupResult, NotTestable, Warning } from './result.ts'

export interface ComparedVariable {
  key: string
  unit: string
  /** one per patient; NaN = missing */
  values: Float64Array
}

/** One variable, split and sorted: all that its test needs. */
export interface Split {
  key: string
  unit: string
  values: readonly Ascending[]
  groups: readonly GroupResult[]
  n: number
  warnings: Warning[]
}

/** What cannot be tested, and why. */
export interface Refusal {
  code: NotTestable['code']
  reason: string
}

/**
 * Splits a variable by group, sorts each group once, and describes it.
 * @throws InvalidInput a value is infinite, or there is not one value per patient
 */
export function splitVariable(
  { groups, assignment }: { groups: readonly { key: string; label: string }[]; assignment: Int32Array },
  variable: ComparedVariable,
): Split {
  const { values, nMissing } = splitByGroup(variable.values, assignment, groups.length, variable.key)
  const sorted = values.map(ascending)
  const results = groups.map(({ key, label }, g): GroupResult => {
    const own = sorted[g] ?? ascending([])
    let nZero = 0
    for (const value of own) if (value === 0) nZero += 1
    return { key, label, n: own.length, nMissing: nMissing[g] ?? 0, nZero, summary: describe(own) }
  })
  const n = results.reduce((sum, group) => sum + group.n, 0)
  return {
    key: variable.key,
    unit: variable.unit,
    values: sorted,
    groups: results,
    n,
    warnings: dataWarnings(results, n),
  }
}

function dataWarnings(groups: readonly GroupResult[], n: number): Warning[] {
  const warnings: Warning[] = []
  const zeros = groups.reduce((sum, group) => sum + group.nZero, 0)
  const missing = groups.reduce((sum, group) => sum + group.nMissing, 0)
  const smallest = Math.min(...groups.map((group) => group.n))
  if (smallest < 10 && n > 0)
    warnings.push({
      code: 'small-n',
      message: `the smallest group has ${smallest} ${smallest === 1 ? 'value' : 'values'}`,
    })
  if (zeros > 0.75 * n)
    warnings.push({
      code: 'mostly-zero',
      message: `${zeros} of ${n} values are 0; a shift of the median says little`,
    })
  if (missing > 0)
    warnings.push({
      code: 'missing-values',
      message: `${missing} grouped patients have no value and are left out here`,
    })
  return warnings
}

/** Why a variable cannot be tested whatever the test is, or null. */
export function whyNot({ groups, values, n }: Split): Refusal | null {
  if (groups.length < 2) return { code: 'one-group', reason: 'there are fewer than two groups' }
  if (n === 0) return { code: 'no-values', reason: 'no patient in these groups has a value' }
  const empty = groups.find((group) => group.n === 0)
  if (empty) return { code: 'empty-group', reason: `nobody in "${empty.label}" has a value` }
  const small = groups.find((group) => group.n < 2)
  if (small) return { code: 'group-too-small', reason: `"${small.label}" has one value; two are needed` }
  const first = values[0]?.[0]
  if (values.every((group) => group[0] === first && group[group.length - 1] === first))
    return { code: 'all-equal', reason: `all ${n} values are ${first === 0 ? '0' : 'equal'}` }
  return null
}
