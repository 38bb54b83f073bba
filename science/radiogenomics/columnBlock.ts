import { InvalidInput } from '../errors.ts'
import { isMissing } from '../stats/missing.ts'

/** Many columns end to end, one value per patient, NaN = missing: one buffer that can go to a thread whole. */
export interface ColumnBlock {
  /** patients */
  n: number
  /** columns */
  count: number
  /** n · count values, column after column */
  values: Float64Array | Float32Array
}

/** @throws InvalidInput columns of different lengths */
export function blockOf(columns: readonly Float64Array[], n: number): ColumnBlock {
  const values = new Float64Array(n * columns.length)
  columns.forEach((column, c) => {
    if (column.length !== n) throw new InvalidInput(`columns[${c}]`, `${column.length} values`, `${n}`)
    values.set(column, c * n)
  })
  return { n, count: columns.length, values }
}

/** Columns at some rows, ascending. All rows of doubles are the block's own memory, which nobody may write to. */
export function columnsAt({ n, count, values }: ColumnBlock, rows: readonly number[]): Float64Array[] {
  const isWhole = rows.length === n && values instanceof Float64Array
  return Array.from({ length: count }, (_, c) => {
    if (isWhole) return values.subarray(c * n, (c + 1) * n)
    // a loop: `from` with a function takes several times as long
    const column = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i += 1) column[i] = values[c * n + (rows[i] ?? 0)] ?? NaN
    return column
  })
}

/** Rows that have a value in some column of both blocks. */
export function rowsWithAny(...blocks: readonly ColumnBlock[]): number[] {
  const has = blocks.map(rowsOf)
  return Array.from({ length: blocks[0]?.n ?? 0 }, (_, i) => i).filter((i) =>
    has.every((own) => own[i] === 1),
  )
}

function rowsOf({ n, count, values }: ColumnBlock): Uint8Array {
  const has = new Uint8Array(n)
  for (let c = 0; c < count; c += 1)
    for (let i = 0; i < n; i += 1) if (!isMissing(values[c * n + i] ?? NaN)) has[i] = 1
  return has
}
