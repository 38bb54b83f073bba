import { createRandom } from '../stats/random.ts'
import { picked } from './featureTable.ts'
import { foldRows, possibleFolds, stratifiedFolds } from './folds.ts'
import { partSeed } from './gridScores.ts'
import { fitLearner, learnerProbabilities } from './learner.ts'
import type { FittedLearner, FittedLogistic, LearnerSpec } from './learnerTypes.ts'
import { tell, type Report } from './progress.ts'
import { fitRidgeLogistic, logisticProbabilities } from './ridgeLogistic.ts'
import { rowsOfSample, sampleOf, type Sample } from './sample.ts'

export interface Stack {
  /** fitted on all training rows, in the order of their settings */
  base: readonly FittedLearner[]
  /** over the base learners' probabilities, in their order; null where one learner stands alone */
  final: FittedLogistic | null
}

export interface StackFit {
  stack: Stack
  /** P(1) of the training rows from base learners that did not see them; NaN with too few rows for two folds */
  outOfFold: Float64Array
}

/**
 * Stacks learners: probabilities of rows that each learner did not see (stratified folds) feed a logistic regression (ridge, cost 1); then every
 * learner is fitted on all rows.
 * @param sample both outcomes present   @param seed decides folds and learners
 * @source Wolpert 1992; settings as scikit-learn's StackingClassifier   @oracle test/oracles/learners (cross-validated AUC beside scikit-learn)
 * @differs scikit-learn deals rows to folds in the order of the file, we by the seed
 */
export function fitStack(
  specs: readonly LearnerSpec[],
  sample: Sample,
  folds: number,
  seed: number,
  report?: Report,
): StackFit {
  const n = sample.outcome.length
  const possible = possibleFolds(sample.outcome, folds)
  const total = specs.length * (possible + 1)
  let done = 0
  const count = (): void => {
    done += 1
    tell(report, { stage: 'stacking', done, total })
  }
  const meta = specs.map(() => new Float64Array(n).fill(NaN))
  if (possible >= 2) {
    const fold = stratifiedFolds(sample.outcome, possible, createRandom(partSeed(seed, 0)))
    for (let which = 0; which < possible; which += 1) {
      const { inside, outside } = foldRows(fold, which)
      const training = rowsOfSample(sample, outside)
      const held = sample.columns.map((column) => picked(column, inside))
      specs.forEach((spec, k) => {
        const fitted = fitLearner(spec, training, partSeed(seed, 1 + which))
        learnerProbabilities(fitted, held, inside.length).forEach((p, i) => {
          const column = meta[k]
          if (column) column[inside[i] ?? 0] = p
        })
        count()
      })
    }
  }
  const isStacked = specs.length > 1 && possible >= 2
  const final = isStacked ? fitRidgeLogistic(sampleOf(meta, sample.outcome, sample.weights), 1) : null
  const base = specs.map((spec) => {
    const fitted = fitLearner(spec, sample, partSeed(seed, 1 + possible))
    count()
    return fitted
  })
  return {
    stack: { base, final },
    outOfFold: final ? logisticProbabilities(final, meta, n) : (meta[0] ?? new Float64Array(n).fill(NaN)),
  }
}

/** P(1) of each row; without a final model the mean of the base learners. */
export function stackProbabilities(
  { base, final }: Stack,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  const meta = base.map((fitted) => learnerProbabilities(fitted, columns, n))
  if (final) return logisticProbabilities(final, meta, n)
  return Float64Array.from({ length: n }, (_, i) =>
    meta.reduce((sum, column) => sum + (column[i] ?? NaN) / meta.length, 0),
  )
}
