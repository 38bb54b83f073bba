import { ascending, quantile } from '../stats/describe.ts'
import { productMoment } from '../stats/pearson.ts'
import { medianAbsoluteDeviation } from '../stats/shape.ts'
import { checkExpression, type Expression } from './expression.ts'
import { parseGeneId } from './geneNames.ts'

/** One number per sample; NaN where it cannot be had. */
export interface SampleQuality {
  samples: readonly string[]
  /** library size: sum of the counts over all genes; NaN in any other unit, whose sums say nothing of what was sequenced */
  total: Float64Array
  /** genes above 0 */
  genesDetected: Float64Array
  /** of the sum over all genes; NaN without mitochondrial genes in the matrix, or on a logarithmic scale */
  mitochondrialShare: Float64Array
  /** of the sum, by the 50 highest genes: high where one tissue or rRNA dominates */
  topShare: Float64Array
  /** Pearson of log2(x + 1) with the median sample of the cohort */
  typicality: Float64Array
  /** what each sample stands out in; empty for most */
  outliers: readonly (readonly Outlier[])[]
}

export interface Outlier {
  measure: 'total' | 'genesDetected' | 'mitochondrialShare' | 'topShare' | 'typicality'
  value: number
  /** distance from the cohort's median in scaled median absolute deviations, signed; −Infinity for a sample without any count */
  deviations: number
}

/** Mitochondrial genes of the human genome by Ensembl id: 13 proteins and 2 ribosomal RNAs. @source GENCODE, chromosome M */
const mitochondrialIds = new Set(
  [
    198888, 198763, 198804, 198712, 228253, 198899, 198938, 198840, 212907, 198886, 198786, 198695, 198727,
    211459, 210082,
  ].map((id) => `ENSG${String(id).padStart(11, '0')}`),
)

const far = 3

/**
 * How each sample looks beside the others: what was sequenced, how many genes it shows, and whether it is like the cohort.
 * @param expression all genes; counts say most
 * @returns measures per sample, and those more than 3 scaled MADs off on the bad side (total and genes low, shares high, typicality low)
 * @throws InvalidInput the matrix is not whole
 * @source MAD rule: Leys et al. 2013; measures as in FastQC and RNA-SeQC reports
 */
export function sampleQuality(expression: Expression): SampleQuality {
  checkExpression(expression)
  const { genes, samples, columns, unit } = expression
  const isLog = unit === 'log2' || unit === 'VST'
  const mitochondrial = genes.flatMap((gene, place) => (isMitochondrial(gene) ? [place] : []))
  const sums = Float64Array.from(columns, (column) => column.reduce((sum, value) => sum + value, 0))
  const perTotal = (amount: (column: Float64Array) => number): Float64Array =>
    Float64Array.from(columns, (column, sample) => (isLog ? NaN : amount(column) / (sums[sample] ?? NaN)))
  const logs = isLog ? columns : columns.map((column) => column.map((value) => Math.log2(value + 1)))
  const typical = medianProfile(logs)
  const measures = {
    total: unit === 'counts' ? sums : new Float64Array(samples.length).fill(NaN),
    genesDetected: Float64Array.from(columns, (column) =>
      column.reduce((n, value) => n + (value > 0 ? 1 : 0), 0),
    ),
    mitochondrialShare:
      mitochondrial.length === 0
        ? new Float64Array(samples.length).fill(NaN)
        : perTotal((column) => mitochondrial.reduce((sum, place) => sum + (column[place] ?? NaN), 0)),
    topShare: perTotal((column) =>
      ascending(column)
        .subarray(-50)
        .reduce((sum, value) => sum + value, 0),
    ),
    typicality: Float64Array.from(logs, (column) => productMoment(column, typical)),
  }
  return { samples, ...measures, outliers: outliersOf(measures, samples.length) }
}

function isMitochondrial(gene: string): boolean {
  const id = parseGeneId(gene)
  return id.kind === 'ensembl' ? mitochondrialIds.has(id.id) : id.kind === 'symbol' && /^MT-/.test(id.symbol)
}

function medianProfile(columns: readonly Float64Array[]): Float64Array {
  const row = new Float64Array(columns.length)
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, gene) => {
    for (let sample = 0; sample < row.length; sample += 1) row[sample] = columns[sample]?.[gene] ?? NaN
    return quantile(ascending(row), 0.5)
  })
}

/** On which side a measure is bad, and whether its logarithm is compared. */
const rules: Readonly<Record<Outlier['measure'], { bad: -1 | 1; onLogs: boolean }>> = {
  total: { bad: -1, onLogs: true },
  genesDetected: { bad: -1, onLogs: true },
  mitochondrialShare: { bad: 1, onLogs: false },
  topShare: { bad: 1, onLogs: false },
  typicality: { bad: -1, onLogs: false },
}

function outliersOf(measures: Record<Outlier['measure'], Float64Array>, n: number): Outlier[][] {
  const found: Outlier[][] = Array.from({ length: n }, () => [])
  const names = ['total', 'genesDetected', 'mitochondrialShare', 'topShare', 'typicality'] as const
  for (const measure of names) {
    const { bad, onLogs } = rules[measure]
    const values = onLogs ? measures[measure].map(Math.log) : measures[measure]
    const known = values.filter(Number.isFinite)
    if (known.length < 5) continue
    const sorted = ascending(known)
    const middle = quantile(sorted, 0.5)
    const spread = medianAbsoluteDeviation(sorted)
    if (!(spread > 0)) continue
    values.forEach((value, sample) => {
      // −Infinity of a sample without any count; NaN where the measure does not exist, which is nowhere near the others nor far
      const deviations = (value - middle) / spread
      if (deviations * bad > far)
        found[sample]?.push({ measure, value: measures[measure][sample] ?? NaN, deviations })
    })
  }
  return found
}
