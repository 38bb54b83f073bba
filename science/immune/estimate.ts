import { checkExpression, pickGenes, type Expression } from '../transcriptome/expression.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal } from './deconvolution.ts'
import { judgeCoverage, matchGenes } from './geneCoverage.ts'
import type { GeneSet } from './signature.ts'
import { constantSamples, enrichmentScores, matchSets } from './ssgsea.ts'
import { judgeMatrix } from './suitability.ts'

/** Both gene sets and the genes that all platforms share; from files of the user. */
export interface EstimateReference {
  stromal: GeneSet
  immune: GeneSet
  /** the list that ESTIMATE ranks within; null = all genes of the matrix, which gives other numbers */
  commonGenes: readonly string[] | null
}

export interface EstimateSettings {
  /** the formula of purity was fitted on Affymetrix arrays; elsewhere it is an order of samples at best */
  platform?: 'affymetrix' | 'other'
}

/**
 * Tumour purity of an ESTIMATE score: cos(.6049872018 + .0001467884 · score); NaN where that is negative.
 * @source Yoshihara et al. 2013, fitted to ABSOLUTE purity on Affymetrix arrays
 */
export function purityOf(score: number): number {
  const purity = Math.cos(0.6049872018 + 0.0001467884 * score)
  return purity >= 0 ? purity : NaN
}

/**
 * ESTIMATE: enrichment of a stromal and an immune gene set per sample, their sum, and the purity that follows from it on Affymetrix arrays.
 * @param expression all genes; only ranks within a sample count
 * @returns StromalScore, ImmuneScore, ESTIMATEScore, TumorPurity, or why it is refused
 * @throws InvalidInput the matrix is not whole
 * @source Yoshihara et al. 2013   @oracle shared ssgsea.json (the same formula in R), ESTIMATE-scores.txt of TCGA-LIHC
 * @differs equal values share their mean place, as in `ssgsea`
 */
export function estimate(
  expression: Expression,
  { stromal, immune, commonGenes }: EstimateReference,
  { platform = 'other' }: EstimateSettings = {},
): Deconvolution | Refusal {
  checkExpression(expression)
  const suit = judgeMatrix(expression, { engine: 'ESTIMATE', scale: 'any' })
  const common = matchGenes('common genes', commonGenes ?? expression.genes, expression.genes)
  const judged = judgeCoverage(common.coverage)
  const within = pickGenes(expression, common.inMatrix)
  const sets = matchSets([stromal, immune], within.genes)
  const fatal = [...suit.fatal, ...(judged.isFatal ? judged.remarks : []), ...sets.fatal]
  if (fatal.length > 0) return refuse(...fatal)
  const [first = new Float64Array(0), second = new Float64Array(0)] = enrichmentScores(
    within,
    sets.matches,
    0.25,
  )
  const sum = first.map((value, sample) => value + (second[sample] ?? NaN))
  const purity = sum.map(purityOf)
  const beyond = expression.samples.filter(
    (_, sample) => Number.isNaN(purity[sample]) && !Number.isNaN(sum[sample]),
  )
  return {
    kind: 'deconvolution',
    method: 'estimate',
    unit: 'enrichment score',
    samples: expression.samples,
    cells: cellsOf('estimate', ['StromalScore', 'ImmuneScore', 'ESTIMATEScore', 'TumorPurity']),
    values: [first, second, sum, purity],
    quality: [],
    coverage: [common.coverage, ...sets.matches.map(({ coverage }) => coverage)],
    settings: { engine: 'estimate', platform, ranksWithinCommonGenes: commonGenes !== null },
    warnings: [
      ...suit.remarks,
      ...judged.remarks,
      ...sets.remarks,
      ...constantSamples(within),
      ...(platform === 'affymetrix'
        ? []
        : [
            remark(
              'platform',
              'TumorPurity is computed by a formula that was fitted on Affymetrix arrays. On other data it orders samples as ESTIMATEScore does; as a percentage it is not calibrated.',
              'Use a purity by DNA (ABSOLUTE) or methylation where there is one.',
            ),
          ]),
      ...(beyond.length > 0
        ? [remark('platform', 'ESTIMATEScore is beyond the range of the purity formula.', '', beyond)]
        : []),
    ],
  }
}
