import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { areaUnderRoc } from '../../../science/prediction/areaUnderRoc.ts'
import { calibrated, fitCalibrator } from '../../../science/prediction/calibrator.ts'
import { picked } from '../../../science/prediction/featureTable.ts'
import { stratifiedFolds } from '../../../science/prediction/folds.ts'
import { gridPoint, gridSize, publishedGrids, type LearnerGrid } from '../../../science/prediction/grids.ts'
import { gridScores } from '../../../science/prediction/gridScores.ts'
import { tuneLearner } from '../../../science/prediction/gridSearch.ts'
import { fitLearner, learnerProbabilities } from '../../../science/prediction/learner.ts'
import type { FittedLearner, LearnerSpec } from '../../../science/prediction/learnerTypes.ts'
import { fitRidgeLogistic } from '../../../science/prediction/ridgeLogistic.ts'
import { classWeights, sampleOf } from '../../../science/prediction/sample.ts'
import { fitSigmoid, sigmoidAt } from '../../../science/prediction/sigmoid.ts'
import { fitStack, stackProbabilities } from '../../../science/prediction/stacking.ts'
import {
  decisionValues,
  fitSupportVector,
  supportVectorProbabilities,
} from '../../../science/prediction/supportVector.ts'
import { treeValues } from '../../../science/prediction/tree.ts'
import { fitDecisionTree } from '../../../science/prediction/treeLearners.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { readOracle, readRows } from '../../oracles/read.ts'

const answers = readOracle('learners/answers.json') as {
  logistic: { cost: number; weight: 'none' | 'balanced'; intercept: number; coefficients: number[] }[]
  svc: { kernel: 'linear' | 'rbf'; cost: number; gamma: 'scale' | 'auto' | number; decisions: number[] }[]
  tree: { criterion: 'gini' | 'entropy'; depth: number | null; minLeaf: number; probabilities: number[] }[]
  boosting: { trees: number; depth: number; rate: number; minChildWeight: number; probabilities: number[] }[]
  isotonic: { p: number[]; y: number[]; at: number[]; values: number[] }
}
const rows = readRows('learners/stack.csv').map((row) => row.map(Number))
const part = (from: number, to: number) => ({
  columns: Array.from({ length: 12 }, (_, f) =>
    Float64Array.from(rows.slice(from, to), (row) => row[f] ?? NaN),
  ),
  outcome: Float64Array.from(rows.slice(from, to), (row) => row[12] ?? NaN),
})
const training = part(0, 120)
const held = part(120, 160)
const sample = sampleOf(training.columns, training.outcome)
const probabilities = (fitted: FittedLearner) => learnerProbabilities(fitted, held.columns, 40)
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))))

