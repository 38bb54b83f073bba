import type { Tuned } from '../prediction/gridSearch.ts'
import type { FittedLogistic } from '../prediction/learnerTypes.ts'
import type { LeftOut, Pipeline } from '../prediction/pipelineTypes.ts'
import type { AreaDifference, AreaUnderRoc } from '../prediction/roc.ts'
import type { OperatingPoint } from '../prediction/operatingPoints.ts'
import type { SelectionRecord } from '../prediction/selectionTypes.ts'
import type { NotTestable } from '../stats/notTestable.ts'
import type { HeterogeneitySource } from './heterogeneityTypes.ts'
import type { RiskScoreModel } from './riskScore.ts'
import type { TrainingSpec } from './trainingSpec.ts'

export type ModelKind = 'gtr' | 'ith' | 'gtr-ith'

/** A trained model as it is stored and sent: plain JSON with exact doubles. Applying it needs nothing else. */
export interface TrainedModel {
  version: 1
  kind: ModelKind
  name: string
  /** what an outcome of 1 means */
  outcome: string
  gtr: ModelPart | null
  ith: ModelPart | null
  /** how the vector of heterogeneity is made of regions; null where the training table came as a vector */
  heterogeneity: HeterogeneitySource | null
  /** centre, scale and loadings of the two probabilities; null where one part stands alone: its probability is the score */
  score: RiskScoreModel | null
  /** P(outcome) from the score, frozen; null where the score is a probability */
  probability: FittedLogistic | null
  /** score ≤ cutoff is HIGH risk */
  cutoff: number
  cutoffRule: string
  /** training patients with a score, and how many of them had the outcome */
  patients: number
  events: number
  /** fitted on the same patients, to stand beside wherever the model is applied */
  rivals: readonly { name: string; pipeline: Pipeline }[]
  spec: TrainingSpec
}

export interface ModelPart {
  pipeline: Pipeline
  selection: SelectionRecord
  tuned: readonly Tuned[]
}

export type RiskGroup = 'high' | 'low' | null

/** One way to look at the training patients; arrays follow the patients of the training. */
export interface Evaluation {
  /** `nested`: nobody's score comes from a model that saw the patient; `published`: apparent, of the finished model on its own patients */
  kind: 'nested' | 'published'
  gtr: Float64Array | null
  ith: Float64Array | null
  /** NaN where there is none */
  score: Float64Array
  /** P(outcome) that goes with the score */
  probability: Float64Array
  groups: readonly RiskGroup[]
  areas: {
    gtr: AreaUnderRoc | NotTestable | null
    ith: AreaUnderRoc | NotTestable | null
    score: AreaUnderRoc | NotTestable
  }
  /** areas within each fold of the nested evaluation: pooling mixes scores of different models */
  foldAreas: readonly number[]
  /** the cutoff's low-risk group against the outcome: sensitivity and the rest */
  groupsAsTest: OperatingPoint
  disclosures: readonly string[]
}

export interface FeatureAccount {
  part: 'gtr' | 'ith'
  feature: string
  /** is it in the finished model */
  selected: boolean
  /** share of the outer folds in which it was selected; null without nested evaluation */
  stability: number | null
  /** mean of patients with the outcome minus the others, in standard deviations: positive = higher in responders */
  direction: number | null
  /** area under the ROC curve of the feature alone, apparent */
  area: number | null
  /** mean loss of held-out area when its values are shuffled, over the folds that selected it; null where none did */
  importance: number | null
}

export interface RivalEvaluation {
  name: string
  features: readonly string[]
  /** out of the same folds as the nested evaluation; NaN where there is none */
  outOfFold: Float64Array
  areas: { outOfFold: AreaUnderRoc | NotTestable; apparent: AreaUnderRoc | NotTestable }
}

export interface NamedComparison {
  first: string
  second: string
  /** patients that both have scored */
  n: number
  result: AreaDifference | NotTestable
}

export type GtrIthTraining =
  | {
      kind: 'trained'
      model: TrainedModel
      /** in the order of their names */
      patients: readonly string[]
      /** 0, 1 or NaN */
      outcome: Float64Array
      /** the honest one first */
      evaluations: readonly [Evaluation, Evaluation]
      rivals: readonly RivalEvaluation[]
      /** nested scores and rivals against each other, DeLong */
      comparisons: readonly NamedComparison[]
      features: readonly FeatureAccount[]
      /** who took no part in training, each with a reason */
      leftOut: readonly (LeftOut & { part: 'gtr' | 'ith' | 'score' })[]
      warnings: readonly string[]
    }
  | { kind: 'notTestable'; reason: string; n: number }
