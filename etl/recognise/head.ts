/** What the beginning of a file shows: enough to tell which tool wrote it, never its whole content. */
import { open, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { openBytes, regularFile, reportForeignBytes } from '../bytes.ts'
import { Findings } from '../findings.ts'
import { declaredSeparator, sniffDelimiter, withoutBlankEnd } from '../tableChecks.ts'
import type { Delimiter } from '../tableFacts.ts'
import { sheetHeads } from '../workbook.ts'
import { splitLine } from './splitLine.ts'

/** The first rows of a table. A table without a header has its first row in `names`. */
export interface HeadTable {
  /** sheet of a workbook; null in a text table */
  sheet: string | null
  delimiter: Delimiter | null
  /** lines before the header: comments, the two of .gct */
  before: readonly string[]
  names: readonly string[]
  rows: readonly (readonly string[])[]
  /** the header lacks the name of the first column */
  shifted?: boolean
}

export interface Head {
  name: string
  /** absolute */
  path: string
  kind: 'text' | 'workbook' | 'json' | 'folder' | 'legacy-workbook' | 'other'
  /** one of a text file, one per sheet of a workbook */
  tables: readonly HeadTable[]
  /** first lines as they stand */
  lines: readonly string[]
  /** content of a JSON file */
  json: unknown
  /** of a folder of per-sample files: their paths inside it */
  files: readonly string[]
  /** what bytes that are no text betray, in words */
  foreign?: string
}

/** TIMER2.0 gives 119 rows of cells */
const shownRows = 150
const mostBytes = 8 << 20
const mostJson = 256 << 20

/** Opens a file or a folder of per-sample files just far enough. */
export async function readHead(path: string): Promise<Head> {
  const empty = { name: basename(path), path, tables: [], lines: [], json: null, files: [] }
  try {
    await regularFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') return readFolder(path)
    return { ...empty, kind: 'other' }
  }
  const start = await firstBytes(path)
  if (start.startsWith('PK\x03\x04')) return { ...empty, ...(await readWorkbook(path)) }
  if (start.startsWith('\xd0\xcf\x11\xe0')) return { ...empty, kind: 'legacy-workbook' }
  if (/^(\xef\xbb\xbf)?\s*[[{]/.test(start)) {
    const json = await readJson(path)
    if (json !== undefined) return { ...empty, kind: 'json', json }
  }
  const lines = await firstLines(path)
  if (lines === null || lines.length === 0) return { ...empty, kind: 'other', ...(await foreignWords(path)) }
  return { ...empty, kind: 'text', lines, tables: [tableOf(lines)] }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(512)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What such bytes are, as the check would say it. */
async function foreignWords(path: string): Promise<{ foreign?: string }> {
  if ((await regularFile(path)).size === 0) return { foreign: 'an empty file: 0 bytes' }
  const findings = new Findings()
  const found = reportForeignBytes('head', Buffer.from(await firstBytes(path), 'latin1'), findings)
  const [first] = findings.kept
  return found && first
    ? { foreign: `no table: ${first.message} ${first.hint ?? ''}`.replace(/\.\s*$/, '') }
    : {}
}

async function readJson(path: string): Promise<unknown> {
  const { size } = await regularFile(path)
  if (size > mostJson) return undefined
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) as unknown
  } catch {
    return undefined
  }
}

async function readFolder(path: string): Promise<Head> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort()
  const first = files.find((file) => !/(^|\/)(MANIFEST|annotations)\.txt$/i.test(file))
  const lines = first === undefined ? [] : ((await firstLines(join(path, first))) ?? [])
  const tables = lines.length === 0 ? [] : [tableOf(lines)]
  return { name: basename(path), path, kind: 'folder', tables, lines, json: null, files }
}

async function readWorkbook(path: string): Promise<Pick<Head, 'kind' | 'tables'>> {
  const sheets = await sheetHeads(path, shownRows + 1)
  const tables = sheets.map(({ sheet, rows: [names = [], ...rows] }): HeadTable => ({
    sheet,
    delimiter: null,
    before: [],
    names,
    rows,
  }))
  return { kind: tables.length > 0 ? 'workbook' : 'other', tables }
}

/** The first lines of a text file, plain or gzip; null when its bytes are no text. */
async function firstLines(path: string): Promise<string[] | null> {
  const opened = await openBytes('head', path, new Findings())
  if (opened === null) return null
  const parts: Buffer[] = []
  let [bytes, ends] = [0, 0]
  try {
    for await (const chunk of opened.chunks) {
      const part = Buffer.from(chunk)
      parts.push(part)
      bytes += part.length
      for (const byte of part) if (byte === 10 || byte === 13) ends += 1
      if (ends > shownRows + 10 || (bytes > mostBytes && ends > 1)) break
    }
  } catch {
    // a damaged file still shows how it begins; reading it whole will say what is wrong
  }
  const whole = bytes >= opened.bytes && !opened.compressed
  return textLines(Buffer.concat(parts), whole)
}

function textLines(bytes: Buffer, whole: boolean): string[] | null {
  if (bytes.includes(0)) return null
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const lines = text.split(/\r\n|\n|\r/)
  // the last line may be cut in the middle
  const last = lines.pop() ?? ''
  if ((whole || lines.length === 0) && last !== '') lines.push(last)
  return lines.slice(0, shownRows + 10)
}

/** Lines that stand before a header: comments with #, the size line of .gct, `sep=;`, blank ones. */
function linesBefore(lines: readonly string[]): number {
  if (/^#1\.\d/.test(lines[0] ?? '')) return 2
  const first = lines.findIndex(
    (line, i) => !line.startsWith('#') && !isBlank(line) && (i > 0 || declaredSeparator(line) === null),
  )
  return first === -1 ? 0 : first
}

/** Nothing but separators and spaces. */
function isBlank(line: string): boolean {
  return /^[\s,;"]*$/.test(line)
}

function tableOf(lines: readonly string[]): HeadTable {
  const skip = linesBefore(lines)
  const header = lines[skip] ?? ''
  const delimiter = declaredSeparator(lines[0] ?? '') ?? sniffDelimiter(header)
  const cells = lines
    .slice(skip + 1)
    .filter((line) => !isBlank(line))
    .slice(0, shownRows)
    .map((line) => splitLine(line, delimiter))
  const names = withoutBlankEnd(splitLine(header, delimiter))
  const before = lines.slice(0, skip)
  const longer = cells.length > 0 && cells.every((row) => row.length === names.length + 1)
  // a separator behind every row is no row name in front of it
  if (longer && cells.some((row) => row.at(-1)?.trim() !== ''))
    return { sheet: null, delimiter, before, names: ['', ...names], rows: cells, shifted: true }
  const rows = cells.map((row) => [
    ...row.slice(0, names.length),
    ...row.slice(names.length).filter((cell) => cell.trim() !== ''),
  ])
  return { sheet: null, delimiter, before, names, rows }
}
