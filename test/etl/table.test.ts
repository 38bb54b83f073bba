import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Findings } from '../../etl/findings.ts'
import { readTable } from '../../etl/table.ts'
import type { TableOptions } from '../../etl/tableFacts.ts'
import { fileWith, lines } from './readers/reading.ts'

async function read(content: string | Uint8Array, options: Partial<TableOptions> = {}, name = 'table.tsv') {
  const findings = new Findings()
  const rows: (readonly [number, ...string[]])[] = []
  let header: readonly string[] = []
  const path = fileWith(content, name)
  const facts = await readTable({ file: 'file', path, ...options }, findings, () => undefined, {
    header: (names) => {
      header = names
      return true
    },
    row: (row) => rows.push([row.line, ...row.texts()]),
  })
  return { facts, header, rows, found: lines(findings), findings }
}

const plain = 'id\ta\tb\nx\t1\t2\ny\t3\t4\n'
const plainRows = [
  [2, 'x', '1', '2'],
  [3, 'y', '3', '4'],
]

describe('readTable', () => {
  it('gives cells as written, with line numbers', async () => {
    const { facts, header, rows, found } = await read(plain)
    expect(header).toEqual(['id', 'a', 'b'])
    expect(rows).toEqual(plainRows)
    expect(found).toEqual([])
    expect(facts).toEqual({
      encoding: 'utf-8',
      delimiter: '\t',
      compressed: false,
      lineEnds: 'LF',
      finalNewline: true,
      rows: 2,
      columns: 3,
      comments: [],
    })
  })

  it.each([
    ['a byte order mark', '\ufeff' + plain],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['CR', plain.replaceAll('\n', '\r')],
    ['mixed line ends', 'id\ta\tb\r\nx\t1\t2\ny\t3\t4\r\n'],
    ['a lone CR among LF', 'id\ta\tb\nx\t1\t2\ry\t3\t4\n'],
    ['no final newline', plain.trimEnd()],
    ['CRLF and no final newline', plain.trimEnd().replaceAll('\n', '\r\n')],
    ['gzip not named so', gzipSync(plain)],
    ['several gzip members', Buffer.concat([gzipSync(plain.slice(0, 9)), gzipSync(plain.slice(9))])],
  ])('reads the same rows from a file with %s, and records it', async (_, content) => {
    const { rows, found } = await read(content)
    expect(rows).toEqual(plainRows)
    expect(found).toEqual(['note encoding-normalised'])
  })

  it('reads gzip that is named so without a word, and plain text named gzip with one', async () => {
    expect((await read(gzipSync(plain), {}, 'table.tsv.gz')).found).toEqual([])
    expect((await read(plain, {}, 'table.tsv.gz')).found).toEqual(['note encoding-normalised'])
  })

  it('finds commas and semicolons in a .tsv and says so', async () => {
    for (const delimiter of [',', ';']) {
      const { rows, found } = await read(plain.replaceAll('\t', delimiter))
      expect(rows).toEqual(plainRows)
      expect(found).toEqual([`note delimiter-found value ${delimiter}`])
    }
  })

  it('reads quotes, doubled quotes, delimiters and line ends inside them; lines are counted through', async () => {
    const content = 'id,note\na,"x, ""y"""\nb,"two\nlines"\nc,5" tumour\nd,""\n'
    const { rows } = await read(content, {}, 'table.csv')
    expect(rows).toEqual([
      [2, 'a', 'x, "y"'],
      [3, 'b', 'two\nlines'],
      [5, 'c', '5" tumour'],
      [6, 'd', ''],
    ])
  })

  it('reads UTF-8 outside ASCII, also when a chunk ends in the middle of a row', async () => {
    const long = 'é'.repeat(700_000)
    const { rows } = await read(`id\tname\nx\t${long}\ny\tμ\n`)
    expect(rows).toEqual([
      [2, 'x', long],
      [3, 'y', 'μ'],
    ])
  })

  it.each([3, 511, 512, 513, 65_536, 1_048_575, 1_048_576, 1_048_577])(
    'splits rows the same wherever chunks end (%i bytes of padding)',
    async (padding) => {
      const { rows, found } = await read(`id\ta\n${'p'.repeat(padding)}\t1\r\n"q\nq"\t2\r\nz\t3\r\n`)
      expect(rows.map((row) => row[2])).toEqual(['1', '2', '3'])
      expect(rows.map((row) => row[0])).toEqual([2, 3, 5])
      expect(found).toEqual(['note encoding-normalised'])
    },
  )

  it('takes CRLF for one line end also when a chunk ends between the two', async () => {
    const name = 'p'.repeat((1 << 20) - 4)
    const { header, rows } = await read(`id\t${name}\r\nx\t1\r\n`)
    expect(header).toEqual(['id', name])
    expect(rows).toEqual([[2, 'x', '1']])
  })

  it('takes comment lines and skipped lines off before the header', async () => {
    const { facts, rows } = await read('# gene-model: v36\n' + plain, { comment: '#' })
    expect(facts?.comments).toEqual(['# gene-model: v36'])
    expect(rows[0]?.[0]).toBe(3)
    expect((await read('#1.2\n2\t3\n' + plain, { skipLines: 2 })).rows).toHaveLength(2)
  })

  it('reads a file without a header under declared names', async () => {
    const { rows } = await read('a\t1\nb\t2\n', { names: ['id', 'value'] })
    expect(rows).toEqual([
      [1, 'a', '1'],
      [2, 'b', '2'],
    ])
  })

  it('skips empty lines, and warns only where rows follow', async () => {
    const { rows, found } = await read('id\ta\nx\t1\n\ny\t2\n\n\n')
    expect(rows).toHaveLength(2)
    expect(found).toEqual(['warning blank-line line 3'])
  })

  it('takes rows of nothing but separators and spaces for empty lines', async () => {
    const { rows, found } = await read('\t\t\nid\ta\tb\nx\t1\t2\n\t\t\ny\t3\t4\n\t\t\n  \n')
    expect(rows).toEqual([
      [3, 'x', '1', '2'],
      [5, 'y', '3', '4'],
    ])
    expect(found).toEqual(['warning blank-line line 1', 'warning blank-line line 4'])
  })

  it.each([';', ',', '\t'])('reads the line sep=%s that spreadsheets ask for', async (separator) => {
    const { rows, found } = await read(`\ufeffsep=${separator}\r\n${plain.replaceAll('\t', separator)}`)
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ['x', '1', '2'],
      ['y', '3', '4'],
    ])
    expect(found[0]).toBe('note encoding-normalised')
  })

  it('leaves out columns without name and values at the end, and says so', async () => {
    const { rows, header, found } = await read('id\ta\tb\t\t\nx\t1\t2\t\t\ny\t3\t4\t\t\n')
    expect([header, rows, found]).toEqual([['id', 'a', 'b'], plainRows, ['note empty-columns']])
  })

  it('a separator behind every row that the header lacks moves no value under another name', async () => {
    const { rows, header, found } = await read('id\ta\tb\nx\t1\t2\t\ny\t3\t4\t\n')
    expect([header, rows, found]).toEqual([['id', 'a', 'b'], plainRows, ['warning row-end-separator line 2']])
  })

  it.each([
    [
      'something stands under no name',
      'id\ta\t\nx\t1\t\ny\t3\t9\n',
      'error empty-column-name line 3 value 9',
    ],
    ['only some rows end in a separator', 'id\ta\nx\t1\ny\t3\t\n', 'error ragged-row line 3'],
    ['a cell is lost before blank columns', 'id\ta\tb\t\nx\t1\t2\t\ny\t3\t\n', 'error ragged-row line 3'],
    ['a title stands above', 'Table S1\t\t\nid\ta\tb\nx\t1\t2\n', 'error one-column line 1 value Table S1'],
  ])('refuses where %s', async (_, content, expected) => {
    expect((await read(content)).found.filter((line) => line.startsWith('error'))).toEqual([expected])
  })
})

