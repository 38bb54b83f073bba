import { trainGtrIth } from '../../science/radiogenomics/trainGtrIth.ts'
import {
  modestNested,
  modestPlan,
  publishedPlan,
  type TrainingSpec,
} from '../../science/radiogenomics/trainingSpec.ts'
import { cohort } from '../science/radiogenomics/simulatedCohort.ts'

/**
 * What the two evaluations say where there is nothing to find: `node test/bench/noise.ts [cohorts, default 20]`. 120 patients, 100 + 90 features of
 * pure noise, the published selection; published grids searched at random (10 points each, 10 folds, accuracy) for the finished model.
 */
const cohorts = Number(process.argv[2] ?? '20')
const plan = { ...publishedPlan(), tuning: { kind: 'random', draws: 10, folds: 10, by: 'accuracy' } as const }
const spec: TrainingSpec = {
  version: 1,
  name: 'noise',
  outcome: 'a coin',
  seed: 1,
  gtr: {
    ...plan,
    learners: plan.learners.map((grid) => (grid.kind === 'randomForest' ? { ...grid, trees: [50] } : grid)),
  },
  ith: {
    ...plan,
    learners: plan.learners.map((grid) => (grid.kind === 'randomForest' ? { ...grid, trees: [50] } : grid)),
  },
  scoreFrom: 'inSample',
  nested: { ...modestNested(), tuning: modestPlan().tuning },
  rivals: [],
}
const published: number[] = []
const nested: number[] = []
let refused = 0
for (let seed = 1; seed <= cohorts; seed += 1) {
  const result = trainGtrIth(cohort({ seed, patients: 120, features: 100, signal: 0 }), { ...spec, seed })
  if (result.kind !== 'trained') {
    refused += 1
    console.log(seed, result.reason)
    continue
  }
  const [honest, apparent] = result.evaluations.map(({ areas }) =>
    'auc' in areas.score ? areas.score.auc : NaN,
  )
  published.push(apparent ?? NaN)
  nested.push(honest ?? NaN)
}
const summary = (name: string, values: number[]): string => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1))
  return `| ${name} | ${mean.toFixed(3)} | ${sd.toFixed(3)} | ${Math.min(...values).toFixed(3)} – ${Math.max(...values).toFixed(3)} |`
}
console.log('| evaluation | mean area | SD | range |\n|---|---|---|---|')
console.log(summary('published (apparent)', published))
console.log(summary('nested', nested))
console.log(`\n${cohorts} cohorts, ${refused} without a model`)
