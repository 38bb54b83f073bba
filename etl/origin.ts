/** Where the rows and variables of a harmonised layer stand in the files, carried along so that every value can be led back. */
import type { LayerProvenance, WrittenSource } from '../db/release/packProvenance.ts'
import type { Block, Row } from './harmoniseBlock.ts'
import type { FileSpec } from './manifest.ts'

/** The same before the rows have their final order; `sources` is per variable. */
export interface PartOrigin {
  files: readonly string[]
  rowFile: readonly number[]
  from: readonly number[]
  to: readonly number[]
  written: readonly string[]
  sources: readonly (readonly WrittenSource[])[]
  rules: readonly string[]
}

/**
 * @param rows the rows of the file that each row of the layer was made of
 * @param positions the columns of the block that each variable was made of
 */
export function originOf(
  block: Block,
  rows: readonly (readonly Row[])[],
  positions: readonly (readonly number[])[],
  rules: readonly string[],
): PartOrigin {
  return {
    files: [block.file.id],
    rowFile: rows.map(() => 0),
    from: rows.map((own) => Math.min(...own.map(({ line }) => line))),
    to: rows.map((own) => Math.max(...own.map(({ line }) => line))),
    written: rows.map((own) => own[0]?.written ?? ''),
    sources: positions.map((columns) => columns.map((column) => sourceOf(block, column))),
    rules: [...fileRules(block), ...rules],
  }
}

function sourceOf(block: Block, column: number): WrittenSource {
  return [block.columns[column]?.name ?? '', block.columnLines?.[column] ?? null]
}

/** What was done to every row of a file. */
function fileRules({ file, entity }: Block): string[] {
  return [
    `read as ${file.format}`,
    ...settingRules(file),
    entity === 'specimen'
      ? 'a row is a specimen; the patient is the first three fields of its barcode'
      : 'a row is named by its id',
  ]
}

function settingRules({ select, duplicates }: FileSpec): string[] {
  return [
    ...(select ? [`only rows with ${select.column} = ${select.values.join(' or ')}`] : []),
    ...(duplicates === 'error' ? [] : [`of several rows with one id, ${duplicates} decides`]),
  ]
}

/** Two parts of one layer; `added` are the rows of the second that the first has not. */
export function joinedOrigin(a: PartOrigin, b: PartOrigin, added: readonly number[]): PartOrigin {
  const of = <T>(list: readonly T[]) => added.flatMap((row) => list[row] ?? [])
  return {
    files: [...a.files, ...b.files],
    rowFile: [...a.rowFile, ...of(b.rowFile).map((file) => file + a.files.length)],
    from: [...a.from, ...of(b.from)],
    to: [...a.to, ...of(b.to)],
    written: [...a.written, ...of(b.written)],
    sources: a.sources,
    rules: [
      ...new Set([...a.rules, ...b.rules, 'rows that stand in several files agree; the first file is named']),
    ],
  }
}

/** In the order that the layer is stored in. */
export function orderedOrigin(
  origin: PartOrigin,
  rows: readonly number[],
  keys: readonly string[],
  rule: string,
): LayerProvenance {
  const of = <T>(list: readonly T[]) => rows.flatMap((row) => list[row] ?? [])
  return {
    files: origin.files,
    rowFile: of(origin.rowFile),
    from: of(origin.from),
    to: of(origin.to),
    written: of(origin.written),
    variables: Object.fromEntries(keys.map((key, i) => [key, origin.sources[i] ?? []])),
    rules: [...origin.rules, rule],
  }
}
