/** Formats panimmune-cibersort and cibersort-r: CIBERSORT.R and CIBERSORTx, relative or absolute, adjusted or not. */
import { z } from 'zod'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import type { Findings } from '../findings.ts'
import { parseNumber } from '../numbers.ts'
import type { HeadTable } from '../recognise/head.ts'
import { hasAll, isMethod, sure, textTable } from '../recognise/looks.ts'
import { report } from '../rules.ts'
import { readSampleRows } from './immuneShapes.ts'
import type { Reader, ReadTable, TableColumn } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'

/** CIBERSORT writes this where it was run without permutations. */
const notComputed = 9999

export function withoutPlaceholders(file: string, read: ReadTable, findings: Findings): ReadTable {
  const columns = read.columns.map((column): TableColumn => {
    if (column.kind !== 'number' || !isPValue(column.name)) return column
    const count = column.values.reduce((sum, value) => sum + (value === notComputed ? 1 : 0), 0)
    if (count === 0) return column
    report(findings, 'not-computed', {
      file,
      column: column.name,
      value: String(notComputed),
      message: `P is ${notComputed} in ${count} of ${column.values.length} rows: CIBERSORT ran without permutations, so P is missing.`,
    })
    return { ...column, values: column.values.map((value) => (value === notComputed ? NaN : value)) }
  })
  return { ...read, columns }
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
    return withoutPlaceholders(source.id, { ...read, facts: { ...read.facts, tool: 'CIBERSORT' } }, findings)
  },
}

const lm22 = 'cibersort-lm22'
const absolute = 'cibersort-lm22-absolute'

/** Relative results add up to 1 in every row; absolute ones have their score in a column, or add up to it. */
export function cibersortMode(table: HeadTable): typeof lm22 | typeof absolute {
  const { names, rows } = table
  if (names.some((name) => crosswalk(absolute, name).kind === 'total')) return absolute
  const cells = names.flatMap((name, index) => (crosswalk(lm22, name).kind === 'cell' ? [index] : []))
  const sums = rows.map((row) =>
    cells.reduce((total, index) => total + (parseNumber(row[index] ?? '') ?? NaN), 0),
  )
  return sums.every((sum) => Math.abs(sum - 1) < 0.02) ? lm22 : absolute
}

export const cibersortR: Reader = {
  format: 'cibersort-r',
  role: 'immune',
  describes:
    'Results of CIBERSORT.R or CIBERSORTx: Mixture, 22 cells, P-value, Correlation, RMSE, optional absolute score.',
  recognise(head) {
    const table = textTable(head)
    // the signature matrix itself has the same names over its columns, and genes in its rows
    if (!table || /gene/i.test(table.names[0] ?? '') || !isMethod(absolute, table.names.slice(1))) return null
    const methodKey = cibersortMode(table)
    const words =
      methodKey === lm22 ? 'relative: every row adds up to 1' : 'absolute: rows do not add up to 1'
    const adjusted = /adjusted/i.test(head.name) ? ', batch-corrected by its file name' : ''
    const quality = hasAll(
      table.names.map((name) => name.replace(/[^A-Za-z]/g, '')),
      ['Correlation', 'RMSE'],
    )
    return sure(
      `the 22 cells of LM22${quality ? ' with P, correlation and RMSE' : ''} (${words}${adjusted})`,
      { methodKey },
    )
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const read = await readSampleRows(source, settings, {}, findings, progress)
    if (read === null) return null
    return withoutPlaceholders(source.id, { ...read, facts: { ...read.facts, tool: 'CIBERSORT' } }, findings)
  },
}
