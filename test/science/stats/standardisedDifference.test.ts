import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  pairwiseDifferences,
  standardisedMeanDifference,
  standardisedShareDifference,
} from '../../../science/stats/standardisedDifference.ts'
import { off, readCases } from '../../oracles/read.ts'

const { numbers, shares } = readCases('baselineTable') as {
  numbers: { groups: number[][]; smd: number | number[] }[]
  shares: { counts: number[][]; smd: number | number[] }[]
}

describe('standardised differences', () => {
  it('by hand', () => {
    // means 2 and 4, variances 1 and 1: −2; 3 of 4 against 1 of 4: .5 / √(3/16) = 1.1547
    expect(standardisedMeanDifference([1, 2, 3], [3, 4, 5]).value).toBeCloseTo(-2, 14)
    expect(standardisedShareDifference([3, 1], [1, 3]).value).toBeCloseTo(0.5 / Math.sqrt(3 / 16), 14)
    // three levels, shares (½ ½ 0) and (½ 0 ½), the first left out: V = diag(1/8, 1/8), distance² = 2 · (1/4) / (1/8) = 4
    expect(standardisedShareDifference([2, 2, 0], [2, 0, 2]).value).toBeCloseTo(2, 14)
    // three groups of means 0 1 3, variance 1: (1 + 3 + 2)/3
    const at = (m: number): number[] => [m - 1, m, m + 1]
    expect(pairwiseDifferences([at(0), at(1), at(3)], standardisedMeanDifference).value).toBeCloseTo(2, 14)
  })

  it('R, on random data', () => {
    for (const { groups, smd } of numbers)
      pairwiseDifferences(groups, standardisedMeanDifference).pairs.forEach(({ value }, i) => {
        expect(off(value ?? NaN, [smd].flat()[i] ?? NaN)).toBeLessThan(1e-10)
      })
    for (const { counts, smd } of shares)
      pairwiseDifferences(counts, standardisedShareDifference).pairs.forEach(({ value }, i) => {
        expect(off(value ?? NaN, [smd].flat()[i] ?? NaN)).toBeLessThan(1e-10)
      })
  })

  it('order of levels and names of groups do not matter; an unused level neither', () => {
    const count = fc.integer({ min: 0, max: 12 })
    const three = fc.array(count, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(three, three, (a, b) => {
        const one = standardisedShareDifference(a, b)
        const turned = standardisedShareDifference(b.toReversed(), a.toReversed())
        const wider = standardisedShareDifference([0, ...a], [0, ...b])
        expect(turned.reason).toBe(one.reason)
        if (one.value === null) return
        expect(turned.value).toBeCloseTo(one.value, 9)
        expect(wider.value).toBeCloseTo(one.value, 9)
      }),
    )
  })

  it('awkward input', () => {
    expect(standardisedMeanDifference([], [1, 2])).toMatchObject({ value: null, reason: 'a group is empty' })
    expect(standardisedMeanDifference([1], [1, 2])).toMatchObject({ reason: 'a group has one value' })
    expect(standardisedMeanDifference([3, 3], [3, 3])).toMatchObject({ value: 0 })
    expect(standardisedMeanDifference([0.1, 0.1, 0.1], [0.1, 0.1])).toMatchObject({ value: 0 })
    expect(standardisedMeanDifference([3, 3], [4, 4]).reason).toMatch(/infinite/)
    expect(standardisedMeanDifference([1e300, 2e300], [3e300, 4e300]).value).toBeCloseTo(
      -2 / Math.SQRT1_2,
      10,
    )
    expect(standardisedShareDifference([4, 0, 0], [0, 2, 2]).reason).toMatch(/infinite/)
    expect(standardisedShareDifference([4, 0], [9, 0])).toMatchObject({ value: 0 })
    expect(standardisedShareDifference([0, 0], [9, 0])).toMatchObject({ reason: 'a group is empty' })
    expect(() => standardisedShareDifference([1, 2], [1, 2, 3])).toThrow(InvalidInput)
    expect(() => standardisedShareDifference([1, 0.5], [1, 2])).toThrow(InvalidInput)
    expect(
      pairwiseDifferences(
        [
          [3, 3],
          [4, 4],
          [4, 5],
        ],
        standardisedMeanDifference,
      ).value,
    ).toBeNull()
  })
})
