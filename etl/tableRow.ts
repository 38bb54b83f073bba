import { parseNumberBytes, wasNumber } from './numbers.ts'

const lf = 10
const cr = 13
const space = 32
const quote = 34

/** What `split` gives instead of an offset. */
export const openQuote = -1
export const textAfterQuote = -2

/** A row of a text table or of a sheet. */
export interface RowView {
  readonly line: number
  readonly width: number
  text(index: number): string
  /** NaN, and `wasNumber()` of numbers.ts false, when the cell is no number */
  number(index: number): number
  /** a date cell of a workbook */
  isDate?(index: number): boolean
  /** cells of a workbook whose text is blank because what stands there is no value */
  faults?(): readonly CellFault[]
}

/** A cell of a workbook that holds no value, and why. */
export interface CellFault {
  index: number
  /** e.g. `P17` */
  address: string
  /** what stands there, '' where nothing does */
  written: string
  rule: 'formula-without-value' | 'spreadsheet-error' | 'control-character'
  message: string
  hint: string
}

/** One row of a text table, looked at in place: valid only until the next row is read. */
export class Row {
  line = 0
  width = 0
  bytes: Buffer = Buffer.alloc(0)
  /** whether any byte of the row is outside ASCII */
  wide = false
  /** offset of the last control character, −1 = none */
  controlAt = -1
  /** line feeds inside quoted cells */
  innerLines = 0
  /** how the row ended */
  ended: 'lf' | 'crlf' | 'cr' = 'lf'
  #starts = new Int32Array(64)
  #ends = new Int32Array(64)
  /** 1 where a quoted cell holds doubled quotes */
  #doubled = new Uint8Array(64)

  /** The cell as written, without its quotes. */
  text(index: number): string {
    const start = this.#starts[index] ?? 0
    const end = this.#ends[index] ?? 0
    const text = this.bytes.toString(this.wide ? 'utf8' : 'latin1', start, end)
    return this.#doubled[index] === 1 ? text.replaceAll('""', '"') : text
  }

  /** The cell as a number; NaN, and `wasNumber()` of numbers.ts false, when it is none. Spaces around it do not count. */
  number(index: number): number {
    let start = this.#starts[index] ?? 0
    let end = this.#ends[index] ?? 0
    if (this.bytes[start] === space || this.bytes[end - 1] === space) {
      while (start < end && this.bytes[start] === space) start += 1
      while (end > start && this.bytes[end - 1] === space) end -= 1
    }
    return parseNumberBytes(this.bytes, start, end)
  }

  /**
   * Many cells as numbers at once; most cells of expression matrices are a single 0.
   * @param notNumber gives the value of a cell that is none
   */
  numbers(
    cells: Int32Array,
    into: Float64Array | Float32Array,
    notNumber: (cell: number, position: number) => number,
  ): void {
    const { bytes } = this
    for (let position = 0; position < cells.length; position += 1) {
      const cell = cells[position] ?? 0
      const start = this.#starts[cell] ?? 0
      if ((this.#ends[cell] ?? 0) - start === 1) {
        const digit = (bytes[start] ?? 0) - 48
        if (digit >= 0 && digit <= 9) {
          into[position] = digit
          continue
        }
      }
      const value = this.number(cell)
      into[position] = wasNumber() ? value : notNumber(cell, position)
    }
  }

  texts(): string[] {
    return Array.from({ length: this.width }, (_, index) => this.text(index))
  }

  /** Whether nothing but spaces stands in its cells, from one on. */
  isBlank(from = 0): boolean {
    for (let cell = from; cell < this.width; cell += 1)
      for (let at = this.#starts[cell] ?? 0; at < (this.#ends[cell] ?? 0); at += 1)
        if (this.bytes[at] !== space) return false
    return true
  }

  /** The cell that an offset lies in. */
  cellAt(offset: number): number {
    for (let cell = 0; cell < this.width; cell += 1) if (offset <= (this.#ends[cell] ?? 0)) return cell
    return this.width - 1
  }

  /**
   * Finds the cells of one record that starts at `start`; `end` is the next line feed or the end of the file.
   * A quote counts only as the first byte of a cell, so an inch sign inside a text is no quote.
   * @returns where the next record starts, or `openQuote`, or `textAfterQuote`
   */
  split(bytes: Buffer, start: number, end: number, delimiter: number): number {
    this.bytes = bytes
    this.wide = false
    this.controlAt = -1
    this.innerLines = 0
    let cell = 0
    let at = start
    for (;;) {
      let from = at
      let to = at
      let doubled = 0
      if (at < end && bytes[at] === quote) {
        from = at + 1
        to = this.#closingQuote(bytes, from, end)
        if (to === openQuote) return openQuote
        doubled = this.#sawDoubled ? 1 : 0
        at = to + 1
        if (at < end && bytes[at] !== delimiter && bytes[at] !== cr) return textAfterQuote
      } else {
        at = this.#plainCell(bytes, at, end, delimiter)
        to = at
      }
      if (cell === this.#starts.length) this.#grow()
      this.#starts[cell] = from
      this.#ends[cell] = to
      this.#doubled[cell] = doubled
      cell += 1
      if (at >= end || bytes[at] !== delimiter) break
      at += 1
    }
    this.width = cell
    if (at >= end) {
      this.ended = 'lf'
      return end + 1
    }
    const pair = at + 1 === end && bytes[end] === lf
    this.ended = pair ? 'crlf' : 'cr'
    return pair ? end + 1 : at + 1
  }

  #sawDoubled = false

  #closingQuote(bytes: Buffer, from: number, end: number): number {
    this.#sawDoubled = false
    for (let at = from; at < end; at += 1) {
      const c = bytes[at] ?? 0
      if (c === quote) {
        if (at + 1 >= end || bytes[at + 1] !== quote) return at
        this.#sawDoubled = true
        at += 1
      } else if (c === lf) this.innerLines += 1
      else if (c >= 128) this.wide = true
      else if ((c < 32 && c !== 9 && c !== cr) || c === 127) this.controlAt = at
    }
    return openQuote
  }

  #plainCell(bytes: Buffer, from: number, end: number, delimiter: number): number {
    for (let at = from; at < end; at += 1) {
      const c = bytes[at] ?? 0
      if (c === delimiter) return at
      if (c > 31 && c < 127) continue
      if (c === cr) return at
      if (c >= 128) this.wide = true
      else if (c !== 9) this.controlAt = at
    }
    return end
  }

  #grow(): void {
    const size = this.#starts.length * 2
    const starts = new Int32Array(size)
    starts.set(this.#starts)
    this.#starts = starts
    const ends = new Int32Array(size)
    ends.set(this.#ends)
    this.#ends = ends
    const doubled = new Uint8Array(size)
    doubled.set(this.#doubled)
    this.#doubled = doubled
  }
}
