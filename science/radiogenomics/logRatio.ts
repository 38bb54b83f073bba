import { InvalidInput } from '../errors.ts'
import { isMissing } from '../stats/missing.ts'

export interface CentredLogRatios {
  /** one column per part, natural logarithms; NaN where a patient has no whole composition */
  columns: Float64Array[]
  /** what a zero was taken to be */
  replacement: number
  nReplaced: number
}

/**
 * Centred log ratios of compositions: each part over the geometric mean of all parts, so that shares of a fixed sum can move freely.
 * Zeros become `share` of the smallest positive value of all, and the other parts shrink so that the sum stays.
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
    const shrink = 1 - (zeros * replacement) / total
    const logs = own.map((value) => Math.log(value === 0 ? replacement : value * shrink))
    const centre = logs.reduce((sum, log) => sum + log, 0) / logs.length
    logs.forEach((log, part) => {
      const column = columns[part]
      if (column) column[i] = log - centre
    })
  }
  return { columns, replacement, nReplaced }
}
