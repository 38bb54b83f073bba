import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { adjustFamily } from '../../../science/stats/multiplicity.ts'
import { minimumDetectableCorrelation, powerOfCorrelation } from '../../../science/stats/powerOfTests.ts'
import {
  eventsForLogRank,
  minimumDetectableHazardRatio,
  powerOfLogRank,
} from '../../../science/survival/logRankPower.ts'
import { off, readCases } from '../../oracles/read.ts'

const oracle = readCases('powerMore') as { r: number[][]; least: number[][]; logRank: number[][] }

describe('power of a correlation', () => {
  it('R pwr::pwr.r.test', () => {
    for (const [r = NaN, n = NaN, alpha = NaN, power = NaN] of oracle.r)
      expect(Math.abs(powerOfCorrelation({ r, n, alpha }) - power)).toBeLessThan(1e-10)
    // its own solver stops at 1e-4
    for (const [n = NaN, r = NaN] of oracle.least)
      expect(Math.abs(minimumDetectableCorrelation(n) - r)).toBeLessThan(2e-4)
  })

  it('does not depend on the sign, is α at 0, and returns what it detects', () => {
    expect(powerOfCorrelation({ r: -0.4, n: 40 })).toBe(powerOfCorrelation({ r: 0.4, n: 40 }))
    expect(powerOfCorrelation({ r: 0, n: 4000 })).toBeCloseTo(0.05, 3)
    expect(powerOfCorrelation({ r: minimumDetectableCorrelation(36), n: 36 })).toBeCloseTo(0.8, 10)
    expect(() => powerOfCorrelation({ r: 1, n: 40 })).toThrow(InvalidInput)
    expect(() => powerOfCorrelation({ r: 0.1, n: 3 })).toThrow(InvalidInput)
    expect(() => minimumDetectableCorrelation(36, 1)).toThrow(InvalidInput)
  })
})

describe('power of the log-rank test', () => {
  it('published: a hazard ratio of 2 at 80 % asks for 66 events (Schoenfeld 1983, equal groups)', () => {
    expect(Math.ceil(eventsForLogRank({ hazardRatio: 2 }))).toBe(66)
    expect(Math.ceil(eventsForLogRank({ hazardRatio: 1.5, power: 0.9 }))).toBe(256)
  })

  it('the formula in R', () => {
    for (const [
      hazardRatio = NaN,
      events = NaN,
      share = NaN,
      power = NaN,
      needed = NaN,
      least = NaN,
    ] of oracle.logRank) {
      expect(off(powerOfLogRank({ hazardRatio, events, share }), power)).toBeLessThan(1e-10)
      expect(off(eventsForLogRank({ hazardRatio, share }), needed)).toBeLessThan(1e-10)
      expect(off(minimumDetectableHazardRatio({ events, share }), least)).toBeLessThan(1e-10)
    }
  })

  it('a ratio and its reciprocal are one; what is detectable has the power', () => {
    expect(powerOfLogRank({ hazardRatio: 0.5, events: 60 })).toBeCloseTo(
      powerOfLogRank({ hazardRatio: 2, events: 60 }),
      14,
    )
    const hazardRatio = minimumDetectableHazardRatio({ events: 132, share: 0.3 })
    expect(powerOfLogRank({ hazardRatio, events: 132, share: 0.3 })).toBeCloseTo(0.8, 12)
    expect(() => powerOfLogRank({ hazardRatio: 0, events: 10 })).toThrow(InvalidInput)
    expect(() => eventsForLogRank({ hazardRatio: 1 })).toThrow(InvalidInput)
    expect(() => minimumDetectableHazardRatio({ events: 0 })).toThrow(InvalidInput)
    expect(() => minimumDetectableHazardRatio({ events: 9, power: 0.4 })).toThrow(InvalidInput)
  })
})

describe('a named family', () => {
  it('keeps the planned size beside the tested one', () => {
    const family = adjustFamily('22 cells', [Math.log(0.01), NaN, Math.log(0.04)], 'benjamini-hochberg')
    expect(family).toMatchObject({
      name: '22 cells',
      planned: 3,
      tested: 2,
      adjustment: 'benjamini-hochberg',
    })
    expect(Math.exp(family.logQ[0] ?? NaN)).toBeCloseTo(0.02, 14)
    expect(family.logQ[1]).toBeNaN()
    expect(() => adjustFamily(' ', [], 'holm')).toThrow(InvalidInput)
  })
})
