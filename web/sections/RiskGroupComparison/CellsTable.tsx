import { formatNumber, formatP, formatPercent, formatRange, formatSigned, sentence } from '../../format.ts'
import { Table } from '../../ui/Table.tsx'
import type { Column } from '../../ui/Table.tsx'
import { cellKey, cellLabel, firstTested } from './answer.ts'
import type { Cell, Comparison, Interval, Result } from './answer.ts'
import { variantWords } from './caption.ts'

function tested(cell: Cell) {
  return cell.result.__typename === 'NotTestable' ? null : cell.result
}

function groupColumns(comparison: Comparison): Column<Cell>[] {
  return comparison.grouping.groups.flatMap((group, index): Column<Cell>[] => [
    {
      key: `n ${group.key}`,
      header: `n ${group.label}`,
      align: 'end',
      cell: (cell) => {
        const result = cell.result.groups[index]
        return result === undefined ? '–' : `${result.n} (${result.nMissing}, ${result.nZero})`
      },
    },
    {
      key: `median ${group.key}`,
      header: `median [quartiles] ${group.label}`,
      align: 'end',
      cell: (cell) => {
        const summary = cell.result.groups[index]?.summary
        if (summary === undefined || summary.median === null) return '–'
        return `${formatNumber(summary.median)} [${formatNumber(summary.q1)}, ${formatNumber(summary.q3)}]`
      },
    },
  ])
}

/** The test's exact name, or the reason why there is none, and what the API warns of for this one cell. */
function howWords(result: Result): string {
  const how =
    result.__typename === 'NotTestable' ? result.reason : `${result.method}, ${variantWords(result.variant)}`
  return [how, ...result.warnings.map((warning) => warning.message)].map(sentence).join(' ')
}

/** The level of the intervals stands in the header, not in every line. */
function intervalText(interval: Interval, isSigned = true): string {
  const value = isSigned ? formatSigned(interval.value) : formatNumber(interval.value)
  return `${value} (${formatRange(interval.low, interval.high)})`
}

const testColumns = (level: string): Column<Cell>[] => [
  {
    key: 'estimate',
    header: `difference (${level} CI)`,
    align: 'end',
    cell: ({ result }) => (result.__typename === 'TwoGroups' ? intervalText(result.estimate) : '–'),
  },
  {
    key: 'effect',
    header: `effect size (${level} CI)`,
    align: 'end',
    cell: (cell) => {
      const result = tested(cell)
      return result === null ? '–' : intervalText(result.effectSize, result.__typename === 'TwoGroups')
    },
    sort: (cell) => tested(cell)?.effectSize.value ?? null,
  },
  {
    key: 'statistic',
    header: 'statistic',
    align: 'end',
    cell: (cell) => {
      const result = tested(cell)
      return result === null ? '–' : `${result.statistic.name} ${formatNumber(result.statistic.value, 5)}`
    },
  },
  {
    key: 'p',
    header: 'P',
    align: 'end',
    cell: (cell) => {
      const result = tested(cell)
      return result === null ? '–' : formatP(result.pValue, result.logP, 3)
    },
    sort: (cell) => tested(cell)?.logP ?? null,
  },
  {
    key: 'least',
    header: 'smallest P possible',
    align: 'end',
    cell: (cell) => formatP(tested(cell)?.smallestReachableP, null, 3),
  },
  {
    key: 'q',
    header: 'q',
    align: 'end',
    cell: (cell) => formatP(tested(cell)?.qValue, null, 3),
    sort: (cell) => tested(cell)?.qValue ?? null,
  },
  {
    key: 'detectable',
    header: 'd that would be found',
    align: 'end',
    cell: ({ result }) =>
      result.__typename === 'TwoGroups' ? formatNumber(result.minimumDetectableEffect.value) : '–',
  },
  { key: 'how', header: 'test, or why not', cell: ({ result }) => howWords(result) },
]

/** All numbers of the answer, for those who read rather than look; unrounded ones are in the TSV. */
export function CellsTable({ comparison }: { comparison: Comparison }) {
  return (
    <div className="cells-table">
      <Table
        caption="All cells: n (missing, zero), medians, test, effect"
        rows={comparison.cells}
        rowKey={(cell) => cell.variable.ref}
        columns={[
          { key: 'cell', header: 'cell', cell: (cell) => cellLabel(cell), sort: cellKey, rowHeader: true },
          ...groupColumns(comparison),
          ...testColumns(formatPercent(firstTested(comparison)?.effectSize.level ?? 0.95, 1)),
        ]}
      />
    </div>
  )
}
