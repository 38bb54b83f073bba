/** Tiny files, written to a temporary folder and read back, with their findings as short lines. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll } from 'vitest'
import { Findings } from '../../../etl/findings.ts'
import { readerOf } from '../../../etl/readers/formats.ts'
import type { ReadMatrix, ReadResult, ReadTable } from '../../../etl/readers/reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'radimmune-readers-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

let written = 0

/** Writes a file of its own and gives its path. */
export function fileWith(content: string | Uint8Array, name = 'table.tsv'): string {
  written += 1
  const path = join(folder, String(written), name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** Writes several files into one folder of their own and gives its path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  written += 1
  const root = join(folder, String(written))
  mkdirSync(root, { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    const path = resolve(root, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  return root
}

export interface Outcome {
  result: ReadResult | null
  /** `error ragged-row line 3 column x value y`, whatever is known */
  found: string[]
  findings: Findings
}

export function lines(findings: Findings): string[] {
  return findings.kept.map(({ severity, rule, line, column, value }) =>
    [
      `${severity} ${rule}`,
      line === null ? '' : ` line ${line}`,
      column === null ? '' : ` column ${column}`,
      value === null ? '' : ` value ${value}`,
    ].join(''),
  )
}

export async function readPath(
  format: string,
  path: string,
  settings: Readonly<Record<string, unknown>> = {},
  companions: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const reader = readerOf(format)
  if (!reader) throw new Error(`no reader ${format}`)
  const findings = new Findings()
  const result = await reader.read({ id: 'file', path, companions, settings }, findings, () => undefined)
  return { result, found: lines(findings), findings }
}

export async function readText(
  format: string,
  content: string | Uint8Array,
  settings: Readonly<Record<string, unknown>> = {},
  name = 'table.tsv',
): Promise<Outcome> {
  return readPath(format, fileWith(content, name), settings)
}

export function tableOf({ result, found }: Outcome): ReadTable {
  if (result?.shape !== 'table') throw new Error(`no table: ${found.join('; ')}`)
  return result
}

export function matrixOf({ result, found }: Outcome): ReadMatrix {
  if (result?.shape !== 'matrix') throw new Error(`no matrix: ${found.join('; ')}`)
  return result
}

/** Values of a column; throws when it is not there. */
export function column(table: ReadTable, name: string): readonly (number | string | null)[] {
  const found = table.columns.find((c) => c.name === name)
  if (!found) throw new Error(`no column ${name} among ${table.columns.map((c) => c.name).join(', ')}`)
  return found.kind === 'number' ? [...found.values] : found.values
}

/** One row of a table by id, as an object; the first row when the id is there several times. */
export function row(table: ReadTable, id: string): Record<string, number | string | null> {
  const index = table.ids.indexOf(id)
  if (index === -1) throw new Error(`no row ${id}`)
  return Object.fromEntries(table.columns.map((c) => [c.name, column(table, c.name)[index] ?? null]))
}

/** A zip archive without compression. */
export function zipOf(parts: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, data])
    const tail = Buffer.alloc(16)
    tail.writeUInt32LE(offset, 12)
    const head = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common])
    directory.push(Buffer.concat([head, tail.subarray(2), title]))
    locals.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, index, end])
}

/** A workbook with one sheet; rows are the XML of their cells. */
export function workbookOf(sheet: string, rows: readonly string[], name = 'data table'): Buffer {
  const numbered = rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join('')
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/${sheet}.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    [`xl/worksheets/${sheet}.xml`]: `<worksheet xmlns="${main}"><sheetData>${numbered}</sheetData></worksheet>`,
  })
}
