import { picked } from '../prediction/featureTable.ts'
import type { FittedLogistic } from '../prediction/learnerTypes.ts'
import { fitRidgeLogistic, logisticProbabilities } from '../prediction/ridgeLogistic.ts'
import { sampleOf } from '../prediction/sample.ts'
import { ascending, moments, quantile } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { withBoth } from './evaluation.ts'
import { applyRiskScore, trainRiskScore, type RiskScoreModel } from './riskScore.ts'

export interface Probabilities {
  gtr: Float64Array | null
  ith: Float64Array | null
}

export interface ScoreRule {
  /** null where one part stands alone: its probability is the score */
  score: Pick<RiskScoreModel, 'centre' | 'scale' | 'loadings'> | null
  cutoff: number
  /** P(outcome) from the score, of training patients; null where the score is a probability already */
  probability: FittedLogistic | null
}

export interface FoldScore {
  rule: ScoreRule
  /** of the training patients */
  scores: Float64Array
  /** null, or what stood in for a component that could not be trained */
  substitute: string | null
}

/**
 * A score and its cutoff from the probabilities of training patients, never refusing: where no first component has both loadings positive, the two
 * standardised probabilities count the same (which is what the component would be); a probability that is the same in all counts nothing.
 * One part alone is its own score.
 */
export function scoreOfParts({ gtr, ith }: Probabilities, outcome: Float64Array): FoldScore {
  if (!gtr || !ith) {
    const scores = (gtr ?? ith ?? new Float64Array()).slice()
    return { rule: { score: null, cutoff: medianOf(scores), probability: null }, scores, substitute: null }
  }
  const trained = trainRiskScore({ gtr, ith })
  const score = trained.kind === 'trained' ? trained.model : equalParts(gtr, ith)
  const scores = applyRiskScore(score, { gtr, ith })
  return {
    rule: { score, cutoff: medianOf(scores), probability: probabilityOf(scores, outcome) },
    scores,
    substitute: trained.kind === 'trained' ? null : trained.reason,
  }
}

function equalParts(gtr: Float64Array, ith: Float64Array): NonNullable<ScoreRule['score']> {
  const rows = Int32Array.from(gtr.keys()).filter(
    (row) => !isMissing(gtr[row] ?? NaN) && !isMissing(ith[row] ?? NaN),
  )
  const summaries = [gtr, ith].map((column) => {
    const there = picked(column, rows)
    return there.length < 2 ? { mean: there[0] ?? 0, sd: 0 } : moments(there)
  })
  return {
    centre: summaries.map(({ mean }) => mean),
    // a constant probability differs from its centre by nothing, whatever it is divided by
    scale: summaries.map(({ sd }) => (sd > 1e-9 ? sd : 1)),
    loadings: [Math.SQRT1_2, Math.SQRT1_2],
  }
}

/** Logistic regression of the outcome on the score; the ridge only keeps it finite where the score separates the outcomes. */
function probabilityOf(scores: Float64Array, outcome: Float64Array): FittedLogistic | null {
  const both = withBoth(scores, outcome)
  const events = both.outcome.reduce((sum, y) => sum + y, 0)
  if (events === 0 || events === both.outcome.length) return null
  return fitRidgeLogistic(sampleOf([both.scores], both.outcome), 1)
}

/** Scores of any patients by a rule. */
export function scoresBy({ score }: Pick<ScoreRule, 'score'>, { gtr, ith }: Probabilities): Float64Array {
  if (!score) return (gtr ?? ith ?? new Float64Array()).slice()
  return applyRiskScore(score, { gtr: gtr ?? new Float64Array(), ith: ith ?? new Float64Array() })
}

/** P(outcome) of scores by a rule; the score itself where it is one. */
export function probabilitiesBy(
  { score, probability }: Omit<ScoreRule, 'cutoff'>,
  scores: Float64Array,
): Float64Array {
  if (!score) return scores
  if (!probability) return new Float64Array(scores.length).fill(NaN)
  return logisticProbabilities(probability, [scores], scores.length)
}

function medianOf(scores: Float64Array): number {
  const there = scores.filter((score) => !isMissing(score))
  return there.length === 0 ? NaN : quantile(ascending(there), 0.5)
}
