import type { Calibrator } from './calibrator.ts'
import type { LearnerGrid } from './grids.ts'
import type { Tuning } from './gridSearch.ts'
import type { Tuned } from './gridSearch.ts'
import type { SelectionRecord, SelectionStep } from './selectionTypes.ts'
import type { Stack } from './stacking.ts'

/** Everything from a table of features to a probability, as declared before the data are seen; plain JSON. */
export interface PipelinePlan {
  selection: readonly SelectionStep[]
  learners: readonly LearnerGrid[]
  tuning: Tuning
  stackingFolds: number
  classWeight: 'none' | 'balanced'
  /** fitted to out-of-fold probabilities */
  calibration: 'none' | 'platt' | 'isotonic'
  /** a feature that some training patient lacks is left out, or its gaps are filled with the training median */
  missing: 'leaveOutFeature' | 'trainingMedian'
}

/** What came of a plan on training patients: all that is needed to apply it; plain JSON with exact doubles. */
export interface Pipeline {
  /** selected, in the order of all lists */
  features: readonly string[]
  /** training mean and standard deviation (n) of each */
  centre: readonly number[]
  scale: readonly number[]
  /** training medians that fill gaps; null = a patient with a gap has no probability */
  fill: readonly number[] | null
  /** least and largest training value of each, in units of the table: is a cohort inside the training space? */
  least: readonly number[]
  largest: readonly number[]
  stack: Stack
  calibrator: Calibrator | null
}

export interface LeftOut {
  patient: string
  reason: string
}

export interface PipelineFit {
  pipeline: Pipeline
  selection: SelectionRecord
  tuned: readonly Tuned[]
  /** patients that took no part, each with a reason */
  leftOut: readonly LeftOut[]
  /** P(1) per patient of the table, NaN for those left out: by the finished pipeline, and by base learners that did not see the patient */
  inSample: Float64Array
  outOfFold: Float64Array
  warnings: readonly string[]
}
