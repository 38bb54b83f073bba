/**
 * One scale for methods that count against different things. CIBERSORT and its like give shares of leukocytes, quanTIseq and EPIC shares of all
 * cells: the same tumour can have a low share of one and a high share of the other. Shares of leukocytes × leukocyte fraction = shares of all cells.
 */
import { InvalidInput } from '../errors.ts'
import type { ImmuneUnit } from './methods.ts'

/**
 * Shares of leukocytes as shares of all cells.
 * @param shares of one cell, 0…1, NaN = missing   @param leukocytes leukocyte fraction of the same patients, 0…1, NaN = missing
 * @returns NaN where either is missing
 * @throws InvalidInput lengths differ, or a leukocyte fraction lies outside 0…1
 */
export function sharesOfAllCells(shares: ArrayLike<number>, leukocytes: ArrayLike<number>): Float64Array {
  checkFractions(shares, leukocytes)
  return Float64Array.from(shares, (share, patient) => share * (leukocytes[patient] ?? NaN))
}

function checkFractions(shares: ArrayLike<number>, leukocytes: ArrayLike<number>): void {
  if (shares.length !== leukocytes.length)
    throw new InvalidInput('leukocytes', `${leukocytes.length} values`, `${shares.length}, one per patient`)
  for (let i = 0; i < leukocytes.length; i += 1) {
    const value = leukocytes[i] ?? NaN
    if (value < 0 || value > 1) throw new InvalidInput('leukocytes', value, '0 to 1, or NaN for missing')
  }
}

/** What a column is measured against once it has been brought to the common scale, if it can be. */
export function onCommonScale(
  values: ArrayLike<number>,
  unit: ImmuneUnit,
  leukocytes: ArrayLike<number>,
): { values: Float64Array; unit: ImmuneUnit; isConverted: boolean } {
  return unit === 'share of leukocytes'
    ? { values: sharesOfAllCells(values, leukocytes), unit: 'share of all cells', isConverted: true }
    : { values: Float64Array.from(values), unit, isConverted: false }
}
