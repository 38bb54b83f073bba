import { InvalidInput } from '../errors.ts'
import { withColumns, type Expression } from './expression.ts'

/** Scales every column to the sum of a million; a column without anything stays 0. */
function perMillion(columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((column) => {
    const sum = column.reduce((total, value) => total + value, 0)
    return sum > 0 ? column.map((value) => (1e6 * value) / sum) : Float64Array.from(column)
  })
}

/**
 * FPKM → TPM: each sample scaled to a million. It needs all genes of the sample: after a selection of genes it is another number.
 * @throws InvalidInput the unit is not FPKM, or a value is negative
 * @source Wagner, Kin & Lynch 2012; Pachter 2011
 */
export function fpkmToTpm(expression: Expression): Expression {
  if (expression.unit !== 'FPKM' && expression.unit !== 'FPKM-UQ')
    throw new InvalidInput('unit', expression.unit, 'FPKM or FPKM-UQ')
  checkAmounts(expression)
  return withColumns(expression, perMillion(expression.columns), 'TPM')
}

/**
 * Counts → TPM: counts / length, scaled to a million.
 * @param lengths effective (or union exon) length of each gene in bases, > 0
 * @throws InvalidInput the unit is not counts, a value is negative, or a length is missing
 */
export function countsToTpm(expression: Expression, lengths: ArrayLike<number>): Expression {
  if (expression.unit !== 'counts') throw new InvalidInput('unit', expression.unit, 'counts')
  checkAmounts(expression)
  if (lengths.length !== expression.genes.length)
    throw new InvalidInput('lengths', `${lengths.length} lengths`, `${expression.genes.length}, one per gene`)
  expression.genes.forEach((gene, place) => {
    const length = lengths[place] ?? NaN
    if (!(length > 0 && Number.isFinite(length)))
      throw new InvalidInput(`length of ${gene}`, length, 'bases, above 0')
  })
  const rates = expression.columns.map((column) =>
    column.map((value, place) => value / (lengths[place] ?? NaN)),
  )
  return withColumns(expression, perMillion(rates), 'TPM')
}

/** Each sample scaled to a million over the genes there are, whatever the unit: what quanTIseq and EPIC begin with. */
export function toMillion(columns: readonly Float64Array[]): Float64Array[] {
  return perMillion(columns)
}

function checkAmounts({ columns, genes, samples }: Expression): void {
  columns.forEach((column, sample) => {
    const place = column.findIndex((value) => !(value >= 0))
    if (place >= 0)
      throw new InvalidInput(`${samples[sample] ?? ''}, ${genes[place] ?? ''}`, column[place], '0 or more')
  })
}
