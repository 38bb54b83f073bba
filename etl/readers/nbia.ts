/** Formats nbia-series (getSeries as JSON or CSV) and nbia-metadata (metadata.csv of the NBIA Data Retriever). */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ioMessage } from '../bytes.ts'
import type { Findings } from '../findings.ts'
import { hasAll, sure, textTable } from '../recognise/looks.ts'
import { parseNumber } from '../numbers.ts'
import { report } from '../rules.ts'
import type { RowView } from '../tableRow.ts'
import { ColumnBuilder } from './columns.ts'
import type { Reader, ReadTable, Source } from './reader.ts'
import { delimiterSetting, readSettings, tableSettings } from './settings.ts'
import { seriesOfManifest } from './tciaManifest.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const jsonSeries = z
  .array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])))
  .min(1)

type Series = z.output<typeof jsonSeries>[number]

/** Rows of JSON as columns of text; a key that is absent is null in NBIA's words. */
async function readSeriesJson(source: Source, findings: Findings): Promise<ReadTable | null> {
  let json: unknown
  try {
    json = JSON.parse((await readFile(source.path, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    const message = error instanceof SyntaxError ? 'This is not JSON.' : ioMessage(error)
    report(findings, 'file-unreadable', { file: source.id, message })
    return null
  }
  const parsed = jsonSeries.safeParse(json)
  if (!parsed.success) {
    report(findings, 'file-unreadable', {
      file: source.id,
      message: 'This is no list of series: an array of objects is expected, with at least one.',
    })
    return null
  }
  const names = [...new Set(parsed.data.flatMap((row) => Object.keys(row)))]
  const absent = ['PatientID', 'StudyInstanceUID', 'SeriesInstanceUID'].filter(
    (name) => !names.includes(name),
  )
  for (const column of absent)
    report(findings, 'column-missing', { file: source.id, column, message: `No series has a ${column}.` })
  if (absent.length > 0) return null
  const builder = new ColumnBuilder(
    {
      file: source.id,
      idColumns: ['PatientID'],
      required: [],
      kind: (name) => (name === 'PatientID' ? 'skip' : 'text'),
      missing: [],
    },
    findings,
    source.corrections,
  )
  if (!builder.start(names, 1)) return null
  parsed.data.forEach((row, i) => {
    builder.add(new JsonRow(i + 1, names, row))
  })
  const read = builder.finish()
  if (read === null) return null
  return {
    shape: 'table',
    facts: {
      encoding: 'utf-8',
      delimiter: null,
      rows: read.ids.length,
      columns: names.length,
      tool: 'NBIA',
      version: null,
      settings: { json: true },
    },
    ...read,
  }
}

/** An object of the list as a row; its line is its number in the list. */
class JsonRow implements RowView {
  readonly line: number
  readonly #names: readonly string[]
  readonly #values: Series

  constructor(line: number, names: readonly string[], values: Series) {
    this.line = line
    this.#names = names
    this.#values = values
  }

  get width(): number {
    return this.#names.length
  }

  text(index: number): string {
    return String(this.#values[this.#names[index] ?? ''] ?? '')
  }

  number(index: number): number {
    return parseNumber(this.text(index)) ?? NaN
  }
}

/** Keeps the series of a `.tcia` manifest, when the manifest of the data set names one as companion. */
async function onlyDownloaded(
  source: Source,
  read: ReadTable,
  seriesColumn: string,
  findings: Findings,
): Promise<ReadTable | null> {
  const path = source.companions['tcia']
  if (path === undefined) return read
  const wanted = await seriesOfManifest(source.id, path, findings)
  const column = read.columns.find(({ name }) => name === seriesColumn)
  if (wanted === null || column?.kind !== 'text') return null
  const kept = read.ids.flatMap((_, i) => (wanted.has(column.values[i] ?? '') ? [i] : []))
  const listed = new Set(column.values)
  const absent = [...wanted].filter((uid) => !listed.has(uid))
  for (const uid of absent)
    report(findings, 'series-unlisted', {
      file: source.id,
      value: uid,
      message: 'The .tcia manifest downloads this series, and the table does not list it.',
    })
  if (kept.length < read.ids.length)
    report(findings, 'rows-filtered', {
      file: source.id,
      message: `${read.ids.length - kept.length} of ${read.ids.length} series left out: not in the .tcia manifest.`,
    })
  return {
    ...read,
    ids: kept.map((i) => read.ids[i] ?? ''),
    lines: Int32Array.from(kept, (i) => read.lines[i] ?? 0),
    columns: read.columns.map((one) =>
      one.kind === 'number'
        ? { ...one, values: Float64Array.from(kept, (i) => one.values[i] ?? NaN) }
        : { ...one, values: kept.map((i) => one.values[i] ?? null) },
    ),
  }
}

async function readSeriesCsv(
  source: Source,
  columns: { id: string; required: readonly string[] },
  findings: Findings,
  progress: (done: number, total: number) => void,
): Promise<ReadTable | null> {
  const settings = readSettings(z.strictObject(tableSettings), source, findings)
  if (settings === null) return null
  const read = await readTextTable(
    tableOptions(source, settings),
    {
      file: source.id,
      idColumns: [columns.id],
      required: columns.required,
      kind: (name) => (name === columns.id ? 'skip' : 'text'),
      missing: ['', 'null', ...(settings.missing ?? [])],
      filter: settings.filter,
    },
    findings,
    progress,
  )
  return read && { ...read, facts: { ...read.facts, tool: 'NBIA' } }
}

const needed = ['StudyInstanceUID', 'SeriesInstanceUID']

export const nbiaSeries: Reader = {
  format: 'nbia-series',
  role: 'ct-series',
  describes: 'NBIA\'s getSeries as JSON or CSV; with a .tcia manifest as companion "tcia" only its series.',
  recognise(head) {
    const first: unknown = Array.isArray(head.json) ? head.json[0] : null
    if (typeof first === 'object' && first !== null && 'SeriesInstanceUID' in first && 'PatientID' in first)
      return sure('a JSON list of series with PatientID: getSeries of NBIA', { settings: { json: true } })
    const table = textTable(head)
    return table && hasAll(table.names, ['PatientID', ...needed])
      ? sure('PatientID, StudyInstanceUID and SeriesInstanceUID, as getSeries of NBIA names them')
      : null
  },
  async read(source, findings, progress) {
    const { json, ...rest } = source.settings
    if (json === true)
      readSettings(z.strictObject({ delimiter: delimiterSetting }), { ...source, settings: rest }, findings)
    const read =
      json === true
        ? await readSeriesJson(source, findings)
        : await readSeriesCsv(source, { id: 'PatientID', required: needed }, findings, progress)
    return read && onlyDownloaded(source, read, 'SeriesInstanceUID', findings)
  },
}

export const nbiaMetadata: Reader = {
  format: 'nbia-metadata',
  role: 'ct-series',
  describes: 'Table metadata.csv that the NBIA Data Retriever writes beside the folders it downloads.',
  recognise(head) {
    const table = textTable(head)
    return table && hasAll(table.names, ['Series UID', 'Subject ID', 'Study UID'])
      ? sure('Series UID, Subject ID and Study UID: metadata.csv of the NBIA Data Retriever')
      : null
  },
  async read(source, findings, progress) {
    const columns = { id: 'Subject ID', required: ['Study UID', 'Series UID'] }
    const read = await readSeriesCsv(source, columns, findings, progress)
    return read && onlyDownloaded(source, read, 'Series UID', findings)
  },
}
