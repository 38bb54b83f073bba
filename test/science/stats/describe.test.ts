import fc from 'fast-check'
import { describe as suite, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { ascending, describe, moments, quantile } from '../../../science/stats/describe.ts'
import { presentValues, splitByGroup } from '../../../science/stats/missing.ts'
import { midRanks, orderOf } from '../../../science/stats/rank.ts'

suite('description', () => {
  it('quartiles of type 7, by hand', () => {
    // n = 4, h = 3p: p = .25 → .75 of the way from 1 to 2; p = .5 → 3; p = .75 → a quarter of the way from 4 to 10
    const sorted = ascending([10, 1, 4, 2])
    expect([0.25, 0.5, 0.75].map((p) => quantile(sorted, p))).toEqual([1.75, 3, 5.5])
    expect(describe(sorted)).toMatchObject({ min: 1, max: 10, mean: 4.25 })
    // squares about 4.25: 33.0625 + 10.5625 + .0625 + 5.0625 = 48.75, over 3
    expect(describe(sorted).sd).toBeCloseTo(Math.sqrt(16.25), 14)
  })

  it('NaN cannot be sorted: missing is decided before', () => {
    expect(() => ascending([1, NaN])).toThrow(RangeError)
    expect(() => ascending([NaN])).toThrow(RangeError)
  })

  it('−0 comes out as 0, wherever it stood', () => {
    expect([...ascending([0, -0, -1, -0])]).toEqual([-1, 0, 0, 0])
  })

  it('one value has no sd, none has nothing', () => {
    expect(describe(ascending([3]))).toEqual({ mean: 3, sd: null, min: 3, q1: 3, median: 3, q3: 3, max: 3 })
    expect(Object.values(describe(ascending([])))).toEqual(new Array(7).fill(null))
  })

  it('keeps its digits at 1e±300', () => {
    for (const scale of [1e300, 1e-300, 2 ** 1000]) {
      const { mean, sd } = moments([1, 2, 3, 6].map((value) => value * scale))
      expect(mean / scale).toBeCloseTo(3, 12)
      expect(sd / scale).toBeCloseTo(Math.sqrt(14 / 3), 12)
    }
  })

  it('does not hang on the order of rows', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        expect(describe(ascending(values))).toEqual(describe(ascending([...values].reverse())))
      }),
    )
  })
})

suite('missing', () => {
  it('NaN is missing, zero and −0 are values', () => {
    expect([...presentValues([0, NaN, -0, 2], 'x')]).toEqual([0, -0, 2])
    const split = splitByGroup([1, NaN, 0, 4, NaN], Int32Array.of(0, 0, 1, -1, -1), 2)
    expect(split.values.map((values) => [...values])).toEqual([[1], [0]])
    expect([...split.nMissing]).toEqual([1, 0])
  })

  it.each([Infinity, -Infinity])('refuses %s in a group', (value) => {
    expect(() => presentValues([1, value], 'x')).toThrow(InvalidInput)
    expect(() => splitByGroup([1, value], Int32Array.of(0, 1), 2)).toThrow(InvalidInput)
  })

  it('refuses lengths and indices that do not fit', () => {
    expect(() => splitByGroup([1], Int32Array.of(0, 1), 2)).toThrow('1 values')
    expect(() => splitByGroup([1, 2], Int32Array.of(0, 2), 2)).toThrow('assignment')
  })
})

suite('ranks', () => {
  it('mid-ranks by hand', () => {
    // 1 1 are places 1 and 2; 3 3 3 are 4, 5, 6
    expect([...midRanks([3, 1, 3, 2, 1, 3])]).toEqual([5, 1.5, 5, 3, 1.5, 5])
  })

  it('the order of groups counts each value once per group', () => {
    const order = orderOf([ascending([1, 2, 2]), ascending([2, 3])])
    expect(order.counts.map((row) => [...row])).toEqual([
      [1, 2, 0],
      [0, 1, 1],
    ])
    expect([...order.totals]).toEqual([1, 3, 1])
    expect(order.tieTerm).toBe(24)
  })

  it('0 and −0 are one value', () => {
    expect(orderOf([ascending([-0, 1]), ascending([0, 2])]).levels).toBe(3)
    expect([...midRanks([0, -0])]).toEqual([1.5, 1.5])
  })

  it('rank sums by counts and by mid-ranks agree', () => {
    const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(values, values, (x, y) => {
        const order = orderOf([ascending(x), ascending(y)])
        let below = 0
        let sum = 0
        order.totals.forEach((total, level) => {
          sum += (order.counts[0]?.[level] ?? 0) * (below + (total + 1) / 2)
          below += total
        })
        const direct = midRanks([...x, ...y])
          .slice(0, x.length)
          .reduce((total, rank) => total + rank, 0)
        expect(sum).toBeCloseTo(direct, 9)
      }),
    )
  })
})
