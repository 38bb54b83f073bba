import { InvalidInput } from '../errors.ts'
import { ascending, quantile } from '../stats/describe.ts'
import { notTestable, type NotTestable } from '../stats/notTestable.ts'
import type { Expression } from './expression.ts'

/** 'ratio': genes that every sample has; 'poscounts': geometric means over the positive counts, for sparse data */
export type SizeFactorMethod = 'ratio' | 'poscounts'

/**
 * Size factors of samples: median over genes of count / geometric mean.
 * @param expression counts
 * @returns one factor per sample; not testable when no gene is counted in every sample ('ratio'), or a sample has no count
 * @throws InvalidInput the unit is not counts, or a count is negative or no whole number
 * @source Anders & Huber 2010; Love, Huber & Anders 2014   @oracle DESeq2 1.38.3 (shared deseq.json, statistics/deseq2)
 */
export function sizeFactors(
  expression: Expression,
  method: SizeFactorMethod = 'ratio',
): Float64Array | NotTestable {
  checkCounts(expression)
  const { columns, genes } = expression
  const logs = columns.map((column) => column.map(Math.log))
  const centres = new Float64Array(genes.length)
  for (let gene = 0; gene < genes.length; gene += 1) {
    let [sum, positive] = [0, 0]
    for (const column of logs) {
      const value = column[gene] ?? NaN
      if (value === -Infinity) continue
      sum += value
      positive += 1
    }
    const counts = method === 'ratio' ? positive === columns.length : positive > 0
    centres[gene] = counts ? sum / columns.length : -Infinity
  }
  const factors = new Float64Array(columns.length)
  for (const [sample, column] of logs.entries()) {
    const ratios = column
      .map((value, gene) => value - (centres[gene] ?? NaN))
      .filter((ratio) => Number.isFinite(ratio))
    if (ratios.length === 0) return notTestable('too few values', genes.length)
    factors[sample] = Math.exp(quantile(ascending(ratios), 0.5))
  }
  if (method === 'ratio') return factors
  const mean = factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length
  return factors.map((factor) => factor / Math.exp(mean))
}

/** @throws InvalidInput the unit is not counts, or a count is negative or no whole number */
export function checkCounts({ unit, columns, genes, samples }: Expression): void {
  if (unit !== 'counts') throw new InvalidInput('unit', unit, 'counts')
  columns.forEach((column, sample) => {
    const place = column.findIndex((count) => !(count >= 0 && Number.isInteger(count)))
    if (place >= 0)
      throw new InvalidInput(
        `${samples[sample] ?? ''}, ${genes[place] ?? ''}`,
        column[place],
        'whole counts, 0 or more; averaged or estimated counts must be rounded first, and that said',
      )
  })
}
