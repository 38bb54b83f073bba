import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { createColumnSorter } from '../../../science/stats/columnRanks.ts'
import { correlationTail } from '../../../science/stats/correlationTail.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { logTTwoSided } from '../../../science/stats/distributions.ts'
import { correlateMany, pairStates } from '../../../science/stats/manyCorrelations.ts'
import { rankSumMany } from '../../../science/stats/manyRankSums.ts'
import { benjaminiHochberg } from '../../../science/stats/multiplicity.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { partialCorrelation } from '../../../science/stats/partialCorrelation.ts'
import { pearson, tOfCorrelation } from '../../../science/stats/pearson.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { midRanks } from '../../../science/stats/rank.ts'
import { spearman } from '../../../science/stats/spearman.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'

const random = createRandom(3)
const value = [
  () => random.uniform(),
  () => random.below(4),
  () => (random.uniform() < 0.7 ? 0 : random.uniform()),
  () => 1e6 + random.uniform(),
  () => (random.uniform() < 0.1 ? NaN : random.uniform() - 0.5),
  () => 3,
]
const columns = (count: number, n: number) =>
  Array.from({ length: count }, (_, c) =>
    Float64Array.from({ length: n }, value[c % value.length] ?? random.uniform),
  )

describe('ranks of many columns', () => {
  it('are those of midRanks, whatever the numbers', () => {
    const wild = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0, 1e-310, -1e-310, 1e300, 1 + 2 ** -52, 1),
    )
    fc.assert(
      fc.property(fc.array(wild, { minLength: 1, maxLength: 120 }), (values) => {
        const { doubled, tieTerm } = createColumnSorter(values.length).rank(values)
        expect(Array.from(doubled, (rank) => rank / 2)).toEqual(Array.from(midRanks(values)))
        const counts = new Map<number, number>()
        for (const v of values) counts.set(v + 0, (counts.get(v + 0) ?? 0) + 1)
        expect(tieTerm).toBe([...counts.values()].reduce((sum, t) => sum + t ** 3 - t, 0))
      }),
      { numRuns: 300 },
    )
  })

  it('numbers that the keys cannot tell apart, in number', () => {
    const close = Float64Array.from({ length: 20_000 }, (_, i) => 1 + ((i * 7919) % 20_000) * 2 ** -50)
    const { doubled } = createColumnSorter(close.length).rank(close)
    expect(Array.from(doubled.subarray(0, 50), (rank) => rank / 2)).toEqual(
      Array.from(midRanks(close).subarray(0, 50)),
    )
  })
})

describe('columns that are weighed while they are sorted', () => {
  const shapes = [
    (u: number) => u,
    (u: number) => Math.floor(4 * u),
    (u: number) => (u < 0.7 ? 0 : u),
    (u: number) => u - 0.5,
    (u: number) => Math.tan(3 * (u - 0.5)) * 1e300,
    (u: number) => u * 5e-324 * 50,
    (u: number) => (u < 0.5 ? -0 : 0),
    (u: number) => (u < 0.5 ? -Number.MAX_VALUE : Number.MAX_VALUE * u),
  ]
  it.each([1, 2, 3, 40, 400, 5000, 70_000])(
    '%i rows: the sum is that of the ranks, the order that of the values',
    (n) => {
      for (const shape of n > 10_000 ? shapes.slice(0, 2) : shapes) {
        const values = Float64Array.from({ length: n }, () => shape(random.uniform()))
        const weights = Float64Array.from({ length: n }, (_, i) => (i % 7) - 3)
        const sorter = createColumnSorter(n)
        const ranks = midRanks(values)
        expect(sorter.take(values)).toBe(true)
        const { sum, tieTerm } = sorter.weigh(weights)
        expect(sum).toBe(ranks.reduce((all, rank, i) => all + 2 * rank * (weights[i] ?? 0), 0))
        const { doubled, tieTerm: same } = sorter.rank(values)
        expect(tieTerm).toBe(same)
        expect(doubled.every((rank, i) => rank === 2 * (ranks[i] ?? 0))).toBe(true)
        const sorted = Array.from(sorter.sort(values), (row) => values[row] ?? NaN)
        expect(sorted.every((value, k) => k === 0 || value >= (sorted[k - 1] ?? NaN))).toBe(true)
      }
    },
  )

  it('say which columns they cannot take, and take some rows of longer ones', () => {
    const sorter = createColumnSorter(3)
    for (const wrong of [NaN, Infinity, -Infinity]) expect(sorter.take([1, wrong, 2])).toBe(false)
    expect(sorter.takeRows([9, 7, NaN, 8], Int32Array.of(3, 1, 0))).toBe(true)
    expect([...sorter.rank().doubled]).toEqual([4, 2, 6])
    expect(sorter.takeRows([9, 7, NaN, 8], Int32Array.of(3, 1, 2))).toBe(false)
  })
})

