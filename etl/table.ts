/**
 * Streaming reader of delimited text: rows with their line numbers, never more than one row and one chunk in memory.
 * It knows bytes, quotes and lines; what the cells mean is for the readers.
 */
import { isUtf8 } from 'node:buffer'
import { openBytes, reportForeignBytes, reportStreamError } from './bytes.ts'
import type { OpenedFile } from './bytes.ts'
import type { Findings } from './findings.ts'
import { report } from './rules.ts'
import type { FoundAt, RuleName } from './rules.ts'
import {
  checkNames,
  declaredSeparator,
  hiddenCharacters,
  reportCount,
  reportNormalised,
  sniffDelimiter,
  withoutBlankEnd,
} from './tableChecks.ts'
import type { Delimiter, TableFacts, TableHandlers, TableOptions } from './tableFacts.ts'
import { openQuote, Row, textAfterQuote } from './tableRow.ts'

export type { PlainLine } from './tableFacts.ts'

const lf = 10
const cr = 13
const maxQuotedLines = 1000

/** What was found is such that no further row can be trusted; the finding is already reported. */
class Unreadable extends Error {}

class Scanner {
  readonly #options: TableOptions
  readonly #findings: Findings
  readonly #handlers: TableHandlers
  readonly #row = new Row()
  readonly #maxLineBytes: number
  #delimiter: Delimiter | undefined
  #terminator = lf
  #line = 1
  #names: readonly string[] = []
  /** blank columns behind the last name */
  #unnamed = 0
  /** cells of a row behind the last name, all blank; the first row decides */
  #spare: number | undefined
  #rows = 0
  #bom = false
  #started = false
  #finalNewline = true
  readonly #ended = { lf: 0, crlf: 0, cr: 0 }
  #blankAt: number[] = []
  readonly #comments: string[] = []
  #toSkip: number
  #buffer: Buffer = Buffer.alloc(0)
  #held = 0
  #searched = 0
  #quotedLines = 0

  constructor(options: TableOptions, findings: Findings, handlers: TableHandlers) {
    this.#options = options
    this.#findings = findings
    this.#handlers = handlers
    this.#delimiter = options.delimiter
    this.#toSkip = options.skipLines ?? 0
    this.#maxLineBytes = options.maxLineBytes ?? 1 << 26
  }

  #report(rule: RuleName, at: FoundAt): void {
    report(this.#findings, rule, { file: this.#options.file, ...at })
  }

