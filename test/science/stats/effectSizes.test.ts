import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { oneWayAnova } from '../../../science/stats/anova.ts'
import {
  etaSquaredBounds,
  exactCohenD,
  pairedCohenD,
  rankBiserialInterval,
  standardisedMean,
  type EffectInterval,
} from '../../../science/stats/effectSizes.ts'
import { noncentralFTail, noncentralTTail } from '../../../science/stats/noncentral.ts'
import { wilcoxonSignedRank } from '../../../science/stats/signedRank.ts'
import { off, readCases } from '../../oracles/read.ts'
import { tested } from './tested.ts'

type Part = [number, number, number]
const oracle = readCases('effectSizes') as {
  one: { x: number[]; a: Part }[]
  two: { x: number[]; y: number[]; a: Part }[]
  eta: [number, number, number, number, number, number][]
  ranks: { d: number[]; a: Part }[]
  t: [number, number, number, number][]
}
/** effectsize's optimiser stops early: how far a bound may be from ours. */
const bound = 2e-5
const near = (ours: EffectInterval, [value, low, high]: Part, tolerance: number): void => {
  expect(Math.abs(ours.value - value)).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)))
  expect(Math.abs(ours.low - low)).toBeLessThan(tolerance * Math.max(1, Math.abs(low)))
  expect(Math.abs(ours.high - high)).toBeLessThan(tolerance * Math.max(1, Math.abs(high)))
}

describe('noncentral t and F', () => {
  it('R pt(ncp = ), every sign', () => {
    for (const [t, df, ncp, p] of oracle.t)
      expect(Math.abs(noncentralTTail(t, df, ncp) - p)).toBeLessThan(1e-10)
  })

  it('by hand: at t = 0 the normal tail; without noncentrality the central one; F of 1 and n df is t²', () => {
    expect(noncentralTTail(0, 7, 1.2)).toBeCloseTo(0.8849303297782917, 12)
    expect(noncentralTTail(1, 1, 0)).toBeCloseTo(0.25, 12)
    const [t, df, ncp] = [1.7, 9, 0.8]
    const both = noncentralTTail(t, df, ncp) + 1 - noncentralTTail(-t, df, ncp)
    expect(noncentralFTail(t * t, 1, df, ncp * ncp)).toBeCloseTo(both, 12)
    expect(noncentralFTail(0, 3, 9, 2)).toBe(1)
  })
})

describe('regressions', () => {
  it('two nearly equal values: the upper bound lies beyond 2t + 10', () => {
    // t = 142.42 with 1 df; bounds by R: integrate(pnorm(δ − t √v) dchisq(v, 1)) solved with uniroot. It was 208.49, the end of what was searched
    const d = tested(standardisedMean([100, 101.4142135623731]))
    expect(Math.abs(d.low - 3.156035)).toBeLessThan(1e-6)
    expect(Math.abs(d.high - 225.7307)).toBeLessThan(1e-4)
  })

  it('far out the integral takes over from the sum, without a step', () => {
    // R: the same integral; the sum gives way where δ²/2 passes 500, at δ = 31.62
    for (const [t, df, noncentrality, p] of [
      [100, 1, 90, 0.631855802945],
      [100, 1, 224, 0.974901805662],
      [30, 10, 31.6, 0.648082265096],
      [30, 10, 31.63, 0.649687963997],
      [35, 3, 60, 0.967923703023],
    ] as const)
      expect(Math.abs(noncentralTTail(t, df, noncentrality) - p)).toBeLessThan(1e-11)
    // a hundred thousand standard errors, answered at once
    const far = tested(standardisedMean([1e5, 1e5 + 1, 1e5 + 2]))
    expect(far.low).toBeLessThan(far.value)
    expect(far.high).toBeGreaterThan(far.value)
  })
})

