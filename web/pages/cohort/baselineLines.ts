import type { MissingList } from '../../sections/Patients/MissingPatients.tsx'
import { formatCount, formatNumber, formatPercent, unitAfter } from '../../format.ts'
import type { BaselineCellPartsFragment, BaselineQuery } from '../../gql/generated/graphql.ts'

export type BaselineRow = BaselineQuery['baselineTable']['rows'][number]

/** What a line needs to know of its row. */
export interface DescribedRow {
  variable: { ref: string; label: string; unit: string; levels: readonly string[] | null }
  shown: string
  overall: BaselineCellPartsFragment
  groups: readonly BaselineCellPartsFragment[]
}

/** A printed line of the table: a variable, or a level of a category under it. */
export interface BaselineLine<Row = BaselineRow> {
  key: string
  label: string
  /** how the numbers are to be read; empty of a level */
  shown: string
  isLevel: boolean
  /** overall first, then group by group */
  cells: string[]
  /** the test stands on the variable's own line */
  row: Row | null
}

function missing({ nMissing }: BaselineCellPartsFragment): string {
  return nMissing === 0 ? '' : ` · ${formatCount(nMissing)} missing`
}

function numberCell(cell: BaselineCellPartsFragment, shown: string): string {
  const { summary } = cell
  if (summary === null || cell.n === 0) return `–${missing(cell)}`
  const text =
    shown === 'mean'
      ? `${formatNumber(summary.mean)}\u00a0±\u00a0${formatNumber(summary.sd)}`
      : `${formatNumber(summary.median)} [${formatNumber(summary.q1)},\u00a0${formatNumber(summary.q3)}]`
  return text + missing(cell)
}

function levelCell({ counts, n }: BaselineCellPartsFragment, level: number): string {
  const count = counts?.[level] ?? 0
  return n === 0 ? '–' : `${formatCount(count)} (${formatPercent(count, n).replaceAll(' ', '\u00a0')})`
}

const readings: Readonly<Record<string, string>> = { mean: 'mean ± SD', median: 'median [quartiles]' }

function linesOf<Row extends DescribedRow>(row: Row): BaselineLine<Row>[] {
  const { variable, shown, overall, groups } = row
  const cells = [overall, ...groups]
  const after = unitAfter(variable.unit)
  const unit = after === '' ? '' : `,${after}`
  const line = { key: variable.ref, label: variable.label + unit, isLevel: false, row }
  if (shown !== 'count')
    return [{ ...line, shown: readings[shown] ?? shown, cells: cells.map((cell) => numberCell(cell, shown)) }]
  const head = { ...line, shown: 'n (%)', cells: cells.map((cell) => missing(cell).replace(' · ', '')) }
  const levels = (variable.levels ?? []).map((level, place) => ({
    key: `${variable.ref} ${level}`,
    label: level,
    shown: '',
    isLevel: true,
    cells: cells.map((cell) => levelCell(cell, place)),
    row: null,
  }))
  return [head, ...levels]
}

export function baselineLines<Row extends DescribedRow>(rows: readonly Row[]): BaselineLine<Row>[] {
  return rows.flatMap((row) => linesOf(row))
}

/** Who lacks a variable, by row and group. */
export function missingInRows({
  rows,
  groups,
}: {
  rows: readonly { variable: { label: string }; groups: readonly { missing: readonly string[] | null }[] }[]
  groups: readonly { label: string }[]
}): MissingList[] {
  return rows.flatMap(({ variable, groups: cells }) =>
    cells.map(({ missing: patients }, place) => ({
      variable: variable.label,
      group: groups[place]?.label ?? '',
      patients: patients ?? [],
    })),
  )
}
