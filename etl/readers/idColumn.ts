/** Which column names the patient in a table whose other columns are known. */
import type { HeadTable } from '../recognise/head.ts'
import { cellsOf } from '../recognise/looks.ts'

/** from the surest name to the vaguest */
const names = [
  /^(patient|patient[ _.-]?id|patientid|case[ _.-]?id|subject[ _.-]?id|tcia[ _.-]?id|bcr_patient_barcode)$/i,
  /^(patient|subject|case|barcode|identifier|pid|pat[ _.-]?id)$/i,
  /^(id|sample([ _.-]?(id|name))?|name)$/i,
]

/** Whether a column is called as ids are. */
export function isIdName(name: string): boolean {
  return name === '' || names.some((pattern) => pattern.test(name)) || /(^|[ _.-])id$/i.test(name)
}

/** @returns null when no column can be it */
export function idColumnOf(table: HeadTable, mayBe: (name: string) => boolean): string | null {
  const candidates = table.names.filter(mayBe)
  for (const pattern of names) {
    const found = candidates.find((name) => pattern.test(name))
    if (found !== undefined) return found
  }
  const filled = candidates.find((name) => {
    const cells = cellsOf(table, table.names.indexOf(name))
    return new Set(cells).size > cells.length / 2 && cells.every((cell) => cell.trim() !== '')
  })
  return filled ?? candidates[0] ?? null
}
