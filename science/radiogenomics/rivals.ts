import { columnsNamed, picked, rowsOf, type FeatureTable } from '../prediction/featureTable.ts'
import { applyPipeline, fitPipeline } from '../prediction/pipeline.ts'
import type { Pipeline, PipelinePlan } from '../prediction/pipelineTypes.ts'
import { isMissing } from '../stats/missing.ts'
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

/** A rival model of these patients; null where fewer than two with either outcome have half of its features. */
export function fitRival(
  table: FeatureTable,
  rival: RivalPlan,
  outcome: Float64Array,
  rows: Int32Array,
  seed: number,
): Pipeline | null {
  const own = rowsOf(ownColumns(table, rival), rows)
  const y = picked(outcome, rows)
  const usable = y.filter(
    (_, row) =>
      2 * own.columns.filter((column) => isMissing(column[row] ?? NaN)).length <= own.columns.length,
  )
  const events = usable.filter((value) => value === 1).length
  const others = usable.filter((value) => value === 0).length
  return events < 2 || others < 2 ? null : fitPipeline(own, y, rivalPlan(), seed).pipeline
}

/** P(1) of these patients by a rival model; NaN by one that could not be fitted. */
export function rivalProbabilities(
  pipeline: Pipeline | null,
  table: FeatureTable,
  rows: ArrayLike<number>,
): Float64Array {
  if (!pipeline) return new Float64Array(rows.length).fill(NaN)
  return applyPipeline(pipeline, rowsOf(table, rows)).probabilities
}
