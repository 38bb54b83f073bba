/** The columns of a drafted file as a person sees them before anything is imported: a few cells, and what each becomes. */
import type { HeadTable } from '../recognise/head.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import { textOf } from './draft.ts'

export interface ShownColumn {
  name: string
  /** in the field's words: patient, number, category, status, time, feature, lesion, cell, left out, … */
  becomes: string
  /** cells of the first rows */
  preview: string[]
}

const shownRows = 5
const mostColumns = 400

type Becomes = ReadonlyMap<string, string>

/** @returns the first 400 columns, and how many there are; none for matrices and folders, whose columns are samples */
export function shownColumns(
  draft: DraftManifest,
  file: DraftFile,
): { columns: ShownColumn[]; columnCount: number } {
  const { head } = file.found
  const table = head.tables.find(({ sheet }) => sheet === (file.settings['sheet'] ?? null)) ?? head.tables[0]
  if (!table || file.role === 'expression' || head.kind === 'folder') return { columns: [], columnCount: 0 }
  const becomes = becomesOf(draft, file, table)
  const columns = table.names.slice(0, mostColumns).map((name, i) => ({
    name,
    becomes: becomes.get(name) ?? 'left out',
    preview: table.rows.slice(0, shownRows).map((row) => row[i] ?? ''),
  }))
  return { columns, columnCount: table.names.length }
}

/** A file that repeats stands in the draft once for each reader or phase; the first tells of all. */
function becomesOf(draft: DraftManifest, file: DraftFile, table: HeadTable): Becomes {
  const own = draft.layers.filter(({ spec }) => Array.isArray(spec['from']) && spec['from'].includes(file.id))
  const found = new Map<string, string>()
  for (const { spec } of own) for (const [name, words] of layerColumns(spec, file)) found.set(name, words)
  if (draft.ctSeries?.['from'] === file.id)
    for (const name of Object.values(draft.ctSeries['columns'] ?? {})) found.set(textOf(name), 'series')
  if (file.select) found.set(file.select.column, 'cancer type')
  const filter = file.settings['filter']
  if (typeof filter === 'object' && filter !== null && 'column' in filter)
    found.set(textOf(filter.column), 'reader or phase')
  if (own.length > 0 || found.size > 0) found.set(idOf(file, table), 'patient')
  return found
}

/** The column whose cells are the ids that were read; the setting names it where a filter hides rows. */
function idOf(file: DraftFile, table: HeadTable): string {
  const ids = file.ids.slice(0, shownRows)
  const at = table.names.findIndex((_, i) => ids.every((id, row) => table.rows[row]?.[i] === id))
  return textOf(file.settings['idColumn']) || (table.names[Math.max(0, at)] ?? '')
}

interface NamedColumn {
  column: string
  type?: string
}

function listOf<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : []
}

interface EndpointColumns {
  label: string
  event: { column: string }
  time: { column: string; ifCensored?: string }
}

function layerColumns(spec: Record<string, unknown>, file: DraftFile): [string, string][] {
  switch (spec['kind']) {
    case 'clinical':
    case 'response':
      return listOf<NamedColumn>(spec['variables']).map(({ column, type }) => [column, type ?? 'category'])
    case 'outcome':
      return listOf<EndpointColumns>(spec['endpoints']).flatMap(({ label, event, time }) => [
        [event.column, `status of ${label.toLowerCase()}`] satisfies [string, string],
        [time.column, `time of ${label.toLowerCase()}`] satisfies [string, string],
        ...(time.ifCensored === undefined
          ? []
          : [[time.ifCensored, `time of ${label.toLowerCase()}, if censored`] satisfies [string, string]]),
      ])
    case 'imaging':
      return featureColumns(spec, file)
    case 'immune':
      return readColumns(file).map((name) => [name, 'cell or its quality'])
    case 'score':
      return [
        [textOf(spec['gtr']), 'GTR probability'],
        [textOf(spec['ith']), 'ITH probability'],
        ...riskGroup(spec['riskGroup']),
      ]
    default:
      return []
  }
}

function riskGroup(given: unknown): [string, string][] {
  return typeof given === 'object' && given !== null && 'column' in given
    ? [[textOf(given.column), 'stated risk group']]
    : []
}

function featureColumns(spec: Record<string, unknown>, file: DraftFile): [string, string][] {
  const excluded = listOf<string>(spec['exclude'])
  const rows = spec['rows']
  const numbers = readColumns(file).filter((name) => !excluded.includes(name))
  const features = numbers.map((name): [string, string] => [name, 'feature'])
  return typeof rows === 'object' && rows !== null && 'idColumn' in rows && 'entity' in rows
    ? [...features, [textOf(rows.idColumn), textOf(rows.entity)]]
    : features
}

function readColumns({ read }: DraftFile): string[] {
  return read?.shape === 'table' ? read.columns.map(({ name }) => name) : []
}
