/** Tables without a tool of their own: the manifest says which column is what. */
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import type { ColumnKind, ColumnPlan } from './columns.ts'
import type { Reader, ReadTable, Source } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readSheetTable } from './sheetTable.ts'
import { readTextTable, tableOptions } from './textTable.ts'
import type { Progress } from './textTable.ts'

const placeSettings = {
  ...tableSettings,
  idColumn: z.string().optional().describe('left out: the first column'),
  sheet: z.string().optional().describe('the file is an .xlsx workbook and this its sheet'),
}

interface Place {
  delimiter?: 'tab' | 'comma' | 'semicolon' | undefined
  filter?: ColumnPlan['filter']
  missing?: string[] | undefined
  idColumn?: string | undefined
  sheet?: string | undefined
}

interface Plan {
  required: readonly string[]
  kind: (name: string) => ColumnKind
}

async function readPlain(
  source: Source,
  place: Place,
  plan: Plan,
  findings: Findings,
  progress: Progress,
): Promise<ReadTable | null> {
  const columnPlan = (names: readonly string[]): ColumnPlan => {
    const idColumn = place.idColumn ?? names[0] ?? ''
    return {
      file: source.id,
      idColumns: [idColumn],
      required: plan.required,
      kind: (name) => (name === idColumn ? 'skip' : plan.kind(name)),
      missing: [...missingWords.spreadsheet, ...missingWords.python, ...(place.missing ?? [])],
      filter: place.filter,
    }
  }
  if (place.sheet !== undefined) return readSheetTable(source, place.sheet, columnPlan, findings)
  return readTextTable(tableOptions(source, place.delimiter), columnPlan, findings, progress)
}

const featureSettings = z.strictObject({
  ...placeSettings,
  text: z.array(z.string()).default([]).describe('columns that are no numbers'),
})

export const featureTable: Reader = {
  format: 'feature-table',
  describes: 'Plain feature table: an id column, all others numbers unless the manifest says text.',
  async read(source, findings, progress) {
    const settings = readSettings(featureSettings, source, findings)
    if (settings === null) return null
    const { text } = settings
    const kind = (name: string) => (text.includes(name) ? 'text' : 'number')
    return readPlain(source, settings, { required: text, kind }, findings, progress)
  },
}

const clinicalSettings = z.strictObject({
  ...placeSettings,
  numbers: z.array(z.string()).default([]).describe('columns that are numbers; all others are kept as text'),
})

export const clinicalTable: Reader = {
  format: 'clinical-table',
  describes: 'Plain clinical table: an id column; number columns as the manifest says, all others text.',
  async read(source, findings, progress) {
    const settings = readSettings(clinicalSettings, source, findings)
    if (settings === null) return null
    const { numbers } = settings
    const kind = (name: string) => (numbers.includes(name) ? 'number' : 'text')
    return readPlain(source, settings, { required: numbers, kind }, findings, progress)
  },
}

const scoreSettings = z.strictObject({
  ...placeSettings,
  gtr: z.string().default('GTR_proba'),
  ith: z.string().default('ITH_proba'),
  numbers: z.array(z.string()).default([]).describe('further number columns'),
})

export const scoreTable: Reader = {
  format: 'score-table',
  describes: 'Model outputs per patient: GTR and ITH probability, optional labels as text.',
  async read(source, findings, progress) {
    const settings = readSettings(scoreSettings, source, findings)
    if (settings === null) return null
    const numbers = [settings.gtr, settings.ith, ...settings.numbers]
    const kind = (name: string) => (numbers.includes(name) || name === 'IntegratedIndex' ? 'number' : 'text')
    return readPlain(source, settings, { required: numbers, kind }, findings, progress)
  },
}
