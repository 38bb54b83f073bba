/** How a text table is to be read, who is given its rows, and what was seen of it. */
import type { Row } from './tableRow.ts'

export type Delimiter = '\t' | ',' | ';'

export interface TableOptions {
  /** manifest id, for findings */
  file: string
  path: string
  /** left out: found in the first line */
  delimiter?: Delimiter | undefined
  /** names of a file without a header line; the first line is data then */
  names?: readonly string[] | undefined
  /** lines that start so before the header are no rows */
  comment?: string
  /** lines before the header that say something else (.gct has two) */
  skipLines?: number
  /** the header lacks the name of the first column, as R's write.table leaves it out */
  rowNames?: boolean | undefined
  maxColumns?: number
  maxLineBytes?: number
}

export interface TableFacts {
  encoding: 'utf-8' | 'utf-8-bom'
  delimiter: Delimiter
  compressed: boolean
  lineEnds: 'LF' | 'CRLF' | 'CR' | 'mixed'
  finalNewline: boolean
  rows: number
  columns: number
  comments: readonly string[]
}

export interface TableHandlers {
  /** @returns false when the columns are such that rows need not be read; why is reported already */
  header(names: readonly string[], line: number): boolean
  row(row: Row): void
  /**
   * A line taken apart by who knows that it is numbers, in one pass; `bytes[end]` is the line feed.
   * @returns false where anything else is in it: it is then split as every row, and what is wrong is said there
   */
  numbers?: (line: PlainLine) => boolean
}

export interface PlainLine {
  bytes: Buffer
  start: number
  end: number
  delimiter: number
  line: number
}
