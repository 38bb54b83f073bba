/**
 * Excel workbooks (.xlsx) as rows of text, with their sheet row numbers. Numbers stay the text that the file holds, dates
 * stay marked as dates, and error cells are faults of their row: the library alone gives errors as blanks.
 */
import { readFile } from 'node:fs/promises'
import { ioMessage, regularFile } from './bytes.ts'
import { Findings } from './findings.ts'
import { parseNumber, parseNumberBytes } from './numbers.ts'
import { report } from './rules.ts'
import { hiddenCharacters } from './tableChecks.ts'
import type { CellFault } from './tableRow.ts'
import { cellAddress, faultyCells, firstRows, sheetParts, zipParts } from './workbookParts.ts'
import type { FaultyCell } from './workbookParts.ts'

/** text as the file holds it, a date, or null for an empty cell */
export type SheetCell = string | Date | null

/** One row of a sheet; the same view as a row of a text table. */
export class SheetRow {
  readonly line: number
  readonly cells: readonly SheetCell[]
  readonly #faults: readonly CellFault[]
  constructor(line: number, cells: readonly SheetCell[], faults: readonly CellFault[] = []) {
    this.line = line
    this.cells = cells
    this.#faults = faults
  }
  faults(): readonly CellFault[] {
    return this.#faults
  }
  get width(): number {
    return this.cells.length
  }
  text(index: number): string {
    const cell = this.cells[index] ?? null
    return cell instanceof Date ? cell.toISOString().replace('T00:00:00.000Z', '') : (cell ?? '')
  }
  number(index: number): number {
    const cell = this.cells[index] ?? null
    if (typeof cell === 'string') return parseNumber(cell) ?? NaN
    return parseNumberBytes(nothing, 0, 0)
  }
  isDate(index: number): boolean {
    return this.cells[index] instanceof Date
  }
}

const nothing = new Uint8Array(0)

export interface Sheet {
  name: string
  /** all rows from sheet row 1, empty ones too */
  rows: readonly SheetRow[]
}

const maxBytes = 200 * 1024 * 1024

/**
 * Reads one sheet.
 * @param wanted its name; left out: the first
 * @returns null when there is no such sheet or the file is no .xlsx workbook (a finding)
 */
export async function readSheet(
  file: string,
  path: string,
  wanted: string | undefined,
  findings: Findings,
): Promise<Sheet | null> {
  const bytes = await workbookBytes(file, path, findings)
  if (bytes === null) return null
  try {
    const parts = zipParts(bytes)
    for (const unpack of parts.values()) unpack()
    const sheets = sheetParts(parts)
    const name = wanted ?? [...sheets.keys()][0] ?? ''
    const part = sheets.get(name)
    if (part === undefined) {
      report(findings, 'sheet-missing', {
        file,
        value: name,
        message: `Missing sheet: ${name}.`,
        hint: `The workbook has: ${[...sheets.keys()].join(', ')}.`,
      })
      return null
    }
    // loaded when the first workbook comes: most imports have none
    const { readSheet } = await import('read-excel-file/node')
    const data = await readSheet<string>(bytes, name, { trim: false, parseNumber: (text) => text })
    const faults = faultyCells(parts.get(part)?.().toString('utf8') ?? '')
    return { name, rows: sheetRows(data, faults) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason'
    report(findings, 'workbook-damaged', {
      file,
      message: `The workbook cannot be read: ${reason}.`,
      hint: 'Open it in a spreadsheet and save it again as .xlsx.',
    })
    return null
  }
}

/** The first rows of every sheet as text; none when the file is no workbook. */
export async function sheetHeads(
  path: string,
  count: number,
): Promise<{ sheet: string; rows: readonly string[][] }[]> {
  const bytes = await workbookBytes('', path, new Findings())
  if (bytes === null) return []
  try {
    const parts = zipParts(bytes)
    const text = (name: string) => parts.get(name)?.().toString('utf8') ?? ''
    const shared = text('xl/sharedStrings.xml')
    return [...sheetParts(parts)].map(([sheet, part]) => ({
      sheet,
      rows: firstRows(text(part), shared, count),
    }))
  } catch {
    return []
  }
}

/** Cells of the library, with `#N/A` put back as a word for missing; all other errors are blank and a fault of their row. */
function sheetRows(data: readonly (readonly unknown[])[], faulty: readonly FaultyCell[]): SheetRow[] {
  const faults: CellFault[][] = []
  const found = (row: number, fault: CellFault) => (faults[row] ??= []).push(fault)
  const rows = data.map((cells, row) =>
    cells.map((given, index) => {
      const cell = sheetCell(given)
      if (typeof cell !== 'string' || !isUnseen(cell)) return cell
      found(row, faultOf('control-character', index, cellAddress(row, index), cell))
      return null
    }),
  )
  for (const { row, column, address, error } of faulty) {
    const cells = (rows[row - 1] ??= [])
    if (error === '#N/A') {
      while (cells.length <= column) cells.push(null)
      cells[column] = error
    } else if (error === null) found(row - 1, faultOf('formula-without-value', column, address, ''))
    else found(row - 1, faultOf('spreadsheet-error', column, address, error))
  }
  return rows.map((cells, index) => new SheetRow(index + 1, cells, faults[index]))
}

const faultWords = {
  'control-character': [
    'holds a character that cannot be seen (NUL, control or text direction)',
    'Type the cell anew.',
  ],
  'formula-without-value': [
    'holds a formula whose result was never stored',
    'Open the workbook in a spreadsheet and save it, or paste the values.',
  ],
  'spreadsheet-error': ['holds an error value', 'Correct the formula, or write NA.'],
} as const

function faultOf(rule: CellFault['rule'], index: number, address: string, written: string): CellFault {
  const [message, hint] = faultWords[rule]
  return { index, address, written, rule, message: `Cell ${address} ${message}.`, hint }
}

/** Tabs and line ends are ordinary in cells of a workbook, other characters that cannot be seen are not. */
const unseen = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/

function isUnseen(text: string): boolean {
  return unseen.test(text) || hiddenCharacters.test(text)
}

function sheetCell(cell: unknown): SheetCell {
  if (cell === null || cell === undefined) return null
  if (cell instanceof Date || typeof cell === 'string') return cell
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : null
}

async function workbookBytes(file: string, path: string, findings: Findings): Promise<Buffer | null> {
  try {
    const { size } = await regularFile(path)
    if (size > maxBytes) {
      report(findings, 'limit-exceeded', { file, message: `The workbook is larger than ${maxBytes} bytes.` })
      return null
    }
    const bytes = await readFile(path)
    if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0)
      report(findings, 'legacy-workbook', {
        file,
        message: 'This is a binary workbook (.xls of before 2007, or one with a password).',
        hint: 'Open it, choose "Save as" and "Excel workbook (.xlsx)", without a password.',
      })
    else if (bytes.toString('latin1', 0, 4) !== 'PK\x03\x04')
      report(findings, 'workbook-damaged', { file, message: 'This is no .xlsx workbook.' })
    else return bytes
  } catch (error) {
    report(findings, 'file-unreadable', { file, message: ioMessage(error) })
  }
  return null
}
