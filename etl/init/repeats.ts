/** A table that holds readers, phases or visits of the same patients: the file once for each, so that their agreement can be asked for. */
import type { ReadTable } from '../readers/reader.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import { patientOf, slugOf } from './draft.ts'

const repeatColumn =
  /^(reader|reviewer|observer|rater|radiologist|phase|contrast[ _]?phase|series[ _]?phase|time[ _]?point|visit)$/i

export interface Repeat {
  file: DraftFile
  /** the rows of the table that are this reader's or phase's; all where there are none */
  rows: readonly number[]
  /** e.g. `reader = R1`; null where the table is not split */
  filter: { column: string; equals: string } | null
}

/** One part of each reader or phase; the first is the file itself. */
export function repeatsOf(draft: DraftManifest, file: DraftFile, table: ReadTable): Repeat[] {
  const all = Array.from(table.ids.keys())
  const column = table.columns.find((one) => repeatColumn.test(one.name) && repeats(table, one.name, draft))
  if (column?.kind !== 'text') return [{ file, rows: all, filter: null }]
  const values = [...new Set(column.values.filter((value) => value !== null))].sort()
  const base = { ...file, settings: { ...file.settings } }
  return values.map((equals, n) => {
    const filter = { column: column.name, equals }
    const id = slugOf(`${base.id} ${equals}`, new Set(draft.files.map((other) => other.id)))
    const one = n === 0 ? file : { ...base }
    Object.assign(one, { id, settings: { ...base.settings, filter } })
    if (n > 0) draft.files.push(one)
    return { file: one, rows: all.filter((row) => column.values[row] === equals), filter }
  })
}

/** Whether patients have several of a column's values. */
function repeats(table: ReadTable, name: string, draft: DraftManifest): boolean {
  const column = table.columns.find((one) => one.name === name)
  if (column?.kind !== 'text') return false
  const rows = Array.from(table.ids.keys()).filter((row) => column.values[row] !== null)
  const byPatient = Map.groupBy(rows, (row) => patientOf(table.ids[row] ?? '', draft.ids))
  const several = [...byPatient.values()].filter(
    (own) => new Set(own.map((row) => column.values[row])).size > 1,
  )
  return several.length > byPatient.size / 2
}
