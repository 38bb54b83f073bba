import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { correlationFilter } from '../../../science/prediction/correlationFilter.ts'
import { elasticNetPath, netOverFolds } from '../../../science/prediction/elasticNet.ts'
import { strongestFilter, tTestFilter } from '../../../science/prediction/groupFilter.ts'
import { columnsNamed, orderedTable } from '../../../science/prediction/featureTable.ts'
import { permutationImportance } from '../../../science/prediction/importance.ts'
import { applyPipeline, fitPipeline, outsideTraining } from '../../../science/prediction/pipeline.ts'
import type { PipelinePlan } from '../../../science/prediction/pipelineTypes.ts'
import { selectFeatures } from '../../../science/prediction/selection.ts'
import { productMoment } from '../../../science/stats/pearson.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { normals } from '../radiogenomics/simulatedCohort.ts'
import { off, readCases, readRows } from '../../oracles/read.ts'

const nets = readCases('elasticNet') as {
  mix: number
  lambda: number[]
  at: number[]
  coefficients: number[][]
  deviance: number[]
  error: number[]
  least: number
  oneError: number
}[]
const rows = readRows('learners/stack.csv')
  .slice(0, 120)
  .map((row) => row.map(Number))
const columns = Array.from({ length: 12 }, (_, f) => Float64Array.from(rows, (row) => row[f] ?? NaN))
const outcome = Float64Array.from(rows, (row) => row[12] ?? NaN)
const names = columns.map((_, f) => `x${String(f).padStart(2, '0')}`)

