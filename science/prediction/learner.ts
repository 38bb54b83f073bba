import { InvalidInput } from '../errors.ts'
import { expit } from '../stats/logisticLikelihood.ts'
import type { FittedLearner, LearnerSpec } from './learnerTypes.ts'
import { fitRidgeLogistic, logisticProbabilities } from './ridgeLogistic.ts'
import type { Sample } from './sample.ts'
import { fitSupportVector, mostVectorRows, supportVectorProbabilities } from './supportVector.ts'
import { treeValues } from './tree.ts'
import { boostedValues, fitBoosting, fitDecisionTree, fitForest, forestValues } from './treeLearners.ts'

/**
 * Fits one learner. Where only one outcome occurs or no feature is left, the answer is the same probability for everybody.
 * @param seed decides bootstrap samples, features looked at, subsamples and the folds of a sigmoid
 * @throws InvalidInput no rows, or more than 6,000 for a support vector machine
 */
export function fitLearner(spec: LearnerSpec, sample: Sample, seed: number): FittedLearner {
  const { outcome, weights, columns } = sample
  const n = outcome.length
  if (n === 0) throw new InvalidInput('rows', 0, 'at least one patient')
  if (columns.length === 0 || outcome.every((y) => y === outcome[0])) {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const events = outcome.reduce((sum, y, i) => sum + y * (weights[i] ?? 0), 0)
    return { kind: 'constant', probability: events / total }
  }
  switch (spec.kind) {
    case 'decisionTree':
      return { kind: 'decisionTree', tree: fitDecisionTree(sample, spec) }
    case 'randomForest':
      return { kind: 'randomForest', trees: fitForest(sample, spec, seed) }
    case 'boosting':
      return { kind: 'boosting', start: 0, trees: fitBoosting(sample, spec, seed) }
    case 'supportVector':
      if (n > mostVectorRows)
        throw new InvalidInput('supportVector', `${n} patients`, `at most ${mostVectorRows} patients`)
      return fitSupportVector(sample, spec, seed)
    case 'logistic':
      return fitRidgeLogistic(sample, spec.cost)
  }
}

/**
 * P(1) of each row by a fitted learner.
 * @param columns the features that it was fitted on, in their order; finite
 */
export function learnerProbabilities(
  fitted: FittedLearner,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  switch (fitted.kind) {
    case 'constant':
      return new Float64Array(n).fill(fitted.probability)
    case 'decisionTree':
      return treeValues(fitted.tree, columns, n).map(asShare)
    case 'randomForest':
      return forestValues(fitted.trees, columns, n).map(asShare)
    case 'boosting':
      return boostedValues(fitted.trees, columns, n, fitted.start).map(expit)
    case 'supportVector':
      return supportVectorProbabilities(fitted, columns, n)
    case 'logistic':
      return logisticProbabilities(fitted, columns, n)
  }
}

/** Trees that were stored before shares were snapped can be a rounding error outside. */
function asShare(value: number): number {
  return Math.min(1, Math.max(0, value))
}
