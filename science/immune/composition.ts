/** Shares sum to one, so one cell's rise is another's fall: closure, and log ratios that do not depend on what else is in the sum. */
import { InvalidInput } from '../errors.ts'

/**
 * Scales each patient's parts to sum 1.
 * @param parts one column per cell, ≥ 0, NaN = missing
 * @returns columns; NaN in all cells of a patient with a missing part or with sum 0
 * @throws InvalidInput a part is negative, or columns differ in length
 */
export function closure(parts: readonly ArrayLike<number>[]): Float64Array[] {
  checkParts(parts)
  const n = parts[0]?.length ?? 0
  const sums = Float64Array.from({ length: n }, (_, patient) =>
    parts.reduce((sum, column) => sum + (column[patient] ?? NaN), 0),
  )
  return parts.map((column) =>
    Float64Array.from(column, (value, patient) => {
      const sum = sums[patient] ?? NaN
      return sum > 0 ? value / sum : NaN
    }),
  )
}

/**
 * log2 of one cell against another, with the constant that made it finite. Where neither is 0 and nothing is added, the denominators cancel:
 * it is the same from shares of leukocytes and from shares of all cells.
 * @param a, b shares of the same patients, ≥ 0, NaN = missing   @param constant added to both, ≥ 0; with 0 a zero on either side gives NaN
 * @returns one value per patient, and how many hang on the constant because a side is 0
 * @throws InvalidInput lengths differ, a value is negative, or the constant is
 */
export function logRatio(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  constant: number,
): { values: Float64Array; constant: number; nDecidedByConstant: number } {
  checkParts([a, b])
  if (!(constant >= 0 && Number.isFinite(constant))) throw new InvalidInput('constant', constant, '0 or more')
  let nDecidedByConstant = 0
  const values = Float64Array.from(a, (first, patient) => {
    const second = b[patient] ?? NaN
    if (Number.isNaN(first + second)) return NaN
    if (first === 0 || second === 0) nDecidedByConstant += 1
    const ratio = Math.log2((first + constant) / (second + constant))
    return Number.isFinite(ratio) ? ratio : NaN
  })
  return { values, constant, nDecidedByConstant }
}

/**
 * Constants worth trying for a log ratio: half, one and two times the smallest positive share, and the customary .001 and .01.
 * A conclusion that changes along this list is the constant's.
 * @returns ascending, without repetition; only the customary ones where nothing is positive
 */
export function constantsToTry(...columns: readonly ArrayLike<number>[]): number[] {
  let smallest = Infinity
  for (const column of columns)
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] ?? NaN
      if (value > 0 && value < smallest) smallest = value
    }
  const own = Number.isFinite(smallest) ? [smallest / 2, smallest, 2 * smallest] : []
  return [...new Set([...own, 0.001, 0.01])].sort((a, b) => a - b)
}

function checkParts(parts: readonly ArrayLike<number>[]): void {
  const n = parts[0]?.length ?? 0
  parts.forEach((column, index) => {
    if (column.length !== n) throw new InvalidInput(`parts[${index}]`, `${column.length} values`, `${n}`)
    for (let i = 0; i < n; i += 1) {
      const value = column[i] ?? NaN
      if (value < 0) throw new InvalidInput(`parts[${index}]`, value, '0 or more, or NaN for missing')
    }
  })
}