describe('learners beside scikit-learn and xgboost', () => {
  it.each(answers.logistic)('logistic regression with a ridge, cost $cost, weights $weight', (theirs) => {
    const own = sampleOf(training.columns, training.outcome, classWeights(training.outcome, theirs.weight))
    const fit = fitRidgeLogistic(own, theirs.cost)
    expect(fit.intercept).toBeCloseTo(theirs.intercept, 8)
    expect(farthest(fit.coefficients, theirs.coefficients)).toBeLessThan(1e-8)
  })

  it.each(answers.svc)(
    'support vectors: $kernel, cost $cost, gamma $gamma',
    ({ kernel, cost, gamma, decisions }) => {
      const fit = fitSupportVector(sample, { kind: 'supportVector', kernel, cost, gamma }, 1)
      // stops at violations of 1e-3, as libsvm does by default; theirs went to 1e-6
      expect(farthest(decisionValues(fit, held.columns, 40), decisions)).toBeLessThan(4e-3)
    },
  )

  it.each(answers.tree)(
    'one tree: $criterion, depth $depth, leaves of $minLeaf',
    ({ probabilities: theirs, ...spec }) => {
      const fit = fitLearner({ kind: 'decisionTree', minSplit: 2, ...spec }, sample, 0)
      expect(farthest(learnerProbabilities(fit, training.columns, 120), theirs)).toBeLessThan(1e-12)
    },
  )

  it.each(answers.boosting)(
    'boosting: $trees trees of depth $depth',
    ({ probabilities: theirs, ...spec }) => {
      const fit = fitLearner({ kind: 'boosting', subsample: 1, ...spec }, sample, 0)
      // xgboost adds up in single precision
      expect(farthest(learnerProbabilities(fit, training.columns, 120), theirs)).toBeLessThan(2e-5)
    },
  )

  it('isotonic regression', () => {
    const { p, y, at, values } = answers.isotonic
    expect(farthest(calibrated(fitCalibrator('isotonic', p, y), Float64Array.from(at)), values)).toBeLessThan(
      1e-12,
    )
  })

  it('libsvm in the browser’s dress finds the same machines, and probabilities that only its folds tell apart', () => {
    interface Machine {
      train: (x: number[][], y: number[]) => void
      getSVIndices: () => number[]
      free: () => void
      predict: (x: number[][]) => number[]
      predictProbability: (x: number[][]) => { estimates: { label: number; probability: number }[] }[]
    }
    const listeners = process.listeners('unhandledRejection')
    const Svm = createRequire(import.meta.url)('libsvm-js/asm') as new (options: object) => Machine
    // it ends the process at any rejection: not here
    for (const listener of process.listeners('unhandledRejection'))
      if (!listeners.includes(listener)) process.removeListener('unhandledRejection', listener)
    const samples = (from: { columns: Float64Array[] }, n: number) =>
      Array.from({ length: n }, (_, i) => from.columns.map((column) => column[i] ?? NaN))
    for (const [kernel, cost, gamma] of [
      ['rbf', 1, 0.1],
      ['rbf', 10, 0.02],
      ['rbf', 0.1, 0.3],
      ['linear', 1, 0.1],
      ['linear', 0.05, 0.1],
    ] as const) {
      const options = { kernel: kernel === 'rbf' ? '2' : '0', gamma, cost, quiet: true }
      const machine = new Svm({ ...options, probabilityEstimates: true })
      machine.train(samples(training, 120), Array.from(training.outcome))
      const fit = fitSupportVector(sample, { kind: 'supportVector', kernel, cost, gamma }, 1)
      const what = `${kernel}, cost ${cost}`
      expect(Math.abs(fit.vectors.length - machine.getSVIndices().length), what).toBeLessThanOrEqual(2)
      const called = decisionValues(fit, held.columns, 40).map((value) => (value > 0 ? 1 : 0))
      expect(Array.from(called), what).toEqual(machine.predict(samples(held, 40)))
      const theirs = machine
        .predictProbability(samples(held, 40))
        .map(({ estimates }) => estimates.find(({ label }) => label === 1)?.probability ?? NaN)
      expect(farthest(supportVectorProbabilities(fit, held.columns, 40), theirs), what).toBeLessThan(0.12)
      machine.free()
    }
  })
})

const specs: LearnerSpec[] = [
  { kind: 'decisionTree', criterion: 'gini', depth: 3, minSplit: 2, minLeaf: 3 },
  { kind: 'randomForest', trees: 20, depth: null, minSplit: 2, minLeaf: 2 },
  { kind: 'boosting', trees: 20, depth: 3, rate: 0.1, subsample: 0.7, minChildWeight: 1 },
  { kind: 'supportVector', kernel: 'rbf', cost: 1, gamma: 'scale' },
  { kind: 'logistic', cost: 1 },
]

