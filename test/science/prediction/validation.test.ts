import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { areaUnderRoc } from '../../../science/prediction/areaUnderRoc.ts'
import { calibrationOf } from '../../../science/prediction/calibration.ts'
import { decisionCurve } from '../../../science/prediction/decisionCurve.ts'
import { operatingPointAt, proportionOf, thresholdBy } from '../../../science/prediction/operatingPoints.ts'
import { reclassify } from '../../../science/prediction/reclassification.ts'
import { areaWithInterval, compareAreas, rocCurve } from '../../../science/prediction/roc.ts'
import { rocWithBand } from '../../../science/prediction/rocBand.ts'
import { validateScore } from '../../../science/prediction/validation.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { off, readOracle, readRows } from '../../oracles/read.ts'
import { tested } from '../stats/tested.ts'

interface Curve {
  auc: number
  variance: number
  ci: number[]
  thresholds: (string | number)[]
  sensitivity: number[]
  specificity: number[]
  youden: Record<'threshold' | 'sensitivity' | 'specificity' | 'accuracy' | 'ppv' | 'npv', number>
  half: Record<'sensitivity' | 'specificity' | 'accuracy' | 'ppv' | 'npv', number>
}
const answers = readOracle('validation/answers.json') as {
  roc: Record<'p1' | 'p2', Curve>
  delong: { statistic: number; p: number; estimate: number[]; ci: number[] }
  calibration: {
    hosmerLemeshow: [number, number, number]
    observed: [number, number][]
    expected: [number, number][]
    interceptSlope: [number, number]
    inTheLarge: number
    brier: number
  }
  decisionCurve: Record<'all' | 'p1' | 'p2', { threshold: number[]; net_benefit: number[] }>
  reclassification: {
    improveProb: Record<string, number>
    classes: { nri: number[]; rtab_case: number[][]; rtab_ctrl: number[][] }
  }
}
const rows = readRows('validation/roc.csv').map((row) => row.map(Number))
const column = (place: number) => Float64Array.from(rows, (row) => row[place] ?? NaN)
const [outcome, p1, p2] = [column(0), column(1), column(2)]
const close = (a: number, b: number, tolerance = 1e-10) => {
  expect(off(a, b), `${a} is not ${b}`).toBeLessThan(tolerance)
}

