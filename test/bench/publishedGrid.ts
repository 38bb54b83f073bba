import { performance } from 'node:perf_hooks'
import { foldRows, stratifiedFolds } from '../../science/prediction/folds.ts'
import { picked } from '../../science/prediction/featureTable.ts'
import { gridPoint, gridSize, publishedGrids } from '../../science/prediction/grids.ts'
import { gridScores } from '../../science/prediction/gridScores.ts'
import type { LearnerSpec } from '../../science/prediction/learnerTypes.ts'
import { rowsOfSample, sampleOf } from '../../science/prediction/sample.ts'
import { createRandom } from '../../science/stats/random.ts'

/**
 * The published grids in full on 500 × 60, ten folds: `node test/bench/publishedGrid.ts [share of the boosted paths, default .01] [kinds] [folds, as 8-10]`;
 * for the memory of one learner, name it alone.
 * A path is one setting of rate, subsample and child weight with all its depths and numbers of trees; a share is drawn with a seed and said.
 */
const share = Number(process.argv[2] ?? '0.01')
const kinds = process.argv[3]?.split(',')
const [firstFold = 1, lastFold = 10] = (process.argv[4] ?? '1-10').split('-').map(Number)
const [n, p] = [500, 60]
const random = createRandom(1)
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
const outcome = Float64Array.from({ length: n }, () => (random.uniform() < 0.45 ? 1 : 0))
const columns = Array.from({ length: p }, (_, f) => outcome.map((y) => normal() + (f < 10 ? 0.35 * y : 0)))
const sample = sampleOf(columns, outcome)
const fold = stratifiedFolds(outcome, 10, createRandom(2))

console.log(
  '| learner | points | folds | fits that this stands for | processor s, user | system | wall s |\n|---|---|---|---|---|---|---|',
)
for (const grid of publishedGrids()) {
  if (kinds && !kinds.includes(grid.kind)) continue
  let points: LearnerSpec[] = Array.from({ length: gridSize(grid) }, (_, place) => gridPoint(grid, place))
  if (grid.kind === 'boosting' && share < 1) {
    const own = createRandom(3)
    const paths = Map.groupBy(points, (spec) => JSON.stringify({ ...spec, trees: 0, depth: 0 }))
    points = [...paths.values()].filter(() => own.uniform() < share).flat()
  }
  const used = process.cpuUsage()
  const start = performance.now()
  let scored = 0
  for (let which = firstFold - 1; which < lastFold; which += 1) {
    const { inside, outside } = foldRows(fold, which)
    const held = { columns: columns.map((column) => picked(column, inside)), n: inside.length }
    gridScores(points, rowsOfSample(sample, outside), held, {
      seed: which,
      ranksOnly: true,
      done: (k) => (scored += k),
    })
    console.error(grid.kind, 'fold', which + 1, 'after', Math.round(performance.now() - start), 'ms')
  }
  const { user, system } = process.cpuUsage(used)
  const seconds = (micro: number): string => (micro / 1e6).toFixed(1)
  console.log(
    `| ${grid.kind} | ${points.length} of ${gridSize(grid)} | ${firstFold} to ${lastFold} of 10 | ${scored} | ${seconds(user)} | ${seconds(system)} | ${((performance.now() - start) / 1000).toFixed(1)} |`,
  )
}
console.log(`\npeak memory ${Math.round(process.resourceUsage().maxRSS / 1e3)} MB`)