describe('learners by themselves', () => {
  it('by hand: a tree splits at the middle of the gap; boosting’s first leaf is a Newton step', () => {
    const tiny = sampleOf([Float64Array.of(1, 2, 4, 5)], Float64Array.of(0, 0, 1, 1))
    expect(
      fitLearner(
        { ...specs[0], kind: 'decisionTree', criterion: 'gini', depth: 1, minSplit: 2, minLeaf: 1 },
        tiny,
        0,
      ),
    ).toEqual({
      kind: 'decisionTree',
      tree: {
        feature: [0, -1, -1],
        threshold: [3, 0, 0],
        left: [1, -1, -1],
        right: [2, -1, -1],
        value: [0.5, 0, 1],
        size: [4, 2, 2],
      },
    })
    // gradients −½ and ½ twice, curvature ¼ each: leaves ∓1/(½ + 1), slowed by ½
    const boosted = fitLearner(
      { kind: 'boosting', trees: 1, depth: 1, rate: 0.5, subsample: 1, minChildWeight: 0.5 },
      tiny,
      0,
    )
    expect(boosted).toMatchObject({ trees: [{ value: [0, -1 / 3, 1 / 3] }] })
    // two points at ±1: the widest street has slope 1
    const pair = sampleOf([Float64Array.of(-1, 1)], Float64Array.of(0, 1))
    const machine = fitSupportVector(
      pair,
      { kind: 'supportVector', kernel: 'linear', cost: 10, gamma: 'auto' },
      0,
    )
    expect(Array.from(decisionValues(machine, [Float64Array.of(-1, 0, 2)], 3))).toEqual([-1, 0, 2])
  })

  it.each(specs)('$kind: JSON keeps every bit, the seed decides, the same seed the same', (spec) => {
    const fit = fitLearner(spec, sample, 5)
    const sent = JSON.parse(JSON.stringify(fit)) as FittedLearner
    expect(probabilities(sent)).toEqual(probabilities(fit))
    expect(fitLearner(spec, sample, 5)).toEqual(fit)
    const isDrawn = spec.kind === 'randomForest' || spec.kind === 'boosting' || spec.kind === 'supportVector'
    if (isDrawn) expect(fitLearner(spec, sample, 6)).not.toEqual(fit)
    const p = probabilities(fit)
    expect(p.every((value) => value >= 0 && value <= 1)).toBe(true)
    expect(areaUnderRoc(p, held.outcome)).toBeGreaterThan(0.6)
  })

  it('awkward: one outcome, no feature, a constant column, ties, 1e±300', () => {
    const n = 12
    const y = Float64Array.from({ length: n }, (_, i) => i % 2)
    const constant = new Float64Array(n).fill(3)
    for (const spec of specs) {
      expect(
        fitLearner(
          spec,
          sampleOf(
            [constant],
            y.map(() => 1),
          ),
          1,
        ),
      ).toEqual({ kind: 'constant', probability: 1 })
      expect(fitLearner(spec, sampleOf([], y), 1)).toEqual({ kind: 'constant', probability: 0.5 })
      const flat = learnerProbabilities(fitLearner(spec, sampleOf([constant], y), 1), [constant], n)
      expect(flat.every((p) => Number.isFinite(p) && p === flat[0])).toBe(true)
    }
    const wide = Float64Array.from(y, (value, i) => (value === 1 ? 1e300 : i * 1e-300))
    const tree = fitLearner(
      { kind: 'decisionTree', criterion: 'gini', depth: 2, minSplit: 2, minLeaf: 1 },
      sampleOf([wide], y),
      1,
    )
    expect(Array.from(learnerProbabilities(tree, [wide], n))).toEqual(Array.from(y))
  })

  it('balanced weights are rounded, shares are not: no tree says less than 0 or more than 1, and a pure leaf says it exactly', () => {
    const random = createRandom(5)
    const values = Array.from({ length: 40 }, () => {
      const n = 20 + random.below(40)
      const columns = [0, 1, 2].map(() => Float64Array.from({ length: n }, () => random.uniform()))
      const y = Float64Array.from({ length: n }, (_, i) => (i < 3 || random.uniform() < 0.3 ? 1 : 0))
      const tree = fitDecisionTree(sampleOf(columns, y, classWeights(y, 'balanced')), {
        criterion: 'gini',
        depth: null,
        minSplit: 2,
        minLeaf: 1,
      })
      return Array.from(treeValues(tree, columns, n))
    }).flat()
    expect([...new Set(values)].sort()).toEqual([0, 1])
  })

  it('weights: doubling a row is the row twice', () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6)
    const y = Float64Array.of(0, 0, 1, 0, 1, 1)
    const twice = sampleOf([Float64Array.of(1, 2, 3, 3, 4, 5, 6)], Float64Array.of(0, 0, 1, 1, 0, 1, 1))
    const heavy = sampleOf([x], y, Float64Array.of(1, 1, 2, 1, 1, 1))
    for (const spec of [specs[0], specs[4], { ...specs[2], kind: 'boosting', subsample: 1 } as LearnerSpec]) {
      if (!spec) throw new Error('no learner')
      const free = spec.kind === 'decisionTree' ? { ...spec, minLeaf: 1 } : spec
      const [a, b] = [heavy, twice].map((own) => learnerProbabilities(fitLearner(free, own, 0), [x], 6))
      expect(farthest(a ?? [], b ?? [])).toBeLessThan(1e-9)
    }
  })

  it('Platt’s sigmoid by its equations: both derivatives vanish at the answer', () => {
    const f = [-2, -1, -0.5, 0.2, 1, 1.5, -0.2, 0.4]
    const y = [0, 0, 1, 0, 1, 1, 0, 1]
    const curve = fitSigmoid(f, y)
    const off = f.map((value, i) => (y[i] === 1 ? 5 / 6 : 1 / 6) - sigmoidAt(curve, value))
    expect(Math.abs(off.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-5)
    expect(Math.abs(off.reduce((sum, value, i) => sum + value * (f[i] ?? 0), 0))).toBeLessThan(1e-5)
  })
})

