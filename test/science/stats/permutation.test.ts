import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { permutationTest } from '../../../science/stats/permutation.ts'
import { permuteMeans } from '../../../science/stats/permutedMeans.ts'
import { createRandom } from '../../../science/stats/random.ts'

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
const meanDifference = (x: Float64Array, y: Float64Array) => mean(x) - mean(y)
const B = 20_000
const permute = (groups: number[][], permutations = B) =>
  permuteMeans([groups], permutations, createRandom(1))
const p = (groups: number[][], permutations = B) => permute(groups, permutations).p[0] ?? NaN

describe('permutation test', () => {
  it('by hand: 1 2 3 against 4 5 6', () => {
    // |mean difference| is 3 in 2 of choose(6, 3) = 20 ways, and 20 ways are all gone through
    const groups = [
      [1, 2, 3],
      [4, 5, 6],
    ]
    expect(permute(groups)).toEqual({ p: Float64Array.of(0.1), complete: true, smallest: 0.1 })
    expect(permute(groups, 20).complete).toBe(true)
    // 19 permutations are drawn at random; p is a whole number of twentieths
    const drawn = permute(groups, 19)
    expect(drawn.complete).toBe(false)
    expect(drawn.smallest).toBe(1 / 20)
    expect((drawn.p[0] ?? NaN) * 20).toBeCloseTo(Math.round((drawn.p[0] ?? NaN) * 20), 12)
  })

  it('is never 0: nothing as extreme in B draws is 1 / (B + 1)', () => {
    const low = Array.from({ length: 40 }, (_, i) => i)
    expect(p([low, low.map((value) => value + 1000)], 999)).toBe(1 / 1000)
  })

  it('ties with the observed value count, whatever the rounding: .1 + .2 against .3', () => {
    // all ways are as extreme as the observed one, which is 0
    expect(
      p([
        [0.1, 0.2, 0.3],
        [0.3, 0.2, 0.1],
      ]),
    ).toBe(1)
    // 2 of choose(4, 2) = 6 ways are as extreme
    expect(
      p([
        [0.1, 0.1],
        [0.3, 0.3],
      ]),
    ).toBe(2 / 6)
  })

  it('all ways: agrees with an enumeration written otherwise, for two and three groups', () => {
    for (const groups of [
      [
        [1, 4, 4, 9],
        [2, 3, 3],
      ],
      [
        [0, 0, 5],
        [0, 1],
        [7, 8],
      ],
      [
        [0, 0, 0, 2],
        [0, 3, 1],
        [1, 0],
      ],
    ]) {
      const { p: exact, complete } = permute(groups)
      expect(complete).toBe(true)
      expect(exact[0]).toBeCloseTo(enumerated(groups), 12)
      // drawn at random it comes near: four standard errors
      const share = exact[0] ?? NaN
      const few = Math.min(B, 209)
      expect(Math.abs(p(groups, few) - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / few) + 0.01)
    }
  })

  it('drawn at random it comes near the exact p of the same values', () => {
    const x = [3, 9, 1, 4, 12, 5, 7, 7]
    const y = [2, 2, 5, 0, 8, 1, 3, 4]
    // choose(16, 8) = 12,870 ways
    const exact = permute([x, y], 12_870)
    const drawn = permute([x, y], 12_000)
    expect([exact.complete, drawn.complete]).toEqual([true, false])
    expect(exact.smallest).toBeCloseTo(2 / 12_870, 12)
    const share = exact.p[0] ?? NaN
    expect(Math.abs((drawn.p[0] ?? NaN) - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 12_000))
  })

  it('the statistic passed in and the built-in one agree', () => {
    const x = [3, 9, 1, 4, 12]
    const y = [2, 2, 5, 0]
    const free = permutationTest(x, y, {
      statistic: meanDifference,
      permutations: B,
      random: createRandom(5),
    })
    expect(free.observed).toBeCloseTo(mean(x) - mean(y), 14)
    expect(Math.abs(free.p - p([x, y]))).toBeLessThan(0.02)
  })

  it('does not hang on rows, on the other variables, on scale, shift or the order of two groups', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(values, values, values, (x, y, other) => {
        fc.pre(new Set([...x, ...y]).size > 1)
        const count = (variables: number[][][], which = 0) =>
          permuteMeans(variables, 200, createRandom(7)).p[which]
        const plain = count([[x, y]])
        expect(count([[[...x].reverse(), [...y].reverse()]])).toBe(plain)
        expect(count([[y, x]])).toBe(plain)
        expect(
          count(
            [
              [other, x],
              [x, y],
              [y, other],
              [x, other],
              [x, y],
            ],
            4,
          ),
        ).toBe(plain)
        expect(count([[x.map((v) => 8 * v - 3), y.map((v) => 8 * v - 3)]])).toBe(plain)
      }),
      { numRuns: 50 },
    )
  })

  it('sizes 3 and 9, 1e±300, mostly zeros', () => {
    const x = [1, 2, 3]
    const y = [3, 4, 5, 6, 7, 8, 9, 10, 11]
    const plain = p([x, y], 200)
    expect(p([x.map((v) => v * 1e300), y.map((v) => v * 1e300)], 200)).toBe(plain)
    expect(p([x.map((v) => v * 1e-300), y.map((v) => v * 1e-300)], 200)).toBe(plain)
    // one value of twelve is not 0: it is in the group of three in a quarter of the ways, in either case as extreme or more
    expect(p([[0, 0, 1], new Array<number>(9).fill(0)])).toBe(0.25)
  })

  it.each([0, 1.5, NaN, 2_000_000])('refuses %s permutations', (permutations) => {
    expect(() => permuteMeans([[[1], [2]]], permutations, createRandom(1))).toThrow(InvalidInput)
  })
})

function enumerated(groups: number[][]): number {
  const pooled = groups.flat()
  const grand = mean(pooled)
  const spread = (dealt: number[][]) =>
    dealt.reduce((sum, group) => sum + group.length * (mean(group) - grand) ** 2, 0)
  const observed = spread(groups)
  const left = groups.map((group) => group.length)
  const dealt: number[][] = groups.map(() => [])
  let total = 0
  let asFar = 0
  const deal = (at: number): void => {
    const value = pooled[at]
    if (value === undefined) {
      total += 1
      if (spread(dealt) >= observed - 1e-9) asFar += 1
      return
    }
    dealt.forEach((group, g) => {
      if (group.length === left[g]) return
      group.push(value)
      deal(at + 1)
      group.pop()
    })
  }
  deal(0)
  return asFar / total
}
