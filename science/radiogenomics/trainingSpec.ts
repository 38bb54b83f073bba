import { modestGrids, publishedGrids } from '../prediction/grids.ts'
import type { Tuning } from '../prediction/gridSearch.ts'
import type { PipelinePlan } from '../prediction/pipelineTypes.ts'

/** What is to be trained, declared before the data are seen; plain JSON, the whole of it kept in the model. */
export interface TrainingSpec {
  version: 1
  name: string
  /** what an outcome of 1 means, with its reader and rule, in words */
  outcome: string
  seed: number
  /** from the features of the whole tumour; null = no such part */
  gtr: PipelinePlan | null
  /** from heterogeneity between regions; null = no such part */
  ith: PipelinePlan | null
  /** which probabilities of the training patients make the score's component and cutoff: of the finished model, as published, or of folds that did not see them */
  scoreFrom: 'inSample' | 'outOfFold'
  /** the evaluation in which selection, tuning and cutoff happen inside the folds */
  nested: { folds: number; repeats: number; tuning: Tuning }
  /** simple models that stand beside: volume alone, clinical */
  rivals: readonly RivalPlan[]
}

export interface RivalPlan {
  name: string
  /** columns of the table of rivals */
  features: readonly string[]
}

/** The published settings: one-sided correlation at .75, unadjusted t-test at .05, full grids in 10 folds by accuracy, stacking over 5. */
export function publishedPlan(): PipelinePlan {
  return {
    selection: [
      { step: 'correlation', cutoff: 0.75, sign: 'oneSided', method: 'pearson' },
      { step: 'tTest', p: 0.05 },
    ],
    learners: publishedGrids(),
    tuning: { kind: 'grid', folds: 10, by: 'accuracy' },
    stackingFolds: 5,
    classWeight: 'none',
    calibration: 'none',
    missing: 'leaveOutFeature',
  }
}

/** Settings for a cohort of some hundred patients: |r|, the same t-test, small grids searched at random by AUC. */
export function modestPlan(): PipelinePlan {
  return {
    selection: [
      { step: 'correlation', cutoff: 0.75, sign: 'absolute', method: 'pearson' },
      { step: 'tTest', p: 0.05 },
    ],
    learners: modestGrids(),
    tuning: { kind: 'random', draws: 10, folds: 5, by: 'auc' },
    stackingFolds: 5,
    classWeight: 'none',
    calibration: 'none',
    missing: 'leaveOutFeature',
  }
}

/** The evaluation that is used where none is declared. */
export function modestNested(): TrainingSpec['nested'] {
  return { folds: 5, repeats: 1, tuning: { kind: 'random', draws: 10, folds: 5, by: 'auc' } }
}
