import { isNotTestable, notTestable, type NotTestable } from '../stats/notTestable.ts'
import { geneDispersions } from './dispersion.ts'
import { dispersionTrend, type DispersionTrend } from './dispersionTrend.ts'
import { withColumns, type Expression } from './expression.ts'
import { checkCounts, sizeFactors, type SizeFactorMethod } from './sizeFactors.ts'

export interface StabilisationSettings {
  sizeFactors?: SizeFactorMethod
  /** how many genes the trend is fitted on: 'all' as varianceStabilizingTransformation, or a number as vst (1,000 there) */
  genes?: 'all' | number
}

export interface Stabilised {
  /** unit VST: like log2 of normalised counts where there are many, flat near 0 */
  expression: Expression
  sizeFactors: Float64Array
  trend: DispersionTrend
  /** genes that the trend was fitted on */
  fittedOn: number
}

/**
 * Variance-stabilising transformation of counts, blind to groups, with the parametric dispersion trend.
 * @param expression counts
 * @returns the matrix on the new scale with all that it rests on; not testable when factors or trend cannot be had
 * @throws InvalidInput the unit is not counts, or a count is no whole number ≥ 0
 * @source Anders & Huber 2010; Love, Huber & Anders 2014   @oracle DESeq2 1.38.3: shared deseq.json, statistics/deseq2/r_vst.csv
 * @differs where the parametric trend fails DESeq2 fits a local one; here it is not testable
 */
export function varianceStabilise(
  expression: Expression,
  settings: StabilisationSettings = {},
): Stabilised | NotTestable {
  checkCounts(expression)
  const factors = sizeFactors(expression, settings.sizeFactors ?? 'ratio')
  if (isNotTestable(factors)) return factors
  const means = normalisedMeans(expression, factors)
  const chosen = chooseGenes(means, settings.genes ?? 'all')
  if (isNotTestable(chosen)) return chosen
  const dispersions = geneDispersions(
    {
      counts: expression.columns,
      sizeFactors: factors,
      groups: new Int32Array(expression.columns.length),
    },
    chosen,
  )
  const usable = Array.from(chosen.keys()).filter((at) => (dispersions[at] ?? 0) > 1e-6)
  const trend = dispersionTrend(
    Float64Array.from(usable, (at) => means[chosen[at] ?? 0] ?? NaN),
    Float64Array.from(usable, (at) => dispersions[at] ?? NaN),
  )
  if (isNotTestable(trend)) return trend
  const columns = expression.columns.map((column, sample) => stabilise(column, factors[sample] ?? NaN, trend))
  return {
    expression: withColumns(expression, columns, 'VST'),
    sizeFactors: factors,
    trend,
    fittedOn: usable.length,
  }
}

/** Counts below this come again and again in a sample: each is transformed once. */
const manyTimes = 4096

function stabilise(column: Float64Array, factor: number, trend: DispersionTrend): Float64Array {
  const known = new Float64Array(manyTimes).fill(NaN)
  const values = new Float64Array(column.length)
  for (let gene = 0; gene < values.length; gene += 1) {
    const count = column[gene] ?? NaN
    const before = count < manyTimes ? (known[count] ?? NaN) : NaN
    const value = Number.isNaN(before) ? stabilised(count / factor, trend) : before
    if (count < manyTimes) known[count] = value
    values[gene] = value
  }
  return values
}

/** The transformation of one normalised count. */
export function stabilised(count: number, { asymptotic, extraPoisson }: DispersionTrend): number {
  const root = Math.sqrt(asymptotic * count * (1 + extraPoisson + asymptotic * count))
  return Math.log2((1 + extraPoisson + 2 * asymptotic * count + 2 * root) / (4 * asymptotic))
}

/** Mean over samples of count / size factor. */
export function normalisedMeans({ columns, genes }: Expression, factors: Float64Array): Float64Array {
  const sums = new Float64Array(genes.length)
  columns.forEach((column, sample) => {
    const factor = factors[sample] ?? NaN
    for (let gene = 0; gene < sums.length; gene += 1)
      sums[gene] = (sums[gene] ?? 0) + (column[gene] ?? NaN) / factor
  })
  return sums.map((sum) => sum / columns.length)
}

/** Genes with counts; or so many of those with mean above 5, evenly over their order by mean. */
function chooseGenes(means: Float64Array, genes: 'all' | number): Int32Array | NotTestable {
  const places = Array.from(means.keys())
  if (genes === 'all') return Int32Array.from(places.filter((gene) => (means[gene] ?? 0) > 0))
  const high = places
    .filter((gene) => (means[gene] ?? 0) > 5)
    .sort((a, b) => (means[a] ?? 0) - (means[b] ?? 0) || a - b)
  if (high.length < genes) return notTestable('too few values', high.length)
  return Int32Array.from(
    { length: genes },
    (_, k) => high[halfEven((k * (high.length - 1)) / (genes - 1))] ?? 0,
  )
}

/** R's round: halves to the even neighbour, counted from 1. */
function halfEven(place: number): number {
  const at = place + 1
  const whole = Math.floor(at)
  const rest = at - whole
  const rounded = rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole
  return rounded - 1
}
