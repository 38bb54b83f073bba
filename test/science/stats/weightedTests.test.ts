import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  weightedCliffDelta,
  weightedMeanTest,
  weightedRankTest,
} from '../../../science/stats/weightedTests.ts'

interface Case {
  x: number[]
  y: number[]
  wx: number[]
  wy: number[]
  rank: { t: number; df: number; p: number; difference: number }
  mean: { t: number; df: number; p: number; difference: number }
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../oracles/weighted/answers.json', import.meta.url), 'utf8'),
) as { cases: Record<string, Case> }

describe('weighted tests', () => {
  it('by hand: weights 1, 1 | 2 make the places 1/8, 3/8 and 6/8', () => {
    // x = 1, 2 with weights 1, 1; y = 3 with weight 2: N = 4, places (0 + .5)/4, (1 + .5)/4, (2 + 1)/4; means 1/4 and 3/4
    const test = weightedRankTest([1, 2], [3], [1, 1], [2])
    expect(test?.difference.value).toBeCloseTo(-0.5, 14)
    // influences ½(∓1/8), 0: variance 3/2 × 2/256, t = −.5 / √(3/256)
    expect(test?.t).toBeCloseTo(-0.5 / Math.sqrt(3 / 256), 12)
    expect(test?.df).toBe(1)
    // two cells of weight 1, then 3 against one of weight 2: (1·2·(−1) + 1·2·(−1)) / 4
    expect(weightedCliffDelta([1, 2], [3], [1, 1], [2])).toBe(-1)
    expect(weightedMeanTest([1, 2], [3, 5], [1, 3], [1, 1])?.difference.value).toBeCloseTo(1.75 - 4, 14)
    expect(weightedMeanTest([1, 2], [3, 5], [1, 3], [1, 1])?.effectiveN).toEqual([1.6, 2])
  })

  it.each(Object.entries(cases))('%s: as R survey', (_, { x, y, wx, wy, rank, mean }) => {
    for (const [test, oracle] of [
      [weightedRankTest(x, y, wx, wy), rank],
      [weightedMeanTest(x, y, wx, wy), mean],
    ] as const) {
      expect(test?.t).toBeCloseTo(oracle.t, 9)
      expect(test?.df).toBe(oracle.df)
      expect(test?.difference.value).toBeCloseTo(oracle.difference, 10)
      expect(Math.exp(test?.logP ?? NaN)).toBeCloseTo(oracle.p, 10)
    }
  })

  it('swapping groups turns the sign, order and a common factor of the weights play no part', () => {
    const { x, y, wx, wy } = cases['ties'] ?? { x: [], y: [], wx: [], wy: [] }
    const test = weightedRankTest(x, y, wx, wy)
    const turned = weightedRankTest(y, x, wy, wx)
    expect(turned?.t).toBeCloseTo(-(test?.t ?? NaN), 12)
    const scaled = weightedRankTest(
      x.toReversed(),
      y,
      wx.toReversed().map((w) => 7 * w),
      wy.map((w) => 7 * w),
    )
    expect(scaled?.t).toBeCloseTo(test?.t ?? NaN, 10)
    expect(scaled?.effectiveN[0]).toBeCloseTo(test?.effectiveN[0] ?? NaN, 10)
    // a row of weight 0 counts as a row, but moves no mean
    expect(weightedMeanTest([...x, 99], y, [...wx, 0], wy)?.difference.value).toBeCloseTo(
      weightedMeanTest(x, y, wx, wy)?.difference.value ?? NaN,
      12,
    )
  })

  it('says null where nothing can be said, and refuses what is none', () => {
    expect(weightedRankTest([1, 1], [1, 1], [1, 1], [1, 1])).toBeNull()
    expect(weightedMeanTest([1, 2], [3, 4], [0, 0], [1, 1])).toBeNull()
    expect(() => weightedRankTest([1, NaN], [1], [1, 1], [1])).toThrow('finite')
    expect(() => weightedRankTest([1, 2], [1], [1, -1], [1])).toThrow('0 or more')
    expect(() => weightedRankTest([1, 2], [1], [1], [1])).toThrow('weights')
  })
})
