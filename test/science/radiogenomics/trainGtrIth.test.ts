import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import type { FeatureTable } from '../../../science/prediction/featureTable.ts'
import { Stopped } from '../../../science/prediction/progress.ts'
import { applyModel } from '../../../science/radiogenomics/applyModel.ts'
import { trainGtrIth } from '../../../science/radiogenomics/trainGtrIth.ts'
import { domainShift } from '../../../science/radiogenomics/domainShift.ts'
import { modelCardOf } from '../../../science/radiogenomics/modelCard.ts'
import { reportingItems } from '../../../science/radiogenomics/reportingItems.ts'
import { scoreLines } from '../../../science/radiogenomics/scoreAnatomy.ts'
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

  it('a rival that hardly anybody has features for stands aside and is named; the model is trained all the same', () => {
    const { rivals } = input
    if (!rivals) throw new Error('no rivals')
    const rare = {
      ...rivals,
      columns: rivals.columns.map((column) => column.map((x, row) => (row < 3 ? x : NaN))),
    }
    const own = trained({ ...input, rivals: rare })
    expect(own.model.gtr).toEqual(training.model.gtr)
    expect(own.model.rivals).toEqual([])
    expect(own.rivals).toMatchObject([{ name: 'volume', areas: { apparent: { kind: 'notTestable' } } }])
    expect(own.warnings).toContain(
      'volume: too few patients have its features; it does not stand beside the model',
    )
    // who lacks the rival's only feature has no answer of it, not that of a median patient
    const some = {
      ...rivals,
      columns: rivals.columns.map((column) => column.map((x, row) => (row % 5 === 0 ? NaN : x))),
    }
    const lacking = trained({ ...input, rivals: some }).rivals[0]?.outOfFold
    expect(lacking?.filter(Number.isNaN)).toHaveLength(16)
  })

  it('a cohort without values is not inside the training space', () => {
    const empty = { ...input.gtr, columns: input.gtr.columns.map((column) => column.map(() => NaN)) }
    const shift = domainShift({ model: training.model, input: { gtr: empty, ith: input.ith } })
    expect([shift.inside, shift.scored, shift.shareHigh]).toEqual([0, 0, null])
  })

  it('a table that the specification has no part for changes nothing: regression', () => {
    const gtrOnly = { ...spec, ith: null }
    // patients of the other table only, and gaps of theirs, came in and the training was refused
    const more = {
      ...input.ith,
      patients: input.ith.patients.map((patient, i) => (i < 9 ? `X${i}` : patient)),
    }
    const own = trained({ ...input, ith: more }, gtrOnly)
    const alone = trained({ ...input, ith: null }, gtrOnly)
    expect(own).toEqual(alone)
    expect([own.patients.length, own.model.heterogeneity]).toEqual([80, null])
  })

  it('is the cohort inside the training space: place, spread and range of each selected feature', () => {
    const [name = ''] = training.model.gtr?.pipeline.features ?? []
    const f = input.gtr.features.indexOf(name)
    const own = input.gtr.columns[f] ?? new Float64Array()
    const mean = own.reduce((sum, x) => sum + x, 0) / own.length
    const sd = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (own.length - 1))
    const centre = training.model.gtr?.pipeline.centre[0] ?? NaN
    const scale = training.model.gtr?.pipeline.scale[0] ?? NaN
    // z = (x − centre)/scale: two training deviations up, half as wide about the mean
    const moved = own.map((x) => mean + (x - mean) / 2 + 2 * scale)
    const columns = input.gtr.columns.map((column, at) => (at === f ? moved : column))
    const shift = domainShift({
      model: training.model,
      input: { gtr: { ...input.gtr, columns }, ith: input.ith },
    })
    const found = shift.features.find(({ feature }) => feature === name)
    expect(found?.difference).toBeCloseTo((mean - centre) / scale + 2, 10)
    expect(found?.spread).toBeCloseTo(sd / 2 / scale, 10)
    expect([found?.least, found?.largest]).toEqual([Math.min(...own), Math.max(...own)])
    const outside = moved.filter((x) => x > Math.max(...own) || x < Math.min(...own)).length
    expect([found?.present, found?.outside]).toEqual([80, outside])
    expect(outside).toBeGreaterThan(0)
    expect(shift.inside).toBe(80 - outside)
    expect(shift.scored).toBe(80)
    const untouched = domainShift({ model: training.model, input })
    expect([untouched.inside, untouched.features.every(({ outside: n }) => n === 0)]).toEqual([80, true])
    expect(untouched.shareHigh).toBeCloseTo(
      applyModel(training.model, input).groups.filter((group) => group === 'high').length / 80,
      12,
    )
  })

  it('TRIPOD+AI and CLEAR: every item once, answered from what is stored, the rest said not to be', () => {
    const extraction = {
      layer: 'imaging:gtr',
      method: 'features',
      tool: 'PyRadiomics',
      version: 'v3.0.1',
      settings: JSON.stringify({
        Settings: "{'binWidth': 25, 'resampledPixelSpacing': [1, 1, 1], 'normalize': False}",
        EnabledImageTypes: "{'Original': {}}",
      }),
    }
    const card = (settings: string | null) =>
      modelCardOf(training, {
        key: 'simulated',
        label: 'Simulated',
        intendedUse: null,
        robustness: [],
        provenance: {
          cohort: 'c',
          title: 'A cohort',
          simulated: true,
          release: 'r1',
          releaseHash: 'hash',
          codeVersion: 'code',
          description: 'simulated patients',
          layers: { gtr: 'imaging:gtr', ith: 'imaging:regions' },
          outcome: { variable: 'response:r/or', event: ['yes'], rule: 'responds' },
          volume: 'imaging:gtr/volume',
          clinical: [],
          extraction: [{ ...extraction, settings }],
          patients: 85,
        },
      })
    const items = reportingItems(card(extraction.settings))
    const keys = items.map(({ guideline, item }) => `${guideline} ${item}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect([...Map.groupBy(items, ({ guideline }) => guideline)].map(([g, own]) => [g, own.length])).toEqual([
      ['TRIPOD+AI', 52],
      ['CLEAR', 58],
    ])
    const answer = (list: typeof items, key: string): string | null | undefined =>
      list[keys.indexOf(key)]?.answer
    expect(answer(items, 'CLEAR 22')).toBe('resampledPixelSpacing: [1, 1, 1]')
    expect(answer(items, 'CLEAR 23')).toBe('binWidth: 25')
    expect(answer(items, 'CLEAR 24')).toBe("EnabledImageTypes: {'Original': {}}")
    expect(answer(items, 'CLEAR 25')).toBe('imaging:gtr: features, PyRadiomics, v3.0.1')
    expect(answer(items, 'TRIPOD+AI 21')).toBe('80 patients, 40 events')
    expect(answer(items, 'CLEAR 8')).toBeNull()
    const silent = reportingItems(card(null))
    for (const key of ['CLEAR 21', 'CLEAR 22', 'CLEAR 23', 'CLEAR 24', 'CLEAR 28'])
      expect(answer(silent, key), key).toBeNull()
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

describe('score anatomy', () => {
  it('by hand: equal loadings and scales give the diagonal, and a cutoff of 0 the other one through the centre', () => {
    const half = Math.SQRT1_2
    const { axis, cutoff } = scoreLines({ centre: [0.5, 0.5], scale: [0.2, 0.2], loadings: [half, half] }, 0)
    const near = (line: typeof axis, ends: readonly (readonly [number, number])[]): void => {
      ends.forEach(([gtr, ith], end) => {
        expect(line?.[end]?.gtr).toBeCloseTo(gtr, 12)
        expect(line?.[end]?.ith).toBeCloseTo(ith, 12)
      })
    }
    near(axis, [
      [0, 0],
      [1, 1],
    ])
    near(cutoff, [
      [0, 1],
      [1, 0],
    ])
  })

  it('on the cutoff line the score is the cutoff; a line beside the square is none; a loading of 0 is drawn', () => {
    const model = { centre: [0.4, 0.6], scale: [0.1, 0.3], loadings: [0.8, 0.6] }
    const score = ({ gtr, ith }: { gtr: number; ith: number }): number =>
      (0.8 * (gtr - 0.4)) / 0.1 + (0.6 * (ith - 0.6)) / 0.3
    const { cutoff } = scoreLines(model, 0.7)
    expect(cutoff?.map(score).every((value) => Math.abs(value - 0.7) < 1e-12)).toBe(true)
    expect(cutoff?.every(({ gtr, ith }) => [gtr, ith].every((p) => p >= 0 && p <= 1))).toBe(true)
    expect(scoreLines(model, 99).cutoff).toBeNull()
    const { axis, cutoff: upright } = scoreLines(
      { centre: [0.3, 0.5], scale: [0.1, 0.1], loadings: [1, 0] },
      1,
    )
    expect(axis).toEqual([
      { gtr: 0, ith: 0.5 },
      { gtr: 1, ith: 0.5 },
    ])
    expect(upright?.every(({ gtr }) => Math.abs(gtr - 0.4) < 1e-12)).toBe(true)
    expect(() => scoreLines({ centre: [0.5], scale: [1], loadings: [1] }, 0)).toThrow(InvalidInput)
  })
})