describe('effect sizes with intervals', () => {
  it('by hand: a standardised mean and its bounds are t over √n', () => {
    // 1 2 3 against 0: mean 2, sd 1: d = 2; at a bound the observed t = 2√3 has .025 on that side
    const d = tested(standardisedMean([1, 2, 3]))
    expect(d.value).toBe(2)
    expect(noncentralTTail(2 * Math.sqrt(3), 2, d.low * Math.sqrt(3))).toBeCloseTo(0.025, 9)
    expect(noncentralTTail(2 * Math.sqrt(3), 2, d.high * Math.sqrt(3))).toBeCloseTo(0.975, 9)
  })

  it('R effectsize: one sample, two groups, pairs', () => {
    for (const { x, a } of oracle.one) near(tested(standardisedMean(x)), a, bound)
    for (const { x, y, a } of oracle.two) near(tested(exactCohenD(x, y)), a, bound)
    for (const { d, a } of oracle.ranks) {
      const test = tested(
        wilcoxonSignedRank(
          d,
          d.map(() => 0),
        ),
      )
      near(rankBiserialInterval(test.rankBiserial, d.length), a, 1e-9)
    }
  })

  it('R: the noncentral F far out, where pf(ncp = ) gives up: its own sum over dpois and pbeta', () => {
    for (const [f, df1, df2, ncp, answer] of [
      [1e5, 1, 2, 1.2e5, 0.698801571453767],
      [5e4, 2, 10, 1.2e5, 0.71493011665218],
      [33000, 3, 1000, 1.01e5, 0.677024413142693],
      [5000, 20, 300, 1.2e5, 0.989969285502116],
      [1e8, 3, 5, 2e8, 0.351257648126011],
    ] as const)
      expect(Math.abs(noncentralFTail(f, df1, df2, ncp) - answer)).toBeLessThan(1e-10)
    // groups that hardly vary within: an answer at once, and the noncentral t agrees
    const { low, high } = etaSquaredBounds({ f: 1e8, df1: 1, df2: 2 })
    for (const [bound, tail] of [
      [low, 0.025],
      [high, 0.975],
    ] as const) {
      const ncp = Math.sqrt((4 * bound) / (1 - bound))
      expect(noncentralTTail(1e4, 2, ncp) + 1 - noncentralTTail(-1e4, 2, ncp)).toBeCloseTo(tail, 7)
    }
    expect(etaSquaredBounds({ f: 1e15, df1: 2, df2: 1e5 }).low).toBeGreaterThan(0.99999)
  })

  it('R: η² from F, bounds from pf(ncp = ) solved', () => {
    for (const [f, df1, df2, value, low, high] of oracle.eta)
      near(etaSquaredBounds({ f, df1, df2 }), [value, low, high], 1e-7)
  })

  it('turned round, moved, scaled: as they should', () => {
    const [x, y] = [
      [1, 4, 2, 8, 5],
      [3, 9, 4, 12],
    ]
    const d = tested(exactCohenD(x, y))
    const turned = tested(exactCohenD(y, x))
    expect(turned.low).toBeCloseTo(-d.high, 9)
    expect(
      tested(
        exactCohenD(
          x.map((v) => 1e9 * v + 7),
          y.map((v) => 1e9 * v + 7),
        ),
      ).high,
    ).toBeCloseTo(d.high, 6)
    expect(tested(pairedCohenD([3, 5, 9], [1, 2, 4])).value).toBeCloseTo(
      tested(standardisedMean([2, 3, 5])).value,
      14,
    )
    // with two groups η² = d²/(d² + 4) for equal sizes, as F = t²
    const anova = tested(
      oneWayAnova([
        [1, 2, 4],
        [3, 5, 8],
      ]),
    )
    expect(etaSquaredBounds(anova).value).toBeCloseTo(anova.etaSquared, 12)
  })

  it('awkward input', () => {
    expect(standardisedMean([2, 2, 2])).toMatchObject({ kind: 'notTestable' })
    expect(() => standardisedMean([2])).toThrow(InvalidInput)
    expect(exactCohenD([1, 1], [2, 2])).toMatchObject({ kind: 'notTestable' })
    expect(tested(exactCohenD([1e300, 3e300], [2e300, 7e300])).value).toBeCloseTo(
      tested(exactCohenD([1, 3], [2, 7])).value,
      12,
    )
    expect(etaSquaredBounds({ f: 0, df1: 2, df2: 9 })).toMatchObject({ value: 0, low: 0 })
    expect(() => etaSquaredBounds({ f: -1, df1: 2, df2: 9 })).toThrow(InvalidInput)
    expect(() => etaSquaredBounds({ f: 1, df1: 0, df2: 9 })).toThrow(InvalidInput)
    expect(rankBiserialInterval(1, 5)).toMatchObject({ low: 1, high: 1 })
    expect(() => rankBiserialInterval(1.1, 5)).toThrow(InvalidInput)
    expect(off(0, 0)).toBe(0)
  })
})