describe('ROC', () => {
  it('by hand: 5 of 6 pairs in order, one tie would be half', () => {
    // events 3, 5; others 1, 2, 4: pairs won 3>1, 3>2, 5>1, 5>2, 5>4; lost 3<4
    expect(areaUnderRoc([3, 5, 1, 2, 4], [1, 1, 0, 0, 0])).toBe(5 / 6)
    expect(areaUnderRoc([4, 5, 1, 2, 4], [1, 1, 0, 0, 0])).toBe(5.5 / 6)
    expect(areaUnderRoc([1, 2], [1, 1])).toBeNaN()
    expect(rocCurve([1, 2, 2], [0, 0, 1])).toEqual([
      { threshold: -Infinity, sensitivity: 1, specificity: 0 },
      { threshold: 1.5, sensitivity: 1, specificity: 0.5 },
      { threshold: Infinity, sensitivity: 0, specificity: 1 },
    ])
  })

  it.each([
    ['p1', p1],
    ['p2', p2],
  ] as const)('pROC: area, variance, interval, every threshold, Youden: %s', (name, scores) => {
    const theirs = answers.roc[name]
    const ours = tested(areaWithInterval(scores, outcome))
    close(ours.auc, theirs.auc)
    close(areaUnderRoc(scores, outcome), theirs.auc)
    close(ours.error ** 2, theirs.variance)
    close(ours.low, theirs.ci[0] ?? NaN)
    close(ours.high, theirs.ci[2] ?? NaN)
    const curve = rocCurve(scores, outcome)
    expect(curve).toHaveLength(theirs.thresholds.length)
    curve.forEach((point, i) => {
      const threshold = theirs.thresholds[i]
      if (typeof threshold === 'number') close(point.threshold, threshold)
      expect(point.sensitivity).toBeCloseTo(theirs.sensitivity[i] ?? NaN, 12)
      expect(point.specificity).toBeCloseTo(theirs.specificity[i] ?? NaN, 12)
    })
    const best = thresholdBy({ kind: 'youden' }, scores, outcome)
    close(
      (best?.sensitivity ?? NaN) + (best?.specificity ?? NaN),
      theirs.youden.sensitivity + theirs.youden.specificity,
    )
    const at = (threshold: number) => operatingPointAt(scores, outcome, threshold, '')
    for (const [point, expected] of [
      [at(theirs.youden.threshold), theirs.youden],
      // pROC calls a score at the threshold an event; ours, whose tie with the cutoff is high risk, does not
      [at(0.5 - 1e-9), theirs.half],
    ] as const) {
      close(point.sensitivity.value ?? NaN, expected.sensitivity)
      close(point.specificity.value ?? NaN, expected.specificity)
      close(point.accuracy.value ?? NaN, expected.accuracy)
      close(point.positivePredictiveValue.value ?? NaN, expected.ppv)
      close(point.negativePredictiveValue.value ?? NaN, expected.npv)
    }
  })

  it('pROC: DeLong’s paired test', () => {
    const ours = tested(compareAreas(p1, p2, outcome))
    close(ours.z, answers.delong.statistic)
    close(Math.exp(ours.logP), answers.delong.p)
    close(ours.low, answers.delong.ci[0] ?? NaN)
    close(ours.high, answers.delong.ci[1] ?? NaN)
    const turned = tested(compareAreas(p2, p1, outcome))
    expect([turned.difference, turned.z]).toEqual([-ours.difference, -ours.z])
    expect(
      compareAreas(
        p1,
        p1.map((p) => p * p),
        outcome,
      ),
    ).toMatchObject({ kind: 'notTestable' })
  })

  it('a monotone map changes nothing, turning the score turns the area, order does not matter', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 4,
      maxLength: 40,
    })
    fc.assert(
      fc.property(cases, (list) => {
        const [x, y] = [list.map(([score]) => score), list.map(([, event]) => event)]
        fc.pre(y.filter((event) => event === 1).length > 1 && y.filter((event) => event === 0).length > 1)
        const whole = tested(areaWithInterval(x, y))
        const mapped = tested(
          areaWithInterval(
            x.map((v) => Math.exp(v)),
            y,
          ),
        )
        expect([mapped.auc, mapped.error]).toEqual([whole.auc, whole.error])
        expect(
          tested(
            areaWithInterval(
              x.map((v) => -v),
              y,
            ),
          ).auc,
        ).toBeCloseTo(1 - whole.auc, 12)
        const back = tested(areaWithInterval(x.toReversed(), y.toReversed()))
        expect([back.auc, back.error]).toEqual([
          expect.closeTo(whole.auc, 12),
          expect.closeTo(whole.error, 12),
        ])
        expect(areaUnderRoc(x, y)).toBeCloseTo(whole.auc, 12)
      }),
      { numRuns: 60 },
    )
  })

  it('Wilson’s interval: R prop.test(7, 10, correct = FALSE), and the ends', () => {
    // 0.7, .3967781, .8922087
    const { low, high } = proportionOf(7, 10)
    expect([low, high]).toEqual([expect.closeTo(0.3967781, 6), expect.closeTo(0.8922087, 6)])
    expect(proportionOf(0, 5)).toMatchObject({ value: 0, low: 0 })
    expect(proportionOf(5, 5)).toMatchObject({ value: 1, high: 1 })
    expect(proportionOf(0, 0)).toEqual({ value: null, low: null, high: null, count: 0, of: 0 })
  })

  it('a band around the curve: Wilson’s interval of each sensitivity, the ends among them', () => {
    const curve = rocCurve([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [1, 1, 0, 1, 0, 0])
    const band = rocWithBand(curve, 3)
    expect(band).toMatchObject(curve)
    // R: prop.test(x, 3, correct = FALSE)$conf.int for x = 0, 1, 2, 3
    const wilson = [
      [0, 0.5614970317550454],
      [0.06149194472039624, 0.7923403991979523],
      [0.2076596008020477, 0.9385080552796037],
      [0.4385029682449546, 1],
    ]
    for (const { sensitivity, low, high } of band) {
      const [least = NaN, most = NaN] = wilson[Math.round(3 * sensitivity)] ?? []
      expect(low).toBeCloseTo(least, 12)
      expect(high).toBeCloseTo(most, 12)
    }
    const wide = rocWithBand(curve, 3, 0.99)
    expect(wide.every(({ low, high }, i) => low <= (band[i]?.low ?? 0) && high >= (band[i]?.high ?? 1))).toBe(
      true,
    )
  })

  it('a threshold that keeps sensitivity is the largest that does', () => {
    // events 2, 4, 6; others 1, 3, 5: sensitivity ≥ ⅔ up to 3.5, where ⅔ of the others are spared
    const best = thresholdBy({ kind: 'sensitivity', least: 2 / 3 }, [1, 2, 3, 4, 5, 6], [0, 1, 0, 1, 0, 1])
    expect(best?.threshold).toBe(3.5)
    expect(thresholdBy({ kind: 'specificity', least: 1 }, [1, 2, 3, 4], [0, 1, 0, 1])?.threshold).toBe(3.5)
    expect(() => thresholdBy({ kind: 'specificity', least: 2 }, [1, 2], [0, 1])).toThrow(InvalidInput)
    // neighbouring doubles have no middle; rounded to the upper one, its patient was not called any more
    const [lower, upper] = [1 + 2 ** -52, 1 + 2 ** -51]
    const at = thresholdBy({ kind: 'youden' }, [lower, upper], [0, 1])
    const called = operatingPointAt([lower, upper], [0, 1], at?.threshold ?? NaN, 'Youden')
    expect([called.sensitivity.value, called.specificity.value]).toEqual([at?.sensitivity, at?.specificity])
  })

  it('awkward: too few, NaN, infinite, 1e±300, an outcome of 2', () => {
    expect(areaWithInterval([1, 2], [0, 1])).toMatchObject({ kind: 'notTestable' })
    for (const bad of [NaN, Infinity]) expect(() => areaWithInterval([bad, 2], [0, 1])).toThrow(InvalidInput)
    expect(() => areaWithInterval([1, 2], [0, 2])).toThrow(InvalidInput)
    expect(areaUnderRoc([1e300, -1e300, 1e-300, 0], [1, 0, 1, 0])).toBe(1)
  })
})

