import type { BaselineRow } from '../../science/radiogenomics/baselineTable.ts'
import type { ImagedSubsetAnswer } from './imagedSubsetAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import { familyInWords } from './tsv.ts'
import type { Table, TsvRow } from './tsv.ts'

const columnNames = ['n', 'missing', 'mean_or_count', 'sd_or_share'] as const

type Cell = BaselineRow['groups'][number]

function described(cell: Cell | undefined, level: number | null): (number | null)[] {
  if (!cell) return [null, null, null, null]
  if ('counts' in cell) {
    const at = level ?? 0
    return [cell.n, cell.nMissing, cell.counts[at] ?? null, cell.shares[at] ?? null]
  }
  return [cell.n, cell.nMissing, cell.mean, cell.sd]
}

function line(row: BaselineRow, groups: readonly string[], level: number | null): TsvRow {
  const isHead = level === null || level === 0
  const { test, standardisedDifference } = row
  const tested = isHead && test.kind === 'tested' ? test : null
  return [
    ['variable', row.key],
    ['label', row.label],
    ['level', row.kind === 'category' ? (row.levels[level ?? 0] ?? '') : ''],
    ...row.groups.flatMap((cell, g) =>
      described(cell, level).map((value, i): readonly [string, number | null] => [
        `${groups[g] ?? ''}_${columnNames[i] ?? ''}`,
        value,
      ]),
    ),
    ['standardised_difference', isHead ? (standardisedDifference.pairs[0]?.value ?? null) : null],
    ['test', tested?.method ?? ''],
    ['log_p', tested?.logP ?? null],
    ['q', tested?.qValue ?? null],
  ]
}

/** A line per variable, and per level of a category. */
export function imagedTable({ answer }: StoredAnalysis<ImagedSubsetAnswer>): Table {
  const { table, words, interval } = answer
  const groups = table.groups.map(({ key }) => key)
  return {
    facts: [
      ...words.map((text): readonly [string, string] => ['answer', text]),
      ['interval between image and specimen', interval.reason ?? `${interval.n} known`],
      ['family', familyInWords(table.family)],
    ],
    rows: table.rows.flatMap((row) =>
      row.kind === 'number'
        ? [line(row, groups, null)]
        : row.levels.map((_, level) => line(row, groups, level)),
    ),
  }
}
