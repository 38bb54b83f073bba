import { InvalidInput } from '../errors.ts'
import { createRandom } from '../stats/random.ts'
import { areaUnderRoc } from './areaUnderRoc.ts'
import { foldRows, possibleFolds, stratifiedFolds } from './folds.ts'
import { gridPoint, gridSize, type LearnerGrid } from './grids.ts'
import { gridScores, partSeed } from './gridScores.ts'
import type { LearnerSpec } from './learnerTypes.ts'
import { tell, type Report } from './progress.ts'
import { rowsOfSample, type Sample } from './sample.ts'
import { picked } from './featureTable.ts'

/** How settings are chosen: every point of the grid, or so many drawn at random without repetition; by stratified cross-validation. */
export type Tuning =
  | { kind: 'grid'; folds: number; by: TuningMeasure }
  | { kind: 'random'; draws: number; folds: number; by: TuningMeasure }

/** `accuracy` at ½ is scikit-learn's default and the published choice; means over the folds. */
export type TuningMeasure = 'accuracy' | 'auc' | 'logLoss'

export interface Tuned {
  spec: LearnerSpec
  /** mean over the folds: larger is better (log loss negated); null where there was nothing to choose */
  score: number | null
  by: TuningMeasure
  /** points of the grid, and how many were tried */
  points: number
  tried: number
}

/**
 * Chooses a learner's settings by cross-validation; of equal points the first of the grid.
 * @param sample both outcomes present   @param seed decides the folds, the draws and the learners
 * @throws InvalidInput folds or draws are too few   @throws Stopped the listener says stop
 * @source Bergstra & Bengio 2012 (random search)   @oracle each point fitted alone, in the tests
 */
export function tuneLearner(
  grid: LearnerGrid,
  sample: Sample,
  tuning: Tuning,
  seed: number,
  report?: Report,
): Tuned {
  const points = gridSize(grid)
  const places = placesToTry(points, tuning, partSeed(seed, 0))
  const folds = possibleFolds(sample.outcome, tuning.folds)
  if (places.length === 1 || folds < 2) {
    const spec = gridPoint(grid, places[0] ?? 0)
    return { spec, score: null, by: tuning.by, points, tried: 0 }
  }
  const specs = places.map((place) => gridPoint(grid, place))
  const fold = stratifiedFolds(sample.outcome, folds, createRandom(partSeed(seed, 1)))
  const totals = new Float64Array(specs.length)
  const total = specs.length * folds
  let finished = 0
  for (let which = 0; which < folds; which += 1) {
    const { inside, outside } = foldRows(fold, which)
    const held = { columns: sample.columns.map((column) => picked(column, inside)), n: inside.length }
    const outcome = picked(sample.outcome, inside)
    const scores = gridScores(specs, rowsOfSample(sample, outside), held, {
      seed: partSeed(seed, 2 + which),
      ranksOnly: tuning.by !== 'logLoss',
      done: (count) => {
        finished += count
        tell(report, { stage: `settings of ${grid.kind}`, done: finished, total })
      },
    })
    scores.forEach((values, k) => {
      totals[k] = (totals[k] ?? 0) + measured(tuning.by, values, outcome) / folds
    })
  }
  const best = totals.indexOf(Math.max(...totals))
  const spec = specs[best] ?? gridPoint(grid, 0)
  return { spec, score: totals[best] ?? null, by: tuning.by, points, tried: specs.length }
}

function placesToTry(points: number, tuning: Tuning, seed: number): number[] {
  if (!Number.isInteger(tuning.folds) || tuning.folds < 2)
    throw new InvalidInput('tuning.folds', tuning.folds, 'a whole number from 2')
  if (tuning.kind === 'grid' || tuning.draws >= points) return Array.from({ length: points }, (_, i) => i)
  if (!Number.isInteger(tuning.draws) || tuning.draws < 1)
    throw new InvalidInput('tuning.draws', tuning.draws, 'a whole number from 1')
  const random = createRandom(seed)
  const drawn = new Set<number>()
  while (drawn.size < tuning.draws) drawn.add(random.below(points))
  return [...drawn].sort((a, b) => a - b)
}

function measured(by: TuningMeasure, scores: Float64Array, outcome: Float64Array): number {
  if (by === 'auc') return areaUnderRoc(scores, outcome)
  const n = outcome.length
  if (by === 'accuracy')
    return scores.reduce((sum, score, i) => sum + ((score > 0.5 ? 1 : 0) === outcome[i] ? 1 : 0), 0) / n
  return scores.reduce((sum, score, i) => {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, outcome[i] === 1 ? score : 1 - score))
    return sum + Math.log(p) / n
  }, 0)
}
