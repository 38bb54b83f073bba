import type { Findings } from './findings.ts'
import type { CorrectionSpec } from './manifest.ts'
import { parseNumber } from './numbers.ts'
import type { ReadResult, ReadTable, TableColumn } from './readers/reader.ts'
import { report } from './rules.ts'

/** Applies the declared repairs of one file. A repair that does not find what it repairs is an error: the file has changed. */
export function applyCorrections(
  result: ReadResult,
  corrections: readonly CorrectionSpec[],
  findings: Findings,
): ReadResult {
  if (corrections.length === 0) return result
  if (result.shape === 'matrix') {
    for (const correction of corrections) mismatch(findings, correction, 'only tables can be corrected')
    return result
  }
  return corrections.reduce((table, correction) => corrected(table, correction, findings), result)
}

function corrected(table: ReadTable, correction: CorrectionSpec, findings: Findings): ReadTable {
  const rows = table.ids.flatMap((id, index) => (id === correction.row ? [index] : []))
  const [row] = rows
  if (row === undefined || rows.length > 1) {
    mismatch(findings, correction, `${rows.length} rows are called "${correction.row}"`)
    return table
  }
  const at = table.columns.findIndex((column) => column.name === correction.column)
  const column = table.columns[at]
  const changed = column && replaced(column, row, correction)
  if (!changed) {
    const found = column ? (shown(column, row) ?? 'nothing') : 'no such column'
    mismatch(findings, correction, `${found} stands there, not ${correction.from ?? 'nothing'}`)
    return table
  }
  report(findings, 'correction-applied', {
    file: correction.file,
    line: table.lines[row],
    column: correction.column,
    value: correction.from ?? '',
    message: `${correction.from ?? 'nothing'} → ${correction.to ?? 'missing'}: ${correction.reason}`,
  })
  return { ...table, columns: table.columns.with(at, changed) }
}

function shown(column: TableColumn, row: number): string | null {
  if (column.kind === 'text') return column.values[row] ?? null
  const value = column.values[row] ?? NaN
  return Number.isNaN(value) ? null : String(value)
}

/** null when the cell does not hold what the correction expects, or the new value is no number in a number column */
function replaced(column: TableColumn, row: number, { from, to }: CorrectionSpec): TableColumn | null {
  if (column.kind === 'text')
    return shown(column, row) === from ? { ...column, values: column.values.with(row, to) } : null
  const [expected, next] = [numberOrMissing(from), numberOrMissing(to)]
  if (expected === null || next === null || !Object.is(column.values[row], expected)) return null
  return { ...column, values: column.values.with(row, next) }
}

function numberOrMissing(text: string | null): number | null {
  return text === null ? NaN : parseNumber(text)
}

function mismatch(findings: Findings, correction: CorrectionSpec, found: string): void {
  report(findings, 'correction-mismatch', {
    file: correction.file,
    column: correction.column,
    value: correction.from ?? '',
    message: `The correction of row "${correction.row}" does not fit: ${found}.`,
    hint: 'The file is not the one that the correction was written for.',
  })
}
