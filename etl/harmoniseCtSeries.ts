import type { Block, Context, Row } from './harmoniseBlock.ts'
import { cellText, reportAbsent } from './harmoniseBlock.ts'
import type { CtSeriesSpec } from './manifest.ts'
import { parseNumber } from './numbers.ts'
import { report } from './rules.ts'

export interface HarmonisedSeries {
  patient: string
  studyUid: string
  seriesUid: string
  modality: string | null
  phase: string | null
  manufacturer: string | null
  sliceThicknessMm: number | null
  description: string | null
}

/** CT series, each once, however many readings of it the table lists. */
export function harmoniseCtSeries(block: Block, spec: CtSeriesSpec, context: Context): HarmonisedSeries[] {
  const cell = cellReader(block, spec, context)
  const series = new Map<string, HarmonisedSeries>()
  let repeated = 0
  for (const row of block.rows) {
    const one = seriesOf(row, spec, cell, block, context)
    if (!one) continue
    const there = series.get(one.seriesUid)
    if (!there) series.set(one.seriesUid, one)
    else if (there.patient === one.patient && there.studyUid === one.studyUid) repeated += 1
    else
      report(context.findings, 'series-invalid', {
        file: block.file.id,
        line: row.line,
        value: one.seriesUid,
        message: `This series is listed for ${there.patient} and for ${one.patient}.`,
      })
  }
  if (repeated > 0)
    report(context.findings, 'series-repeated', {
      file: block.file.id,
      message: `${block.rows.length} rows are ${series.size} series of ${new Set([...series.values()].map((s) => s.patient)).size} patients; the others repeat a series.`,
    })
  return [...series.values()]
}

type CellReader = (row: Row, column: string | undefined) => string | null

function cellReader(block: Block, spec: CtSeriesSpec, context: Context): CellReader {
  const columns = new Map(block.columns.map((column) => [column.name, column]))
  for (const name of Object.values(spec.columns).filter((column) => column !== undefined))
    if (!columns.has(name)) reportAbsent(context.findings, block.file.id, name, block.columns)
  return (row, name) => {
    const column = name === undefined ? undefined : columns.get(name)
    return column ? cellText(column, row.index) : null
  }
}

const uid = /^[0-9]+(\.[0-9]+)+$/

function seriesOf(
  row: Row,
  { columns, modality }: CtSeriesSpec,
  cell: CellReader,
  block: Block,
  { findings }: Context,
): HarmonisedSeries | null {
  const [studyUid, seriesUid] = [cell(row, columns.study), cell(row, columns.series)]
  if (
    studyUid === null ||
    seriesUid === null ||
    ![studyUid, seriesUid].every((id) => uid.test(id) && id.length <= 64)
  ) {
    report(findings, 'series-invalid', {
      file: block.file.id,
      line: row.line,
      value: `${studyUid ?? ''} ${seriesUid ?? ''}`,
      message: 'A DICOM identifier has digits and points, at most 64.',
    })
    return null
  }
  const thickness = cell(row, columns.sliceThicknessMm)
  return {
    patient: row.patient,
    studyUid,
    seriesUid,
    modality: cell(row, columns.modality) ?? modality ?? null,
    phase: cell(row, columns.phase),
    manufacturer: cell(row, columns.manufacturer),
    sliceThicknessMm: thickness === null ? null : parseNumber(thickness),
    description: cell(row, columns.description),
  }
}