describe('one score against many columns', () => {
  it('is each pair by itself, with ties, missing and constant columns, both ways round', () => {
    const n = 31
    const many = columns(18, n)
    for (const score of [
      columns(1, n)[0] ?? new Float64Array(n),
      Float64Array.from({ length: n }, (_, i) => i % 6),
    ])
      for (const p of ['t', 'r'] as const) {
        const found = correlateMany([score], many, { p })
        const turned = correlateMany(many, [score], { p })
        many.forEach((column, j) => {
          const there = Array.from(column.keys()).filter((i) => !Number.isNaN(column[i] ?? NaN))
          const pair = spearman(
            there.map((i) => score[i] ?? NaN),
            there.map((i) => column[i] ?? NaN),
            { method: p },
          )
          expect(found.n[j]).toBe(there.length)
          expect(turned.state[j]).toBe(found.state[j])
          if (isNotTestable(pair)) {
            expect(found.state[j]).toBe(2)
            expect([found.r[j], turned.r[j]]).toEqual([NaN, NaN])
          } else {
            expect(turned.r[j]).toBeCloseTo(found.r[j] ?? NaN, 14)
            expect(turned.logP[j]).toBeCloseTo(found.logP[j] ?? NaN, 11)
            expect(found.ties[j]).toBe(pair.ties ? 1 : 0)
            expect(found.r[j]).toBeCloseTo(pair.rho, 13)
            expect(found.logP[j]).toBeCloseTo(pair.logP, 9)
          }
        })
      }
    expect(() =>
      correlateMany([columns(1, n)[0] ?? []], [Float64Array.from({ length: n }, () => Infinity)]),
    ).toThrow('y[0]')
    expect(() =>
      correlateMany([columns(1, n)[0] ?? []], [new Float64Array(n), new Float64Array(n - 1)]),
    ).toThrow('y[1]')
  })
})

describe('the table of correlation tails', () => {
  it.each([1, 2, 10, 58, 398, 5000])('is Student’s t to 1e-11, %i degrees of freedom', (df) => {
    const tail = correlationTail(df)
    for (let k = -300; k <= 300; k += 1) {
      const r = Math.tanh(k / 90 + k ** 3 / 1e6)
      const exact = Math.abs(r) === 1 ? -Infinity : logTTwoSided(tOfCorrelation(r, df), df)
      if (exact === -Infinity) expect(tail(r)).toBe(-Infinity)
      else expect(Math.abs(tail(r) - exact) / Math.max(1, Math.abs(exact)), `${r}`).toBeLessThan(1e-11)
    }
  })
})

