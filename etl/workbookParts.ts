/**
 * What the workbook library does not tell: which cells hold errors or formulas without a stored result. An .xlsx file is a zip
 * of XML parts; this reads the zip's directory and scans a sheet's cells, nothing more.
 */
import { inflateRawSync } from 'node:zlib'

const maxInflated = 1 << 30
const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50

export interface FaultyCell {
  /** e.g. `P17` */
  address: string
  row: number
  /** 0-based */
  column: number
  /** error code as written, e.g. `#N/A`; null: a formula without a stored result */
  error: string | null
}

/** The parts of a zip file by name. Throws when the file is damaged or would unpack to more than 1 GiB. */
export function zipParts(bytes: Buffer): Map<string, () => Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || bytes.readUInt32LE(end) !== endOfDirectory)
    throw new Error('the zip directory is missing')
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  let inflated = 0
  const parts = new Map<string, () => Buffer>()
  for (let n = 0; n < count; n += 1) {
    if (bytes.readUInt32LE(at) !== directoryEntry) throw new Error('the zip directory is damaged')
    const method = bytes.readUInt16LE(at + 10)
    const packed = bytes.readUInt32LE(at + 20)
    const size = bytes.readUInt32LE(at + 24)
    const nameLength = bytes.readUInt16LE(at + 28)
    const local = bytes.readUInt32LE(at + 42)
    inflated += size
    if (inflated > maxInflated) throw new Error('it would unpack to more than 1 GiB')
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), () => {
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const data = bytes.subarray(start, start + packed)
      if (method === 0) return data
      // the stated size is the limit, so a part that unpacks to more than it says is refused, not swallowed
      return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) })
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole)
}

/** Sheet names in order, each with the name of its part. */
export function sheetParts(parts: ReadonlyMap<string, () => Buffer>): Map<string, string> {
  const workbook = parts.get('xl/workbook.xml')?.().toString('utf8') ?? ''
  const relations = parts.get('xl/_rels/workbook.xml.rels')?.().toString('utf8') ?? ''
  const targets = new Map<string, string>()
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    const target = attribute(tag, 'Target') ?? ''
    targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  const sheets = new Map<string, string>()
  for (const [tag] of workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)) {
    const part = targets.get(attribute(tag, 'r:id') ?? attribute(tag, 'id') ?? '')
    sheets.set(unescapeXml(attribute(tag, 'name') ?? ''), part ?? '')
  }
  return sheets
}

const addressPattern = /\br="([A-Z]+)(\d+)"/
const storedPattern = /<v\b[^>]*>([^<]*)<\/v>/
const cellPattern = /<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs

/** Cells of a sheet that the library would give as empty although they are not. */
export function faultyCells(sheet: string): FaultyCell[] {
  const cells: FaultyCell[] = []
  for (const [, attributes = '', inner = ''] of sheet.matchAll(cellPattern)) {
    const isError = attributes.includes('t="e"')
    if (!isError && !inner.includes('<f')) continue
    const stored = storedPattern.exec(inner)?.[1] ?? ''
    if (!isError && (stored !== '' || attributes.includes('t="str"'))) continue
    const [, letters = '', digits = ''] = addressPattern.exec(attributes) ?? []
    cells.push({
      address: letters + digits,
      row: Number.parseInt(digits, 10),
      column: columnNumber(letters),
      error: isError ? unescapeXml(stored) : null,
    })
  }
  return cells
}

/** `AB3` from 0-based row and column. */
export function cellAddress(row: number, column: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return `${letters}${row + 1}`
}

function columnNumber(letters: string): number {
  let n = 0
  for (const letter of letters) n = n * 26 + letter.charCodeAt(0) - 64
  return n - 1
}

const rowPattern = /<row\b[^>]*>(.*?)<\/row>/gs
const valuePattern = /<v\b[^>]*>([^<]*)<\/v>|<t\b[^>]*>([^<]*)<\/t>/g

/**
 * The first rows of a sheet as text, without reading the rest of it: enough to tell what it is. Dates show as their numbers.
 * @param shared content of xl/sharedStrings.xml
 */
export function firstRows(sheet: string, shared: string, count: number): string[][] {
  const rows: string[][] = []
  for (const [, inner = ''] of sheet.matchAll(rowPattern)) {
    const cells: string[] = []
    for (const [, attributes = '', content = ''] of inner.matchAll(cellPattern)) {
      const letters = addressPattern.exec(attributes)?.[1]
      const at = letters === undefined ? cells.length : columnNumber(letters)
      const text = [...content.matchAll(valuePattern)].map(([, value, run]) => value ?? run ?? '').join('')
      while (cells.length < at) cells.push('')
      cells[at] = attributes.includes('t="s"') ? `\0${text}` : unescapeXml(text)
    }
    rows.push(cells)
    if (rows.length === count) break
  }
  const words = sharedWords(shared, rows)
  return rows.map((cells) =>
    cells.map((cell) => (cell.startsWith('\0') ? (words.get(cell.slice(1)) ?? '') : cell)),
  )
}

/** The shared strings that the rows point at. */
function sharedWords(shared: string, rows: readonly (readonly string[])[]): Map<string, string> {
  const wanted = new Set(rows.flat().flatMap((cell) => (cell.startsWith('\0') ? [cell.slice(1)] : [])))
  const words = new Map<string, string>()
  let n = 0
  for (const [, inner = ''] of shared.matchAll(/<si\b[^>]*>(.*?)<\/si>/gs)) {
    const index = String(n)
    n += 1
    if (!wanted.has(index)) continue
    const text = [...inner.matchAll(/<t\b[^>]*>([^<]*)<\/t>/g)].map(([, part = '']) => part).join('')
    words.set(index, unescapeXml(text))
    if (words.size === wanted.size) break
  }
  return words
}
