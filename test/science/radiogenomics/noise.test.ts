import { expect, it } from 'vitest'
import { trainGtrIth } from '../../../science/radiogenomics/trainGtrIth.ts'
import {
  modestNested,
  publishedPlan,
  type TrainingSpec,
} from '../../../science/radiogenomics/trainingSpec.ts'
import { validateTraining } from '../../../science/radiogenomics/validateModel.ts'
import { cohort } from './simulatedCohort.ts'

// the short form of test/bench/noise.ts: whole published selection, its learners with few settings
const plan = {
  ...publishedPlan(),
  learners: [
    { kind: 'randomForest', trees: [25], depth: [null], minSplit: [2], minLeaf: [1, 5] } as const,
    { kind: 'logistic', cost: [1] } as const,
    { kind: 'decisionTree', criterion: ['gini'], depth: [3], minSplit: [2], minLeaf: [5] } as const,
  ],
  tuning: { kind: 'grid', folds: 5, by: 'accuracy' } as const,
}
const spec: TrainingSpec = {
  version: 1,
  name: 'noise',
  outcome: 'a coin',
  seed: 1,
  gtr: plan,
  ith: plan,
  scoreFrom: 'inSample',
  nested: { ...modestNested(), tuning: plan.tuning },
  rivals: [],
}

it('on pure noise the published evaluation reports a fine model and the nested one none', () => {
  const areas = { nested: 0, published: 0 }
  const cohorts = 6
  for (let seed = 1; seed <= cohorts; seed += 1) {
    const result = trainGtrIth(cohort({ seed, patients: 90, features: 60, signal: 0 }), { ...spec, seed })
    if (result.kind !== 'trained') throw new Error(result.reason)
    for (const { kind, areas: own } of result.evaluations)
      areas[kind] += ('auc' in own.score ? own.score.auc : NaN) / cohorts
    if (seed === 1) {
      const seen = validateTraining(result, 'nested')
      expect([seen.n, seen.withoutScore, seen.scores.map(({ name }) => name)]).toEqual([
        90,
        0,
        ['GTR-ITH', 'GTR', 'ITH'],
      ])
    }
  }
  expect(areas.published).toBeGreaterThan(0.85)
  expect(Math.abs(areas.nested - 0.5)).toBeLessThan(0.08)
})
