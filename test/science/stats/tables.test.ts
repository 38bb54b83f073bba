import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { chiSquaredTest, cramerV, type Table } from '../../../science/stats/contingency.ts'
import { fisherTwoByTwo } from '../../../science/stats/fisher.ts'
import { fisherTable } from '../../../science/stats/fisherTable.ts'
import { noncentralChiSquaredUpper } from '../../../science/stats/noncentralChiSquared.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { off, readCases } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const { tables, tails } = readCases('contingency') as {
  tables: {
    table: Table
    chi2: number
    logP: number
    plain: number
    logPlain: number
    v: number
    bounds?: [number, number]
  }[]
  tails: number[][]
}
const { square, wide } = readCases('fisher') as {
  square: {
    table: Table
    p: number
    less: number
    greater: number
    odds: (number | null)[]
    R: number | null
  }[]
  wide: { table: Table; p: number }[]
}
const cells = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 })
const turned = (table: Table) => (table[0] ?? []).map((_, j) => table.map((row) => row[j] ?? 0))
const random = () => createRandom(1)

describe('χ² and Cramér’s V', () => {
  it('by hand: 10 20 | 30 40', () => {
    // expected 12 18 | 28 42: (4)(1/12 + 1/18 + 1/28 + 1/42) = .79365; V = √(.0079365); Yates 2.25/4 of it
    const ours = tested(
      chiSquaredTest(
        [
          [10, 20],
          [30, 40],
        ],
        { yates: false },
      ),
    )
    expect(ours.chiSquared).toBeCloseTo(4 * (1 / 12 + 1 / 18 + 1 / 28 + 1 / 42), 12)
    expect(ours).toMatchObject({ df: 1, correction: 'none', smallestExpected: 12 })
    expect(
      tested(
        chiSquaredTest([
          [10, 20],
          [30, 40],
        ]),
      ).chiSquared,
    ).toBeCloseTo((ours.chiSquared * 2.25) / 4, 12)
    expect(
      tested(
        cramerV([
          [10, 20],
          [30, 40],
        ]),
      ).value,
    ).toBeCloseTo(Math.sqrt(ours.chiSquared / 100), 13)
  })

  it.each(tables.map((entry, i) => [i, entry] as const))('R chisq.test, case %i', (_, entry) => {
    const ours = tested(chiSquaredTest(entry.table))
    // Yates can leave nothing but rounding
    expect(Math.min(off(ours.chiSquared, entry.chi2), ours.chiSquared + entry.chi2)).toBeLessThan(1e-10)
    expect(Math.abs(ours.logP - entry.logP) / Math.max(1, -entry.logP)).toBeLessThan(1e-10)
    const plain = tested(chiSquaredTest(entry.table, { yates: false }))
    expect(off(plain.chiSquared, entry.plain)).toBeLessThan(1e-10)
    expect(Math.abs(plain.logP - entry.logPlain) / Math.max(1, -entry.logPlain)).toBeLessThan(1e-10)
    const v = tested(cramerV(entry.table))
    expect(off(v.value, entry.v)).toBeLessThan(1e-10)
    // R's pchisq(ncp = ) is good to 1e-12 of one, so small noncentralities are solved to 1e-5
    if (entry.bounds)
      expect([v.low - entry.bounds[0], v.high - entry.bounds[1]].every((d) => Math.abs(d) < 2e-6)).toBe(true)
  })

  it('noncentral χ² tails are R’s', () => {
    for (const [x = 0, df = 0, ncp = 0, p = 0] of tails)
      expect(Math.abs(noncentralChiSquaredUpper(x, df, ncp) - p)).toBeLessThan(1e-11)
  })

  it('turned and reordered tables are the same; empty margins and wrong counts', () => {
    const table = [
      [3, 9, 4],
      [8, 2, 7],
    ]
    expect(tested(chiSquaredTest(turned(table))).chiSquared).toBeCloseTo(
      tested(chiSquaredTest(table)).chiSquared,
      12,
    )
    expect(
      chiSquaredTest([
        [0, 0],
        [3, 4],
      ]),
    ).toEqual({ kind: 'notTestable', reason: 'a table margin is zero', n: 7 })
    expect(
      cramerV([
        [0, 1],
        [0, 4],
      ]),
    ).toMatchObject({ kind: 'notTestable' })
    expect(
      tested(
        cramerV([
          [5, 0],
          [0, 5],
        ]),
      ).value,
    ).toBe(1)
    expect(() => chiSquaredTest([[1, 2]])).toThrow(InvalidInput)
    expect(() => chiSquaredTest([[1, 2], [1]])).toThrow(InvalidInput)
    expect(() =>
      chiSquaredTest([
        [1, 2.5],
        [1, 2],
      ]),
    ).toThrow(InvalidInput)
    expect(() =>
      chiSquaredTest([
        [1, -2],
        [1, 2],
      ]),
    ).toThrow(InvalidInput)
  })
})

