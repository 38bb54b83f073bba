import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending } from '../../../science/stats/describe.ts'
import { percentileRank } from '../../../science/stats/percentile.ts'

describe('percentile of a value among values', () => {
  it('by hand: those below and half of the equals', () => {
    const values = ascending([1, 2, 2, 5])
    // 1: (0 + .5)/4; 2: (1 + 1)/4; 5: (3 + .5)/4; 3 is nobody's: 3/4
    expect([1, 2, 5, 3].map((value) => percentileRank(values, value))).toEqual([12.5, 50, 87.5, 75])
  })

  it('a value that all share is in the middle, also where most are 0', () => {
    expect(percentileRank(ascending([0, 0, 0]), 0)).toBe(50)
    expect(percentileRank(ascending([0, 0, 0, 1]), 0)).toBe(37.5)
    expect(percentileRank(ascending([-0, 0]), 0)).toBe(50)
  })

  it('of nobody there is none; below all 0, above all 100', () => {
    expect(percentileRank(ascending([]), 1)).toBeNull()
    expect(percentileRank(ascending([1e-300, 1e300]), -1e300)).toBe(0)
    expect(percentileRank(ascending([1e-300, 1e300]), Infinity)).toBe(100)
  })

  it('mirrors with the sign, and the percentiles of all have the mean 50', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 20 }), (values) => {
        const sorted = ascending(values)
        const turned = ascending(values.map((value) => -value))
        const ranks = values.map((value) => percentileRank(sorted, value) ?? NaN)
        values.forEach((value, i) => {
          expect(percentileRank(turned, -value)).toBeCloseTo(100 - (ranks[i] ?? NaN), 9)
        })
        expect(ranks.reduce((sum, rank) => sum + rank, 0) / values.length).toBeCloseTo(50, 9)
      }),
    )
  })
})