describe('many correlations', () => {
  const n = 57
  const x = columns(13, n)
  const y = columns(7, n)
  const z = [columns(1, n)[0] ?? new Float64Array(n), Float64Array.from({ length: n }, (_, i) => i % 5)]

  it.each([
    ['spearman', 't', []],
    ['spearman', 'r', []],
    ['pearson', 't', []],
    ['spearman', 't', z],
    ['pearson', 't', z],
  ] as const)('are the single ones: %s, %s', (method, p, covariates) => {
    const many = correlateMany(x, y, { method, p, covariates })
    x.forEach((a, i) => {
      y.forEach((b, j) => {
        const at = i * y.length + j
        const rows = Array.from(a.keys()).filter((row) => !Number.isNaN((a[row] ?? NaN) + (b[row] ?? NaN)))
        const pick = (column: Float64Array) => rows.map((row) => column[row] ?? NaN)
        const one =
          covariates.length > 0
            ? partialCorrelation(pick(a), pick(b), covariates.map(pick), { method })
            : method === 'pearson'
              ? pearson(pick(a), pick(b))
              : spearman(pick(a), pick(b), { method: p })
        expect(many.n[at]).toBe(rows.length)
        if (isNotTestable(one)) {
          expect(pairStates[many.state[at] ?? 0]).toBe(one.reason)
          expect(many.r[at]).toBeNaN()
          expect(many.logP[at]).toBeNaN()
          return
        }
        expect(many.state[at]).toBe(0)
        const r = 'rho' in one ? one.rho : one.r
        expect(Math.abs((many.r[at] ?? NaN) - r)).toBeLessThan(1e-9)
        expect(Math.abs((many.logP[at] ?? NaN) - one.logP) / Math.max(1, -one.logP)).toBeLessThan(1e-8)
      })
    })
  })

  it('says what it cannot do', () => {
    const few = correlateMany([[1, 2]], [[2, 1]])
    expect(pairStates[few.state[0] ?? 0]).toBe('too few values')
    expect(correlateMany([], [[1, 2, 3]]).r.length).toBe(0)
    const own = correlateMany([[1, 2, 4, 9, 5]], [[5, 1, 4, 2, 3]], { covariates: [[1, 2, 4, 9, 5]] })
    expect(pairStates[own.state[0] ?? 0]).toBe('explained by the covariates')
    expect(() => correlateMany([[1, 2, 3]], [[1, 2]])).toThrow(InvalidInput)
    expect(() => correlateMany([[1, Infinity, 3]], [[1, 2, 3]])).toThrow(InvalidInput)
    expect(() => correlateMany([[1, 2, 3]], [[1, 2, 3]], { covariates: [[1, NaN, 3]] })).toThrow(InvalidInput)
  })

  it('patients in another order are the same answer', () => {
    const turned = (list: Float64Array[]) => list.map((column) => column.toReversed())
    const one = correlateMany(x, y)
    const two = correlateMany(turned(x), turned(y))
    expect(Array.from(two.r)).toEqual(Array.from(one.r))
    expect(Array.from(two.logP)).toEqual(Array.from(one.logP))
  })
})

describe('many rank-sum tests', () => {
  it.each([7, 30, 57, 260])('are the single ones, %i patients', (n) => {
    const list = columns(24, n)
    const isFirst = Int8Array.from({ length: n }, (_, i) => (i % 11 === 10 ? -1 : i % 3 === 0 ? 1 : 0))
    const many = rankSumMany(list, isFirst)
    list.forEach((column, c) => {
      const pick = (side: number) =>
        ascending(column.filter((v, i) => isFirst[i] === side && !Number.isNaN(v)))
      const a = pick(1)
      const b = pick(0)
      expect([many.sizes[0][c], many.sizes[1][c]]).toEqual([a.length, b.length])
      if (new Set([...a, ...b]).size < 2) {
        expect(many.notTested.get(c)).toBe('all values equal')
        expect(many.logP[c]).toBeNaN()
        return
      }
      const one = wilcoxonRankSum(a, b)
      expect(many.w[c]).toBe(one.w)
      expect(many.logP[c]).toBe(one.logP)
      expect(many.delta[c]).toBeCloseTo((2 * one.w) / (a.length * b.length) - 1, 13)
    })
    expect(Array.from(many.logQ)).toEqual(Array.from(benjaminiHochberg(many.logP).logQ))
    expect(many.tested).toBe(24 - many.notTested.size)
  })

  it('by hand: 1 2 3 against 4 5; a group that is empty; a wrong length', () => {
    const many = rankSumMany(
      [
        [1, 2, 3, 4, 5],
        [NaN, NaN, NaN, 4, 5],
      ],
      Int8Array.of(1, 1, 1, 0, 0),
    )
    expect(many.w[0]).toBe(0)
    expect(Math.exp(many.logP[0] ?? NaN)).toBeCloseTo(0.2, 14)
    expect(many.delta[0]).toBe(-1)
    expect(many.notTested.get(1)).toBe('a group is empty')
    expect(() => rankSumMany([[1]], Int8Array.of(1, 0))).toThrow(InvalidInput)
    expect(() => rankSumMany([[1, Infinity]], Int8Array.of(1, 0))).toThrow(InvalidInput)
  })
})
