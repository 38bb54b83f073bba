/**
 * A block is what one file contributes: rows of observations with harmonised ids, columns of values. A matrix with samples
 * in columns is seen as the same thing from the other side, so every later step knows one shape.
 */
import type { Barcode } from '../science/radiogenomics/barcodes.ts'
import { parseBarcode } from '../science/radiogenomics/barcodes.ts'
import type { Findings } from './findings.ts'
import { alikeHint } from './idsAlike.ts'
import type { Ledger } from './ledger.ts'
import { didYouMean } from './nearest.ts'
import { membershipFiles } from './manifest.ts'
import type { FileSpec, Manifest } from './manifest.ts'
import type { ReadResult } from './readers/reader.ts'
import { report } from './rules.ts'

export type BlockColumn = { name: string; label?: string | null } & (
  | { kind: 'number'; values: Float64Array | Float32Array }
  | { kind: 'text'; values: readonly (string | null)[] }
)

export interface Row {
  /** position in the columns */
  index: number
  line: number
  /** patient id or full barcode, harmonised */
  id: string
  patient: string
  barcode: Barcode | null
  /** the id as the file writes it */
  written: string
}

export interface Block {
  file: FileSpec
  /** whether the rows are whole patients or specimens of them */
  entity: 'patient' | 'specimen'
  rows: readonly Row[]
  columns: readonly BlockColumn[]
  /** lines of the columns, where samples are columns of the file and these are its rows */
  columnLines: Int32Array | null
  /** line of a cell: of its row, or of its column where samples are columns */
  lineOf: (row: Row, column: number) => number
}

/** What every step needs. */
export interface Context {
  manifest: Manifest
  findings: Findings
  ledger: Ledger
}

interface Written {
  ids: readonly string[]
  lines: Int32Array
  columns: readonly BlockColumn[]
  columnLines: Int32Array | null
}

function asWritten(result: ReadResult): Written {
  if (result.shape === 'table')
    return { ids: result.ids, lines: result.lines, columns: result.columns, columnLines: null }
  const labels = result.rowAnnotations?.['gene_name']
  return {
    ids: result.sampleIds,
    lines: new Int32Array(result.sampleIds.length).fill(1),
    columns: result.values.map((values, r) => ({
      name: result.rowIds[r] ?? '',
      label: labels?.[r] ?? null,
      kind: 'number',
      values,
    })),
    columnLines: result.rowLines,
  }
}

/** Reads ids by the manifest's rule and takes the declared selection; rows whose id cannot be read are errors. */
export function harmoniseBlock(result: ReadResult, file: FileSpec, context: Context): Block {
  const written = asWritten(result)
  const selected = selectedRows(written, file, context.findings)
  const rows: Row[] = []
  let normalised = 0
  for (const index of selected) {
    const id = written.ids[index] ?? ''
    const row = harmoniseId(id, context.manifest.ids)
    const line = written.lines[index] ?? 0
    if (!row) {
      report(context.findings, 'id-invalid', {
        file: file.id,
        line,
        value: id,
        ...idFault(context.manifest.ids),
      })
      continue
    }
    if (row.id !== id) normalised += 1
    rows.push({ ...row, index, line, written: id })
  }
  if (normalised > 0)
    report(context.findings, 'id-normalised', {
      file: file.id,
      message: `${normalised} ids were written with dots, spaces or in lower case.`,
    })
  const { columnLines } = written
  const entity = entityOf(rows, file, context.findings)
  return {
    file,
    entity,
    rows: entity === 'patient' ? rows : rows.filter((row) => row.barcode?.sampleType !== null),
    columns: written.columns,
    columnLines,
    lineOf: (row, column) => (columnLines ? (columnLines[column] ?? 0) : row.line),
  }
}

const longestId = 200

function idFault(rule: Manifest['ids']): { message: string; hint?: string } {
  if (rule === 'as-is') return { message: `An id is blank or longer than ${longestId} characters.` }
  return {
    message: 'This is no TCGA barcode.',
    hint: 'Barcodes look like TCGA-BD-A3ER, TCGA-BD-A3ER-01A or TCGA-BD-A3ER-01A-11R-A213-07.',
  }
}

function harmoniseId(written: string, rule: Manifest['ids']): Omit<Row, 'index' | 'line' | 'written'> | null {
  const id = written.trim()
  if (rule === 'as-is') return id === '' || id.length > longestId ? null : { id, patient: id, barcode: null }
  const barcode = parseBarcode(id)
  return barcode && { id: barcode.text, patient: barcode.patient, barcode }
}