describe('readTable refuses', () => {
  const cases: readonly (readonly [name: string, content: string | Uint8Array, found: string])[] = [
    ['an empty file', '', 'error no-rows'],
    ['a header only', 'id\ta\n', 'error no-rows'],
    ['a header only, no line end', 'id\ta', 'error no-rows'],
    ['a short row', 'id\ta\nx\n', 'error ragged-row line 2'],
    ['a long row', 'id\ta\nx\t1\ny\t1\t2\n', 'error ragged-row line 3'],
    ['an unbalanced quote', 'id\ta\nx\t1\ny\t"2\nz\t3\n', 'error unbalanced-quote line 3'],
    ['text behind a closing quote', 'id\ta\nx\t"1"2\n', 'error unbalanced-quote line 2'],
    ['a column twice', 'id\ta\ta\nx\t1\t2\n', 'error duplicate-column line 1 column a'],
    ['a column without a name', 'id\t\tb\nx\t1\t2\n', 'error empty-column-name line 1'],
    ['NUL', 'id\ta\nx\t1\u0000\n', 'error control-character line 2 column a value 1\\u0000'],
    ['a control character', 'id\ta\nx\u0007\t1\n', 'error control-character line 2 column id value x\\u0007'],
    ['DEL', 'id\ta\nx\u007f\t1\n', 'error control-character line 2 column id value x\\u007f'],
    ['a text direction', 'id\ta\nx\u202e\t1\n', 'error control-character line 2 column id value x\\u202e'],
    ['Latin-1', Buffer.from('id\ta\nM\xfcller\t1\n', 'latin1'), 'error not-utf8 line 2'],
    ['UTF-16', Buffer.from('\ufeffid\ta\nx\t1\n', 'utf16le'), 'error not-utf8'],
    ['one column', 'id|a\nx|1\n', 'error one-column line 1 value id|a'],
    ['a zip archive', 'PK\u0003\u0004 whatever', 'error file-unreadable'],
    ['a web page', '<!DOCTYPE html><html><body>Log in</body></html>\n', 'error file-unreadable line 1'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid 1\n', 'error file-unreadable'],
    ['gzip cut short', gzipSync(plain).subarray(0, 25), 'error gzip-damaged'],
    ['gzip with a wrong checksum', damaged(gzipSync(plain)), 'error gzip-damaged'],
  ]
  it.each(cases)('%s', async (_, content, expected) => {
    expect((await read(content)).found.filter((line) => !line.startsWith('note'))).toEqual([expected])
  })

  it('gives no facts, so no rows, for damaged gzip', async () => {
    const big = `id\ta\n${Array.from({ length: 50_000 }, (_, n) => `row${n}\t${n * 7919}`).join('\n')}\n`
    const { facts, found } = await read(gzipSync(big).subarray(0, -4))
    expect(facts).toBeNull()
    expect(found).toEqual(['error gzip-damaged'])
  })

  it('a line or a header past the limits', async () => {
    expect((await read(plain, { maxColumns: 2 })).found).toEqual(['error limit-exceeded line 1'])
    expect((await read(`id\ta\nx\t${'1'.repeat(2000)}\n`, { maxLineBytes: 1000 })).found).toEqual([
      'error limit-exceeded line 2',
    ])
    const endless = `id\ta\nx\t${'1'.repeat(3_000_000)}`
    expect((await read(endless, { maxLineBytes: 1_000_000 })).found).toEqual(['error limit-exceeded line 2'])
  })

  it('a quote that nothing closes, at once, however long the file', async () => {
    const started = performance.now()
    const { found } = await read(`id\ta\nx\t"open\n${'y\t1\n'.repeat(2_000_000)}`)
    expect(found).toEqual(['error unbalanced-quote line 2'])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('a file that is not there, and a folder', async () => {
    const findings = new Findings()
    const handlers = { header: () => true, row: () => undefined }
    for (const path of ['/nowhere/x.tsv', '/'])
      expect(await readTable({ file: 'f', path }, findings, () => undefined, handlers)).toBeNull()
    expect(lines(findings)).toEqual(['error file-unreadable', 'error file-unreadable'])
  })

  it('tells the expected and found number of cells, and how R writes tables with one name too few', async () => {
    const { findings } = await read('a\tb\nx\t1\t2\n')
    expect(findings.kept[0]?.message).toBe('Row has 3 cells, the header has 2.')
    expect(findings.kept[0]?.hint).toContain('write.table')
  })

  it('counts all and keeps a hundred findings of one rule', async () => {
    const { findings } = await read(`id\ta\n${'x\n'.repeat(250)}`)
    expect(findings.kept).toHaveLength(100)
    expect(findings.counts).toEqual([{ rule: 'ragged-row', severity: 'error', count: 250 }])
  })
})

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[copy.length - 8] = (copy[copy.length - 8] ?? 0) ^ 1
  return copy
}
