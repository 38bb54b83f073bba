import { InvalidInput } from '../errors.ts'

/** The only place that decides what is missing: NaN is, zero is not, an infinite number is an error of the caller. */
export function isMissing(value: number): boolean {
  return Number.isNaN(value)
}

/**
 * The values that are there.
 * @param field name of the column, for the message
 * @throws InvalidInput a value is +Infinity or −Infinity
 */
export function presentValues(values: ArrayLike<number>, field: string): Float64Array {
  const kept = new Float64Array(values.length)
  let n = 0
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (isMissing(value)) continue
    if (!Number.isFinite(value)) throw new InvalidInput(field, value, 'finite numbers, or NaN for missing')
    kept[n] = value
    n += 1
  }
  return kept.slice(0, n)
}

/**
 * For statistics of columns from which missing values have been taken: one that is left is an error of the caller, not a constant column.
 * @throws InvalidInput a value is NaN or infinite
 */
export function checkFinite(values: ArrayLike<number>, field: string): void {
  for (let i = 0; i < values.length; i += 1)
    if (!Number.isFinite(values[i])) throw new InvalidInput(field, values[i], 'finite numbers')
}

export interface SplitColumn {
  /** present values of each group, in row order */
  values: Float64Array[]
  nMissing: Int32Array
}

/**
 * Splits a column by group; rows in no group (−1) are left aside.
 * @param assignment group index of each row, or −1
 * @throws InvalidInput a value in a group is infinite, lengths differ, or an index is no group
 */
export function splitByGroup(
  values: ArrayLike<number>,
  assignment: Int32Array,
  groups: number,
  field = 'values',
): SplitColumn {
  if (values.length !== assignment.length)
    throw new InvalidInput(field, `${values.length} values`, `one per patient, ${assignment.length}`)
  const sizes = new Int32Array(groups)
  for (const group of assignment) {
    if (group < -1 || group >= groups) throw new InvalidInput('assignment', group, `-1 to ${groups - 1}`)
    if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
  }
  const columns = Array.from(sizes, (size) => new Float64Array(size))
  const filled = new Int32Array(groups)
  const nMissing = new Int32Array(groups)
  for (let i = 0; i < assignment.length; i += 1) {
    const group = assignment[i] ?? -1
    const column = columns[group]
    if (!column) continue
    const value = values[i] ?? NaN
    if (isMissing(value)) {
      nMissing[group] = (nMissing[group] ?? 0) + 1
      continue
    }
    if (!Number.isFinite(value)) throw new InvalidInput(field, value, 'finite numbers, or NaN for missing')
    const at = filled[group] ?? 0
    column[at] = value
    filled[group] = at + 1
  }
  return { values: columns.map((column, group) => column.subarray(0, filled[group] ?? 0)), nMissing }
}
