import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import { checkNames, withoutBlankEnd } from '../tableChecks.ts'
import { readSheet } from '../workbook.ts'
import { ColumnBuilder, reportFaults } from './columns.ts'
import type { ColumnPlan } from './columns.ts'
import type { FileFacts, ReadTable, Source } from './reader.ts'

/** Reads a sheet whose first row names the columns into typed columns. */
export async function readSheetTable(
  source: Source,
  sheetName: string | undefined,
  plan: (names: readonly string[]) => ColumnPlan,
  findings: Findings,
): Promise<ReadTable | null> {
  const file = source.id
  const sheet = await readSheet(file, source.path, sheetName, findings)
  if (sheet === null) return null
  const [header, ...rows] = sheet.rows
  if (header === undefined || rows.length === 0) {
    report(findings, 'no-rows', { file, message: `Sheet ${sheet.name} has 0 rows.` })
    return null
  }
  reportFaults(file, header, [], findings)
  const written = header.cells.map((_, index) => header.text(index))
  const names = withoutBlankEnd(written)
  let good = checkNames(written, header.line, (rule, at) => {
    report(findings, rule, { file, ...at })
  })
  const unnamed = rows.find((row) => row.cells.slice(names.length).some((cell) => cell !== null))
  if (good && unnamed) {
    good = false
    report(findings, 'empty-column-name', {
      file,
      line: unnamed.line,
      value: unnamed.text(unnamed.cells.findIndex((cell, i) => i >= names.length && cell !== null)),
      message: `Column ${names.length + 1} has no name in the header, and something stands in it or behind it.`,
      hint: 'Name it or delete it.',
    })
  }
  const builder = new ColumnBuilder(plan(names), findings, source.corrections)
  if (!good || !builder.start(names, header.line)) return null
  for (const row of rows) {
    if (row.cells.every((cell) => cell === null) && row.faults().length === 0)
      report(findings, 'blank-line', { file, line: row.line, message: 'Empty row between rows was skipped.' })
    else builder.add(row)
  }
  const read = builder.finish()
  if (read === null) return null
  const facts: FileFacts = {
    encoding: 'binary',
    delimiter: null,
    rows: read.ids.length,
    columns: names.length,
    tool: null,
    version: null,
    settings: { sheet: sheet.name },
  }
  return { shape: 'table', facts, ...read }
}
