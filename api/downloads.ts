import { readLayerInfo, readLayerPart } from '../db/read/layerDownload.ts'
import type { DownloadedColumn, LayerInfo } from '../db/read/layerDownload.ts'
import { readRelease } from '../db/read/releases.ts'
import type { ReleaseRow } from '../db/read/releases.ts'
import type { Database } from '../db/client.ts'
import { InvalidInput } from '../science/errors.ts'
import { isMissing } from '../science/stats/missing.ts'
import { parseLayerRef } from '../science/variableRef.ts'
import { commentLine, tsvLine } from './analyses/tsv.ts'
import type { TsvCell } from './analyses/tsv.ts'
import { Refusal } from './errors.ts'

/** Up to here a layer is written with a line a row, as statistics programs want it; beyond, with a line a variable. */
const mostColumns = 1000
const variablesAtOnce = 500
const pattern = /^\/download\/([A-Za-z0-9]+)\/([^/]+)\.tsv$/

export function isDownload(pathname: string): boolean {
  return pathname.startsWith('/download/')
}

function written(column: DownloadedColumn, values: Float64Array, row: number): TsvCell {
  const value = values[row] ?? NaN
  if (isMissing(value)) return null
  return column.levels === null ? value : (column.levels[value] ?? null)
}

/** An endpoint is two columns: its time and whether the event happened. */
function namedColumns(column: DownloadedColumn): { name: string; cell: (row: number) => TsvCell }[] {
  const values = { name: column.key, cell: (row: number) => written(column, column.values, row) }
  const { events } = column
  if (!events) return [values]
  return [
    { ...values, name: `${column.key}.time_days` },
    { name: `${column.key}.event`, cell: (row) => written(column, events, row) },
  ]
}

function* header(release: ReleaseRow, info: LayerInfo, shape: string): Generator<string> {
  const { layer } = info
  const facts: [string, string][] = [
    ['cohort', `${release.cohort.title}${release.cohort.simulated ? ' (simulated)' : ''}`],
    ['licence', release.cohort.licence],
    ['release', release.shortId],
    ['content hash', release.contentHash],
    ['layer', `${layer.ref}, ${layer.label}`],
    ['method', layer.method],
    ['unit', layer.unit === '' ? 'as each variable says' : layer.unit],
    ['who stands for a patient', layer.patientRule],
    ['table', shape],
    ['missing', 'empty'],
  ]
  for (const [name, value] of facts) yield commentLine(name, value)
}

/** A line a row: patient, id of the row, whether it stands for its patient, then every variable. */
async function* byRow(db: Database, release: ReleaseRow, info: LayerInfo): AsyncGenerator<string> {
  const columns = (await readLayerPart(db, info, 0, mostColumns)).flatMap(namedColumns)
  yield* header(release, info, `one line a ${info.layer.entity}, one column a variable`)
  yield tsvLine(['patient', info.layer.entity, 'stands_for_patient', ...columns.map(({ name }) => name)])
  for (const [row, { id, patient, stands }] of info.rows.entries())
    yield tsvLine([patient, id, stands ? 'yes' : 'no', ...columns.map(({ cell }) => cell(row))])
}

/** A line a variable; ids of the rows stand in the first line, their patients in the second. */
async function* byVariable(db: Database, release: ReleaseRow, info: LayerInfo): AsyncGenerator<string> {
  yield* header(
    release,
    info,
    `one line a variable, one column a ${info.layer.entity}; line 2: patient, line 3: stands for the patient`,
  )
  yield tsvLine(['key', 'label', 'unit', ...info.rows.map(({ id }) => id)])
  yield tsvLine(['patient', '', '', ...info.rows.map(({ patient }) => patient)])
  yield tsvLine(['stands_for_patient', '', '', ...info.rows.map(({ stands }) => (stands ? 'yes' : 'no'))])
  for (let from = 0; from < info.layer.variableCount; from += variablesAtOnce)
    for (const column of await readLayerPart(db, info, from, variablesAtOnce))
      for (const { name, cell } of namedColumns(column))
        yield tsvLine([name, column.label, column.unit, ...info.rows.map((_, row) => cell(row))])
}

const encoder = new TextEncoder()
const chunkLength = 64 * 1024

/** Lines gathered into pieces worth sending. */
function streamed(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      let text = ''
      while (text.length < chunkLength) {
        const next = await lines.next()
        if (next.done === true) {
          if (text !== '') controller.enqueue(encoder.encode(text))
          controller.close()
          return
        }
        text += next.value
      }
      controller.enqueue(encoder.encode(text))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    throw new Refusal(400, 'BAD_REQUEST', 'the address is not well formed')
  }
}

function layerName(text: string): ReturnType<typeof parseLayerRef> {
  try {
    return parseLayerRef(text, 'layer')
  } catch (error) {
    if (error instanceof InvalidInput) throw new Refusal(400, 'BAD_REQUEST', error.message)
    throw error
  }
}

/**
 * A whole layer as tab-separated text, streamed: /download/<release>/<kind>:<layer>.tsv. Text that a spreadsheet would run is
 * quoted, as in every table. @throws Refusal 400, 404, 405
 */
export async function layerDownload(db: Database, request: Request): Promise<Response> {
  if (request.method !== 'GET') throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'tables are asked for by GET')
  const { pathname } = new URL(request.url)
  const [, hash = '', ref = ''] = pattern.exec(decoded(pathname)) ?? []
  if (hash === '') throw new Refusal(404, 'NOT_FOUND', 'tables are at /download/<release>/<kind>:<layer>.tsv')
  const { kind, layer: key } = layerName(ref)
  const release = await readRelease(db, hash)
  const info = release && (await readLayerInfo(db, release.id, { kind, key }))
  if (!release || !info) throw new Refusal(404, 'NOT_FOUND', `release ${hash} has no layer ${ref}`)
  const lines =
    info.layer.variableCount > mostColumns ? byVariable(db, release, info) : byRow(db, release, info)
  const name = `${release.cohort.slug}_r-${release.shortId}_${kind}-${key}.tsv`
  return new Response(streamed(lines), {
    headers: {
      'content-type': 'text/tab-separated-values; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