function selectedRows(written: Written, file: FileSpec, findings: Findings): number[] {
  const all = Array.from(written.ids.keys())
  const { select } = file
  if (!select) return all
  const column = written.columns.find(({ name }) => name === select.column)
  if (!column) {
    reportAbsent(findings, file.id, select.column, written.columns)
    return []
  }
  const wanted = new Set(select.values)
  const kept = all.filter((index) => wanted.has(cellText(column, index) ?? ''))
  report(findings, 'rows-not-selected', {
    file: file.id,
    column: select.column,
    message: `${kept.length} of ${all.length} rows have ${select.column} = ${select.values.join(' or ')}; the others are left out.`,
  })
  return kept
}

/** A cell as text: numbers as JavaScript writes them, so that a code 1 is "1" whether the file said 1 or 1.0. */
export function cellText(column: BlockColumn, index: number): string | null {
  if (column.kind === 'text') return column.values[index] ?? null
  const value = column.values[index] ?? NaN
  return Number.isNaN(value) ? null : String(value)
}

export function reportAbsent(
  findings: Findings,
  file: string,
  name: string,
  columns: readonly { name: string }[],
): void {
  const shown = columns.slice(0, 12).map((column) => column.name)
  report(findings, 'column-absent', {
    file,
    column: name,
    message: `Missing column "${name}"; the file has ${shown.join(', ')}${columns.length > shown.length ? ` and ${columns.length - shown.length} more` : ''}.`,
    hint: didYouMean(
      name,
      columns.map((column) => column.name),
    ),
  })
}

function entityOf(rows: readonly Row[], file: FileSpec, findings: Findings): 'patient' | 'specimen' {
  const specimens = rows.filter((row) => row.barcode !== null && row.barcode.sampleType !== null)
  if (specimens.length === 0) return 'patient'
  const odd = rows.find((row) => row.barcode?.sampleType === null)
  if (odd)
    report(findings, 'barcode-lengths-mixed', {
      file: file.id,
      line: odd.line,
      value: odd.id,
      message: `This id names a patient, ${specimens.length} other rows name specimens (${specimens[0]?.id ?? ''}).`,
      hint: 'Give every row the barcode of its specimen, so that normal tissue cannot pass for tumour.',
    })
  return 'specimen'
}

/**
 * Keeps the rows of the cohort's patients. Others are counted (files that cover more) or put into the ledger one by one; hardly
 * any overlap is an error, because then the ids mean different things.
 */
export function keepMembers(
  block: Block,
  members: ReadonlySet<string>,
  scopes: readonly string[],
  context: Context,
): Block {
  const rows = block.rows.filter((row) => members.has(row.patient))
  const strangers = block.rows.filter((row) => !members.has(row.patient))
  checkOverlap(block, members, context.findings)
  if (strangers.length === 0) return block
  const patients = [...new Set(strangers.map((row) => row.patient))].sort()
  const more = block.file.covers === 'more'
  report(context.findings, more ? 'other-cohorts' : 'not-in-cohort', {
    file: block.file.id,
    message: `${strangers.length} rows of ${patients.length} patients who are not in the cohort, e.g. ${patients.slice(0, 5).join(', ')}.`,
    ...(more || context.manifest.ids === 'tcga' ? {} : { hint: alikeHint(patients, members) }),
  })
  if (!more)
    for (const patient of patients)
      for (const scope of scopes)
        context.ledger.add({
          scope,
          subject: patient,
          patient: null,
          code: 'not-in-cohort',
          reason: `not among the patients of "${membershipFiles(context.manifest).join('" or "')}", who define the cohort`,
        })
  return { ...block, rows }
}

function checkOverlap(block: Block, members: ReadonlySet<string>, findings: Findings): void {
  const patients = new Set(block.rows.map((row) => row.patient))
  const shared = [...patients].filter((patient) => members.has(patient)).length
  const smaller = Math.min(patients.size, members.size)
  if (smaller === 0 || shared >= smaller / 10) return
  report(findings, 'no-overlap', {
    file: block.file.id,
    message: `${shared} of ${smaller} patients overlap. This file: ${examples(patients)}. The cohort: ${examples(members)}.`,
    hint: 'Check that both tables use the same kind of id.',
  })
}

function examples(ids: ReadonlySet<string>): string {
  return [...ids].sort().slice(0, 5).join(', ')
}
