import type { Corrections } from '../corrections.ts'
import type { Findings } from '../findings.ts'
import { readTable } from '../table.ts'
import type { TableFacts, TableOptions } from '../tableFacts.ts'
import { ColumnBuilder } from './columns.ts'
import type { ColumnPlan } from './columns.ts'
import type { FileFacts, ReadTable, Source } from './reader.ts'
import { delimiterBytes } from './settings.ts'
import type { PlaceSettings } from './settings.ts'

export type Progress = (done: number, total: number) => void

/** A text table, and what is declared to be wrong in it. */
export interface CorrectedTable extends TableOptions {
  corrections?: Corrections | undefined
  decimal?: 'comma' | undefined
}

/** Where a text table is and how its cells are separated. */
export function tableOptions(
  source: Source,
  { delimiter, rowNames, comment, decimal }: PlaceSettings = {},
): CorrectedTable {
  return {
    file: source.id,
    path: source.path,
    delimiter: delimiter === undefined ? undefined : delimiterBytes[delimiter],
    rowNames,
    ...(comment === undefined ? {} : { comment }),
    corrections: source.corrections,
    decimal,
  }
}

/** What was seen of a text file, for the provenance record. */
export function fileFacts(
  facts: TableFacts,
  rows: number,
  columns: number,
  known: Partial<FileFacts> = {},
): FileFacts {
  return {
    encoding: facts.encoding,
    delimiter: facts.delimiter,
    rows,
    columns,
    tool: known.tool ?? null,
    version: known.version ?? null,
    settings: {
      lineEnds: facts.lineEnds,
      compressed: facts.compressed,
      finalNewline: facts.finalNewline,
      ...known.settings,
    },
  }
}

/**
 * Reads a text table into typed columns.
 * @param plan may depend on the header, which is read first
 */
export async function readTextTable(
  options: CorrectedTable,
  plan: ColumnPlan | ((names: readonly string[]) => ColumnPlan | null),
  findings: Findings,
  progress: Progress,
): Promise<(ReadTable & { table: TableFacts }) | null> {
  const built: { builder: ColumnBuilder | null } = { builder: null }
  const table = await readTable(options, findings, progress, {
    header: (names, line) => {
      const chosen = typeof plan === 'function' ? plan(names) : plan
      if (chosen === null) return false
      built.builder = new ColumnBuilder(chosen, findings, options.corrections, options.decimal)
      return built.builder.start(names, line)
    },
    row: (row) => built.builder?.add(row),
  })
  const read = table === null ? null : (built.builder?.finish() ?? null)
  if (table === null || read === null) return null
  return { shape: 'table', facts: fileFacts(table, read.ids.length, table.columns), ...read, table }
}
