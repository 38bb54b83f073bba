import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  logBinomialLower,
  logBinomialPmf,
  logBinomialUpper,
  logHypergeometricLower,
  logHypergeometricPmf,
  logHypergeometricUpper,
} from '../../../science/stats/discrete.ts'
import { chiSquaredUpperQuantile, fUpperQuantile } from '../../../science/stats/distributions.ts'
import { off, readCases } from '../../oracles/read.ts'

const cases = readCases('discrete') as Record<'binomial' | 'hypergeometric' | 'quantile', number[][]>

/** Difference of two logarithms of probabilities, relative where they are large. */
const apart = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) / Math.max(1, Math.abs(b)))

describe('binomial and hypergeometric tails', () => {
  it('by hand', () => {
    // 3 throws of a fair coin: 1 3 3 1 of 8
    expect(Math.exp(logBinomialPmf(2, 3, 0.5))).toBeCloseTo(3 / 8, 14)
    expect(Math.exp(logBinomialUpper(2, 3, 0.5))).toBeCloseTo(4 / 8, 14)
    expect(Math.exp(logBinomialLower(0, 3, 0.5))).toBeCloseTo(1 / 8, 14)
    // 2 of 2 white and 3 black balls: both white 1 of 10, one 6, none 3
    const urn = { successes: 2, failures: 3, draws: 2 }
    expect(Math.exp(logHypergeometricPmf(1, urn))).toBeCloseTo(0.6, 14)
    expect(Math.exp(logHypergeometricUpper(1, urn))).toBeCloseTo(0.7, 14)
    expect(Math.exp(logHypergeometricLower(1, urn))).toBeCloseTo(0.9, 14)
    // far below the smallest double: all 2,000 throws heads
    expect(off(logBinomialUpper(2000, 2000, 0.5), -2000 * Math.LN2)).toBeLessThan(1e-13)
  })

  it('agree with R, log p to 1e-10', () => {
    for (const [k = 0, n = 0, p = 0, d = 0, lower = 0, upper = 0] of cases.binomial) {
      expect(apart(logBinomialPmf(k, n, p), d), `${k} ${n} ${p}`).toBeLessThan(1e-10)
      expect(apart(logBinomialLower(k, n, p), lower), `${k} ${n} ${p} lower`).toBeLessThan(1e-10)
      expect(apart(logBinomialUpper(k, n, p), upper), `${k} ${n} ${p} upper`).toBeLessThan(1e-10)
    }
    for (const [
      k = 0,
      successes = 0,
      failures = 0,
      draws = 0,
      d = 0,
      lower = 0,
      upper = 0,
    ] of cases.hypergeometric) {
      const urn = { successes, failures, draws }
      const name = JSON.stringify({ k, ...urn })
      expect(apart(logHypergeometricPmf(k, urn), d), name).toBeLessThan(1e-10)
      expect(apart(logHypergeometricLower(k, urn), lower), `${name} lower`).toBeLessThan(1e-10)
      expect(apart(logHypergeometricUpper(k, urn), upper), `${name} upper`).toBeLessThan(1e-10)
    }
  })

  it('quantiles of F and chi-squared are R’s', () => {
    for (const [tail = 0, a = 0, b = 0, f = 0, x = 0] of cases.quantile) {
      // R's qf loses digits above one half: 3e-6 at .9999 with 1 and 300 df, where its own qt(.50005, 300)² is ours
      const tolerance = tail > 0.5 ? 5e-6 : 1e-10
      expect(off(fUpperQuantile(tail, a, b), f), `F ${tail} ${a} ${b}`).toBeLessThan(tolerance)
      expect(off(chiSquaredUpperQuantile(tail, b), x), `chi-squared ${tail} ${b}`).toBeLessThan(tolerance)
    }
    expect(off(fUpperQuantile(0.9999, 1, 300), 1.573416506970126e-8)).toBeLessThan(1e-11)
    expect(off(fUpperQuantile(0.9999, 1, 1), Math.tan(0.00005 * Math.PI) ** 2)).toBeLessThan(1e-11)
  })

  it('the two tails share one value: P(X ≤ k) + P(X ≥ k) − P(X = k) = 1', () => {
    const whole = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 0, max: 120 }), whole, (successes, failures, d, place) => {
        const urn = { successes, failures, draws: Math.min(d, successes + failures) }
        const low = Math.max(0, urn.draws - failures)
        const k = Math.min(Math.min(successes, urn.draws), low + place)
        const all =
          Math.exp(logHypergeometricLower(k, urn)) +
          Math.exp(logHypergeometricUpper(k, urn)) -
          Math.exp(logHypergeometricPmf(k, urn))
        expect(all).toBeCloseTo(1, 11)
      }),
    )
  })

  it('at the ends and with what is no count', () => {
    expect(logBinomialPmf(0, 5, 0)).toBe(0)
    expect(logBinomialPmf(5, 5, 1)).toBe(0)
    expect(logBinomialUpper(0, 5, 0.3)).toBe(0)
    expect(logBinomialUpper(1, 5, 0)).toBe(-Infinity)
    expect(logHypergeometricPmf(3, { successes: 2, failures: 4, draws: 3 })).toBe(-Infinity)
    expect(logHypergeometricUpper(9, { successes: 2, failures: 4, draws: 3 })).toBe(-Infinity)
    expect(() => logBinomialPmf(6, 5, 0.5)).toThrow(InvalidInput)
    expect(() => logBinomialPmf(1, 5, 1.5)).toThrow(InvalidInput)
    expect(() => logHypergeometricPmf(1, { successes: 1, failures: 1, draws: 3 })).toThrow(InvalidInput)
  })
})
