import { describe, expect, it } from 'vitest'
import {
  logChiSquaredUpper,
  logFUpper,
  logNormalTwoSided,
  logNormalUpper,
  logTTwoSided,
  normalUpperQuantile,
  tUpperQuantile,
} from '../../../science/stats/distributions.ts'
import { minimumDetectableD, noncentralTUpper } from '../../../science/stats/power.ts'
import { logBeta, logGamma } from '../../../science/stats/special.ts'
import { off, readOracle } from '../../oracles/read.ts'

const answers = readOracle('distributions/answers.json') as Record<string, number[][]>
const cases = (name: string): number[][] => answers[name] ?? []

describe('tails in log space', () => {
  it('are what can be derived by hand', () => {
    // T with 1 df is Cauchy: P(|T| ≥ 1) = ½; with 2 df P(|T| ≥ t) = 1 − t/√(2 + t²), at t = √2: 1 − 1/√2
    expect(logTTwoSided(1, 1)).toBeCloseTo(Math.log(0.5), 14)
    expect(logTTwoSided(Math.SQRT2, 2)).toBeCloseTo(Math.log(1 - Math.SQRT1_2), 14)
    // chi-squared with 2 df: P(X > x) = e^(−x/2), far below the smallest double
    expect(off(logChiSquaredUpper(3000, 2), -1500)).toBeLessThan(1e-15)
    // F(2, d): P(F > f) = (1 + 2f/d)^(−d/2)
    expect(off(logFUpper(7, 2, 10), -5 * Math.log(2.4))).toBeLessThan(1e-13)
    expect(logNormalTwoSided(0)).toBe(0)
    expect(logChiSquaredUpper(0, 3)).toBe(0)
    expect(logFUpper(0, 3, 4)).toBe(0)
    expect(logTTwoSided(0, 3)).toBe(0)
  })

  it.each([
    ['normalUpper', ([z = NaN]: number[]) => logNormalUpper(z)],
    ['tTwoSided', ([t = NaN, df = NaN]: number[]) => logTTwoSided(t, df)],
    ['chiSquaredUpper', ([x = NaN, df = NaN]: number[]) => logChiSquaredUpper(x, df)],
    ['fUpper', ([f = NaN, a = NaN, b = NaN]: number[]) => logFUpper(f, a, b)],
    ['tUpperQuantile', ([tail = NaN, df = NaN]: number[]) => tUpperQuantile(tail, df)],
    ['noncentralTUpper', ([t = NaN, df = NaN, d = NaN]: number[]) => noncentralTUpper(t, df, d)],
    ['minimumDetectableD', ([m = NaN, n = NaN]: number[]) => minimumDetectableD(m, n)],
  ])('agree with mpmath to 1e-11: %s', (name, ours) => {
    expect(cases(name).length).toBeGreaterThan(4)
    for (const entry of cases(name))
      expect(off(ours(entry), entry.at(-1) ?? NaN), JSON.stringify(entry)).toBeLessThan(1e-11)
  })

  it('the normal quantile undoes the tail', () => {
    expect(normalUpperQuantile(0.025)).toBeCloseTo(1.959963984540054, 14)
    expect(normalUpperQuantile(0.5)).toBeCloseTo(0, 14)
    for (const tail of [0.4, 0.05, 1e-10, 1e-200])
      expect(off(Math.exp(logNormalUpper(normalUpperQuantile(tail))), tail)).toBeLessThan(1e-12)
  })

  it('stay finite and monotone at the ends of the range', () => {
    expect(logTTwoSided(1e300, 5)).toBeLessThan(logTTwoSided(1e299, 5))
    expect(logTTwoSided(1e-300, 5)).toBeCloseTo(0, 15)
    expect(Number.isFinite(logNormalUpper(1e150))).toBe(true)
    expect(logNormalUpper(-40)).toBeCloseTo(0, 15)
    expect(minimumDetectableD(1e5, 1e5)).toBeGreaterThan(0)
  })
})

describe('special functions', () => {
  it('log gamma at whole and half arguments', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14)
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 14)
    expect(off(logGamma(11), Math.log(3628800))).toBeLessThan(1e-15)
    expect(off(logBeta(300.5, 0.5), logGamma(300.5) + logGamma(0.5) - logGamma(301))).toBeLessThan(1e-12)
  })
})
