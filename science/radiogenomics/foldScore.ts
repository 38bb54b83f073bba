import { ascending, moments, quantile } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { applyRiskScore, trainRiskScore, type Probabilities, type RiskScoreModel } from './riskScore.ts'

export interface FoldScore {
  model: Pick<RiskScoreModel, 'centre' | 'scale' | 'loadings'> | null
  cutoff: number
  scores: Float64Array
  /** null, or what stood in for a component that could not be trained */
  substitute: string | null
}

/**
 * A score and its cutoff from the probabilities of training patients, never refusing: where no first component has both loadings positive, the two
 * standardised probabilities count the same (which is what the component would be); a probability that is the same in all counts nothing.
 * One part alone is its own score.
 */
export function scoreOfParts(parts: { gtr: Float64Array | null; ith: Float64Array | null }): FoldScore {
  const { gtr, ith } = parts
  if (!gtr || !ith) {
    const scores = (gtr ?? ith ?? new Float64Array()).slice()
    return { model: null, cutoff: medianOf(scores), scores, substitute: null }
  }
  const trained = trainRiskScore({ gtr, ith })
  if (trained.kind === 'trained')
    return { model: trained.model, cutoff: trained.model.cutoff, scores: trained.scores, substitute: null }
  const ofBoth = (column: Float64Array): Float64Array =>
    column.filter((value, i) => !isMissing(value) && !isMissing((column === gtr ? ith : gtr)[i] ?? NaN))
  const summaries = [gtr, ith].map((column) => {
    const there = ofBoth(column)
    return there.length < 2 ? { mean: there[0] ?? 0, sd: 0 } : moments(there)
  })
  const model = {
    centre: summaries.map(({ mean }) => mean),
    // a constant probability differs from its centre by nothing, whatever it is divided by
    scale: summaries.map(({ sd }) => (sd > 1e-9 ? sd : 1)),
    loadings: [Math.SQRT1_2, Math.SQRT1_2],
  }
  const scores = applyRiskScore(model, { gtr, ith })
  return { model, cutoff: medianOf(scores), scores, substitute: trained.reason }
}

/** Scores of other patients. */
export function foldScores(
  score: FoldScore,
  parts: Partial<Record<'gtr' | 'ith', Float64Array | null>>,
): Float64Array {
  const { gtr, ith } = parts
  if (!score.model) return (gtr ?? ith ?? new Float64Array()).slice()
  const probabilities: Probabilities = { gtr: gtr ?? new Float64Array(), ith: ith ?? new Float64Array() }
  return applyRiskScore(score.model, probabilities)
}

function medianOf(scores: Float64Array): number {
  const there = scores.filter((score) => !isMissing(score))
  return there.length === 0 ? NaN : quantile(ascending(there), 0.5)
}
