/** Clinical tables in a draft: which columns tell patients apart, what their values are, and where rows of a patient differ. */
import type { Json } from '../../science/canonical.ts'
import { variableKey } from '../../science/variableRef.ts'
import { personalColumn } from '../checks.ts'
import type { ReadTable } from '../readers/reader.ts'
import { askConflicts, preferOf } from './differingRows.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import { addLayer } from './draft.ts'
import { draftOutcome } from './draftOutcome.ts'
import type { ColumnUse } from './mapping.ts'
import { useOf } from './mapping.ts'
import type { Repeat } from './repeats.ts'
import { repeatsOf } from './repeats.ts'
import type { SeenColumn } from './seenColumns.ts'
import { seenColumns, unknownWords } from './seenColumns.ts'

const mostLevels = 20
const idLike = /([_ .]id|uuid|submitter_id|barcode)$/i
const dateLike = /^\d{4}-\d{2}-\d{2}|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/

/** Rows that a select lets through. */
function selected(file: DraftFile, table: ReadTable): (row: number) => boolean {
  const column = file.select && table.columns.find(({ name }) => name === file.select?.column)
  // which value it will be is a question; drafted is for all of them
  return column?.kind === 'text' ? (row) => column.values[row] !== null : () => true
}

export function draftClinical(draft: DraftManifest, file: DraftFile): void {
  const table = file.read
  if (table?.shape !== 'table') return
  for (const part of repeatsOf(draft, file, table)) draftTable(draft, table, part)
}

function draftTable(draft: DraftManifest, table: ReadTable, { file, rows, filter }: Repeat): void {
  const own = new Set(rows)
  const isSelected = selected(file, table)
  const columns = seenColumns(table, draft.ids, (row) => own.has(row) && isSelected(row))
  const used = draftOutcome(draft, file, columns)
  const rest = columns.filter(
    ({ name }) =>
      !used.has(name) &&
      useOf(file.mapped, name) !== 'left-out' &&
      name !== file.select?.column &&
      name !== filter?.column &&
      name !== '_PATIENT',
  )
  const usable = rest.filter(
    (column) => useOf(file.mapped, column.name) !== undefined || whyUnusable(column) === null,
  )
  noteUnusable(
    draft,
    file,
    rest.filter((column) => !usable.includes(column)),
  )
  const torn = usable.filter(
    ({ conflicts, patients, name }) => conflicts > patients / 5 && useOf(file.mapped, name) === undefined,
  )
  const kept = usable.filter((column) => !torn.includes(column))
  if (torn.length > 0)
    draft.notes.push(
      `${file.found.path}: ${torn.length} columns differ between the rows of many patients (treatments, visits) and are left out: ${listed(torn)}.`,
    )
  const personal = rest.filter(({ name }) => personalColumn(name))
  if (personal.length > 0)
    draft.notes.push(
      `${file.found.path}: remove before importing, these look like names or dates of birth: ${listed(personal)}.`,
    )
  if (kept.length === 0) return
  const keys = new Set<string>()
  const variables = kept.map((column) => variableOf(column, keys, useOf(file.mapped, column.name)))
  const differing = kept.filter(({ conflicts }) => conflicts > 0)
  const layer = addLayer(
    draft,
    {
      kind: 'clinical',
      key: file.id,
      label: `Clinical (${file.id})`,
      from: [file.id],
      method: file.found.path,
      ...preferOf(file),
      ...(differing.length > 0 ? { conflicts: '?' } : {}),
      variables,
    },
    `Columns of ${file.found.path} that tell patients apart. Strike out what nobody needs.`,
  )
  if (differing.length > 0) askConflicts(draft, file, differing, layer)
}

function listed(columns: readonly SeenColumn[]): string {
  const names = columns.slice(0, 6).map(({ name }) => name)
  return (
    names.join(', ') + (columns.length > names.length ? ` and ${columns.length - names.length} more` : '')
  )
}

/** Days since 1900 as a spreadsheet counts them, under a name that says what they are. */
function isSerialDate({ name, values }: SeenColumn): boolean {
  return (
    /(^|[^a-z])date([^a-z]|$)/i.test(name) && values.every(({ text }) => /^[2-6]\d{4}(\.\d+)?$/.test(text))
  )
}

/** Why a column tells nothing that patients could be compared by; null where it may. */
function whyUnusable(column: SeenColumn): string | null {
  const { name, values, numeric } = column
  const known = values.filter(({ text }) => !unknownWords.test(text))
  if (known.length === 0) return 'empty'
  if (personalColumn(name)) return 'names or dates of birth'
  if (idLike.test(name)) return 'ids'
  if (known.length < 2) return 'the same in everybody'
  if (known.some(({ text }) => dateLike.test(text)) || isSerialDate(column)) return 'dates'
  if (numeric) return null
  if (known.length > mostLevels) return `more than ${mostLevels} different words`
  return known.every(({ text }) => text.length <= 120) ? null : 'long texts'
}

/** What is not drafted is said, so that nobody looks for it in vain. */
function noteUnusable(draft: DraftManifest, file: DraftFile, columns: readonly SeenColumn[]): void {
  const reasons = Map.groupBy(columns, (column) => whyUnusable(column) ?? '')
  reasons.delete('names or dates of birth')
  reasons.delete('empty')
  if (reasons.size === 0) return
  const words = [...reasons].map(([reason, own]) => `${reason} (${listed(own)})`)
  draft.notes.push(`${file.found.path}: columns that are not drafted: ${words.join('; ')}.`)
}

/** A number with few values that are all whole is a code until somebody says otherwise. */
function isCode({ name, values, numeric }: SeenColumn): boolean {
  if (!numeric) return true
  if (/(^|[_.])(age|days|time|months|size|score|weight|height|year|bmi|afp)/i.test(name)) return false
  if (/^ips_/.test(name)) return false
  return values.length <= 6 && values.every(({ text }) => /^-?\d{1,2}$/.test(text))
}

function variableOf(column: SeenColumn, keys: Set<string>, use: ColumnUse | undefined): Json {
  const { name, values } = column
  const short = name.includes('.') ? (name.split('.').at(-1) ?? name) : name
  let key = variableKey(short.slice(0, 150))
  if (keys.has(key)) key = variableKey(name.slice(0, 150))
  for (let n = 2; keys.has(key); n += 1) key = `${variableKey(name.slice(0, 140))}_${n}`
  keys.add(key)
  const label = short.replaceAll('_', ' ')
  const unknown = values.filter(({ text }) => unknownWords.test(text)).map(({ text }) => text)
  const missing = unknown.length > 0 ? { missing: unknown } : {}
  if (use === 'number' || (use !== 'category' && !isCode(column)))
    return { key, label, column: name, type: 'number', ...missing }
  return { key, label, column: name, type: 'category', ...missing }
}