describe('grids', () => {
  it('the published sizes', () => {
    expect(publishedGrids().map((grid) => [grid.kind, gridSize(grid)])).toEqual([
      ['randomForest', 2880],
      ['supportVector', 70],
      ['logistic', 1],
      ['decisionTree', 14440],
      ['boosting', 9600],
    ])
  })

  it('shared work changes nothing: each point scores as if fitted alone', () => {
    const grids: LearnerGrid[] = [
      { kind: 'randomForest', trees: [3, 7], depth: [2, 50, null], minSplit: [2, 6, 9], minLeaf: [1, 4] },
      {
        kind: 'decisionTree',
        criterion: ['gini', 'entropy'],
        depth: [1, 3, 20],
        minSplit: [2, 9, 15],
        minLeaf: [2, 5],
      },
      {
        kind: 'boosting',
        trees: [2, 5, 12],
        depth: [1, 2, 3, 6],
        rate: [0.1],
        subsample: [0.7, 1],
        minChildWeight: [1, 3, 6],
      },
      { kind: 'supportVector', kernel: ['linear', 'rbf'], cost: [0.1, 1], gamma: ['auto', 0.2] },
      { kind: 'logistic', cost: [0.1, 1] },
    ]
    for (const grid of grids) {
      const points = Array.from({ length: gridSize(grid) }, (_, place) => gridPoint(grid, place))
      const shared = gridScores(
        points,
        sample,
        { columns: held.columns, n: 40 },
        { seed: 9, ranksOnly: false, done: () => undefined },
      )
      points.forEach((spec, place) => {
        const alone = probabilities(fitLearner(spec, sample, 9))
        expect(farthest(shared[place] ?? [], alone), JSON.stringify(spec)).toBeLessThan(1e-12)
      })
    }
  })

  it('chooses by held-out area, counts every point, and random search draws from the same grid', () => {
    const grid: LearnerGrid = {
      kind: 'decisionTree',
      criterion: ['gini'],
      depth: [1, 2, 3, 4],
      minSplit: [2],
      minLeaf: [3, 6, 12],
    }
    let last = 0
    const tuned = tuneLearner(grid, sample, { kind: 'grid', folds: 5, by: 'auc' }, 4, ({ done, total }) => {
      expect(total).toBe(60)
      expect(done).toBeGreaterThan(last)
      last = done
      return 'go'
    })
    expect([last, tuned.tried]).toEqual([60, 12])
    const random = tuneLearner(grid, sample, { kind: 'random', draws: 5, folds: 5, by: 'auc' }, 4)
    expect(random.tried).toBe(5)
    expect(random.score ?? 1).toBeLessThanOrEqual(tuned.score ?? 0)
    const loss = tuneLearner(grid, sample, { kind: 'grid', folds: 5, by: 'logLoss' }, 4)
    expect(loss.score).toBeLessThan(0)
  })

  it('folds: each outcome spread evenly, sizes within one', () => {
    const y = Float64Array.from({ length: 47 }, (_, i) => (i < 13 ? 1 : 0))
    const fold = stratifiedFolds(y, 5, createRandom(2))
    const count = (which: number, event: number) =>
      fold.filter((f, i) => f === which && y[i] === event).length
    for (const event of [0, 1]) {
      const counts = [0, 1, 2, 3, 4].map((which) => count(which, event))
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }
    const sizes = [0, 1, 2, 3, 4].map((which) => count(which, 0) + count(which, 1))
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })
})

describe('stacking', () => {
  it('probabilities of base learners that did not see the row; good at what its learners are good at', () => {
    const { stack, outOfFold } = fitStack(specs, sample, 5, 3)
    expect(stack.final?.coefficients).toHaveLength(5)
    const p = stackProbabilities(stack, held.columns, 40)
    expect(areaUnderRoc(p, held.outcome)).toBeGreaterThan(0.7)
    const inSample = stackProbabilities(stack, training.columns, 120)
    expect(areaUnderRoc(inSample, training.outcome)).toBeGreaterThan(
      areaUnderRoc(outOfFold, training.outcome) + 0.05,
    )
  })

  it('nothing leaks: with outcomes that mean nothing, out-of-fold areas stay near ½ where in-sample ones soar', () => {
    const random = createRandom(1)
    let total = 0
    const spec: LearnerSpec = { kind: 'randomForest', trees: 15, depth: null, minSplit: 2, minLeaf: 1 }
    for (let i = 0; i < 12; i += 1) {
      const order = Int32Array.from({ length: 120 }, (_, k) => k).sort(() => random.uniform() - 0.5)
      const noise = sampleOf(training.columns, picked(training.outcome, order))
      total += areaUnderRoc(fitStack([spec], noise, 5, i).outOfFold, noise.outcome) / 12
    }
    expect(Math.abs(total - 0.5)).toBeLessThan(0.08)
  })
})
