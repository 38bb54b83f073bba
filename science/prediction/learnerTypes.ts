import type { Tree } from './tree.ts'

/** Settings of one learner; plain JSON. */
export type LearnerSpec =
  DecisionTreeSpec | RandomForestSpec | BoostingSpec | SupportVectorSpec | LogisticSpec

export type LearnerKind = LearnerSpec['kind']

export interface DecisionTreeSpec {
  kind: 'decisionTree'
  criterion: 'gini' | 'entropy'
  /** null = no limit */
  depth: number | null
  minSplit: number
  minLeaf: number
}

export interface RandomForestSpec {
  kind: 'randomForest'
  trees: number
  depth: number | null
  minSplit: number
  minLeaf: number
}

export interface BoostingSpec {
  kind: 'boosting'
  trees: number
  depth: number
  /** share of a tree's step that is taken */
  rate: number
  /** share of the rows that each tree sees */
  subsample: number
  /** Σ p(1 − p) on each side of a split at least */
  minChildWeight: number
}

export interface SupportVectorSpec {
  kind: 'supportVector'
  kernel: 'linear' | 'rbf'
  cost: number
  /** `scale` = 1/(features × variance of all values), `auto` = 1/features; without meaning for `linear` */
  gamma: number | 'scale' | 'auto'
}

export interface LogisticSpec {
  kind: 'logistic'
  /** inverse of the ridge penalty, as in scikit-learn: ½‖b‖² + cost × loss */
  cost: number
}

/** A fitted learner: plain JSON with exact doubles, all that is needed to apply it. */
export type FittedLearner =
  | { kind: 'constant'; probability: number }
  | { kind: 'decisionTree'; tree: Tree }
  | { kind: 'randomForest'; trees: readonly Tree[] }
  | { kind: 'boosting'; start: number; trees: readonly Tree[] }
  | FittedSupportVector
  | FittedLogistic

export interface FittedLogistic {
  kind: 'logistic'
  intercept: number
  coefficients: readonly number[]
}

export interface FittedSupportVector {
  kind: 'supportVector'
  kernel: 'linear' | 'rbf'
  gamma: number
  /** `vectors[k][feature]` */
  vectors: readonly (readonly number[])[]
  /** α y of each vector */
  weights: readonly number[]
  intercept: number
  /** P = 1/(1 + exp(slope × decision + offset)) */
  sigmoid: { slope: number; offset: number }
}
