import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { randomEffects } from '../../../science/stats/randomEffects.ts'
import type { RandomEffects } from '../../../science/stats/randomEffects.ts'
import { off, readCases } from '../../oracles/read.ts'

interface Fit {
  estimate: number
  se: number
  low: number
  high: number
  t: number
  p: number
  tau2: number
  q: number
  qp: number
  i2: number
  predictLow: number
  predictHigh: number
}

const cases = readCases('metaAnalysis') as { y: number[]; v: number[]; plain: Fit; adhoc: Fit }[]

function pooled(y: readonly number[], v: readonly number[], isNeverNarrower = true): RandomEffects {
  const found = randomEffects(y, v, { isNeverNarrower })
  if (isNotTestable(found)) throw new Error(found.reason)
  return found
}

describe('random effects', () => {
  it('by hand: two studies of equal variance', () => {
    // y −1 and 3, v 2: REML τ² = s² − v = 8 − 2 = 6, w = 1/8 each, mean 1, Q* = 2·4/8 = 1 = k − 1, SE² = 1 · 8/2 = 4, t(1) 12.7062
    const found = pooled([-1, 3], [2, 2])
    expect(found.tauSquared).toBeCloseTo(6, 10)
    expect(found.estimate).toBeCloseTo(1, 12)
    expect(found.standardError).toBeCloseTo(2, 10)
    expect(found.high - 1).toBeCloseTo(2 * 12.706204736, 7)
    // Q = 2·4/2 = 4 on 1: P = .0455; I² = 6/(6 + 2)
    expect(found.heterogeneity).toMatchObject({ q: 4, df: 1 })
    expect(Math.exp(found.heterogeneity.logP)).toBeCloseTo(0.0455, 4)
    expect(found.iSquared).toBeCloseTo(0.75, 10)
    // of two studies nobody can say where a third would lie
    expect(found.prediction).toBeNull()
  })

  it('agree with R’s metafor: REML, Hartung–Knapp, and never narrower', () => {
    expect(cases.length).toBeGreaterThan(15)
    for (const { y, v, plain, adhoc } of cases)
      for (const [golden, isNeverNarrower] of [
        [plain, false],
        [adhoc, true],
      ] as const) {
        const name = `${y.join()} ${isNeverNarrower ? 'adhoc' : 'plain'}`
        const found = pooled(y, v, isNeverNarrower)
        // τ² ends where a step is below 1e-13; what hangs on it is as near
        expect(Math.abs(found.tauSquared - golden.tau2), name).toBeLessThan(1e-9)
        expect(off(found.estimate, golden.estimate), name).toBeLessThan(1e-8)
        if (golden.se > 1e-12) {
          expect(off(found.standardError, golden.se), name).toBeLessThan(1e-7)
          expect(off(found.low, golden.low), name).toBeLessThan(1e-7)
          expect(off(found.high, golden.high), name).toBeLessThan(1e-7)
          expect(off(Math.exp(found.logP), golden.p), name).toBeLessThan(1e-7)
        }
        expect(off(found.heterogeneity.q, golden.q), name).toBeLessThan(1e-9)
        expect(off(Math.exp(found.heterogeneity.logP), golden.qp), name).toBeLessThan(1e-9)
        expect(Math.abs(100 * found.iSquared - golden.i2), name).toBeLessThan(1e-6)
        if (found.prediction !== null) {
          expect(off(found.prediction.low, golden.predictLow), name).toBeLessThan(1e-6)
          expect(off(found.prediction.high, golden.predictHigh), name).toBeLessThan(1e-6)
        }
      }
  })

  const study = fc.record({
    y: fc.double({ min: -3, max: 3, noNaN: true }),
    v: fc.double({ min: 0.001, max: 2, noNaN: true }),
  })
  const studies = fc.array(study, { minLength: 2, maxLength: 12 })

  it('do not hang on the order of the studies; a sign turned turns the answer; a unit changed changes it as theory says', () => {
    fc.assert(
      fc.property(studies, (all) => {
        const [y, v] = [all.map((one) => one.y), all.map((one) => one.v)]
        const found = pooled(y, v)
        const turned = pooled(y.map((value) => -value).reverse(), v.toReversed())
        expect(turned.estimate).toBeCloseTo(-found.estimate, 6)
        expect(turned.low).toBeCloseTo(-found.high, 5)
        const scaled = pooled(
          y.map((value) => 10 * value + 5),
          v.map((value) => 100 * value),
        )
        expect(scaled.estimate / 10).toBeCloseTo(found.estimate + 0.5, 6)
        expect(scaled.iSquared).toBeCloseTo(found.iSquared, 6)
      }),
    )
  })

  it('lie between the studies, and are never surer than the usual interval', () => {
    fc.assert(
      fc.property(studies, (all) => {
        const [y, v] = [all.map((one) => one.y), all.map((one) => one.v)]
        const found = pooled(y, v)
        expect(found.estimate).toBeGreaterThanOrEqual(Math.min(...y) - 1e-9)
        expect(found.estimate).toBeLessThanOrEqual(Math.max(...y) + 1e-9)
        const weight = v.reduce((sum, value) => sum + 1 / (value + found.tauSquared), 0)
        expect(found.standardError).toBeGreaterThanOrEqual(1 / Math.sqrt(weight) - 1e-12)
        expect(found.tauSquared).toBeGreaterThanOrEqual(0)
        expect(found.iSquared).toBeLessThan(1)
      }),
    )
  })

  it('do not answer for one study, nor for none', () => {
    expect(randomEffects([0.4], [0.1])).toMatchObject({ kind: 'notTestable', n: 1 })
    expect(randomEffects([], [])).toMatchObject({ kind: 'notTestable', n: 0 })
  })

  it('take equal studies, tiny and huge variances', () => {
    const same = pooled([0.3, 0.3, 0.3], [0.01, 0.01, 0.01])
    expect(same.estimate).toBeCloseTo(0.3, 12)
    expect(same.high - same.low).toBeGreaterThan(0.4)
    expect(pooled([0.3, 0.3], [1e-12, 1e12]).estimate).toBeCloseTo(0.3, 9)
  })

  it('refuse what is no estimate', () => {
    expect(() => randomEffects([1, NaN], [1, 1])).toThrow(InvalidInput)
    expect(() => randomEffects([1, 2], [1, 0])).toThrow(InvalidInput)
    expect(() => randomEffects([1, 2], [1, Infinity])).toThrow(InvalidInput)
    expect(() => randomEffects([1, 2], [1])).toThrow(InvalidInput)
  })

  it('two studies that happen to agree are no certainty (plain Hartung–Knapp gave ± 0.18 where the studies alone have ± 0.39)', () => {
    const narrow = pooled([-0.31, -0.28], [0.04, 0.09], false)
    const honest = pooled([-0.31, -0.28], [0.04, 0.09])
    expect(narrow.high - narrow.low).toBeLessThan(0.4)
    expect(honest.low).toBeLessThan(-2)
    expect(honest.high).toBeGreaterThan(1.5)
  })
})
