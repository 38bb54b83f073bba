/** The columns of a clinical table patient by patient: their values, and whose rows differ. */
import type { ReadTable, TableColumn } from '../readers/reader.ts'
import { parseNumber } from '../numbers.ts'
import { isMissing } from '../recognise/looks.ts'
import type { DraftManifest } from './draft.ts'
import { patientOf } from './draft.ts'

/** Words that are no value, though the format does not list them as missing. */
export const unknownWords =
  /^(not reported|unknown|not applicable|not available|not evaluated|missing|n\.?a\.?|n\/a|nd|\?+|-+|\.+|\[.*\])$/i

/** A column as a clinical table shows it: what each patient has. */
export interface SeenColumn {
  name: string
  /** distinct values that say something, most frequent first */
  values: readonly { text: string; count: number }[]
  /** values are numbers, or meant to be: what is none among them the check has to refuse */
  numeric: boolean
  /** patients whose rows differ */
  conflicts: number
  patients: number
}

/** Every column of a table, patient by patient. */
export function seenColumns(
  table: ReadTable,
  rule: DraftManifest['ids'],
  keep: (row: number) => boolean = () => true,
): SeenColumn[] {
  const rows = Array.from(table.ids.keys()).filter(keep)
  const byPatient = [...Map.groupBy(rows, (row) => patientOf(table.ids[row] ?? '', rule)).values()]
  return table.columns.map((column) => seenColumn(column, byPatient))
}

function seenColumn(column: TableColumn, byPatient: readonly (readonly number[])[]): SeenColumn {
  const counts = new Map<string, number>()
  let conflicts = 0
  for (const rows of byPatient) {
    const own = new Set(rows.flatMap((row) => cellOf(column, row) ?? []))
    if (own.size > 1) conflicts += 1
    for (const text of own) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const values = [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
  const said = values.filter(({ text }) => !unknownWords.test(text))
  const numeric = column.kind === 'number' || areNumbers(values, said)
  return { name: column.name, values, numeric, conflicts, patients: byPatient.length }
}

/** Whether words are numbers or meant to be: what is none among them the check refuses, and no category is made of it. */
function areNumbers(values: SeenColumn['values'], said: SeenColumn['values']): boolean {
  const count = (test: (text: string) => boolean) => said.filter(({ text }) => test(text)).length
  const numbers = count(
    (text) => parseNumber(text.replace(dress, '').replace('\u2212', '-').replace(comma, '$1.$2')) !== null,
  )
  if (said.length === 0) return false
  if (numbers === values.length || (numbers >= 8 && numbers >= 0.9 * said.length)) return true
  // "<5" among numbers is a limit of detection; "<5" and ">=5" are two classes
  const limits = count((text) => /^[<>≤≥~]=?\s*\d+([.,]\d+)?$/.test(text))
  if (numbers >= 3 && numbers + limits === said.length) return true
  const measured = count((text) =>
    /^\d+([.,]\d+)?\s*(mm|cm|ml|%|ng\/ml|g\/l|days?|months?|years?)$/i.test(text),
  )
  return measured > 3 && numbers + measured === said.length
}

/** no-break and thin spaces */
const dress = /[\u00a0\u2009\u202f]/g
const comma = /^([+-]?\d+),(\d+)$/

function cellOf(column: TableColumn, row: number): string | null {
  if (column.kind === 'number') {
    const value = column.values[row] ?? NaN
    return Number.isNaN(value) ? null : String(value)
  }
  const text = column.values[row] ?? null
  return text === null || isMissing(text) ? null : text
}
