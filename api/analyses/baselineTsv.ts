import type {
  BaselineRow,
  CategoryRow,
  NumberCell,
  NumberRow,
} from '../../science/radiogenomics/baselineTable.ts'
import type { BaselineAnswer } from './baselineAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import { familyInWords } from './tsv.ts'
import type { Table, TsvCell, TsvRow } from './tsv.ts'

type Cells = [string, TsvCell][]

function testColumns({ test, standardisedDifference }: BaselineRow): Cells {
  const tested = test.kind === 'tested' ? test : null
  return [
    ['test', tested?.method ?? null],
    ['variant', tested?.variant.kind ?? null],
    ['statistic', tested?.statistic?.name ?? null],
    ['statistic_value', tested?.statistic?.value ?? null],
    ['df', tested?.df.join(' ') ?? null],
    ['log_p', tested?.logP ?? null],
    ['p', tested?.pValue ?? null],
    ['q', tested?.qValue ?? null],
    ['not_tested', test.kind === 'notTestable' ? test.reason : null],
    ['standardised_difference', standardisedDifference.value],
  ]
}

const parts = ['n', 'missing', 'mean', 'sd', 'median', 'q1', 'q3', 'min', 'max', 'count', 'share'] as const

function cellColumns(name: string, filled: Partial<Record<(typeof parts)[number], TsvCell>>): Cells {
  return parts.map((part) => [`${part}_${name}`, filled[part] ?? null])
}

function numberCell({ n, nMissing, mean, sd, median, q1, q3, min, max }: NumberCell) {
  return { n, missing: nMissing, mean, sd, median, q1, q3, min, max }
}

function numberLine(row: NumberRow, groups: readonly string[]): TsvRow {
  return [
    ['variable', row.key],
    ['label', row.label],
    ['level', null],
    ['unit', row.unit],
    ['shown', row.shown],
    ...cellColumns('overall', numberCell(row.overall)),
    ...groups.flatMap((key, g) => {
      const cell = row.groups[g]
      return cellColumns(key, cell ? numberCell(cell) : {})
    }),
    ...testColumns(row),
  ]
}

function categoryLines(row: CategoryRow, groups: readonly string[]): TsvRow[] {
  const cell = ({ n, nMissing, counts, shares }: CategoryRow['overall'], level: number) => ({
    n,
    missing: nMissing,
    count: counts[level] ?? null,
    share: shares[level] ?? null,
  })
  return row.levels.map((name, level) => [
    ['variable', row.key],
    ['label', row.label],
    ['level', name],
    ['unit', null],
    ['shown', 'count'],
    ...cellColumns('overall', cell(row.overall, level)),
    ...groups.flatMap((key, g) => {
      const own = row.groups[g]
      return cellColumns(key, own ? cell(own, level) : {})
    }),
    ...testColumns(row),
  ])
}

/** A line per number, and per level of a category; the test of a category stands on each of its lines. */
export function baselineRows({ answer }: StoredAnalysis<BaselineAnswer>): Table {
  const { table, grouping } = answer
  const groups = table.groups.map(({ key }) => key)
  return {
    facts: [
      ['grouped by', grouping.label],
      ['groups', table.groups.map(({ key, label, n }) => `${key} = ${label} (n ${n})`).join('; ')],
      ['in no group', String(table.nUngrouped)],
      ['q family', familyInWords(table.family)],
    ],
    rows: table.rows.flatMap((row) =>
      row.kind === 'number' ? [numberLine(row, groups)] : categoryLines(row, groups),
    ),
  }
}
