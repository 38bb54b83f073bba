import { foldScores } from './foldScore.ts'
import type { TrainedModel } from './trainedModel.ts'

/** Scores from the two probabilities by a model's own constants; of a model of one part, its probability. */
export function scoresBy(
  { score, cutoff }: Pick<TrainedModel, 'score' | 'cutoff'>,
  parts: { gtr: Float64Array | null; ith: Float64Array | null },
): Float64Array {
  return foldScores({ model: score, cutoff, scores: new Float64Array(), substitute: null }, parts)
}
