/** What can happen to a file: on the wire, on a disk, in a spreadsheet, by a hand that means well. Each changes one file. */
import { gzipSync } from 'node:zlib'
import type { Grid } from '../etl/miniCohort.ts'
import { at, pick, randomInt } from './chance.ts'
import type { Chance } from './chance.ts'

/** A file as cells; the separator is that of its name. */
export interface Target {
  path: string
  grid: Grid
  separator: string
}

type Result = string | Uint8Array | null

export interface Operator {
  name: string
  /** the new content of the file; null where it cannot be applied */
  apply: (target: Target, chance: Chance) => Result
}

export function textOf({ grid, separator }: Target): string {
  return grid.map((row) => `${row.join(separator)}\n`).join('')
}

const copy = (grid: Grid): Grid => grid.map((row) => [...row])
const latin = (text: string) => Buffer.from(text, 'utf8')

function bytes(name: string, change: (data: Buffer, chance: Chance) => Result): Operator {
  return { name, apply: (target, chance) => change(latin(textOf(target)), chance) }
}

function lines(name: string, change: (all: string[], chance: Chance) => string[]): Operator {
  return {
    name,
    apply: (target, chance) =>
      change(textOf(target).trimEnd().split('\n'), chance)
        .map((line) => `${line}\n`)
        .join(''),
  }
}

function grid(name: string, change: (cells: Grid, chance: Chance) => Grid | null): Operator {
  return {
    name,
    apply: (target, chance) => {
      const changed = change(copy(target.grid), chance)
      return changed && textOf({ ...target, grid: changed })
    },
  }
}

/** A data cell that holds a number; ids and headers are others' business. */
function numberCell(name: string, change: (text: string, chance: Chance) => string | null): Operator {
  return grid(name, (cells, chance) => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const row = 1 + randomInt(chance, cells.length - 1)
      const column = 1 + randomInt(chance, (cells[row]?.length ?? 1) - 1)
      const text = cells[row]?.[column] ?? ''
      if (!/^-?\d+(\.\d+)?$/.test(text)) continue
      const changed = change(text, chance)
      if (changed === null || changed === text) continue
      at(cells, row)[column] = changed
      return cells
    }
    return null
  })
}

function idCell(name: string, change: (id: string) => string): Operator {
  return grid(name, (cells, chance) => {
    // samples of a matrix stand in its header
    const inHeader = /^TCGA/.test(cells[0]?.[1] ?? '')
    const row = inHeader ? 0 : 1 + randomInt(chance, cells.length - 1)
    const column = inHeader ? 1 + randomInt(chance, (cells[0]?.length ?? 2) - 1) : 0
    const id = cells[row]?.[column] ?? ''
    const changed = change(id)
    if (changed === id) return null
    at(cells, row)[column] = changed
    return cells
  })
}

