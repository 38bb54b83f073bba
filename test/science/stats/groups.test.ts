import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { oneWayAnova } from '../../../science/stats/anova.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { dunnTest } from '../../../science/stats/dunn.ts'
import { kolmogorovSmirnov, logKolmogorovUpper } from '../../../science/stats/kolmogorovSmirnov.ts'
import { kruskalWallis } from '../../../science/stats/manyGroups.ts'
import { adjusted } from '../../../science/stats/multiplicity.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { studentT } from '../../../science/stats/studentT.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { off, readCases, readOracle } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const anovas = readCases('anova') as {
  groups: number[][]
  f: number
  p: number
  eta2: number
  omega2: number
  h: number
  kruskal: number
  dunn: { z: number[]; p: number[]; holm: number[]; BH: number[] }
}[]
const smirnov = readCases('kolmogorovSmirnov') as {
  x: number | number[]
  y: number[]
  d: number
  p: number
  asymptotic: number
}[]
const rankSums = readCases('rankSum') as { x: number | number[]; y: number[]; w: number; p: number }[]
const adjustments = readCases('adjust') as Record<
  'p' | 'holm' | 'bonferroni' | 'BH' | 'BY',
  number[] | number
>[]
const order = (...groups: number[][]) => orderOf(groups.map(ascending))

describe('one-way analysis of variance', () => {
  it('by hand: 1 3 | 5 7 | 9', () => {
    // means 2 6 9, grand 5: between 2·9 + 2·1 + 16 = 36 (2 df), within 2 + 2 = 4 (2 df): F = 18/2 = 9; P(F > 9) = 1/(1 + 9)
    const result = tested(oneWayAnova([[1, 3], [5, 7], [9]]))
    expect(result).toMatchObject({ df1: 2, df2: 2 })
    expect(result.f).toBeCloseTo(9, 12)
    expect(Math.exp(result.logP)).toBeCloseTo(0.1, 13)
    expect(result.etaSquared).toBeCloseTo(0.9, 13)
    // (36 − 2 · 2)/(40 + 2)
    expect(result.omegaSquared).toBeCloseTo(32 / 42, 13)
  })

  it.each(anovas.map((entry, i) => [i, entry] as const))(
    'R oneway.test, kruskal.test, Dunn’s formula: case %i',
    (_, entry) => {
      const ours = tested(oneWayAnova(entry.groups))
      // values about a million with a spread of 1: R's own sums of squares are good to 1e-7
      const tolerance =
        entry.groups[0]?.[0] !== undefined && entry.groups[0][0] > 9e5 && entry.groups[0][0] < 1.1e6
          ? 1e-5
          : 1e-9
      expect(off(ours.f, entry.f)).toBeLessThan(tolerance)
      expect(Math.abs(ours.logP - Math.log(entry.p))).toBeLessThan(tolerance * Math.max(1, ours.df2))
      expect(off(ours.etaSquared, entry.eta2)).toBeLessThan(tolerance)
      expect(Math.abs(ours.omegaSquared - entry.omega2)).toBeLessThan(tolerance)
      const ranked = order(...entry.groups)
      const kruskal = kruskalWallis(ranked)
      expect(off(kruskal.h, entry.h)).toBeLessThan(1e-10)
      expect(Math.abs(kruskal.logP - Math.log(entry.kruskal))).toBeLessThan(1e-10)
      const dunn = dunnTest(ranked)
      const bh = dunnTest(ranked, 'benjamini-hochberg')
      expect(dunn.length).toBe(entry.dunn.z.length)
      dunn.forEach(({ z, logP, logQ }, i) => {
        expect(Math.abs(z - (entry.dunn.z[i] ?? NaN))).toBeLessThan(1e-10)
        expect(Math.abs(logP - Math.log(entry.dunn.p[i] ?? NaN))).toBeLessThan(1e-9)
        expect(Math.abs(logQ - Math.log(entry.dunn.holm[i] ?? NaN))).toBeLessThan(1e-9)
        expect(Math.abs((bh[i]?.logQ ?? NaN) - Math.log(entry.dunn.BH[i] ?? NaN))).toBeLessThan(1e-9)
      })
    },
  )

  it('of two groups it is Student’s t squared; shift and scale change nothing', () => {
    const values = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(values, values, (x, y) => {
        fc.pre(new Set(x).size > 1)
        const ours = tested(oneWayAnova([x, y]))
        expect(ours.f).toBeCloseTo(tested(studentT(x, y)).t ** 2, 9)
        const moved = tested(oneWayAnova([x.map((v) => 4 * v + 3), y.map((v) => 4 * v + 3)]))
        expect(moved.f).toBeCloseTo(ours.f, 9)
      }),
    )
  })

  it('awkward input', () => {
    expect(
      oneWayAnova([
        [1, 1],
        [2, 2],
      ]),
    ).toMatchObject({ kind: 'notTestable', reason: 'a group is constant' })
    expect(() => oneWayAnova([[1, 2]])).toThrow(InvalidInput)
    expect(() => oneWayAnova([[1], [2]])).toThrow(InvalidInput)
    expect(() => oneWayAnova([[1, 2], []])).toThrow(InvalidInput)
    expect(() => dunnTest(order([1, 1], [1]))).toThrow(InvalidInput)
    expect(() => dunnTest(order([1, 2], []))).toThrow(InvalidInput)
  })

  it('Dunn by hand: 1 2 | 3 4, with its sign and swapped', () => {
    // mean ranks 1.5 and 3.5; spread 4·5/12 = 5/3; z = −2/√(5/3)
    const [pair] = dunnTest(order([1, 2], [3, 4]))
    expect(pair?.z).toBeCloseTo(-2 / Math.sqrt(5 / 3), 14)
    expect(dunnTest(order([3, 4], [1, 2]))[0]?.z).toBeCloseTo(2 / Math.sqrt(5 / 3), 14)
  })
})