  #fail(rule: RuleName, at: FoundAt): never {
    this.#report(rule, at)
    throw new Unreadable(rule)
  }

  push(chunk: Buffer): void {
    this.#append(chunk)
    if (!this.#started && this.#held < 512) return
    if (!this.#started) this.#start()
    this.#scan(false)
  }

  finish(): void {
    if (!this.#started && this.#held > 0) this.#start()
    if (this.#held > 0) this.#scan(true)
    if (this.#names.length > 0 && this.#rows > 0) return
    this.#fail('no-rows', {
      message: this.#names.length === 0 ? 'The file is empty: 0 rows.' : 'The file has a header and 0 rows.',
    })
  }

  /** One buffer is used again and again: it grows to the longest line and no further. */
  #append(chunk: Buffer): void {
    if (this.#held + chunk.length > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(2 * (this.#held + chunk.length))
      this.#buffer.copy(grown, 0, 0, this.#held)
      this.#buffer = grown
    }
    chunk.copy(this.#buffer, this.#held)
    this.#held += chunk.length
  }

  #drop(count: number): void {
    this.#buffer.copyWithin(0, count, this.#held)
    this.#held = Math.max(0, this.#held - count)
  }

  #start(): void {
    this.#started = true
    const bytes = this.#buffer.subarray(0, this.#held)
    if (reportForeignBytes(this.#options.file, bytes, this.#findings)) throw new Unreadable('foreign')
    const firstCr = bytes.indexOf(cr)
    if (!bytes.includes(lf) && firstCr !== -1 && firstCr < bytes.length - 1) this.#terminator = cr
    this.#bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    if (this.#bom) this.#drop(3)
  }

  #scan(last: boolean): void {
    const bytes = this.#buffer.subarray(0, this.#held)
    let start = 0
    let from = this.#searched
    for (;;) {
      let end = bytes.indexOf(this.#terminator, from)
      if (end === -1) {
        if (!last || start >= bytes.length) break
        end = bytes.length
        this.#finalNewline = false
      }
      const next = this.#record(bytes, start, end)
      if (next !== openQuote) {
        start = next
        from = next
        this.#quotedLines = 0
        continue
      }
      this.#quotedLines += 1
      if (end === bytes.length || this.#quotedLines > maxQuotedLines) this.#openQuote()
      from = end + 1
    }
    this.#drop(start)
    if (this.#held > this.#maxLineBytes) this.#tooLong()
    // every line end of the rest, if it has any, was inside an open quote
    this.#searched = this.#held
  }

  #tooLong(): never {
    this.#fail('limit-exceeded', {
      line: this.#line,
      message: `Line is longer than ${this.#maxLineBytes} bytes.`,
      hint: 'Is this the right file, and does it have line ends?',
    })
  }

  #openQuote(): never {
    this.#fail('unbalanced-quote', {
      line: this.#line,
      message: `Quote opened in line ${this.#line} is not closed${this.#row.innerLines > 0 ? ' within the next lines' : ''}.`,
      hint: 'Close the quote, or write a quote inside a quoted cell twice.',
    })
  }

  /** One record from `start`. @returns where the next one starts, or `openQuote` */
  #record(bytes: Buffer, start: number, end: number): number {
    if (end - start > this.#maxLineBytes) this.#tooLong()
    if (this.#names.length === 0 && this.#isBefore(bytes, start, end)) return end + 1
    this.#delimiter ??= sniffDelimiter(bytes.toString('latin1', start, end))
    if (this.#isNumbers(bytes, start, end)) return end + 1
    const next = this.#row.split(bytes, start, end, this.#delimiter.charCodeAt(0))
    if (next === openQuote) return openQuote
    if (next === textAfterQuote)
      this.#fail('unbalanced-quote', {
        line: this.#line,
        message: `Text follows the closing quote of a cell in the row that starts in line ${this.#line}.`,
        hint: 'Close the quote, or write a quote inside a quoted cell twice.',
      })
    this.#row.line = this.#line
    if (end < bytes.length || this.#row.ended === 'cr')
      this.#ended[this.#terminator === cr ? 'cr' : this.#row.ended] += 1
    this.#take(start, end)
    this.#line += 1 + this.#row.innerLines
    return next
  }

  /** The short way of the rows of a matrix. */
  #isNumbers(bytes: Buffer, start: number, end: number): boolean {
    const { numbers } = this.#handlers
    const delimiter = (this.#delimiter ?? '').charCodeAt(0)
    if (!numbers || this.#names.length === 0 || this.#blankAt.length > 0 || this.#terminator !== lf)
      return false
    if ((this.#spare ?? 0) > 0 || end === bytes.length) return false
    if (!numbers({ bytes, start, end, delimiter, line: this.#line })) return false
    this.#spare = 0
    this.#ended.lf += 1
    this.#rows += 1
    this.#line += 1
    return true
  }

  /** Lines in front of the header. */
  #isBefore(bytes: Buffer, start: number, end: number): boolean {
    const { comment } = this.#options
    const isComment =
      comment !== undefined && bytes.toString('latin1', start, start + comment.length) === comment
    if (this.#toSkip === 0 && !isComment && !this.#isSeparatorLine(bytes, start, end)) return false
    if (this.#toSkip > 0) this.#toSkip -= 1
    this.#comments.push(bytes.toString('utf8', start, Math.min(end, start + 1000)).replace(/\r$/, ''))
    this.#line += 1
    return true
  }

  /** A first line `sep=;` is written for spreadsheets and says what separates cells. */
  #isSeparatorLine(bytes: Buffer, start: number, end: number): boolean {
    if (this.#line > 1 || end - start > 10) return false
    const separator = declaredSeparator(bytes.toString('latin1', start, end))
    if (separator === null) return false
    this.#delimiter ??= separator
    return true
  }

  #take(start: number, end: number): void {
    const row = this.#row
    if (row.isBlank()) {
      this.#blankAt.push(row.line)
      return
    }
    const clean = (!row.wide && row.controlAt === -1) || this.#isClean(start, end)
    if (this.#names.length === 0) {
      this.#header(row)
      if (this.#options.names === undefined) return
    }
    for (const line of this.#blankAt)
      this.#report('blank-line', { line, message: 'Empty line between rows was skipped.' })
    this.#blankAt = []
    this.#rows += 1
    if (!this.#fits(row)) this.#ragged(row)
    else if (clean) this.#handlers.row(row)
  }

  /** Whether a row has a cell for each name, and behind them blank ones only, as many as the first row. */
  #fits(row: Row): boolean {
    const names = this.#names.length
    if (row.width < names) return false
    if (!row.isBlank(names)) {
      if (row.width > names + this.#unnamed) return false
      this.#fail('empty-column-name', {
        line: row.line,
        value: row.text(row.width - 1),
        message: `Column ${names + 1} has no name in the header, and something stands in it.`,
        hint: 'Name it or delete it.',
      })
    }
    this.#spare ??= this.#noteSpare(row.width - names)
    if (row.width !== names + this.#spare) return false
    row.width = names
    return true
  }

  #noteSpare(spare: number): number {
    if (spare > this.#unnamed)
      this.#report('row-end-separator', {
        line: this.#row.line,
        message: `Rows end in ${spare - this.#unnamed} more separator than the header; cells are counted from the left.`,
        hint: 'Is the first name really that of the first column? Otherwise values stand under wrong names.',
      })
    else if (spare > 0)
      this.#report('empty-columns', {
        message: `${spare} columns behind the last one have no name and no values; they are not read.`,
      })
    return spare
  }

  #ragged(row: Row): void {
    const shifted = row.width === this.#names.length + 1
    this.#report('ragged-row', {
      line: row.line,
      message: `Row has ${row.width} cells, the header has ${this.#names.length}.`,
      ...(shifted
        ? {
            hint: "If all rows have one more: R's write.table leaves out the name of the row names; write it with col.names=NA.",
          }
        : {}),
    })
  }

  /** Whether all that the row holds can be seen; what cannot is reported. */
  #isClean(start: number, end: number): boolean {
    const row = this.#row
    const column = (cell: number) => this.#names[cell] ?? `column ${cell + 1}`
    if (row.controlAt !== -1) {
      const cell = row.cellAt(row.controlAt)
      this.#control(row.line, column(cell), row.text(cell))
      return false
    }
    const bytes = row.bytes.subarray(start, end)
    if (!isUtf8(bytes))
      this.#fail('not-utf8', {
        line: row.line,
        message: 'The line is not UTF-8 text.',
        hint: 'Save the file as UTF-8; it looks like Windows-1252 or Latin-1.',
      })
    if (!hiddenCharacters.test(bytes.toString('utf8'))) return true
    const cell = row.texts().findIndex((text) => hiddenCharacters.test(text))
    this.#control(row.line, column(cell), row.text(cell))
    return false
  }

  #control(line: number, column: string, value: string): void {
    this.#report('control-character', {
      line,
      column,
      value,
      message: 'Cell holds a character that cannot be seen (NUL, control or text direction).',
      hint: 'Remove it; it usually comes from copying out of a document or from a damaged file.',
    })
  }

  #header(row: Row): void {
    const written = this.#options.names ?? (this.#options.rowNames ? ['', ...row.texts()] : row.texts())
    const names = withoutBlankEnd(written)
    this.#unnamed = written.length - names.length
    const limit = this.#options.maxColumns ?? 100_000
    if (names.length > limit)
      this.#fail('limit-exceeded', {
        line: row.line,
        message: `The file has ${names.length} columns, the limit is ${limit}.`,
        hint: 'Is the table the other way round?',
      })
    this.#names = names
    if (
      !checkNames(written, row.line, (rule, at) => {
        this.#report(rule, at)
      })
    )
      throw new Unreadable('names')
    if (!this.#handlers.header(names, row.line)) throw new Unreadable('header')
  }

  facts(compressed: boolean): TableFacts {
    const kinds = [
      this.#ended.lf > 0 ? ('LF' as const) : null,
      this.#ended.crlf > 0 ? ('CRLF' as const) : null,
      this.#ended.cr > 0 ? ('CR' as const) : null,
    ].filter((kind) => kind !== null)
    return {
      encoding: this.#bom ? 'utf-8-bom' : 'utf-8',
      delimiter: this.#delimiter ?? '\t',
      compressed,
      lineEnds: kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'LF'),
      finalNewline: this.#finalNewline,
      rows: this.#rows,
      columns: this.#names.length,
      comments: this.#comments,
    }
  }
}

/**
 * Reads a text table row by row.
 * @returns what was seen of the file, or null when its rows cannot be trusted (the findings say why)
 */
export async function readTable(
  options: TableOptions,
  findings: Findings,
  progress: (done: number, total: number) => void,
  handlers: TableHandlers,
): Promise<TableFacts | null> {
  const opened = await openBytes(options.file, options.path, findings)
  if (opened === null) return null
  const scanner = new Scanner(options, findings, handlers)
  if (!(await scanAll(scanner, opened, options.file, findings, progress))) return null
  const facts = scanner.facts(opened.compressed)
  reportNormalised(options, facts, findings)
  reportCount(options.file, facts, findings)
  return facts
}

async function scanAll(
  scanner: Scanner,
  opened: OpenedFile,
  file: string,
  findings: Findings,
  progress: (done: number, total: number) => void,
): Promise<boolean> {
  try {
    for await (const chunk of opened.chunks) {
      scanner.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      progress(opened.done(), opened.bytes)
    }
    scanner.finish()
    return true
  } catch (error) {
    if (error instanceof Unreadable) return false
    if (!(error instanceof Error && 'code' in error)) throw error
    reportStreamError(file, error, findings)
    return false
  }
}
