/** Results of deconvolution either way round: samples in rows, or cells in rows. Names stay as the tool wrote them. */
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import type { Head, HeadTable } from '../recognise/head.ts'
import { parseNumber } from '../numbers.ts'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { cellsOf, isMethod, sure, textTable } from '../recognise/looks.ts'
import { isIdName } from './idColumn.ts'
import type { ColumnKind } from './columns.ts'
import { readMatrix } from './matrix.ts'
import type { Reader, ReadResult, Recognition, Source } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'
import type { Progress } from './textTable.ts'

export const samplesSetting = z
  .enum(['rows', 'columns'])
  .describe('whether the samples are rows or columns of the file')

/** Settings of tables of samples that may hold more than the cells. */
export const cellTableSettings = {
  ...tableSettings,
  idColumn: z.string().optional().describe('column of the samples; left out: the first'),
  beside: z
    .array(z.string())
    .default([])
    .describe(
      'columns that are no results of the method; kept as text, so that rows can be selected by them',
    ),
}

export interface CellSettings {
  idColumn?: string | undefined
  beside?: readonly string[] | undefined
  delimiter?: 'tab' | 'comma' | 'semicolon' | undefined
  rowNames?: boolean | undefined
  comment?: string | undefined
  decimal?: 'comma' | undefined
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
  { id = settings.idColumn, required = [], kind = () => 'number' }: CellColumns,
  findings: Findings,
  progress: Progress,
) {
  return readTextTable(
    tableOptions(source, settings),
    (names) => ({
      file: source.id,
      idColumns: [id ?? names[0] ?? ''],
      required,
      kind: (name, index) =>
        (id === undefined ? index === 0 : name === id)
          ? 'skip'
          : settings.beside?.includes(name) === true
            ? 'text'
            : kind(name),
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

/** What the cells of each sample of a head add up to, NaN where one of them is no number; and all names beside them. */
export function sampleSums(
  table: HeadTable,
  samples: 'rows' | 'columns',
  isCell: (name: string) => boolean,
): { names: readonly string[]; sums: readonly number[] } {
  const value = (text: string | undefined) => parseNumber(text ?? '') ?? NaN
  if (samples === 'rows') {
    const cells = table.names.flatMap((name, index) => (isCell(name) ? [index] : []))
    const sums = table.rows.map((row) => cells.reduce((sum, index) => sum + value(row[index]), 0))
    return { names: table.names, sums }
  }
  const at = Math.max(0, table.names.indexOf('cell_type'))
  const cells = table.rows.filter((row) => isCell(row[at] ?? ''))
  const sums = table.names
    .slice(at + 1)
    .map((_, i) => cells.reduce((sum, row) => sum + value(row[at + 1 + i]), 0))
  return { names: cellsOf(table, at), sums }
}

const mostBeside = 6

/** Samples in rows with a few columns more than the method writes: a group, a project, a row number before the ids. */
export function cellsWithOthers(
  table: HeadTable,
  methodKey: string,
  isCells: (names: readonly string[]) => boolean,
): { idColumn?: string; beside: string[] } | null {
  const [first = '', ...rest] = table.names
  const isKnown = (name: string) => crosswalk(methodKey, name).kind !== 'unknown'
  const others = rest.filter((name) => !isKnown(name))
  if (others.length === 0 || others.length > mostBeside || !isCells(rest.filter(isKnown))) return null
  const ids = others.find((name) => {
    const cells = cellsOf(table, table.names.indexOf(name))
    return isIdName(name) && name.trim() !== '' && new Set(cells).size === cells.length
  })
  const numbered = first.trim() === '' || cellsOf(table, 0).every((cell, i) => cell === String(i + 1))
  if (!numbered || ids === undefined) return { beside: others }
  return { idColumn: ids, beside: [first, ...others.filter((name) => name !== ids)] }
}

/** In words, what stands beside the cells. */
export function besideWords(found: { beside: readonly string[] } | null): string {
  const named = found?.beside.filter((name) => name.trim() !== '') ?? []
  return named.length === 0 ? '' : `; ${named.join(', ')} beside them is not read as results`
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
  const schema = z.strictObject({ ...cellTableSettings, samples: samplesSetting.default(tool.samples) })
  const isCells = tool.isCells ?? ((names: readonly string[]) => isMethod(tool.methodKey, names))
  return {
    format: tool.format,
    role: 'immune',
    describes: tool.describes,
    recognise: (head: Head): Recognition | null => {
      const table = textTable(head)
      const whole = table && cellsEitherWay(table, isCells)
      const mixed = table && whole === null ? cellsWithOthers(table, tool.methodKey, isCells) : null
      const samples = mixed ? 'rows' : whole
      return samples === null
        ? null
        : sure(`the cell types of ${tool.name}, samples in ${samples}${besideWords(mixed)}`, {
            settings: { samples, ...mixed },
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