describe('selection', () => {
  it('by hand: a kept feature drops later ones that correlate, a dropped one nobody; one-sided spares −1', () => {
    const [a, same, against, free] = [
      Float64Array.of(1, 2, 3, 4),
      Float64Array.of(2, 4, 6, 8),
      Float64Array.of(4, 3, 2, 1),
      Float64Array.of(1, -1, -1, 1),
    ]
    const all = [a, same, against, free]
    const named = ['a', 'b', 'c', 'd']
    const published = { cutoff: 0.75, sign: 'oneSided', method: 'pearson' } as const
    expect(correlationFilter(named, all, published)).toEqual([
      { feature: 'b', reason: 'r with a is 1.000', value: 1, because: 'a' },
    ])
    expect(
      correlationFilter(named, all, { ...published, sign: 'absolute' }).map(({ feature }) => feature),
    ).toEqual(['b', 'c'])
  })

  it('brute force: nobody kept correlates with anybody kept, everybody dropped does with its reason', () => {
    const normal = normals(5)
    const base = Array.from({ length: 4 }, () => Float64Array.from({ length: 40 }, normal))
    const mixed = Array.from({ length: 14 }, (_, k) =>
      (base[k % 4] ?? new Float64Array()).map((x) => x + (k / 10) * normal()),
    )
    const own = mixed.map((_, k) => `f${String(k).padStart(2, '0')}`)
    const dropped = correlationFilter(own, mixed, { cutoff: 0.6, sign: 'absolute', method: 'pearson' })
    const gone = new Set(dropped.map(({ feature }) => feature))
    expect(gone.size).toBeGreaterThan(2)
    const r = (x: string, y: string) =>
      Math.abs(productMoment(mixed[own.indexOf(x)] ?? [], mixed[own.indexOf(y)] ?? []))
    const kept = own.filter((name) => !gone.has(name))
    for (const x of kept) for (const y of kept) if (x !== y) expect(r(x, y)).toBeLessThanOrEqual(0.6)
    for (const { feature, because } of dropped) expect(r(feature, because ?? '')).toBeGreaterThan(0.6)
  })

  it('a feature that is the outcome itself is the strongest of all: t is infinite, not untestable', () => {
    const own = Float64Array.of(1, 1, 1, 0, 0, 0, 0)
    const better = Float64Array.of(5, 6, 7, 1, 2, 3, 4)
    const flat = new Float64Array(7).fill(2)
    expect(
      tTestFilter(['own', 'better', 'flat'], [own, better, flat], own, 0.05).map(({ feature }) => feature),
    ).toEqual(['flat'])
    expect(
      strongestFilter(['better', 'own', 'same'], [better, own, own], own, 2).map(({ feature }) => feature),
    ).toEqual(['better'])
  })

  it('steps in order, each with what it dropped and why; names that are not there are said', () => {
    const record = selectFeatures(
      names,
      columns,
      outcome,
      [
        { step: 'leaveOut', features: ['x03', 'nobody'], reason: 'ICC(3,1) 0.4, not above 0.75' },
        { step: 'correlation', cutoff: 0.75, sign: 'absolute', method: 'spearman' },
        { step: 'rankSum', q: 0.5 },
        { step: 'strongest', count: 2 },
        { step: 'tTest', p: 0.05 },
      ],
      createRandom(1),
    )
    const [first, , , fourth, last] = record.steps
    expect(first?.dropped).toEqual([
      { feature: 'x03', reason: 'ICC(3,1) 0.4, not above 0.75', value: null, because: null },
    ])
    expect(first?.notes).toEqual(['1 features to leave out are not there: nobody'])
    expect(fourth?.kept.length).toBeLessThanOrEqual(2)
    expect(last?.before).toBe(fourth?.kept.length)
    expect(record.selected).toEqual(last?.kept)
    record.steps.forEach(({ before, kept, dropped }) => {
      expect(before).toBe(kept.length + dropped.length)
    })
    expect(() => selectFeatures(names, columns, outcome, [{ step: 'tTest', p: 0 }], createRandom(1))).toThrow(
      InvalidInput,
    )
  })

  it.each(nets)(
    'glmnet: coefficients along λ, cross-validated deviance and both choices; mix $mix',
    (theirs) => {
      const path = elasticNetPath(columns, outcome, { mix: theirs.mix })
      expect(off(path[0]?.lambda ?? NaN, theirs.lambda[0] ?? NaN)).toBeLessThan(1e-9)
      expect(off(path[40]?.lambda ?? NaN, theirs.lambda[40] ?? NaN)).toBeLessThan(1e-9)
      theirs.at.forEach((at, i) => {
        const fit = path[at - 1]
        theirs.coefficients[i]?.forEach((value, j) => {
          expect(Math.abs((fit?.coefficients[j] ?? NaN) - value)).toBeLessThan(1e-6)
          expect(fit?.coefficients[j] === 0).toBe(value === 0)
        })
      })
      const choice = netOverFolds(
        columns,
        outcome,
        theirs.mix,
        Int32Array.from(outcome, (_, i) => i % 5),
      )
      theirs.deviance.slice(0, 40).forEach((value, k) => {
        // glmnet standardises each fold’s columns anew, as we do, and stops a little earlier
        expect(off(choice.deviance[k] ?? NaN, value)).toBeLessThan(1e-5)
        expect(off(choice.error[k] ?? NaN, theirs.error[k] ?? NaN)).toBeLessThan(1e-4)
      })
      expect(off(choice.path[choice.least]?.lambda ?? NaN, theirs.least)).toBeLessThan(1e-9)
      expect(off(choice.path[choice.oneError]?.lambda ?? NaN, theirs.oneError)).toBeLessThan(1e-9)
    },
  )

  it('LASSO as a step drops what has no coefficient, and says λ', () => {
    const record = selectFeatures(
      names,
      columns,
      outcome,
      [{ step: 'elasticNet', mix: 1, folds: 5, rule: 'oneError' }],
      createRandom(3),
    )
    expect(record.selected.length).toBeLessThan(12)
    expect(record.selected).toContain('x00')
    expect(record.steps[0]?.notes[0]).toMatch(
      /^λ [\d.]+ by 5-fold cross-validation \(one-standard-error rule\)$/,
    )
  })
})

const plan: PipelinePlan = {
  selection: [{ step: 'tTest', p: 0.05 }],
  learners: [{ kind: 'logistic', cost: [1] }],
  tuning: { kind: 'grid', folds: 5, by: 'auc' },
  stackingFolds: 5,
  classWeight: 'balanced',
  calibration: 'platt',
  missing: 'trainingMedian',
}
const table = orderedTable({
  patients: outcome.reduce<string[]>((all) => [...all, `P${100 + all.length}`], []),
  features: names,
  columns,
})

