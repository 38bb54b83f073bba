/** What deconvolution tools write with one row per sample. Names of cells stay as the tool wrote them. */
import { z } from 'zod'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import { report } from '../rules.ts'
import type { Reader, ReadTable, TableColumn } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const settingsSchema = z.strictObject(tableSettings)

/** CIBERSORT writes this where it was run without permutations. */
const notComputed = 9999

function withoutPlaceholders(file: string, read: ReadTable, findings: Findings): ReadTable {
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
  describes:
    'CIBERSORT of all TCGA by the PanImmune group (SampleID, CancerType, 22 cells, P, correlation, RMSE).',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings.delimiter),
      {
        file: source.id,
        idColumns: ['SampleID'],
        required: ['CancerType'],
        kind: (name) => (name === 'SampleID' ? 'skip' : name === 'CancerType' ? 'text' : 'number'),
        missing: [...missingWords.r, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
    if (read === null) return null
    return withoutPlaceholders(source.id, { ...read, facts: { ...read.facts, tool: 'CIBERSORT' } }, findings)
  },
}

export const cibersortR: Reader = {
  format: 'cibersort-r',
  describes:
    'Results of CIBERSORT.R or CIBERSORTx: Mixture, 22 cells, P-value, Correlation, RMSE, optional absolute score.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings.delimiter),
      (names) => ({
        file: source.id,
        idColumns: [names[0] ?? ''],
        required: [],
        kind: (_, index) => (index === 0 ? 'skip' : 'number'),
        missing: [...missingWords.r, ...(settings.missing ?? [])],
        filter: settings.filter,
      }),
      findings,
      progress,
    )
    if (read === null) return null
    return withoutPlaceholders(source.id, { ...read, facts: { ...read.facts, tool: 'CIBERSORT' } }, findings)
  },
}

export const estimateTable: Reader = {
  format: 'estimate',
  describes: 'ESTIMATE scores: an id column, StromalScore, ImmuneScore, ESTIMATEScore, optional TumorPurity.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings.delimiter),
      (names) => ({
        file: source.id,
        idColumns: [names[0] ?? ''],
        required: ['StromalScore', 'ImmuneScore'],
        kind: (_, index) => (index === 0 ? 'skip' : 'number'),
        missing: [...missingWords.r, ...(settings.missing ?? [])],
        filter: settings.filter,
      }),
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'ESTIMATE' } }
  },
}

const leukocyteColumns = ['cancer_type', 'sample', 'leukocyte_fraction'] as const

export const leukocyteFraction: Reader = {
  format: 'leukocyte-fraction',
  describes: 'Leukocyte fraction by methylation (PanImmune): cancer type, aliquot, fraction; no header.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    return readTextTable(
      { ...tableOptions(source, settings.delimiter ?? 'tab'), names: leukocyteColumns },
      {
        file: source.id,
        idColumns: ['sample'],
        required: [],
        kind: (name) => (name === 'sample' ? 'skip' : name === 'cancer_type' ? 'text' : 'number'),
        missing: [...missingWords.r, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
  },
}
