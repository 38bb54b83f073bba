/** Results of deconvolution either way round: samples in rows, or cells in rows. Names stay as the tool wrote them. */
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import type { Head, HeadTable } from '../recognise/head.ts'
import { cellsOf, isMethod, sure, textTable } from '../recognise/looks.ts'
import type { ColumnKind } from './columns.ts'
import { readMatrix } from './matrix.ts'
import type { Reader, ReadResult, Recognition, Source } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'
import type { Progress } from './textTable.ts'

export const samplesSetting = z
  .enum(['rows', 'columns'])
  .describe('whether the samples are rows or columns of the file')

export interface CellSettings {
  delimiter?: 'tab' | 'comma' | 'semicolon' | undefined
  rowNames?: boolean | undefined
  missing?: string[] | undefined
  filter?: { column: string; equals: string | string[] } | undefined
}

export interface CellColumns {
  /** name of the id column; left out: the first */
  id?: string
  required?: readonly string[]
  /** left out: all numbers */
  kind?: (name: string) => ColumnKind
}

/** Samples in rows. */
export async function readSampleRows(
  source: Source,
  settings: CellSettings,
  { id, required = [], kind = () => 'number' }: CellColumns,
  findings: Findings,
  progress: Progress,
) {
  return readTextTable(
    tableOptions(source, settings),
    (names) => ({
      file: source.id,
      idColumns: [id ?? names[0] ?? ''],
      required,
      kind: (name, index) => ((id === undefined ? index === 0 : name === id) ? 'skip' : kind(name)),
      missing: [...missingWords.r, ...(settings.missing ?? [])],
      filter: settings.filter,
    }),
    findings,
    progress,
  )
}

/** Cells in rows, samples in columns. */
export async function readCellRows(
  source: Source,
  settings: CellSettings,
  plan: { idColumn?: string; skip?: readonly string[] },
  findings: Findings,
  progress: Progress,
) {
  const missing = [...missingWords.r, ...(settings.missing ?? [])]
  return readMatrix(tableOptions(source, settings), { ...plan, missing }, findings, progress)
}

/** The names of the cells in a head, whichever way round it is; null when they are not a method's. */
export function cellsEitherWay(
  table: HeadTable,
  isCells: (names: readonly string[]) => boolean,
): 'rows' | 'columns' | null {
  if (isCells(table.names.slice(1))) return 'rows'
  const at = table.names.indexOf('cell_type')
  return isCells(cellsOf(table, Math.max(0, at))) ? 'columns' : null
}

/** A reader of one tool whose table may be either way round. */
export function methodReader(tool: {
  format: string
  describes: string
  name: string
  methodKey: string
  samples: 'rows' | 'columns'
  /** what betrays the tool's own file, where the vocabulary alone would not */
  isCells?: (names: readonly string[]) => boolean
}): Reader {
  const schema = z.strictObject({ ...tableSettings, samples: samplesSetting.default(tool.samples) })
  const isCells = tool.isCells ?? ((names: readonly string[]) => isMethod(tool.methodKey, names))
  return {
    format: tool.format,
    role: 'immune',
    describes: tool.describes,
    recognise: (head: Head): Recognition | null => {
      const table = textTable(head)
      const samples = table && cellsEitherWay(table, isCells)
      return samples === null
        ? null
        : sure(`the cell types of ${tool.name}, samples in ${samples}`, {
            settings: { samples },
            methodKey: tool.methodKey,
          })
    },
    async read(source, findings, progress): Promise<ReadResult | null> {
      const settings = readSettings(schema, source, findings)
      if (settings === null) return null
      const read =
        settings.samples === 'rows'
          ? await readSampleRows(source, settings, {}, findings, progress)
          : await readCellRows(source, settings, {}, findings, progress)
      return read === null ? null : { ...read, facts: { ...read.facts, tool: tool.name } }
    },
  }
}
