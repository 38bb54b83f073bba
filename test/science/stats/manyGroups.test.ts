import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  drawWithinGroups,
  type Draw,
  epsilonSquaredInterval,
  etaSquaredInterval,
} from '../../../science/stats/bootstrap.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { kruskalWallis, varianceShares, welchAnova } from '../../../science/stats/manyGroups.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { midRanks, orderOf } from '../../../science/stats/rank.ts'
import { welchT } from '../../../science/stats/welch.ts'
import { off, readOracle, readRows } from '../../oracles/read.ts'

interface RTest {
  statistic: number
  parameter: number | [number, number]
  p: number
}
interface Answer {
  n: number
  k: number
  kruskal: RTest
  epsilon2: number
  oneway_equal: RTest
  oneway_welch: RTest
}
const { cases } = readOracle('kruskal/answers.json') as { cases: Record<string, Answer> }

function groupsOf(name: string) {
  const rows = readRows(`kruskal/${name}.csv`)
  return [...new Set(rows.map((row) => row[1] ?? ''))]
    .sort()
    .map((group) => ascending(rows.filter((row) => row[1] === group).map((row) => Number(row[0]))))
}
const kruskal = (groups: number[][]) => kruskalWallis(orderOf(groups.map(ascending)))

describe('three and more groups', () => {
  it('Kruskal–Wallis by hand', () => {
    // ranks 1 2 | 3 4 | 5 6: sums 3 7 11, H = 12/(6·7) · (9 + 49 + 121)/2 − 21 = 4.571428…, epsilon² = H/5
    const result = kruskal([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    expect(result.h).toBeCloseTo(32 / 7, 13)
    expect(result.epsilonSquared).toBeCloseTo(32 / 35, 13)
    // 2 df: p = e^(−H/2)
    expect(result.logP).toBeCloseTo(-16 / 7, 13)
  })

  it('with ties by hand', () => {
    // 1 1 | 1 2 | 2 2: mid-ranks 2 2 | 2 5 | 5 5; off the mean 7: −3, 0, 3; 12/42 · 9 = 18/7; correction 1 − 48/210
    expect(
      kruskal([
        [1, 1],
        [1, 2],
        [2, 2],
      ]).h,
    ).toBeCloseTo(18 / 7 / (1 - 48 / 210), 13)
  })

  it.each(Object.keys(cases))('agree with R: %s', (name) => {
    const groups = groupsOf(name)
    const answer = cases[name]
    if (!answer) throw new Error(name)
    const ranks = kruskalWallis(orderOf(groups))
    expect([groups.flatMap((group) => [...group]).length, groups.length]).toEqual([answer.n, answer.k])
    expect(off(ranks.h, answer.kruskal.statistic)).toBeLessThan(1e-10)
    expect(ranks.df).toBe(answer.kruskal.parameter)
    expect(Math.abs(ranks.logP - Math.log(answer.kruskal.p))).toBeLessThan(1e-10)
    expect(off(ranks.epsilonSquared, answer.epsilon2)).toBeLessThan(1e-10)
    const welch = welchAnova(groups)
    expect(off(welch?.f ?? NaN, answer.oneway_welch.statistic)).toBeLessThan(1e-10)
    expect([welch?.df1]).toEqual([(answer.oneway_welch.parameter as number[])[0]])
    expect(off(welch?.df2 ?? NaN, (answer.oneway_welch.parameter as number[])[1] ?? NaN)).toBeLessThan(1e-10)
    expect(Math.abs((welch?.logP ?? NaN) - Math.log(answer.oneway_welch.p))).toBeLessThan(1e-10)
    expect(off(varianceShares(groups).f, answer.oneway_equal.statistic)).toBeLessThan(1e-10)
  })

  it('Welch’s F of two groups is Welch’s t squared, with its df', () => {
    const x = [1, 3, 4, 8]
    const y = [2, 9, 9, 14, 20]
    const t = welchT(x, y)
    const anova = welchAnova([x, y])
    expect(anova?.f).toBeCloseTo((t?.t ?? NaN) ** 2, 12)
    expect(anova?.df2).toBeCloseTo(t?.df ?? NaN, 12)
    expect(anova?.logP).toBeCloseTo(t?.logP ?? NaN, 12)
  })

  it('eta squared by hand: 0 2 | 4 6', () => {
    // between 4 · 2² = 16, within 1 + 1 + 1 + 1 = 4; F = 16 / (4 / 2)
    const { f, etaSquared } = varianceShares([
      [0, 2],
      [4, 6],
    ])
    expect(f).toBeCloseTo(8, 13)
    expect(etaSquared).toBeCloseTo(0.8, 14)
  })

  it('the order of groups and rows plays no part; a monotone change of the values changes no rank test', () => {
    const values = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        fc.pre(new Set([...a, ...b, ...c]).size > 1)
        const plain = kruskal([a, b, c])
        expect(kruskal([c, a, b]).h).toBeCloseTo(plain.h, 9)
        expect(kruskal([[...a].reverse(), b, c])).toEqual(plain)
        const cubes = [a, b, c].map((list) => list.map((v) => v ** 3 + v))
        expect(kruskal(cubes)).toEqual(plain)
        expect(plain.epsilonSquared).toBeLessThanOrEqual(1 + 1e-12)
        expect(plain.h).toBeGreaterThanOrEqual(-1e-12)
        // H is the variance of the mean ranks: the definition, without counts
        const ranks = midRanks([...a, ...b, ...c])
        const grand = (ranks.length + 1) / 2
        let at = 0
        let between = 0
        for (const { length } of [a, b, c]) {
          const own = ranks.slice(at, at + length)
          between += length * (own.reduce((s, r) => s + r, 0) / length - grand) ** 2
          at += length
        }
        const all = ranks.reduce((sum, rank) => sum + (rank - grand) ** 2, 0)
        expect(plain.h).toBeCloseTo(((ranks.length - 1) * between) / all, 8)
      }),
    )
  })

  it('awkward input', () => {
    expect(() => kruskal([[1], []])).toThrow(InvalidInput)
    expect(() => kruskal([[1, 1], [1]])).toThrow(InvalidInput)
    expect(() => welchAnova([[1], [1, 2]])).toThrow(InvalidInput)
    expect(
      welchAnova([
        [1, 1],
        [1, 2],
        [3, 4],
      ]),
    ).toBeNull()
    const plain = [
      [1, 2, 4],
      [2, 7, 9],
      [5, 5, 8],
    ]
    for (const scale of [1e300, 1e-300]) {
      const scaled = plain.map((group) => group.map((value) => value * scale))
      expect(welchAnova(scaled)?.f).toBeCloseTo(welchAnova(plain)?.f ?? NaN, 9)
      expect(varianceShares(scaled).etaSquared).toBeCloseTo(varianceShares(plain).etaSquared, 9)
      expect(kruskal(scaled)).toEqual(kruskal(plain))
    }
  })
})