describe('Kolmogorov–Smirnov', () => {
  it('by hand: 1 2 against 3 4', () => {
    // D = 1; of 6 orders 2 separate completely
    const ours = kolmogorovSmirnov(order([1, 2], [3, 4]))
    expect(ours).toMatchObject({ d: 1, variant: 'exact' })
    expect(Math.exp(ours.logP)).toBeCloseTo(1 / 3, 14)
    // ties: 1 1 2 | 1 2 2: D = 1/3; every dealing of 111 222 into 3 and 3 has D ≥ 1/3
    expect(Math.exp(kolmogorovSmirnov(order([1, 1, 2], [1, 2, 2])).logP)).toBeCloseTo(1, 14)
  })

  it.each(smirnov.map((entry, i) => [i, entry] as const))(
    'R ks.test, case %i',
    (_, { x: first, y, d, p, asymptotic }) => {
      const x = [first].flat()
      const ours = kolmogorovSmirnov(order(x, y))
      expect(off(ours.d, d)).toBeLessThan(1e-12)
      expect(ours.variant).toBe(x.length * y.length < 10_000 ? 'exact' : 'asymptotic')
      // R takes 1 − P(D < d), so its digits end at 1e-13; and it stops its limiting series at terms of 1e-6
      expect(Math.abs(Math.exp(ours.logP) - p)).toBeLessThan(ours.variant === 'exact' ? 1e-12 : 2e-5)
      const limit = logKolmogorovUpper(d * Math.sqrt((x.length * y.length) / (x.length + y.length)))
      if (asymptotic > 1e-9) expect(Math.abs(Math.exp(limit) - asymptotic)).toBeLessThan(2e-5)
    },
  )

  it('is the share of all dealings that are as far apart, ties included', () => {
    const values = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(values, values, (x, y) => {
        const all = [...x, ...y]
        const observed = distance(x, y)
        let asFar = 0
        let ways = 0
        for (let mask = 0; mask < 2 ** all.length; mask += 1) {
          const first = all.filter((_, i) => (mask >> i) & 1)
          if (first.length !== x.length) continue
          ways += 1
          if (
            distance(
              first,
              all.filter((_, i) => !((mask >> i) & 1)),
            ) >=
            observed - 1e-12
          )
            asFar += 1
        }
        expect(Math.exp(kolmogorovSmirnov(order(x, y)).logP)).toBeCloseTo(asFar / ways, 11)
      }),
      { numRuns: 120 },
    )
  })

  it('swapped groups are the same; both series of the limit agree; far tails keep their digits', () => {
    expect(kolmogorovSmirnov(order([1, 4, 6], [2, 3])).logP).toBeCloseTo(
      kolmogorovSmirnov(order([2, 3], [1, 4, 6])).logP,
      14,
    )
    expect(logKolmogorovUpper(1 - 1e-12)).toBeCloseTo(logKolmogorovUpper(1), 10)
    expect(logKolmogorovUpper(40)).toBeCloseTo(Math.LN2 - 3200, 9)
    expect(logKolmogorovUpper(0)).toBe(0)
    expect(logKolmogorovUpper(0.05)).toBeCloseTo(0, 14)
    const low = Array.from({ length: 90 }, (_, i) => i)
    // complete separation: 2 of choose(180, 90)
    const far = kolmogorovSmirnov(
      order(
        low,
        low.map((v) => v + 500),
      ),
    ).logP
    expect(far).toBeLessThan(-119)
    expect(() => kolmogorovSmirnov(order([1], []))).toThrow(InvalidInput)
  })
})

