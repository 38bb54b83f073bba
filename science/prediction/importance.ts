import { isMissing } from '../stats/missing.ts'
import type { Random } from '../stats/random.ts'
import { areaUnderRoc } from './areaUnderRoc.ts'
import { calibrated } from './calibrator.ts'
import { picked, rowsOf, type FeatureTable } from './featureTable.ts'
import { shuffle } from './folds.ts'
import { applyPipeline } from './pipeline.ts'
import type { Pipeline } from './pipelineTypes.ts'
import { stackProbabilities } from './stacking.ts'

/**
 * What the held-out area under the ROC curve loses when a feature's values are shuffled among the patients: mean over repeats.
 * @param held patients that the pipeline did not see   @param outcome 0, 1 or NaN
 * @returns a loss per feature of the pipeline, may be below 0; null where one outcome is absent among the held-out patients
 * @source Breiman 2001; Fisher, Rudin & Dominici 2019   @oracle a feature that decides alone, and one that is never asked, in the tests
 */
export function permutationImportance(
  pipeline: Pipeline,
  held: FeatureTable,
  outcome: Float64Array,
  { repeats, random }: { repeats: number; random: Random },
): Float64Array | null {
  const answer = applyPipeline(pipeline, held)
  const rows = Int32Array.from(outcome.keys()).filter(
    (row) => !isMissing(outcome[row] ?? NaN) && !isMissing(answer.probabilities[row] ?? NaN),
  )
  const y = picked(outcome, rows)
  const { columns } = applyPipeline(pipeline, rowsOf(held, rows))
  const areaBy = (changed: readonly Float64Array[]): number => {
    const raw = stackProbabilities(pipeline.stack, changed, rows.length)
    return areaUnderRoc(pipeline.calibrator ? calibrated(pipeline.calibrator, raw) : raw, y)
  }
  const whole = areaBy(columns)
  if (Number.isNaN(whole)) return null
  return Float64Array.from(columns, (column, f) => {
    let loss = 0
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const order = Int32Array.from(rows.keys())
      shuffle(order, random)
      loss += (whole - areaBy(columns.map((own, k) => (k === f ? picked(column, order) : own)))) / repeats
    }
    return loss
  })
}