describe('calibration', () => {
  const ours = calibrationOf(p1, outcome, { onOwnPatients: true })
  const theirs = answers.calibration

  it('R: slope, intercept, in the large, Brier; ResourceSelection: groups and test', () => {
    close(tested(ours.intercept).value, theirs.interceptSlope[0], 1e-7)
    close(tested(ours.slope).value, theirs.interceptSlope[1], 1e-7)
    close(tested(ours.inTheLarge).value, theirs.inTheLarge, 1e-7)
    close(ours.brier, theirs.brier)
    const test = tested(ours.hosmerLemeshow)
    close(test.chiSquared, theirs.hosmerLemeshow[0])
    expect(test.df).toBe(theirs.hosmerLemeshow[1])
    close(Math.exp(test.logP), theirs.hosmerLemeshow[2])
    expect(ours.groups.map(({ n, events }) => [n - events, events])).toEqual(theirs.observed)
    ours.groups.forEach(({ n, predicted }, k) => {
      close(n * predicted, theirs.expected[k]?.[1] ?? NaN)
    })
    expect(tested(calibrationOf(p1, outcome).hosmerLemeshow).df).toBe(10)
  })

  it('by hand: Brier score; and a model that is right has slope 1 and nothing in the large', () => {
    expect(calibrationOf([0.5, 1, 0, 0.5], [1, 1, 0, 0], { groups: 2 })).toMatchObject({
      brier: 0.125,
      extreme: 2,
    })
    // one event of four at ¼, three of four at ¾
    const p = [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]
    const right = calibrationOf(p, [1, 0, 0, 0, 1, 1, 1, 0], { groups: 2 })
    expect(tested(right.slope).value).toBeCloseTo(1, 9)
    expect(tested(right.inTheLarge).value).toBeCloseTo(0, 12)
    expect(right.groups.map(({ predicted, observed }) => [predicted, observed.value])).toEqual([
      [0.25, 0.25],
      [0.75, 0.75],
    ])
  })

  it('the level is that of the groups too: R prop.test(3, 4, conf.level = .8, correct = FALSE)', () => {
    const p = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)
    const { groups } = calibrationOf(p, Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1), { groups: 2, level: 0.8 })
    expect(groups[1]?.observed.low).toBeCloseTo(0.432541450369077, 10)
    expect(groups[1]?.observed.high).toBeCloseTo(0.921919252314882, 10)
  })

  it('a probability that separates the outcomes has no slope: a penalised .1 would call the right ones too bold', () => {
    const y = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1)
    const separated = {
      kind: 'notTestable',
      reason: 'separated: maximum-likelihood estimates do not exist',
      n: 8,
    }
    for (const p of [y, y.map((value, i) => 0.2 + 0.5 * value + 0.01 * i)]) {
      const { slope, intercept, brier } = calibrationOf(p, y)
      expect([slope, intercept]).toEqual([separated, separated])
      expect(brier).toBeLessThan(0.1)
    }
  })

  it('awkward: the same for all, one outcome, outside 0…1', () => {
    const flat = calibrationOf([0.3, 0.3, 0.3], [0, 1, 0])
    expect(flat.groups).toHaveLength(1)
    expect(flat.slope).toMatchObject({ kind: 'notTestable' })
    expect(calibrationOf([0.1, 0.2], [0, 0]).inTheLarge).toMatchObject({ kind: 'notTestable' })
    expect(() => calibrationOf([1.1], [1])).toThrow(InvalidInput)
  })
})

