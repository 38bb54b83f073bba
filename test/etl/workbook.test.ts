import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Findings } from '../../etl/findings.ts'
import { readSheet } from '../../etl/workbook.ts'
import { column, fileWith, lines, readPath, tableOf, workbookOf } from './readers/reading.ts'

const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`
const number = (cell: string, value: string) => `<c r="${cell}"><v>${value}</v></c>`
const header = text('A1', 'id') + text('B1', 'age') + text('C1', 'note')

async function read(rows: readonly string[], sheet?: string) {
  const findings = new Findings()
  const path = fileWith(workbookOf('sheet1', rows), 'book.xlsx')
  return { sheet: await readSheet('file', path, sheet, findings), found: lines(findings) }
}

async function readClinical(rows: readonly string[]) {
  const path = fileWith(workbookOf('sheet1', [header, ...rows]), 'book.xlsx')
  return readPath('clinical-table', path, { sheet: 'data table', numbers: ['age'] })
}

describe('readSheet', () => {
  it('gives cells as the file holds them, with sheet row numbers', async () => {
    const { sheet, found } = await read([
      header,
      '',
      text('A3', ' p1 ') + number('B3', '0.10000000000000001'),
    ])
    expect(found).toEqual([])
    expect(sheet?.name).toBe('data table')
    expect(sheet?.rows.map((row) => row.line)).toEqual([1, 2, 3])
    const row = sheet?.rows[2]
    expect([row?.text(0), row?.text(1), row?.number(1), row?.text(2)]).toEqual([
      ' p1 ',
      '0.10000000000000001',
      0.1,
      '',
    ])
  })

  it('names the sheets that there are when the wanted one is missing', async () => {
    const findings = new Findings()
    const path = fileWith(workbookOf('sheet1', [header]), 'book.xlsx')
    expect(await readSheet('file', path, 'clinical', findings)).toBeNull()
    expect(lines(findings)).toEqual(['error sheet-missing value clinical'])
    expect(findings.kept[0]?.hint).toBe('The workbook has: data table.')
  })

  it.each([
    ['a text table', 'id\ta\nx\t1\n', 'error workbook-damaged'],
    ['a zip that is no workbook', 'PK\u0003\u0004 and then nothing', 'error workbook-damaged'],
    ['a binary workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'error legacy-workbook'],
    ['an empty file', '', 'error workbook-damaged'],
    ['a workbook cut short', workbookOf('sheet1', [header]).subarray(0, 900), 'error workbook-damaged'],
  ])('refuses %s', async (_, content, expected) => {
    const findings = new Findings()
    expect(await readSheet('file', fileWith(content, 'book.xlsx'), undefined, findings)).toBeNull()
    expect(lines(findings)).toEqual([expected])
  })
})

describe('cells of a workbook', () => {
  it('#N/A and empty cells are missing', async () => {
    const outcome = await readClinical([
      `${text('A2', 'p1')}<c r="B2" t="e"><v>#N/A</v></c>`,
      `${text('A3', 'p2')}${text('C3', 'x')}`,
    ])
    expect(outcome.found).toEqual([])
    expect(column(tableOf(outcome), 'age')).toEqual([NaN, NaN])
    expect(column(tableOf(outcome), 'note')).toEqual([null, 'x'])
  })

  it('other error values are errors with their address, in number and text columns', async () => {
    const { found, findings } = await readClinical([
      `${text('A2', 'p1')}<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" t="e"><v>#REF!</v></c>`,
    ])
    expect(found).toEqual([
      'error spreadsheet-error line 2 column age value #DIV/0!',
      'error spreadsheet-error line 2 column note value #REF!',
    ])
    expect(findings.kept.map(({ message }) => message)).toEqual([
      'Cell B2 holds an error value.',
      'Cell C2 holds an error value.',
    ])
  })

  it('addresses go on after column Z', async () => {
    const path = fileWith(
      workbookOf('s', [header + text('AB1', 'x'), `${text('A2', 'p1')}<c r="AB2" t="e"><v>#N/A</v></c>`]),
    )
    const findings = new Findings()
    const sheet = await readSheet('file', path, undefined, findings)
    expect(sheet?.rows[1]?.cells[27]).toBe('#N/A')
    expect(lines(findings)).toEqual([])
  })

  it('a character that cannot be seen is an error with its address', async () => {
    const { found } = await readClinical([text('A2', 'p\u202e1') + text('C2', 'two\nlines')])
    expect(found).toEqual([
      'error control-character line 2 column id value p\\u202e1',
      'error blank-id line 2 column id',
    ])
  })

  it('a part that unpacks to more than it says is refused', async () => {
    const parts = Buffer.from(workbookOf('sheet1', [header, number('A2', '1')]))
    const zeros = deflateRawSync(Buffer.alloc(1 << 24))
    const bomb = bombOf(parts, zeros)
    const findings = new Findings()
    expect(await readSheet('file', fileWith(bomb, 'book.xlsx'), undefined, findings)).toBeNull()
    expect(lines(findings)).toEqual(['error workbook-damaged'])
  })

  it('a formula without a stored result is an error, one with a result is its result', async () => {
    const { found, result } = await readClinical([
      `${text('A2', 'p1')}<c r="B2"><f>1+1</f></c>`,
      `${text('A3', 'p2')}<c r="B3"><f>1+1</f><v>2</v></c>`,
    ])
    expect(found).toEqual(['error formula-without-value line 2 column age'])
    expect(result?.shape === 'table' && column(result, 'age')).toEqual([NaN, 2])
  })

  it('a date is no number, and in a text column it stays as text with a warning', async () => {
    const { found, result } = await readClinical([
      `${text('A2', 'p1')}<c r="B2" s="1"><v>44256</v></c><c r="C2" s="1"><v>44256</v></c>`,
    ])
    expect(found).toEqual([
      'error spreadsheet-date line 2 column age value 2021-03-01',
      'warning date-as-text line 2 column note value 2021-03-01',
    ])
    expect(result?.shape === 'table' && column(result, 'note')).toEqual(['2021-03-01'])
  })

  it('numbers typed as text are numbers, with a decimal comma they are errors', async () => {
    const { found, result } = await readClinical([
      text('A2', 'p1') + text('B2', '61'),
      text('A3', 'p2') + text('B3', '61,5'),
    ])
    expect(found).toEqual(['error decimal-comma line 3 column age value 61,5'])
    expect(result?.shape === 'table' && column(result, 'age')).toEqual([61, NaN])
  })

  it('an empty row between rows is skipped with a warning; a sheet with a header only has 0 rows', async () => {
    const { found } = await readClinical(['', text('A3', 'p1') + number('B3', '1')])
    expect(found).toEqual(['warning blank-line line 2'])
    expect((await readClinical([])).found).toEqual(['error no-rows'])
  })

  it('a column twice', async () => {
    const path = fileWith(
      workbookOf('s', [text('A1', 'id') + text('B1', 'a') + text('C1', 'a'), number('A2', '1')]),
    )
    expect((await readPath('clinical-table', path, { sheet: 'data table' })).found).toEqual([
      'error duplicate-column line 1 column a',
    ])
  })
})

/** Adds a part to a zip whose directory says that it is 100 bytes long, although it unpacks to 16 MiB. */
function bombOf(zip: Buffer, packed: Buffer): Buffer {
  const end = zip.length - 22
  const directoryAt = zip.readUInt32LE(end + 16)
  const name = Buffer.from('xl/bomb.xml')
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(100, 18)
  common.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed])
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(directoryAt, 10)
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name])
  const last = Buffer.from(zip.subarray(end))
  const count = last.readUInt16LE(10) + 1
  last.writeUInt16LE(count, 8)
  last.writeUInt16LE(count, 10)
  last.writeUInt32LE(last.readUInt32LE(12) + entry.length, 12)
  last.writeUInt32LE(directoryAt + local.length, 16)
  return Buffer.concat([zip.subarray(0, directoryAt), local, zip.subarray(directoryAt, end), entry, last])
}
