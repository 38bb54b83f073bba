import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { exactProportion } from '../../../science/stats/proportion.ts'

interface Case {
  k: number
  n: number
  low: number
  high: number
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../oracles/proportion/answers.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

describe('a share with its exact interval', () => {
  it('of none in one: the upper bound solves (1 − p) = .025', () => {
    const { share, low, high } = exactProportion(0, 1)
    expect([share, low]).toEqual([0, 0])
    expect(high).toBeCloseTo(0.975, 14)
  })

  it.each(cases)('$k of $n as R’s binom.test', ({ k, n, low, high }) => {
    const found = exactProportion(k, n)
    expect(found.share).toBe(k / n)
    expect(Math.abs((found.low ?? NaN) - low)).toBeLessThan(1e-12)
    expect(Math.abs((found.high ?? NaN) - high)).toBeLessThan(1e-12)
  })

  it('turns over with successes and failures, and holds the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const k = Math.round(part * n)
        const a = exactProportion(k, n)
        const b = exactProportion(n - k, n)
        expect(a.low ?? NaN).toBeCloseTo(1 - (b.high ?? NaN), 12)
        expect(a.low ?? NaN).toBeLessThanOrEqual(a.share ?? NaN)
        expect(a.high ?? NaN).toBeGreaterThanOrEqual(a.share ?? NaN)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses what is no count, and has nothing to say of nobody', () => {
    expect(exactProportion(0, 0)).toEqual({ share: null, low: null, high: null })
    for (const [k, n] of [
      [2, 1],
      [-1, 3],
      [0.5, 3],
      [1, NaN],
    ] as const)
      expect(() => exactProportion(k, n)).toThrow(InvalidInput)
    expect(() => exactProportion(1, 2, 1)).toThrow(InvalidInput)
  })
})