describe('bootstrap within groups', () => {
  const groups = [
    [1, 2, 4, 7, 7, 9],
    [2, 7, 9, 9, 12],
    [5, 5, 8, 30],
  ].map(ascending)
  const sizes = groups.map((group) => group.length)
  const draws = drawWithinGroups(sizes, 400, createRandom(11))

  it('is what resampling by hand gives', () => {
    const resampled = (draw: Draw) => {
      let at = 0
      return groups.map((group) => {
        const own = Array.from(group, (_, i) => group[draw[at + i] ?? 0] ?? NaN)
        at += group.length
        return ascending(own)
      })
    }
    const interval = (values: number[]) => {
      const sorted = values.sort((a, b) => a - b)
      const at = (p: number) => {
        const h = (sorted.length - 1) * p
        const low = sorted[Math.floor(h)] ?? NaN
        return low + (h - Math.floor(h)) * ((sorted[Math.ceil(h)] ?? NaN) - low)
      }
      return [at(0.025), at(0.975)]
    }
    const [low, high] = interval(draws.map((draw) => kruskalWallis(orderOf(resampled(draw))).epsilonSquared))
    const ours = epsilonSquaredInterval(orderOf(groups), draws)
    expect(ours.low).toBeCloseTo(low ?? NaN, 12)
    expect(ours.high).toBeCloseTo(high ?? NaN, 12)
    const [etaLow, etaHigh] = interval(draws.map((draw) => varianceShares(resampled(draw)).etaSquared))
    const eta = etaSquaredInterval(groups, draws)
    expect(eta.low).toBeCloseTo(etaLow ?? NaN, 12)
    expect(eta.high).toBeCloseTo(etaHigh ?? NaN, 12)
  })

  it('leaves out replicates in which all values are equal', () => {
    const sparse = [
      [0, 0, 1],
      [0, 0],
      [0, 0],
    ].map(ascending)
    const few = drawWithinGroups([3, 2, 2], 200, createRandom(1))
    const interval = epsilonSquaredInterval(orderOf(sparse), few)
    expect(interval.low).toBeGreaterThan(0)
    expect(interval.high).toBeLessThanOrEqual(1)
    expect(Number.isFinite(etaSquaredInterval(sparse, few).low)).toBe(true)
  })
})
