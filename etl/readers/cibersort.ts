/** Formats panimmune-cibersort and cibersort-r: CIBERSORT.R and CIBERSORTx, relative or absolute, adjusted or not. */
import { z } from 'zod'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import type { Findings } from '../findings.ts'
import type { HeadTable } from '../recognise/head.ts'
import { cellsOf, hasAll, isMethod, sure, textTable } from '../recognise/looks.ts'
import { report } from '../rules.ts'
import {
  besideWords,
  cellsEitherWay,
  cellsWithOthers,
  cellTableSettings,
  readCellRows,
  readSampleRows,
  samplesSetting,
  sampleSums,
} from './immuneShapes.ts'
import type { Reader, ReadMatrix, ReadTable, TableColumn } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'

/** CIBERSORT writes this where it was run without permutations. */
const notComputed = 9999

export function withoutPlaceholders(file: string, read: ReadTable, findings: Findings): ReadTable {
  const columns = read.columns.map((column): TableColumn =>
    column.kind === 'number' && isPValue(column.name)
      ? { ...column, values: computed(file, column.name, column.values, findings) }
      : column,
  )
  return { ...read, columns }
}

function computed(
  file: string,
  column: string,
  written: ArrayLike<number>,
  findings: Findings,
): Float64Array {
  const values = Float64Array.from(written)
  const count = values.reduce((sum, value) => sum + (value === notComputed ? 1 : 0), 0)
  if (count === 0) return values
  report(findings, 'not-computed', {
    file,
    column,
    value: String(notComputed),
    message: `P is ${notComputed} in ${count} of ${values.length} rows: CIBERSORT ran without permutations, so P is missing.`,
  })
  return values.map((value) => (value === notComputed ? NaN : value))
}

function withoutPlaceholderRow(file: string, read: ReadMatrix, findings: Findings): ReadMatrix {
  const values = read.values.map((row, i) => {
    const name = read.rowIds[i] ?? ''
    return isPValue(name) ? computed(file, name, row, findings) : row
  })
  return { ...read, values }
}

function isPValue(name: string): boolean {
  const found = crosswalk('cibersort-lm22', name)
  return found.kind === 'quality' && found.key === 'p_value'
}

export const panimmuneCibersort: Reader = {
  format: 'panimmune-cibersort',
  role: 'immune',
  describes:
    'CIBERSORT of all TCGA by the PanImmune group (SampleID, CancerType, 22 cells, P, correlation, RMSE).',
  recognise(head) {
    const table = textTable(head)
    const [id, type] = table?.names ?? []
    return table && id === 'SampleID' && type === 'CancerType' && isMethod(lm22, table.names.slice(2))
      ? sure('SampleID, CancerType and the 22 cells of LM22: the PanImmune table', { methodKey: lm22 })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const kind = (name: string) => (name === 'CancerType' ? 'text' : 'number')
    const plan = { id: 'SampleID', required: ['CancerType'], kind } as const
    const read = await readSampleRows(source, settings, plan, findings, progress)
    if (read === null) return null
    return withoutPlaceholders(source.id, withTool(read), findings)
  },
}

function withTool<T extends ReadTable | ReadMatrix>(read: T): T {
  return { ...read, facts: { ...read.facts, tool: 'CIBERSORT' } }
}

const lm22 = 'cibersort-lm22'
const absolute = 'cibersort-lm22-absolute'

/**
 * Relative results add up to 1 in every sample (to 100 where somebody made them percent, which the check says); absolute ones have
 * their score beside them, or add up to it.
 */
export function cibersortMode(
  table: HeadTable,
  samples: 'rows' | 'columns' = 'rows',
): typeof lm22 | typeof absolute {
  const isCell = (name: string) => crosswalk(lm22, name).kind === 'cell'
  const { names, sums } = sampleSums(table, samples, isCell)
  if (names.some((name) => crosswalk(absolute, name).kind === 'total')) return absolute
  return isRelative(sums) ? lm22 : absolute
}

/** Sums of samples; those that hold something else than numbers say nothing. */
export function isRelative(sums: readonly number[]): boolean {
  const known = sums.filter((sum) => !Number.isNaN(sum))
  return [1, 100].some((whole) => known.every((sum) => Math.abs(sum - whole) < 0.02 * whole))
}

export const cibersortR: Reader = {
  format: 'cibersort-r',
  role: 'immune',
  describes:
    'Results of CIBERSORT.R or CIBERSORTx: Mixture, 22 cells, P-value, Correlation, RMSE, optional absolute score.',
  recognise(head) {
    const table = textTable(head)
    // the signature matrix itself has the same names over its columns, and genes in its rows; cell_type is immunedeconv's word
    if (!table || /gene|cell_type/i.test(table.names.slice(0, 2).join(' '))) return null
    const isCells = (names: readonly string[]) => isMethod(absolute, names)
    const whole = cellsEitherWay(table, isCells)
    const mixed = whole === null ? cellsWithOthers(table, absolute, isCells) : null
    const samples = mixed ? 'rows' : whole
    if (samples === null) return null
    const methodKey = cibersortMode(table, samples)
    const words =
      methodKey === lm22 ? 'relative: every sample adds up to 1' : 'absolute: samples do not add up to 1'
    const adjusted = /adjusted/i.test(head.name) ? ', batch-corrected by its file name' : ''
    const names = samples === 'rows' ? table.names : cellsOf(table, 0)
    const quality = hasAll(
      names.map((name) => name.replace(/[^A-Za-z]/g, '')),
      ['Correlation', 'RMSE'],
    )
    return sure(
      `the 22 cells of LM22${quality ? ' with P, correlation and RMSE' : ''} (${words}${adjusted}), samples in ${samples}${besideWords(mixed)}`,
      { methodKey, ...(samples === 'rows' && !mixed ? {} : { settings: { samples, ...mixed } }) },
    )
  },
  async read(source, findings, progress) {
    const schema = z.strictObject({ ...cellTableSettings, samples: samplesSetting.default('rows') })
    const settings = readSettings(schema, source, findings)
    if (settings === null) return null
    if (settings.samples === 'columns') {
      const matrix = await readCellRows(source, settings, {}, findings, progress)
      return matrix && withoutPlaceholderRow(source.id, withTool(matrix), findings)
    }
    const read = await readSampleRows(source, settings, {}, findings, progress)
    if (read === null) return null
    return withoutPlaceholders(source.id, withTool(read), findings)
  },
}