function distance(x: number[], y: number[]): number {
  const at = (list: number[], v: number) => list.filter((value) => value <= v).length / list.length
  return Math.max(...[...x, ...y].map((v) => Math.abs(at(x, v) - at(y, v))))
}

describe('Wilcoxon rank-sum test, many more shapes', () => {
  it.each(rankSums.map((entry, i) => [i, entry] as const))(
    'R wilcox.test, coin: case %i',
    (_, { x, y, w, p }) => {
      const ours = wilcoxonRankSum(ascending([x].flat()), ascending(y))
      expect(ours.w).toBe(w)
      if (p > 1e-300) expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-9)
    },
  )
})

describe('adjusted p', () => {
  it('by hand: .01 .04 .03', () => {
    const logs = [0.01, 0.04, 0.03].map(Math.log)
    const p = (name: 'holm' | 'bonferroni' | 'benjamini-yekutieli' | 'none') =>
      Array.from(adjusted(logs, name).logQ, Math.exp)
    // .01·3, .03·2, then .04·1 raised to .06
    ;[0.03, 0.06, 0.06].forEach((value, i) => {
      expect(p('holm')[i]).toBeCloseTo(value, 14)
    })
    ;[0.03, 0.12, 0.09].forEach((value, i) => {
      expect(p('bonferroni')[i]).toBeCloseTo(value, 14)
    })
    // BH .03 .04 .04 times 1 + 1/2 + 1/3
    ;[0.03, 0.04, 0.04].forEach((value, i) => {
      expect(p('benjamini-yekutieli')[i]).toBeCloseTo((value * 11) / 6, 14)
    })
    expect(p('none')[1]).toBeCloseTo(0.04, 14)
  })

  it('R p.adjust, four ways', () => {
    const stored = readOracle('padj/answers.json') as Record<
      'p' | 'BH' | 'BY' | 'bonferroni' | 'holm',
      (number | string)[]
    >
    const all = [...adjustments, stored] as Record<string, (number | string)[] | number>[]
    for (const entry of all) {
      const list = (name: string) =>
        [entry[name]].flat().map((value) => (typeof value === 'number' ? value : NaN))
      const logs = list('p').map(Math.log)
      for (const [name, column] of [
        ['holm', 'holm'],
        ['bonferroni', 'bonferroni'],
        ['benjamini-hochberg', 'BH'],
        ['benjamini-yekutieli', 'BY'],
      ] as const) {
        if (!(column in entry)) continue
        const { logQ } = adjusted(logs, name)
        list(column).forEach((value, i) => {
          if (Number.isNaN(value)) expect(logQ[i]).toBeNaN()
          else if (value > 0)
            expect(Math.abs((logQ[i] ?? NaN) - Math.log(value)), `${name} ${i}`).toBeLessThan(1e-10)
        })
      }
    }
  })

  it('Bonferroni ≥ Holm ≥ p, BY ≥ BH, and NaN is no member', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -40, max: 0, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (logs) => {
          const of = (name: Parameters<typeof adjusted>[1]) => adjusted([...logs, NaN], name)
          expect(of('holm').tested).toBe(logs.length)
          logs.forEach((value, i) => {
            expect(of('holm').logQ[i]).toBeGreaterThanOrEqual(value)
            expect(of('bonferroni').logQ[i]).toBeGreaterThanOrEqual((of('holm').logQ[i] ?? NaN) - 1e-12)
            expect(of('benjamini-yekutieli').logQ[i]).toBeGreaterThanOrEqual(
              (of('benjamini-hochberg').logQ[i] ?? NaN) - 1e-12,
            )
          })
          expect(of('holm').logQ[logs.length]).toBeNaN()
        },
      ),
    )
  })
})
