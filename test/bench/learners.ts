import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { areaUnderRoc } from '../../science/prediction/areaUnderRoc.ts'
import { picked } from '../../science/prediction/featureTable.ts'
import { foldRows, stratifiedFolds } from '../../science/prediction/folds.ts'
import { fitLearner, learnerProbabilities } from '../../science/prediction/learner.ts'
import type { LearnerSpec } from '../../science/prediction/learnerTypes.ts'
import { rowsOfSample, sampleOf, type Sample } from '../../science/prediction/sample.ts'
import { fitStack, stackProbabilities } from '../../science/prediction/stacking.ts'
import { createRandom } from '../../science/stats/random.ts'

/** Cross-validated areas of our learners on the tables that `learners.py tables DIR` wrote, over folds that `learners.py fit DIR` takes up: `node learners.ts DIR`. */
const folder = process.argv[2]
if (folder === undefined) {
  console.log('needs a folder made by `python3 test/bench/learners.py tables DIR`; not measured')
  process.exit(0)
}
const repeats = 10
const base: Record<string, LearnerSpec> = {
  decisionTree: { kind: 'decisionTree', criterion: 'gini', depth: 4, minSplit: 2, minLeaf: 5 },
  randomForest: { kind: 'randomForest', trees: 200, depth: null, minSplit: 2, minLeaf: 2 },
  boosting: { kind: 'boosting', trees: 100, depth: 3, rate: 0.1, subsample: 0.8, minChildWeight: 1 },
  supportVector: { kind: 'supportVector', kernel: 'rbf', cost: 1, gamma: 'scale' },
  logistic: { kind: 'logistic', cost: 1 },
}
type Apply = (columns: readonly Float64Array[], n: number) => Float64Array
const learners: Record<string, (sample: Sample, seed: number) => Apply> = {
  ...Object.fromEntries(
    Object.entries(base).map(([name, spec]) => [
      name,
      (sample: Sample, seed: number): Apply => {
        const fitted = fitLearner(spec, sample, seed)
        return (columns, n) => learnerProbabilities(fitted, columns, n)
      },
    ]),
  ),
  stacking: (sample, seed) => {
    const { stack } = fitStack(Object.values(base), sample, 5, seed)
    return (columns, n) => stackProbabilities(stack, columns, n)
  },
}

const tables = JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8')) as Record<
  string,
  { x: number[][]; y: number[] }
>
const out: {
  folds: Record<string, number[][]>
  areas: Record<string, Record<string, { areas: number[]; processor: number }>>
} = { folds: {}, areas: {} }
type Table = (typeof tables)[string]
type Fit = (typeof learners)[string]

/** Out-of-fold probabilities of every row in every repeat. */
function crossValidated({ x, y }: Table, fit: Fit, folds: readonly Int32Array[]): number[] {
  const outcome = Float64Array.from(y)
  const sample = sampleOf(
    x.map((column) => Float64Array.from(column)),
    outcome,
  )
  return folds.map((fold, repeat) => {
    const p = new Float64Array(y.length)
    for (let which = 0; which < 5; which += 1) {
      const { inside, outside } = foldRows(fold, which)
      const apply = fit(rowsOfSample(sample, outside), repeat)
      const held = sample.columns.map((column) => picked(column, inside))
      apply(held, inside.length).forEach((value, i) => {
        p[inside[i] ?? 0] = value
      })
    }
    return areaUnderRoc(p, outcome)
  })
}

const foldsOf = ({ y }: Table, count: number): Int32Array[] =>
  Array.from({ length: count }, (_, repeat) => stratifiedFolds(Float64Array.from(y), 5, createRandom(repeat)))
// theirs was compiled before it started; ours is compiled while it runs, so every learner sees every table once before the clock
for (const table of Object.values(tables))
  for (const [learner, fit] of Object.entries(learners))
    if (learner !== 'stacking') crossValidated(table, fit, foldsOf(table, 1))

for (const [name, table] of Object.entries(tables)) {
  const folds = foldsOf(table, repeats)
  out.folds[name] = folds.map((fold) => Array.from(fold))
  const own: Record<string, { areas: number[]; processor: number }> = {}
  out.areas[name] = own
  for (const [learner, fit] of Object.entries(learners)) {
    const used = process.cpuUsage()
    // stacking is thirty fits: three repeats of it are enough
    const areas = crossValidated(table, fit, folds.slice(0, learner === 'stacking' ? 3 : repeats))
    const { user, system } = process.cpuUsage(used)
    own[learner] = { areas, processor: (user + system) / 1e6 }
    console.log(`${name}: ${learner} ${(areas.reduce((a, b) => a + b, 0) / areas.length).toFixed(4)}`)
  }
}
writeFileSync(join(folder, 'ours.json'), JSON.stringify(out))