describe('a pipeline', () => {
  it('gaps: a patient without most features or outcome is left out by name, a gap takes the training median', () => {
    const gappy = {
      ...table,
      columns: table.columns.map((column, f) =>
        column.map((x, row) => ((row === 2 && f > 3) || (row === 5 && f === 0) ? NaN : x)),
      ),
    }
    const unknown = outcome.map((y, row) => (row === 9 ? NaN : y))
    const fit = fitPipeline(gappy, unknown, plan, 1)
    expect(fit.leftOut).toEqual([
      { patient: 'P102', reason: '8 of 12 features are missing' },
      { patient: 'P109', reason: 'the outcome is unknown' },
    ])
    expect([fit.inSample[2], fit.inSample[9]]).toEqual([NaN, NaN])
    expect(Number.isFinite(fit.inSample[5])).toBe(true)
    const strict = fitPipeline(gappy, unknown, { ...plan, missing: 'leaveOutFeature', selection: [] }, 1)
    expect(strict.selection.steps[0]?.dropped).toEqual([
      { feature: 'x00', reason: 'missing in 1 of 118 patients', value: 1, because: null },
    ])
    expect(strict.pipeline.features).toHaveLength(11)
  })

  it('applies to others what it learnt: the probabilities of its own patients come back', () => {
    const fit = fitPipeline(table, outcome, plan, 1)
    expect(applyPipeline(fit.pipeline, table).probabilities).toEqual(fit.inSample)
    const shifted = { ...table, columns: table.columns.map((column) => column.map((x) => x + 100)) }
    const outside = outsideTraining(fit.pipeline, shifted)
    expect(outside.features.every((feature) => feature.outside === 120)).toBe(true)
    expect(outsideTraining(fit.pipeline, table).perPatient.every((count) => count === 0)).toBe(true)
    expect(() => columnsNamed(table, ['x00', 'absent'])).toThrow('absent')
  })

  it('medians stand in for no more than half of the features, as in training: who has fewer gets no probability', () => {
    const fit = fitPipeline(table, outcome, { ...plan, selection: [] }, 1)
    const gaps = [0, 6, 7, 12]
    const gappy = {
      ...table,
      columns: table.columns.map((column, f) => column.map((x, row) => (f < (gaps[row] ?? 0) ? NaN : x))),
    }
    const answer = applyPipeline(fit.pipeline, gappy)
    expect(Array.from(answer.probabilities.slice(0, 4), Number.isFinite)).toEqual([true, true, false, false])
    expect(answer.leftOut).toEqual([
      { patient: 'P102', reason: '7 of 12 features are missing' },
      { patient: 'P103', reason: '12 of 12 features are missing' },
    ])
  })

  it('values beyond doubles give no probability, and the patient is named; features of 1e±200 are features', () => {
    const fit = fitPipeline(table, outcome, { ...plan, selection: [] }, 1)
    const huge = {
      ...table,
      columns: table.columns.map((column, f) =>
        column.map((x, row) => (row === 3 ? (f % 2 ? 1e308 : -1e308) : x)),
      ),
    }
    const answer = applyPipeline(fit.pipeline, huge)
    for (const [row, p] of answer.probabilities.entries())
      expect(Number.isFinite(p)).toBe(!answer.leftOut.some(({ patient }) => patient === table.patients[row]))
    for (const scale of [1e200, 1e-200]) {
      const scaled = { ...table, columns: table.columns.map((column) => column.map((x) => x * scale)) }
      const own = fitPipeline(scaled, outcome, { ...plan, selection: [] }, 1)
      expect(own.pipeline.features).toEqual(fit.pipeline.features)
      own.inSample.forEach((p, row) => {
        expect(p).toBeCloseTo(fit.inSample[row] ?? NaN, 9)
      })
    }
  })

  it('a feature that decides alone costs its area when shuffled, one that is never asked nothing', () => {
    const normal = normals(8)
    const decisive = Float64Array.from(outcome, (y) => y * 4 + normal())
    const idle = Float64Array.from(outcome, () => normal())
    const own = { patients: table.patients, features: ['decisive', 'idle'], columns: [decisive, idle] }
    const tree = {
      kind: 'decisionTree',
      criterion: ['gini'],
      depth: [1],
      minSplit: [2],
      minLeaf: [5],
    } as const
    const fit = fitPipeline(own, outcome, { ...plan, selection: [], learners: [tree] }, 1)
    const [loss, nothing] =
      permutationImportance(fit.pipeline, own, outcome, { repeats: 5, random: createRandom(1) }) ?? []
    expect(loss).toBeGreaterThan(0.3)
    expect(nothing).toBe(0)
  })

  it('refuses: too few of an outcome, no learner, a patient twice, an infinite value', () => {
    expect(() =>
      fitPipeline(
        table,
        outcome.map((_, i) => (i === 0 ? 1 : 0)),
        plan,
        1,
      ),
    ).toThrow(InvalidInput)
    expect(() => fitPipeline(table, outcome, { ...plan, learners: [] }, 1)).toThrow(InvalidInput)
    expect(() => orderedTable({ patients: ['a', 'a'], features: [], columns: [] })).toThrow(InvalidInput)
    expect(() =>
      orderedTable({ patients: ['a'], features: ['x'], columns: [Float64Array.of(Infinity)] }),
    ).toThrow(InvalidInput)
  })
})