describe('Fisher’s exact test', () => {
  it('by hand: the lady tasting tea, 3 1 | 1 3', () => {
    // tables 1 16 36 16 1 of 70: p = (1 + 16 + 16 + 1)/70
    const ours = tested(
      fisherTwoByTwo([
        [3, 1],
        [1, 3],
      ]),
    )
    expect(Math.exp(ours.logP)).toBeCloseTo(34 / 70, 13)
    expect(Math.exp(ours.logPGreater)).toBeCloseTo(17 / 70, 13)
    // R prints 6.408309, and its bounds are solved by the same equations
    expect(ours.oddsRatio).toBeCloseTo(6.408309, 4)
    expect(ours.low).toBeCloseTo(0.21173, 4)
  })

  it.each(square.map((entry, i) => [i, entry] as const))('R fisher.test, 2 × 2, case %i', (_, entry) => {
    const ours = tested(fisherTwoByTwo(entry.table))
    expect(Math.abs(ours.logP - Math.log(entry.p))).toBeLessThan(1e-9)
    expect(Math.abs(ours.logPLess - Math.log(entry.less))).toBeLessThan(1e-9)
    expect(Math.abs(ours.logPGreater - Math.log(entry.greater))).toBeLessThan(1e-9)
    const [odds = null, low = null, high = null] = entry.odds
    for (const [value, answer] of [
      [ours.oddsRatio, odds],
      [ours.low, low],
      [ours.high, high],
    ] as const) {
      if (answer === null) expect(value).toBeNull()
      else expect(off(value ?? NaN, answer)).toBeLessThan(1e-7)
    }
    if (entry.R !== null && odds !== null && odds > 0) expect(off(entry.R, odds)).toBeLessThan(1e-2)
  })

  it('R: the bounds of tables whose rows hardly share a column', () => {
    // odds ratio, low and high by the equations of test/oracles/fisher/make.R; their mirror images are the reciprocals
    for (const [a, b, c, d, ...odds] of [
      [3, 30, 132, 2, 0.00183226729555642, 0.000147722503964411, 0.0112381027522142],
      [1, 91, 174, 1, 0.000105008816676754, 0.00000158266770113517, 0.00120910818191451],
      [3, 65, 105, 1, 0.00055668436161135, 0.0000108935630896393, 0.0047498622657598],
    ] as const) {
      const ours = tested(
        fisherTwoByTwo([
          [a, b],
          [c, d],
        ]),
      )
      const turned = tested(
        fisherTwoByTwo([
          [b, a],
          [d, c],
        ]),
      )
      const found = [ours.oddsRatio, ours.low, ours.high]
      found.forEach((value, i) => {
        expect(off(value ?? NaN, odds[i] ?? NaN)).toBeLessThan(1e-10)
      })
      const mirrored = [turned.oddsRatio, turned.high, turned.low].map((value) => 1 / (value ?? NaN))
      mirrored.forEach((value, i) => {
        expect(off(value, odds[i] ?? NaN)).toBeLessThan(1e-10)
      })
    }
  })

  it.each(wide.map((entry, i) => [i, entry] as const))('R fisher.test, r × c, case %i', (_, { table, p }) => {
    const ours = tested(fisherTable(table, { random: random() }))
    expect(ours.variant.kind).toBe('exact')
    expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-8)
  })

  it('2 × 2 both ways; turned tables; random tables come close and say so', () => {
    fc.assert(
      fc.property(cells, ([a = 0, b = 0, c = 0, d = 0]) => {
        const table = [
          [a, b],
          [c, d],
        ]
        const one = fisherTwoByTwo(table)
        const other = fisherTable(table, { random: random() })
        if ('kind' in one) expect(other).toMatchObject({ kind: 'notTestable' })
        else {
          expect(tested(other).logP).toBeCloseTo(one.logP, 9)
          const swapped = tested(
            fisherTwoByTwo([
              [b, a],
              [d, c],
            ]),
          )
          expect(swapped.logP).toBeCloseTo(one.logP, 9)
          if (one.oddsRatio !== null && one.oddsRatio > 0)
            expect(swapped.oddsRatio).toBeCloseTo(1 / one.oddsRatio, 6)
        }
      }),
    )
    const table = [
      [3, 9, 4, 1],
      [8, 2, 7, 3],
      [1, 5, 2, 6],
    ]
    const exact = tested(fisherTable(table, { random: random() }))
    expect(tested(fisherTable(turned(table), { random: random() })).logP).toBeCloseTo(exact.logP, 9)
    const drawn = tested(fisherTable(table, { random: random(), work: 10, permutations: 20_000 }))
    expect(drawn.variant).toEqual({ kind: 'permutation', permutations: 20_000 })
    const p = Math.exp(exact.logP)
    expect(Math.abs(Math.exp(drawn.logP) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 20_000))
  })

  it('awkward input', () => {
    expect(
      fisherTable(
        [
          [0, 0],
          [3, 4],
        ],
        { random: random() },
      ),
    ).toMatchObject({ reason: 'a table margin is zero' })
    expect(() =>
      fisherTwoByTwo([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toThrow(InvalidInput)
    expect(() =>
      fisherTable(
        [
          [1, 2],
          [3, 4],
        ],
        { random: random(), permutations: 0 },
      ),
    ).toThrow(InvalidInput)
    const far = tested(
      fisherTwoByTwo([
        [900, 0],
        [0, 900],
      ]),
    )
    expect(far.logP).toBeLessThan(-1200)
    expect(far).toMatchObject({ oddsRatio: null, high: null })
  })
})
