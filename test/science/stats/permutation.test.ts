import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { countExtremeMeans, permutationP, permutationTest } from '../../../science/stats/permutation.ts'
import { createRandom } from '../../../science/stats/random.ts'

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
const meanDifference = (x: Float64Array, y: Float64Array) => mean(x) - mean(y)
const B = 20_000
const p = (groups: number[][], seed = 1, permutations = B) =>
  permutationP(countExtremeMeans([groups], permutations, createRandom(seed))[0] ?? NaN, permutations)

describe('permutation test', () => {
  it('by hand: 1 2 3 against 4 5 6', () => {
    // |mean difference| is 3 in 2 of choose(6, 3) = 20 ways: p → .1; four standard errors at 20,000 are .0085
    expect(
      Math.abs(
        p([
          [1, 2, 3],
          [4, 5, 6],
        ]) - 0.1,
      ),
    ).toBeLessThan(0.0085)
  })

  it('is never 0: nothing as extreme in B draws is 1 / (B + 1)', () => {
    const low = Array.from({ length: 40 }, (_, i) => i)
    expect(p([low, low.map((value) => value + 1000)], 1, 999)).toBe(1 / 1000)
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
      Math.abs(
        p([
          [0.1, 0.1],
          [0.3, 0.3],
        ]) -
          2 / 6,
      ),
    ).toBeLessThan(0.014)
  })

  it('agrees with the enumeration of all ways for two and three groups', () => {
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
      const exact = enumerated(groups)
      const error = Math.sqrt((exact * (1 - exact)) / B)
      expect(Math.abs(p(groups) - exact), JSON.stringify(groups)).toBeLessThan(4 * error + 1e-4)
    }
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
          countExtremeMeans(variables, 200, createRandom(7))[which]
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
    const plain = p([x, y], 1, 2000)
    expect(p([x.map((v) => v * 1e300), y.map((v) => v * 1e300)], 1, 2000)).toBe(plain)
    expect(p([x.map((v) => v * 1e-300), y.map((v) => v * 1e-300)], 1, 2000)).toBe(plain)
    // one value of twelve is not 0: it is in the group of three in a quarter of the ways, in either case as extreme or more
    const zeros = p([[0, 0, 1], new Array<number>(9).fill(0)])
    expect(Math.abs(zeros - 0.25)).toBeLessThan(0.013)
  })

  it.each([0, 1.5, NaN, 2_000_000])('refuses %s permutations', (permutations) => {
    expect(() => countExtremeMeans([[[1], [2]]], permutations, createRandom(1))).toThrow(InvalidInput)
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
