import { InvalidInput } from '../errors.ts'
import { createColumnSorter } from './columnRanks.ts'
import { ascending } from './describe.ts'
import { presentValues } from './missing.ts'
import { benjaminiHochberg } from './multiplicity.ts'
import { isDecidedExactly, normalLogP, wilcoxonRankSum } from './wilcoxon.ts'

export interface ManyRankSums {
  /** W of the first group; NaN where not testable */
  w: Float64Array
  /** Cliff's δ = rank-biserial correlation of first against second */
  delta: Float64Array
  logP: Float64Array
  /** Benjamini–Hochberg over the columns that could be tested */
  logQ: Float64Array
  tested: number
  /** present values in the first and the second group */
  sizes: readonly [Int32Array, Int32Array]
  /** why a column was not tested, by its index */
  notTested: ReadonlyMap<number, 'a group is empty' | 'all values equal'>
}

/**
 * Wilcoxon rank-sum test of many columns between the same two groups, with q over all of them: each column is sorted once.
 * @param columns each of n values, finite or NaN for missing   @param isFirst 1 first group, 0 second, −1 in neither
 * @returns as `wilcoxonRankSum`, by the same rule for exact and normal p; without intervals
 * @throws InvalidInput a length differs, or a value is infinite
 * @source as `wilcoxonRankSum`   @oracle that function in the tests, column by column
 */
export function rankSumMany(columns: readonly ArrayLike<number>[], isFirst: Int8Array): ManyRankSums {
  const rows = Int32Array.from(isFirst.keys()).filter((row) => (isFirst[row] ?? -1) >= 0)
  const m = rows.filter((row) => isFirst[row] === 1).length
  const n = rows.length - m
  const sorter = createColumnSorter(rows.length)
  const isInFirst = Float64Array.from(rows, (row) => (isFirst[row] === 1 ? 1 : 0))
  const blank = (): Float64Array => new Float64Array(columns.length).fill(NaN)
  const out = { w: blank(), delta: blank(), logP: blank() }
  const sizes = [new Int32Array(columns.length).fill(m), new Int32Array(columns.length).fill(n)] as const
  const notTested = new Map<number, 'a group is empty' | 'all values equal'>()
  columns.forEach((column, c) => {
    if (column.length !== isFirst.length)
      throw new InvalidInput(`columns[${c}]`, `${column.length} values`, `${isFirst.length}`)
    const isComplete = rows.length === column.length ? sorter.take(column) : sorter.takeRows(column, rows)
    const groups = isComplete ? null : presentGroups(column, rows, isInFirst, `columns[${c}]`)
    const [a, b] = groups ? [groups[0].length, groups[1].length] : [m, n]
    sizes[0][c] = a
    sizes[1][c] = b
    if (a === 0 || b === 0) {
      notTested.set(c, 'a group is empty')
      return
    }
    const result = groups
      ? slow(groups)
      : fast(sorter.weigh(isInFirst), [m, n], () => splitRows(column, rows, isInFirst))
    if (!result) {
      notTested.set(c, 'all values equal')
      return
    }
    out.w[c] = result.w
    out.logP[c] = result.logP
    out.delta[c] = (2 * result.w) / (a * b) - 1
  })
  return { ...out, ...benjaminiHochberg(out.logP), sizes, notTested }
}

type TwoGroups = readonly [Float64Array, Float64Array]

function splitRows(column: ArrayLike<number>, rows: Int32Array, isInFirst: Float64Array): TwoGroups {
  const values = Float64Array.from(rows, (row) => column[row] ?? NaN)
  return [values.filter((_, i) => isInFirst[i] === 1), values.filter((_, i) => isInFirst[i] === 0)]
}

function presentGroups(
  column: ArrayLike<number>,
  rows: Int32Array,
  isInFirst: Float64Array,
  field: string,
): TwoGroups {
  const [first, second] = splitRows(column, rows, isInFirst)
  return [presentValues(first, field), presentValues(second, field)]
}

function slow([first, second]: TwoGroups): { w: number; logP: number } | null {
  const x = ascending(first)
  const y = ascending(second)
  const low = Math.min(x[0] ?? NaN, y[0] ?? NaN)
  const high = Math.max(x[x.length - 1] ?? NaN, y[y.length - 1] ?? NaN)
  return low === high ? null : wilcoxonRankSum(x, y)
}

function fast(
  { sum, tieTerm }: { sum: number; tieTerm: number },
  [m, n]: readonly [number, number],
  split: () => TwoGroups,
): { w: number; logP: number } | null {
  const all = m + n
  if (tieTerm === all * all * all - all) return null
  if (isDecidedExactly(m, n, tieTerm > 0)) return slow(split())
  const w = sum / 2 - (m * (m + 1)) / 2
  return { w, logP: normalLogP({ m, n, tieTerm, distance: Math.abs(w - (m * n) / 2) }) }
}
