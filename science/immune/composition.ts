/** Shares sum to one, so one cell's rise is another's fall: closure, and log ratios that do not depend on what else is in the sum. */
import { InvalidInput } from '../errors.ts'
import { isMissing } from '../stats/missing.ts'

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

export interface CentredLogRatios {
  /** one column per part, natural logarithms; NaN where a patient has no whole composition */
  columns: Float64Array[]
  /** what a zero was taken to be */
  replacement: number
  nReplaced: number
}

/**
 * Centred log ratios of compositions: each part over the geometric mean of all parts, so that shares of a fixed sum can move freely.
 * Zeros become `share` of the smallest positive value of all (in a patient whose parts sum to less than they would then need: of that sum over the number
 * of parts), and the other parts shrink so that the sum stays.
 * @param share above 0, at most 1
 * @param parts one column per cell, one value per patient, ≥ 0; NaN = missing, and then the patient has none
 * @throws InvalidInput a value is negative or infinite, there are fewer than two parts, or nothing is above 0
 * @source Aitchison 1986, 4.6; multiplicative replacement: Martín-Fernández, Barceló-Vidal & Pawlowsky-Glahn 2003, with .65
 * @oracle by hand in the tests
 */
export function centredLogRatios(parts: readonly Float64Array[], share = 0.65): CentredLogRatios {
  if (parts.length < 2) throw new InvalidInput('parts', parts.length, 'at least two cells')
  const n = parts[0]?.length ?? 0
  let smallest = Infinity
  for (const part of parts)
    for (const value of part) {
      if (isMissing(value)) continue
      if (value < 0 || value === Infinity) throw new InvalidInput('parts', value, 'finite shares, 0 or more')
      if (value > 0 && value < smallest) smallest = value
    }
  if (smallest === Infinity) throw new InvalidInput('parts', 'all 0', 'a value above 0')
  const replacement = share * smallest
  const columns = parts.map(() => new Float64Array(n).fill(NaN))
  let nReplaced = 0
  for (let i = 0; i < n; i += 1) {
    const own = parts.map((part) => part[i] ?? NaN)
    if (own.some(isMissing)) continue
    const total = own.reduce((sum, value) => sum + value, 0)
    if (total === 0) continue
    const zeros = own.filter((value) => value === 0).length
    nReplaced += zeros
    const room = zeros * replacement < total ? replacement : (share * total) / own.length
    const shrink = 1 - (zeros * room) / total
    const logs = own.map((value) => Math.log(value === 0 ? room : value * shrink))
    const centre = logs.reduce((sum, log) => sum + log, 0) / logs.length
    logs.forEach((log, part) => {
      const column = columns[part]
      if (column) column[i] = log - centre
    })
  }
  return { columns, replacement, nReplaced }
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
