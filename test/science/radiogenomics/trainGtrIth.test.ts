import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import type { FeatureTable } from '../../../science/prediction/featureTable.ts'
import { Stopped } from '../../../science/prediction/progress.ts'
import { applyModel } from '../../../science/radiogenomics/applyModel.ts'
import { trainGtrIth } from '../../../science/radiogenomics/trainGtrIth.ts'
import type { TrainingInput } from '../../../science/radiogenomics/trainingTables.ts'
import type { GtrIthTraining, TrainedModel } from '../../../science/radiogenomics/trainedModel.ts'
import { modestNested, modestPlan, type TrainingSpec } from '../../../science/radiogenomics/trainingSpec.ts'
import { cohort } from './simulatedCohort.ts'

const light = {
  ...modestPlan(),
  learners: [
    { kind: 'logistic', cost: [0.1, 1] } as const,
    { kind: 'decisionTree', criterion: ['gini'], depth: [2, 3], minSplit: [2], minLeaf: [5] } as const,
  ],
}
const spec: TrainingSpec = {
  version: 1,
  name: 'simulated',
  outcome: 'objective response, simulated',
  seed: 11,
  gtr: light,
  ith: light,
  scoreFrom: 'outOfFold',
  nested: { ...modestNested(), folds: 4 },
  rivals: [{ name: 'volume', features: ['volume'] }],
}

function trained(
  input: TrainingInput,
  own: TrainingSpec = spec,
): Extract<GtrIthTraining, { kind: 'trained' }> {
  const result = trainGtrIth(input, own)
  if (result.kind !== 'trained') throw new Error(result.reason)
  return result
}

describe('a GTR-ITH model', () => {
  const input = cohort({ seed: 3, patients: 80, features: 12, signal: 1.2 })
  const training = trained(input)

  it('finds the planted features and beats volume; the honest evaluation stands first and promises less', () => {
    const [nested, published] = training.evaluations
    expect([nested.kind, published.kind]).toEqual(['nested', 'published'])
    const area = (which: typeof nested): number => ('auc' in which.areas.score ? which.areas.score.auc : NaN)
    expect(area(nested)).toBeGreaterThan(0.8)
    expect(area(published)).toBeGreaterThan(area(nested))
    expect(training.comparisons.map(({ first, second }) => `${first} ${second}`)).toContain('GTR-ITH volume')
    const planted = training.features.filter(({ feature }) => /0[0-3]$/.test(feature))
    expect(planted.every(({ selected, direction }) => selected && (direction ?? 0) > 0)).toBe(true)
  })

  it('a model that went through JSON gives the same bits, and does not care for the order of rows and columns', () => {
    const sent = JSON.parse(JSON.stringify(training.model)) as TrainedModel
    const here = applyModel(training.model, input)
    const turned = (table: FeatureTable): FeatureTable => ({
      patients: table.patients.toReversed(),
      features: table.features.toReversed(),
      columns: table.columns.map((column) => column.toReversed()).reverse(),
    })
    const there = applyModel(sent, { gtr: turned(input.gtr), ith: turned(input.ith) })
    expect(there.patients).toEqual(here.patients)
    expect(there.score).toEqual(here.score)
    expect(there.groups).toEqual(here.groups)
    const again = trained({ ...input, gtr: turned(input.gtr), ith: turned(input.ith) })
    expect(JSON.stringify(again.model)).toBe(JSON.stringify(training.model))
  })

  it('refuses a cohort that lacks features, naming them; a patient with a gap gets no score and a reason', () => {
    const lacking = training.model.gtr?.pipeline.features.slice(0, 2) ?? []
    const gtr = input.gtr
    const kept = gtr.features.flatMap((feature, f) => (lacking.includes(feature) ? [] : [f]))
    const less = {
      ...gtr,
      features: kept.map((f) => gtr.features[f] ?? ''),
      columns: kept.map((f) => gtr.columns[f] ?? new Float64Array()),
    }
    expect(() => applyModel(training.model, { gtr: less, ith: input.ith })).toThrow(InvalidInput)
    for (const feature of lacking)
      expect(() => applyModel(training.model, { gtr: less, ith: input.ith })).toThrow(feature)
    const gap = gtr.features.indexOf(lacking[0] ?? '')
    const columns = gtr.columns.map((column, f) => column.map((x, row) => (f === gap && row === 4 ? NaN : x)))
    const answer = applyModel(training.model, { gtr: { ...gtr, columns }, ith: input.ith })
    const patient = gtr.patients[4] ?? ''
    expect(answer.leftOut).toEqual([{ patient, part: 'gtr', reason: `${lacking[0] ?? ''} is missing` }])
    const row = answer.patients.indexOf(patient)
    expect([answer.score[row], answer.groups[row]]).toEqual([NaN, null])
  })

  it('one part alone is its own score; nobody without an outcome trains, and each is named', () => {
    const unknown = input.outcome.patients[7] ?? ''
    const values = Array.from(input.outcome.values, (value, i) => (i === 7 ? NaN : value))
    const own = trained(
      { ...input, ith: null, outcome: { patients: input.outcome.patients, values } },
      { ...spec, ith: null },
    )
    expect(own.model.kind).toBe('gtr')
    expect(own.model.score).toBeNull()
    expect(own.leftOut).toEqual([{ patient: unknown, part: 'gtr', reason: 'the outcome is unknown' }])
    expect(applyModel(own.model, { gtr: input.gtr, ith: null }).score).toEqual(
      applyModel(own.model, { gtr: input.gtr, ith: null }).gtr,
    )
  })

  it('tells how far it is and stops when told to', () => {
    const stages = new Set<string>()
    const stop = (): GtrIthTraining =>
      trainGtrIth(input, spec, ({ stage }) => {
        stages.add(stage)
        return stage.startsWith('nested evaluation: fold 2') ? 'stop' : 'go'
      })
    expect(stop).toThrow(Stopped)
    expect([...stages]).toContain('GTR: stacking')
  })

  it('says why there is no model', () => {
    const few = {
      ...input.outcome,
      values: Array.from(input.outcome.values, (value, i) => (i > 3 ? 0 : value)),
    }
    const result = trainGtrIth({ ...input, outcome: few }, spec)
    expect(result.kind).toBe('notTestable')
    const nothing = { ...light, selection: [{ step: 'tTest', p: 1e-300 } as const] }
    const none = trainGtrIth(input, { ...spec, gtr: nothing })
    expect(none).toMatchObject({
      kind: 'notTestable',
      reason: 'no feature of the GTR vector passed the selection',
    })
  })
})
