import { expect, it } from 'vitest'
import { trainGtrIth } from '../../../science/radiogenomics/trainGtrIth.ts'
import {
  modestNested,
  publishedPlan,
  type TrainingSpec,
} from '../../../science/radiogenomics/trainingSpec.ts'
import { validateStoredScores, type NamedScore } from '../../../science/radiogenomics/validateStoredScores.ts'
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
      const { gtr, ith, score, probability, groups } = result.evaluations[0]
      const named = (name: string, values: Float64Array, probabilities: Float64Array | null): NamedScore => ({
        name,
        values,
        probabilities,
      })
      const seen = validateStoredScores({
        scores: [
          named('GTR-ITH', score, probability),
          named('GTR', gtr ?? score, gtr),
          named('ITH', ith ?? score, ith),
        ],
        groups,
        outcome: result.outcome,
        onOwnPatients: false,
      })
      expect([seen.withoutScore, seen.withoutOutcome]).toEqual([0, 0])
      expect(seen.scores.map(({ name, n }) => [name, n])).toEqual([
        ['GTR-ITH', 90],
        ['GTR', 90],
        ['ITH', 90],
      ])
      // the same figures as the training's own evaluation
      expect(seen.scores[0]?.area).toEqual(result.evaluations[0].areas.score)
      // (on calls of 0 and 1 here, on distances from each fold's cutoff there)
      expect(seen.groups && { ...seen.groups, threshold: 0 }).toEqual(result.evaluations[0].groupsAsTest)
    }
  }
  expect(areas.published).toBeGreaterThan(0.85)
  expect(Math.abs(areas.nested - 0.5)).toBeLessThan(0.08)
})
