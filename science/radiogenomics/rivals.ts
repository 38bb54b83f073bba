import { columnsNamed, picked, rowsOf, type FeatureTable } from '../prediction/featureTable.ts'
import { applyPipeline, fitPipeline } from '../prediction/pipeline.ts'
import type { Pipeline, PipelinePlan } from '../prediction/pipelineTypes.ts'
import type { RivalPlan } from './trainingSpec.ts'

/** A rival is an ordinary logistic regression of standardised columns, gaps at the median: the ridge is too weak to be felt. */
function rivalPlan(): PipelinePlan {
  return {
    selection: [],
    learners: [{ kind: 'logistic', cost: [1e6] }],
    tuning: { kind: 'grid', folds: 2, by: 'auc' },
    stackingFolds: 2,
    classWeight: 'none',
    calibration: 'none',
    missing: 'trainingMedian',
  }
}

function ownColumns(table: FeatureTable, { features }: RivalPlan): FeatureTable {
  const names = [...features].sort()
  return { patients: table.patients, features: names, columns: columnsNamed(table, names) }
}

/** A rival model of these patients. */
export function fitRival(
  table: FeatureTable,
  rival: RivalPlan,
  outcome: Float64Array,
  rows: Int32Array,
  seed: number,
): Pipeline {
  return fitPipeline(rowsOf(ownColumns(table, rival), rows), picked(outcome, rows), rivalPlan(), seed)
    .pipeline
}

/** P(1) of these patients by a rival model. */
export function rivalProbabilities(
  pipeline: Pipeline,
  table: FeatureTable,
  rows: ArrayLike<number>,
): Float64Array {
  return applyPipeline(pipeline, rowsOf(table, rows)).probabilities
}
