import { InvalidInput } from '../errors.ts'
import { ascending, describe, type Ascending } from '../stats/describe.ts'
import { splitByGroup } from '../stats/missing.ts'
import { benjaminiHochberg } from '../stats/multiplicity.ts'
import { shapeOf } from '../stats/shape.ts'
import {
  pairwiseDifferences,
  standardisedMeanDifference,
  standardisedShareDifference,
  type StandardisedDifferences,
} from '../stats/standardisedDifference.ts'
import { testCategory, testNumber, type BaselineTest } from './baselineTests.ts'
import type { Family, Summary } from './result.ts'

interface Named {
  key: string
  label: string
}

/** A column of the table, one value per patient, NaN = missing. */
export type BaselineColumn = Named &
  (
    | { kind: 'number'; unit: string; values: Float64Array; shown?: 'automatic' | 'mean' | 'median' }
    /** values are places in `levels` */
    | { kind: 'category'; levels: readonly string[]; values: Float64Array }
  )

export interface BaselineInput {
  groups: readonly Named[]
  /** one per patient: index into `groups`, or −1 */
  assignment: Int32Array
  columns: readonly BaselineColumn[]
  /** of the t-test and the analysis of variance; default 'unequal' (Welch) */
  variances?: 'unequal' | 'equal'
  /** of Fisher's test where its tables are too many to go through */
  permutations?: number
  /** how many partial tables are too many; as `fisherTable` */
  work?: number
  seed?: number
}

interface Counted {
  n: number
  nMissing: number
}
export type NumberCell = Counted & Summary
export interface CategoryCell extends Counted {
  /** patients with each level, in the order of the levels, and their share of n (null where n is 0) */
  counts: readonly number[]
  shares: readonly (number | null)[]
}

interface RowOf<Cell> extends Named {
  /** everybody in a group */
  overall: Cell
  /** in the order of the groups */
  groups: readonly Cell[]
  test: BaselineTest
  standardisedDifference: StandardisedDifferences
}
export type NumberRow = RowOf<NumberCell> & {
  kind: 'number'
  unit: string
  /** mean ± SD, or median [quartiles]: what is to be shown, and why */
  shown: 'mean' | 'median'
  why: string
}
export type CategoryRow = RowOf<CategoryCell> & { kind: 'category'; levels: readonly string[] }
export type BaselineRow = NumberRow | CategoryRow

export interface BaselineTable {
  groups: readonly (Named & { n: number })[]
  /** patients in no group: they are in no cell */
  nUngrouped: number
  rows: readonly BaselineRow[]
  family: Family
}

/** Beyond this skewness (in any group) the mean is far from the middle and the median stands for the group. */
const skewed = 1

/**
 * The baseline table ("Table 1"): each column described by group, tested with the test that suits it, with standardised differences.
 * - numbers shown as mean ± SD: Welch's t, or Welch's analysis of means (with 'equal' Student's t, classical analysis of variance)
 * - numbers shown as median [quartiles]: Wilcoxon rank-sum, or Kruskal–Wallis
 * - categories: χ² (2 × 2 with Yates), or Fisher where an expected count is below 1 or more than a fifth are below 5
 * 'automatic' shows the median where |skewness| (G1) exceeds 1 in a group of three or more, else the mean.
 * q is Benjamini–Hochberg over the rows. Missing values are counted and take no part; zeros are values.
 * @returns a row per column, in their order; what cannot be tested has its reason
 * @throws InvalidInput fewer than one group, a value infinite or no level, lengths differ, or a key twice
 * @source Pocock et al. 2002; Cochran 1954 (expected counts); Yang & Dalton 2012   @oracle test/oracles/baselineTable (R tableone)
 * @differs tableone takes Kruskal–Wallis for two groups too, tests equal variances, and leaves the choice of Fisher to its user
 */
export function baselineTable(input: BaselineInput): BaselineTable {
  const { groups, assignment, columns } = input
  if (groups.length === 0) throw new InvalidInput('groups', 'none', 'at least one')
  const keys = columns.map(({ key }) => key)
  const twice = keys.find((key, i) => keys.indexOf(key) !== i)
  if (twice !== undefined) throw new InvalidInput('columns', twice, 'each column once')
  const sizes = groups.map((_, g) => assignment.reduce((n, at) => n + (at === g ? 1 : 0), 0))
  const rows = columns.map((column) =>
    column.kind === 'number' ? numberRow(input, column) : categoryRow(input, column),
  )
  const { logQ, tested } = benjaminiHochberg(
    rows.map(({ test }) => (test.kind === 'tested' ? test.logP : NaN)),
  )
  return {
    groups: groups.map((group, g) => ({ ...group, n: sizes[g] ?? 0 })),
    nUngrouped: assignment.length - sizes.reduce((sum, size) => sum + size, 0),
    rows: rows.map((row, i) => withQ(row, logQ[i] ?? NaN)),
    family: { name: 'rows of the baseline table', planned: columns.length, tested, adjustment: 'BH' },
  }
}