function header(
  name: string,
  change: (names: string[], index: number, chance: Chance) => string[],
): Operator {
  return grid(name, (cells, chance) => {
    const names = at(cells, 0)
    return [change([...names], 1 + randomInt(chance, names.length - 1), chance), ...cells.slice(1)]
  })
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  return list
    .map((item) => ({ item, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

function inserted(data: Buffer, place: number, what: Uint8Array): Buffer {
  return Buffer.concat([data.subarray(0, place), what, data.subarray(place)])
}

const insertion = (name: string, what: string | readonly number[]) =>
  bytes(name, (data, chance) =>
    inserted(
      data,
      randomInt(chance, data.length),
      typeof what === 'string' ? latin(what) : Uint8Array.from(what),
    ),
  )

export const operators: readonly Operator[] = [
  // on the wire and on the disk
  bytes('cut at a random byte', (data, chance) => data.subarray(0, randomInt(chance, data.length))),
  bytes('one bit flipped', (data, chance) => {
    const place = randomInt(chance, data.length)
    data[place] = (data[place] ?? 0) ^ (1 << randomInt(chance, 8))
    return data
  }),
  bytes('one byte lost', (data, chance) => {
    const place = randomInt(chance, data.length)
    return Buffer.concat([data.subarray(0, place), data.subarray(place + 1)])
  }),
  bytes('one byte twice', (data, chance) => {
    const place = randomInt(chance, data.length)
    return inserted(data, place, data.subarray(place, place + 1))
  }),
  bytes('a block of zeros', (data, chance) => data.fill(0, randomInt(chance, data.length))),
  bytes('a block twice', (data, chance) => {
    const place = randomInt(chance, data.length)
    return inserted(data, place, data.subarray(Math.max(0, place - 64), place))
  }),
  bytes('the file twice', (data) => Buffer.concat([data, data])),
  bytes('an empty file', () => ''),
  bytes('a web page instead', () => '<!DOCTYPE html><html><body>Sign in</body></html>\n'),
  bytes('compressed', (data) => gzipSync(data)),
  bytes('compressed and cut', (data, chance) => {
    const packed = gzipSync(data)
    return packed.subarray(0, 20 + randomInt(chance, packed.length - 20))
  }),
  bytes('UTF-16', (data) =>
    Buffer.concat([Uint8Array.from([0xff, 0xfe]), Buffer.from(data.toString('utf8'), 'utf16le')]),
  ),
  insertion('a NUL', [0]),
  insertion('a Latin-1 byte', [0xe9]),
  insertion('a zero-width space', '\u200b'),
  insertion('a right-to-left mark', '\u202e'),
  insertion('a stray quote', '"'),
  insertion('a stray separator', '\t'),
  insertion('a stray line end', '\n'),
  // editors
  bytes('a byte order mark', (data) => inserted(data, 0, Uint8Array.from([0xef, 0xbb, 0xbf]))),
  bytes('CRLF', (data) => data.toString('utf8').replaceAll('\n', '\r\n')),
  bytes('CR', (data) => data.toString('utf8').replaceAll('\n', '\r')),
  bytes('no line end at the end', (data) => data.subarray(0, -1)),
  lines('an empty line in the middle', (all, chance) =>
    all.toSpliced(1 + randomInt(chance, all.length - 1), 0, ''),
  ),
  lines('a comment line on top', (all) => ['# exported 2024', ...all]),
  {
    name: 'another separator',
    apply: (target) => textOf({ ...target, separator: target.separator === ',' ? '\t' : ',' }),
  },
  {
    name: 'semicolons and decimal commas',
    apply: ({ grid: cells }) =>
      cells
        .map((row) => `${row.map((cell) => cell.replace(/^(-?\d+)\.(\d+)$/, '$1,$2')).join(';')}\n`)
        .join(''),
  },
  {
    name: 'everything quoted',
    apply: ({ grid: cells, separator }) =>
      cells.map((row) => `${row.map((cell) => `"${cell}"`).join(separator)}\n`).join(''),
  },
  // rows
  lines('a row lost', (all, chance) => all.toSpliced(1 + randomInt(chance, all.length - 1), 1)),
  lines('a row twice', (all, chance) => {
    const row = 1 + randomInt(chance, all.length - 1)
    return all.toSpliced(row, 0, all[row] ?? '')
  }),
  lines('rows in another order', (all, chance) => [all[0] ?? '', ...shuffled(all.slice(1), chance)]),
  lines('the header lost', (all) => all.slice(1)),
  lines('the header twice', (all) => [all[0] ?? '', ...all]),
  grid('a row twice, the second with another value', (cells, chance) => {
    const row = 1 + randomInt(chance, cells.length - 1)
    const twin = [...at(cells, row)]
    const column = twin.findIndex((cell, i) => i > 0 && /^\d/.test(cell))
    if (column === -1) return null
    twin[column] = String(Number(twin[column]) / 2 + 0.01)
    return [...cells, twin]
  }),
  grid('a cell lost from a row', (cells, chance) => {
    const row = at(cells, 1 + randomInt(chance, cells.length - 1))
    row.splice(1 + randomInt(chance, row.length - 1), 1)
    return cells
  }),
  grid('cells moved one to the left', (cells, chance) => {
    const row = at(cells, 1 + randomInt(chance, cells.length - 1))
    row.splice(1 + randomInt(chance, row.length - 1), 1)
    row.push('')
    return cells
  }),
  grid('a row put together from two', (cells, chance) => {
    const row = 1 + randomInt(chance, cells.length - 2)
    const cut = 1 + randomInt(chance, (cells[row]?.length ?? 2) - 1)
    const joined = [...at(cells, row).slice(0, cut), ...at(cells, row + 1).slice(cut)]
    return cells.toSpliced(row, 2, joined)
  }),
  // columns
  grid('columns in another order', (cells, chance) => {
    const order = shuffled(
      Array.from({ length: (cells[0]?.length ?? 1) - 1 }, (_, i) => i + 1),
      chance,
    )
    return cells.map((row) => [row[0] ?? '', ...order.map((i) => row[i] ?? '')])
  }),
  grid('a column lost', (cells, chance) => {
    const column = 1 + randomInt(chance, (cells[0]?.length ?? 2) - 1)
    return cells.map((row) => row.toSpliced(column, 1))
  }),
  grid('a column twice', (cells, chance) => {
    const column = 1 + randomInt(chance, (cells[0]?.length ?? 2) - 1)
    return cells.map((row) => row.toSpliced(column, 0, row[column] ?? ''))
  }),
  grid('a column of row numbers in front', (cells) =>
    cells.map((row, i) => [i === 0 ? '' : String(i), ...row]),
  ),
  grid('a junk column behind', (cells) => cells.map((row, i) => [...row, i === 0 ? 'Column1' : ''])),
  header('a name lost', (names, i) => names.with(i, '')),
  header('a name twice', (names, i) => names.with(i, names[i === 1 ? 2 : 1] ?? '')),
  header('a letter of a name lost', (names, i) => names.with(i, (names[i] ?? '').slice(0, -1))),
  header('a name in other case', (names, i) => names.with(i, (names[i] ?? '').toUpperCase())),
  header('two names changed about', (names, i, chance) => {
    const j = 1 + randomInt(chance, names.length - 1)
    return names.with(i, names[j] ?? '').with(j, names[i] ?? '')
  }),
  // cells, as spreadsheets and hands change them
  numberCell('a decimal comma', (text) => (text.includes('.') ? `"${text.replace('.', ',')}"` : null)),
  numberCell('thousands separators', (text) => `"1,234,${text}"`),
  numberCell('a percent sign', (text) => `${text}%`),
  numberCell('infinite', () => 'Inf'),
  numberCell('#DIV/0!', () => '#DIV/0!'),
  numberCell('#REF!', () => '#REF!'),
  numberCell('a date', () => '1-Mar'),
  numberCell('a serial date with a time', () => '2024-03-01 00:00:00'),
  numberCell('words', () => 'high'),
  numberCell('a letter O for a zero', (text) => (text.includes('0') ? text.replace('0', 'O') : null)),
  numberCell('two points', (text) => (text.includes('.') ? text.replace('.', '..') : null)),
  numberCell('a footnote mark', (text) => `${text}*`),
  numberCell('a unit behind', (text) => `${text} mm`),
  numberCell('a comparison sign', (text) => `<${text}`),
  numberCell('the same number with zeros behind', (text) => (text.includes('.') ? `${text}00` : `${text}.0`)),
  numberCell('the same number in powers of ten', (text) => (text.includes('.') ? `${text}e0` : null)),
  numberCell('a space in front', (text) => ` ${text}`),
  numberCell('a sign changed', (text) => `-${text}`),
  numberCell('the point moved', (text) => (text.includes('.') ? String(Number(text) * 10) : null)),
  numberCell('999', () => '999'),
  numberCell('-1', () => '-1'),
  numberCell('NA', () => 'NA'),
  numberCell('blank', () => ''),
  numberCell('a digit changed', (text, chance) => {
    const place = pick(
      chance,
      Array.from(text.matchAll(/\d/g), (match) => match.index),
    )
    return (
      text.slice(0, place) +
      String((Number(text[place]) + 1 + randomInt(chance, 8)) % 10) +
      text.slice(place + 1)
    )
  }),
  // ids
  idCell('an id in lower case', (id) => id.toLowerCase()),
  idCell('an id with dots', (id) => id.replaceAll('-', '.')),
  idCell('an id with a space behind', (id) => `${id} `),
  idCell('an id cut to the patient', (id) => id.slice(0, 12)),
  idCell('an id of normal tissue', (id) => id.replace('-01A-', '-11A-')),
  idCell('an id of somebody else', (id) => id.replace('TCGA-XX', 'TCGA-ZZ')),
  idCell('an id lost', () => ''),
  idCell('an id that is none', () => 'patient 7'),
  idCell('a gene that a spreadsheet turned into a date', (id) =>
    id.startsWith('ENSG') ? '2-Sep' : `${id}x`,
  ),
]
