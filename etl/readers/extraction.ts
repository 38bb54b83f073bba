/** How features were extracted: what a tool writes beside them on every row becomes settings of the file, once. */
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import type { TableColumn } from './reader.ts'

/** `02/03/2001`, `2-Mar-01`, `2001-03-02`: what a spreadsheet makes of version 2.3.1 */
const dateLike = /^(\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}-[A-Za-z]{3}(-\d{2,4})?|\d{4}-\d{2}-\d{2}.*)$/

/**
 * The distinct values of each column that describes the extraction.
 * @param nameOf name of the setting, null for columns that are none
 */
export function extraction(
  file: string,
  columns: readonly TableColumn[],
  nameOf: (column: string) => string | null,
  findings: Findings,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const column of columns) {
    const name = nameOf(column.name)
    if (name === null || column.kind !== 'text') continue
    const distinct = [...new Set(column.values.filter((value) => value !== null))].sort()
    found[name] = distinct.length === 1 ? distinct[0] : distinct.slice(0, 20)
    if (distinct.length > 1)
      report(findings, 'settings-vary', {
        file,
        column: column.name,
        message: `Rows were extracted with ${distinct.length} different values of ${name}; features may not be comparable.`,
      })
    const damaged = /version/i.test(column.name) ? distinct.find((value) => dateLike.test(value)) : undefined
    if (damaged !== undefined)
      report(findings, 'version-damaged', {
        file,
        column: column.name,
        value: damaged,
        message: 'A spreadsheet turned this version into a date, so the version is not known.',
        hint: 'Export the table again without opening it in a spreadsheet; features may have been changed too.',
      })
  }
  return found
}

/** The version, unless it varies or was turned into a date. */
export function soleVersion(value: unknown): string | null {
  return typeof value === 'string' && !dateLike.test(value) ? value : null
}