function withQ(row: BaselineRow, logQ: number): BaselineRow {
  const q = Math.exp(logQ)
  if (row.test.kind !== 'tested') return row
  return { ...row, test: { ...row.test, qValue: q > 0 ? q : null } }
}

function numberRow(input: BaselineInput, column: Extract<BaselineColumn, { kind: 'number' }>): NumberRow {
  const { key, label, unit } = column
  const { values, nMissing } = splitByGroup(column.values, input.assignment, input.groups.length, key)
  const sorted = values.map(ascending)
  const cells = sorted.map((own, g) => numberCell(own, nMissing[g] ?? 0))
  const all = ascending(sorted.flatMap((own) => Array.from(own)))
  const { shown, why } = howShown(column.shown ?? 'automatic', sorted)
  return {
    kind: 'number',
    key,
    label,
    unit,
    shown,
    why,
    overall: numberCell(
      all,
      nMissing.reduce((sum, n) => sum + n, 0),
    ),
    groups: cells,
    test: testNumber(sorted, { shown, variances: input.variances ?? 'unequal' }),
    standardisedDifference: pairwiseDifferences(sorted, standardisedMeanDifference),
  }
}

function numberCell(values: Ascending, nMissing: number): NumberCell {
  return { n: values.length, nMissing, ...describe(values) }
}

function howShown(
  wanted: 'automatic' | 'mean' | 'median',
  groups: readonly Ascending[],
): { shown: 'mean' | 'median'; why: string } {
  if (wanted !== 'automatic') return { shown: wanted, why: 'asked for' }
  const most = Math.max(
    0,
    ...groups.map((group) => (group.length < 3 ? 0 : Math.abs(shapeOf(group).skewness ?? 0))),
  )
  return most > skewed
    ? { shown: 'median', why: `skewness ${most.toFixed(1)} in a group (above ${skewed})` }
    : { shown: 'mean', why: `skewness at most ${most.toFixed(1)} in each group` }
}

function categoryRow(
  input: BaselineInput,
  column: Extract<BaselineColumn, { kind: 'category' }>,
): CategoryRow {
  const { key, label, levels } = column
  const { values, nMissing } = splitByGroup(column.values, input.assignment, input.groups.length, key)
  const counts = values.map((own) => countLevels(own, levels, key))
  const all = levels.map((_, level) => counts.reduce((sum, own) => sum + (own[level] ?? 0), 0))
  const missing = nMissing.reduce((sum, n) => sum + n, 0)
  return {
    kind: 'category',
    key,
    label,
    levels,
    overall: categoryCell(all, missing),
    groups: counts.map((own, g) => categoryCell(own, nMissing[g] ?? 0)),
    test: testCategory(counts, {
      permutations: input.permutations ?? 100_000,
      work: input.work ?? 2_000_000,
      seed: input.seed ?? 1,
    }),
    standardisedDifference: pairwiseDifferences(counts, standardisedShareDifference),
  }
}

function countLevels(values: Float64Array, levels: readonly string[], field: string): number[] {
  const counts = levels.map(() => 0)
  for (const value of values) {
    const before = counts[value]
    if (before === undefined)
      throw new InvalidInput(field, value, `a level number, 0 to ${levels.length - 1}`)
    counts[value] = before + 1
  }
  return counts
}

function categoryCell(counts: readonly number[], nMissing: number): CategoryCell {
  const n = counts.reduce((sum, count) => sum + count, 0)
  return { n, nMissing, counts, shares: counts.map((count) => (n === 0 ? null : count / n)) }
}

export interface BaselineBySet {
  /** the sets against each other, whatever the groups: is the training set like the validation set? */
  acrossSets: BaselineTable
  /** the groups within each set, in the order of the sets */
  sets: readonly { set: Named; table: BaselineTable }[]
}

/**
 * Baseline tables of several sets (training, validation …): the groups within each, and the sets against each other.
 * @param sets one index per patient into `names`, or −1
 * @throws InvalidInput as `baselineTable`, or a set index per patient is missing
 */
export function baselineTablesBySet(
  input: BaselineInput,
  sets: { names: readonly Named[]; assignment: Int32Array },
): BaselineBySet {
  if (sets.assignment.length !== input.assignment.length)
    throw new InvalidInput('sets', `${sets.assignment.length} values`, `${input.assignment.length}`)
  return {
    acrossSets: baselineTable({ ...input, groups: sets.names, assignment: sets.assignment }),
    sets: sets.names.map((set, s) => {
      const rows = Int32Array.from(sets.assignment.keys()).filter((row) => sets.assignment[row] === s)
      return { set, table: baselineTable(rowsOf(input, rows)) }
    }),
  }
}

function rowsOf(input: BaselineInput, rows: Int32Array): BaselineInput {
  return {
    ...input,
    assignment: rows.map((row) => input.assignment[row] ?? -1),
    columns: input.columns.map((column) => ({
      ...column,
      values: Float64Array.from(rows, (row) => column.values[row] ?? NaN),
    })),
  }
}
