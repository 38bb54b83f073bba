import { ascending, moments, quantile } from '../stats/describe.ts'
import type { Expression } from './expression.ts'
import { genesBehindDate, isDateSerial } from './spreadsheetDates.ts'

/** What the numbers of a matrix look like, whatever they are declared to be. */
export interface Scale {
  kind: 'linear' | 'log' | 'z-scored'
  min: number
  max: number
  /** every value is a whole number */
  isWhole: boolean
}

/** CIBERSORT's limit: a matrix whose highest value is below it is taken for logarithms. */
export const highestLog = 50

/**
 * Looks at all values: negative ones with gene means near 0 are z-scores; otherwise, where none is 50 or more, logarithms. Linear numbers may be below 0 where a
 * background was subtracted: they are no logarithms for that.
 * @param expression finite
 * @source the limit of 50 is CIBERSORT's (Newman et al. 2015); TPM, FPKM and counts of a whole transcriptome reach thousands
 */
export function scaleOf({ columns }: Expression): Scale {
  let [min, max, isWhole] = [Infinity, -Infinity, true]
  for (const column of columns)
    for (const value of column) {
      if (value < min) min = value
      if (value > max) max = value
      if (isWhole && value % 1 !== 0) isWhole = false
    }
  const kind = min < 0 && isCentred(columns) ? 'z-scored' : max < highestLog ? 'log' : 'linear'
  return { kind, min, max, isWhole }
}

/** Gene means lie near 0, against the spread of the values. */
function isCentred(columns: readonly Float64Array[]): boolean {
  const n = columns[0]?.length ?? 0
  if (columns.length < 3) {
    return columns.every((column) => {
      const { mean, sd } = moments(column)
      return Math.abs(mean) < 0.1 * sd
    })
  }
  const sizes = new Float64Array(n)
  const spreads = new Float64Array(n)
  for (let gene = 0; gene < n; gene += 1) {
    const { mean, sd } = moments(columns.map((column) => column[gene] ?? NaN))
    sizes[gene] = Math.abs(mean)
    spreads[gene] = sd
  }
  return quantile(ascending(sizes), 0.5) < 0.25 * quantile(ascending(spreads), 0.5)
}

export type Species = 'human' | 'mouse' | 'unknown'

/**
 * Human genes are written in capitals, mouse genes with one capital; Ensembl ids say it outright.
 * @returns 'unknown' for ids that tell nothing, e.g. Entrez
 */
export function speciesOf(genes: readonly string[]): Species {
  let [human, mouse] = [0, 0]
  for (const gene of genes) {
    if (/^ENSMUSG\d/.test(gene) || /^[A-Z][a-z]+[a-z0-9-]*$/.test(gene)) mouse += 1
    else if (/^ENSG[\dR]/.test(gene) || /^[A-Z][A-Z0-9-]*(orf[A-Z0-9]+)?$/.test(gene)) human += 1
  }
  if (human + mouse < genes.length / 4) return 'unknown'
  return mouse > human ? 'mouse' : 'human'
}

/** Names that a spreadsheet turned into dates. Five-digit names count only where most names are no numbers. */
export function dateNames(genes: readonly string[]): string[] {
  const numbers = genes.reduce((sum, gene) => sum + (/^\d+$/.test(gene) ? 1 : 0), 0)
  const named = numbers * 2 < genes.length
  return genes.filter((gene) => (named || !isDateSerial(gene)) && genesBehindDate(gene) !== null)
}
