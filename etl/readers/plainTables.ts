/** Tables without a tool of their own: the manifest says which column is what. */
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import type { Head, HeadTable } from '../recognise/head.ts'
import { cellsOf, isMostlyNumeric, plain, sure } from '../recognise/looks.ts'
import type { ColumnKind, ColumnPlan } from './columns.ts'
import type { Reader, ReadTable, Recognition, Source } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readSheetTable } from './sheetTable.ts'
import { readTextTable, tableOptions } from './textTable.ts'
import type { Progress } from './textTable.ts'

export const placeSettings = {
  ...tableSettings,
  idColumn: z.string().optional().describe('left out: the first column'),
  sheet: z.string().optional().describe('the file is an .xlsx workbook and this its sheet'),
}

interface Place {
  delimiter?: 'tab' | 'comma' | 'semicolon' | undefined
  rowNames?: boolean | undefined
  comment?: string | undefined
  decimal?: 'comma' | undefined
  filter?: ColumnPlan['filter']
  missing?: string[] | undefined
  idColumn?: string | undefined
  sheet?: string | undefined
}

interface Plan {
  required: readonly string[]
  kind: (name: string) => ColumnKind
}

export async function readPlain(
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
  return readTextTable(tableOptions(source, place), columnPlan, findings, progress)
}

const idNames =
  /^(patient|patient[ _.]?id|case[ _.]?id|case_submitter_id|subject[ _.]?id|sample([ _.]?id)?|id|tcia_id|barcode|bcr_patient_barcode|submitter_id|pid|pat_id|identifier)$/i

/** The table in a head that looks like rows of patients: its id column named so, or a first one that tells all rows apart. */
function patientTable(head: Head): { table: HeadTable; id: string } | null {
  for (const table of head.tables) {
    const named = table.names.find((name) => idNames.test(name))
    const id = named ?? table.names[0]
    if (id === undefined || table.names.length < 2 || table.rows.length < 2) continue
    const ids = cellsOf(table, table.names.indexOf(id))
    const filled = ids.filter((cell) => cell.trim() !== '').length >= 0.9 * ids.length
    const distinct = new Set(ids).size
    const telling = distinct === ids.length && ids.every((cell) => !/^-?\d*\.\d/.test(cell))
    if (filled && (named === undefined ? telling && table.sheet === null : distinct > 1)) return { table, id }
  }
  return null
}

/** Where the table is: only what differs from the defaults. */
function placeOf({ table, id }: { table: HeadTable; id: string }): Record<string, unknown> {
  return {
    ...(table.names[0] === id ? {} : { idColumn: id }),
    ...(table.sheet === null ? {} : { sheet: table.sheet }),
  }
}

function isPlace(head: Head): boolean {
  return head.kind === 'text' || head.kind === 'workbook'
}

const featureSettings = z.strictObject({
  ...placeSettings,
  text: z.array(z.string()).default([]).describe('columns that are no numbers'),
})

export const featureTable: Reader = {
  format: 'feature-table',
  role: 'features',
  describes: 'Plain feature table: an id column, all others numbers unless the manifest says text.',
  recognise(head): Recognition | null {
    const found = isPlace(head) ? patientTable(head) : null
    if (!found) return null
    const { table, id } = found
    const others = table.names.flatMap((name, i) => (name === id ? [] : [{ name, i }]))
    const text = others.filter(({ i }) => !isMostlyNumeric(cellsOf(table, i))).map(({ name }) => name)
    const numbers = others.length - text.length
    // numbers with decimals, and hardly anything else
    const measured = others.filter(({ i }) => cellsOf(table, i).some((cell) => /\d\.\d/.test(cell))).length
    return numbers >= 4 && text.length <= 0.2 * others.length && measured >= 0.5 * others.length
      ? plain(`an id column (${id}) and ${numbers} columns of numbers`, {
          settings: { ...placeOf(found), ...(text.length > 0 ? { text } : {}) },
        })
      : null
  },
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
  role: 'clinical',
  describes: 'Plain clinical table: an id column; number columns as the manifest says, all others text.',
  recognise(head): Recognition | null {
    const found = isPlace(head) ? patientTable(head) : null
    return (
      found &&
      plain(`an id column (${found.id}) and ${found.table.names.length - 1} further columns`, {
        settings: placeOf(found),
      })
    )
  },
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
  role: 'scores',
  describes: 'Model outputs per patient: GTR and ITH probability, optional labels as text.',
  recognise(head): Recognition | null {
    const found = isPlace(head) ? patientTable(head) : null
    const names = found?.table.names ?? []
    const gtr = names.find((name) => /^gtr.*(prob|score)/i.test(name))
    const ith = names.find((name) => /^ith.*(prob|score)/i.test(name))
    return found && gtr !== undefined && ith !== undefined
      ? sure(`${gtr} and ${ith}: model outputs of GTR and ITH`, {
          settings: { ...placeOf(found), gtr, ith },
        })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(scoreSettings, source, findings)
    if (settings === null) return null
    const numbers = [settings.gtr, settings.ith, ...settings.numbers]
    const kind = (name: string) => (numbers.includes(name) || name === 'IntegratedIndex' ? 'number' : 'text')
    return readPlain(source, settings, { required: numbers, kind }, findings, progress)
  },
}
