/** Declared repairs of one file, made at the cell as it is written: so what a reader would refuse is mended too, and the file is not touched. */
import type { Findings } from './findings.ts'
import type { CorrectionSpec } from './correctionSchema.ts'
import { parseNumber } from './numbers.ts'
import { report } from './rules.ts'
import type { CellFault, RowView } from './tableRow.ts'

interface Declared {
  spec: CorrectionSpec
  /** rows that it was meant for */
  seen: number
}

/** What a reader knows of a row: its id, the names of the columns, and the words that it takes for missing. */
interface Place {
  id: string
  /** as written, and under declared names */
  names: readonly (readonly string[])[]
  missing: readonly string[]
  /** a row of one of several files that are read as one: a correction of a column that it does not have is for another of them */
  oneOfSeveral?: boolean
}

export class Corrections {
  readonly #findings: Findings
  readonly #byLine = new Map<number, Declared[]>()
  readonly #byRow = new Map<string, Declared[]>()

  constructor(declared: readonly CorrectionSpec[], findings: Findings) {
    this.#findings = findings
    for (const spec of declared) {
      const one = { spec, seen: 0 }
      if (spec.line !== undefined) this.#byLine.set(spec.line, [...(this.#byLine.get(spec.line) ?? []), one])
      else if (spec.row !== undefined) this.#byRow.set(spec.row, [...(this.#byRow.get(spec.row) ?? []), one])
    }
  }

  concern(line: number, id: string): boolean {
    return this.#byLine.has(line) || this.#byRow.has(id)
  }

  /** The row as it is to be read; a repair that does not find what it repairs is an error: the file has changed. */
  corrected<View extends RowView>(row: View, place: Place): View | CorrectedRow {
    const here = [...(this.#byLine.get(row.line) ?? []), ...(this.#byRow.get(place.id) ?? [])]
    const declared = here.filter(
      ({ spec }) => place.oneOfSeveral !== true || place.names.some((list) => list.includes(spec.column)),
    )
    if (declared.length === 0) return row
    const cells = new Map<number, string>()
    for (const one of declared) {
      one.seen += 1
      this.#correct(row, place, one.spec, cells)
    }
    return new CorrectedRow(row, cells)
  }

  #correct(row: RowView, { names, missing }: Place, spec: CorrectionSpec, cells: Map<number, string>): void {
    const at = names.map((list) => list.indexOf(spec.column)).find((index) => index !== -1)
    const cell = at === undefined ? null : writtenAt(row, at)
    const isMissing = cell !== null && (cell.trim() === '' || missing.includes(cell.trim()))
    if (at === undefined || cell === null || !(spec.from === null ? isMissing : cell === spec.from)) {
      const found = cell === null ? 'there is no such column' : `"${cell}" stands there`
      this.#mismatch(spec, `${found}, not ${spec.from === null ? 'nothing' : `"${spec.from}"`}`, row.line)
      return
    }
    cells.set(at, spec.to ?? missing[0] ?? '')
    report(this.#findings, 'correction-applied', {
      file: spec.file,
      line: row.line,
      column: spec.column,
      value: spec.from ?? '',
      message: `${spec.from ?? 'nothing'} → ${spec.to ?? 'missing'}: ${spec.reason}`,
    })
  }

  /** To be called when the file was read: a repair that was for no row, or for several. */
  finish(): void {
    for (const { spec, seen } of [...this.#byLine.values(), ...this.#byRow.values()].flat())
      if (seen !== 1)
        this.#mismatch(
          spec,
          spec.line === undefined
            ? `${seen === 0 ? 'no row is' : `${seen} rows are`} called so`
            : `${seen === 0 ? 'no row' : `a row of ${seen} files`} begins in that line and has that column`,
        )
  }

  #mismatch(spec: CorrectionSpec, found: string, line = spec.line): void {
    const where = spec.line === undefined ? `row "${spec.row ?? ''}"` : `line ${spec.line}`
    report(this.#findings, 'correction-mismatch', {
      file: spec.file,
      line,
      column: spec.column,
      value: spec.from ?? '',
      message: `The correction of ${where} does not fit: ${found}.`,
      hint: 'The file is not the one that the correction was written for.',
    })
  }
}

/** A faulty cell of a workbook reads as blank; what it is corrected from is what stands there. */
function writtenAt(row: RowView, index: number): string {
  return row.faults?.().find((fault) => fault.index === index)?.written ?? row.text(index)
}

/** A row with other text in some of its cells. */
export class CorrectedRow implements RowView {
  readonly #row: RowView
  readonly #cells: ReadonlyMap<number, string>

  constructor(row: RowView, cells: ReadonlyMap<number, string>) {
    this.#row = row
    this.#cells = cells
  }

  get line(): number {
    return this.#row.line
  }

  get width(): number {
    return this.#row.width
  }

  text(index: number): string {
    return this.#cells.get(index) ?? this.#row.text(index)
  }

  number(index: number): number {
    const text = this.#cells.get(index)
    return text === undefined ? this.#row.number(index) : (parseNumber(text) ?? NaN)
  }

  faults(): readonly CellFault[] {
    return (this.#row.faults?.() ?? []).filter(({ index }) => !this.#cells.has(index))
  }

  isDate(index: number): boolean {
    return !this.#cells.has(index) && this.#row.isDate?.(index) === true
  }
}
