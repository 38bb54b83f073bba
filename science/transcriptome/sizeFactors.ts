import { InvalidInput } from '../errors.ts'
import { medianInPlace } from '../stats/medianInPlace.ts'
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
  const logs = columns.map(logsOf)
  const centres = logCentres(logs, method)
  const factors = new Float64Array(columns.length)
  const ratios = new Float64Array(genes.length)
  for (const [sample, column] of logs.entries()) {
    let n = 0
    for (let gene = 0; gene < column.length; gene += 1) {
      const ratio = (column[gene] ?? NaN) - (centres[gene] ?? NaN)
      if (!Number.isFinite(ratio)) continue
      ratios[n] = ratio
      n += 1
    }
    if (n === 0) return notTestable('too few values', genes.length)
    factors[sample] = Math.exp(medianInPlace(ratios.subarray(0, n)))
  }
  if (method === 'ratio') return factors
  const mean = factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length
  return factors.map((factor) => factor / Math.exp(mean))
}

function logsOf(column: Float64Array): Float64Array {
  const logs = new Float64Array(column.length)
  for (let gene = 0; gene < logs.length; gene += 1) logs[gene] = Math.log(column[gene] ?? NaN)
  return logs
}

/** Log geometric mean of each gene; −∞ where it is not used. */
function logCentres(logs: readonly Float64Array[], method: SizeFactorMethod): Float64Array {
  const n = logs[0]?.length ?? 0
  const sums = new Float64Array(n)
  const positive = new Int32Array(n)
  for (const column of logs)
    for (let gene = 0; gene < n; gene += 1) {
      const value = column[gene] ?? NaN
      if (value === -Infinity) continue
      sums[gene] = (sums[gene] ?? 0) + value
      positive[gene] = (positive[gene] ?? 0) + 1
    }
  const least = method === 'ratio' ? logs.length : 1
  return sums.map((sum, gene) => ((positive[gene] ?? 0) >= least ? sum / logs.length : -Infinity))
}

/** @throws InvalidInput the unit is not counts, or a count is negative or no whole number */
export function checkCounts({ unit, columns, genes, samples }: Expression): void {
  if (unit !== 'counts') throw new InvalidInput('unit', unit, 'counts')
  columns.forEach((column, sample) => {
    let place = 0
    while (place < column.length && isCount(column[place] ?? NaN)) place += 1
    if (place < column.length)
      throw new InvalidInput(
        `${samples[sample] ?? ''}, ${genes[place] ?? ''}`,
        column[place],
        'whole counts, 0 or more; averaged or estimated counts must be rounded first, and that said',
      )
  })
}

function isCount(value: number): boolean {
  return value >= 0 && Math.floor(value) === value && value !== Infinity
}