describe('decision curve', () => {
  it('dcurves', () => {
    for (const [name, p] of [
      ['p1', p1],
      ['p2', p2],
    ] as const) {
      const { threshold, net_benefit: benefit } = answers.decisionCurve[name]
      // as R’s seq makes them: its .6 is a rounding error above .6, which decides over probabilities of .6
      const asInR = threshold.map((_, i) => Math.min(0.95, 0.05 + i * 0.05))
      decisionCurve(p, outcome, asInR).forEach((point, i) => {
        expect(point.netBenefit).toBeCloseTo(benefit[i] ?? NaN, 12)
        expect(point.all).toBeCloseTo(answers.decisionCurve.all.net_benefit[i] ?? NaN, 12)
      })
    }
  })

  it('by hand: at ½ an event found is worth a false alarm; p ≥ t is called', () => {
    const [point] = decisionCurve([0.5, 0.6, 0.4, 0.9], [1, 0, 0, 1], [0.5])
    expect(point).toEqual({ threshold: 0.5, netBenefit: (2 - 1) / 4, all: 0, called: 3 })
    expect(() => decisionCurve([0.5], [1], [1])).toThrow(InvalidInput)
  })
})

describe('reclassification', () => {
  const ours = tested(reclassify(p2, p1, outcome))
  it('Hmisc improveProb: continuous net reclassification and IDI', () => {
    const theirs = answers.reclassification.improveProb
    const { continuous, idi } = ours
    for (const [value, name] of [
      [continuous.total.value, 'nri'],
      [continuous.total.error, 'se.nri'],
      [continuous.total.z, 'z.nri'],
      [continuous.events.value, 'nri.ev'],
      [continuous.events.error, 'se.nri.ev'],
      [continuous.nonEvents.value, 'nri.ne'],
      [continuous.nonEvents.error, 'se.nri.ne'],
      [idi.value, 'idi'],
      [idi.error, 'se.idi'],
      [idi.z, 'z.idi'],
    ] as const)
      close(value, theirs[name] ?? NaN)
  })

  it('R: classes [0, .2, .4, .6, .8, 1], both tables', () => {
    const { classes, tables } = ours
    const [total, events, others, up, down, downOthers, upOthers] = answers.reclassification.classes.nri
    close(classes.total.value, total ?? NaN)
    close(classes.events.value, events ?? NaN)
    close(classes.nonEvents.value, others ?? NaN)
    close(classes.up.events / 62, up ?? NaN)
    close(classes.down.events / 62, down ?? NaN)
    close(classes.down.nonEvents / 48, downOthers ?? NaN)
    close(classes.up.nonEvents / 48, upOthers ?? NaN)
    expect(tables.events).toEqual(answers.reclassification.classes.rtab_case)
    expect(tables.nonEvents).toEqual(answers.reclassification.classes.rtab_ctrl)
  })

  it('everybody moved by the same: rounding of the differences is no evidence', () => {
    const random = createRandom(4)
    const before = Float64Array.from({ length: 40 }, () => random.uniform() * 0.8)
    const y = before.map((_, i) => (i % 3 === 0 ? 1 : 0))
    const result = reclassify(
      before,
      before.map((p) => p + 0.1),
      y,
    )
    if (isNotTestable(result)) throw new Error('not testable')
    expect(result.idi).toEqual({ value: 0, low: 0, high: 0, error: 0, z: 0, logP: 0 })
  })

  it('swapping the models changes the sign; nobody moved is no evidence; cutoffs must ascend', () => {
    const turned = tested(reclassify(p1, p2, outcome))
    expect(turned.classes.total.value).toBe(-ours.classes.total.value)
    expect(turned.idi.value).toBeCloseTo(-ours.idi.value, 14)
    const still = tested(reclassify(p1, p1, outcome))
    expect([still.classes.total.z, still.idi.logP]).toEqual([0, 0])
    expect(() => reclassify(p1, p2, outcome, { cutoffs: [0, 0.5, 0.5, 1] })).toThrow(InvalidInput)
    expect(reclassify([0.1, 0.2], [0.3, 0.1], [1, 0])).toMatchObject({ kind: 'notTestable' })
  })
})

it('a score from all sides; one outcome alone is said, not drawn', () => {
  const all = validateScore({ name: 'p1', scores: p1, probabilities: p1, outcome, cutoff: 0.5 })
  expect(all.points.map(({ rule }) => rule)).toEqual([
    'cutoff of the model',
    'Youden, chosen here',
    'sensitivity ≥ .9, chosen here',
  ])
  expect(all.points[2]?.sensitivity.value).toBeGreaterThanOrEqual(0.9)
  expect(all.decisionCurve).toHaveLength(99)
  const none = validateScore({
    name: '',
    scores: p1,
    probabilities: null,
    outcome: outcome.map(() => 1),
    cutoff: null,
  })
  expect(none).toMatchObject({
    roc: [],
    points: [],
    area: { kind: 'notTestable' },
    calibration: { kind: 'notTestable' },
  })
})
