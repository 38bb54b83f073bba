import { InvalidInput } from '../errors.ts'
import { logChiSquaredUpper } from './distributions.ts'
import { noncentralityBounds } from './noncentralChiSquared.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

/** Counts, row by row; whole numbers from 0. */
export type Table = readonly (readonly number[])[]

export interface Margins {
  rows: number[]
  columns: number[]
  total: number
}

/** Row and column sums. @throws InvalidInput fewer than two rows or columns, rows of other lengths, or a count that is none */
export function marginsOf(table: Table): Margins {
  const width = table[0]?.length ?? 0
  if (table.length < 2 || width < 2)
    throw new InvalidInput('table', `${table.length} × ${width}`, 'at least 2 × 2')
  for (const row of table) {
    if (row.length !== width)
      throw new InvalidInput('table', 'rows of other lengths', `${width} columns in each`)
    const bad = row.find((count) => !Number.isSafeInteger(count) || count < 0)
    if (bad !== undefined) throw new InvalidInput('table', bad, 'whole numbers from 0')
  }
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columns = Array.from({ length: width }, (_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0))
  return { rows, columns, total: rows.reduce((sum, count) => sum + count, 0) }
}

export interface ChiSquaredTest {
  chiSquared: number
  df: number
  logP: number
  correction: 'yates' | 'none'
  expected: number[][]
  /** smallest expected count; below 5 the approximation is rough */
  smallestExpected: number
}

/**
 * Pearson's χ² test of independence of an r × c table.
 * @param yates corrects 2 × 2 tables for continuity (R's default); larger tables never are
 * @returns not testable where a row or column is empty
 * @throws InvalidInput smaller than 2 × 2, or a count that is none
 * @source Pearson 1900; Yates 1934, at most |O − E|   @oracle test/oracles/contingency (R chisq.test)
 */
export function chiSquaredTest(table: Table, { yates = true } = {}): ChiSquaredTest | NotTestable {
  const { rows, columns, total } = marginsOf(table)
  if ([...rows, ...columns].some((sum) => sum === 0)) return notTestable('a table margin is zero', total)
  const expected = rows.map((row) => columns.map((column) => (row / total) * column))
  const corrected = yates && rows.length === 2 && columns.length === 2
  const far = Math.abs((table[0]?.[0] ?? NaN) - (expected[0]?.[0] ?? NaN))
  const shift = corrected ? Math.min(0.5, far) : 0
  let chiSquared = 0
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      const e = expected[i]?.[j] ?? NaN
      chiSquared += (Math.abs(count - e) - shift) ** 2 / e
    })
  })
  const df = (rows.length - 1) * (columns.length - 1)
  return {
    chiSquared,
    df,
    logP: logChiSquaredUpper(chiSquared, df),
    correction: corrected ? 'yates' : 'none',
    expected,
    smallestExpected: Math.min(...expected.flat()),
  }
}

export interface CramerV {
  /** 0…1 */
  value: number
  low: number
  high: number
}

/**
 * Cramér's V with the interval that comes from the noncentral χ² (no correction for continuity).
 * @returns not testable where a row or column is empty
 * @throws InvalidInput smaller than 2 × 2, or a count that is none
 * @source Cramér 1946; interval: Smithson 2003, 4 (noncentrality / (n(k − 1)) under the root)
 * @oracle test/oracles/contingency (R chisq.test, pchisq(ncp = ) solved)
 * @differs DescTools::CramerV may add the degrees of freedom to the noncentrality; ours does not, so 0 can be inside
 */
export function cramerV(table: Table, level = 0.95): CramerV | NotTestable {
  const test = chiSquaredTest(table, { yates: false })
  if ('kind' in test) return test
  const { rows, columns, total } = marginsOf(table)
  const most = total * (Math.min(rows.length, columns.length) - 1)
  const bounds = noncentralityBounds(test.chiSquared, test.df, level)
  const asV = (value: number): number => Math.min(1, Math.sqrt(value / most))
  return { value: asV(test.chiSquared), low: asV(bounds.low), high: asV(bounds.high) }
}
