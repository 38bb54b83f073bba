import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { blandAltman, intraclass } from '../../../science/stats/agreement.ts'
import { type Table } from '../../../science/stats/contingency.ts'
import { cohenKappa, fleissKappa } from '../../../science/stats/kappa.ts'
import { off, readCases, readOracle, readRows } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const kappas = readCases('kappa') as {
  cohen: {
    table: Table
    none: [number, number]
    quadratic: [number, number]
    linear: [number, number]
    psych: [number, number, number, number]
  }[]
  fleiss: { counts: Table; kappa: number; z: number; each: number[] }[]
}
const readers = readCases('agreement') as { readings: number[][]; icc: number[][]; bland: number[] }[]

const turned = (table: Table) => (table[0] ?? []).map((_, j) => table.map((row) => row[j] ?? 0))

describe('κ', () => {
  it('by hand: 20 5 | 10 15', () => {
    // observed .7, by chance .5·.6 + .5·.4 = .5: κ = .4
    const ours = tested(
      cohenKappa([
        [20, 5],
        [10, 15],
      ]),
    )
    expect(ours.kappa).toBeCloseTo(0.4, 13)
    expect(ours).toMatchObject({ observed: 0.7, byChance: 0.5 })
    // two cases, three readers: 3 0 and 1 2: agreeing pairs (6 + 2)/12, shares 2/3 1/3
    expect(
      tested(
        fleissKappa([
          [3, 0],
          [1, 2],
        ]),
      ).kappa,
    ).toBeCloseTo((8 / 12 - 5 / 9) / (4 / 9), 13)
  })

  it.each(kappas.cohen.map((entry, i) => [i, entry] as const))(
    'vcd::Kappa and psych, case %i',
    (_, entry) => {
      for (const [weights, [kappa, error]] of [
        ['none', entry.none],
        ['quadratic', entry.quadratic],
        ['linear', entry.linear],
      ] as const) {
        const ours = tested(cohenKappa(entry.table, { weights }))
        expect(Math.abs(ours.kappa - kappa)).toBeLessThan(1e-10)
        expect(Math.abs(ours.error - error)).toBeLessThan(1e-10)
      }
      const [kappa, weighted] = entry.psych
      expect(Math.abs(tested(cohenKappa(entry.table)).kappa - kappa)).toBeLessThan(1e-10)
      expect(
        Math.abs(tested(cohenKappa(entry.table, { weights: 'quadratic' })).kappa - weighted),
      ).toBeLessThan(1e-10)
    },
  )

  it('irr::kappam.fleiss’s formula', () => {
    for (const { counts, kappa, z, each } of kappas.fleiss) {
      const ours = tested(fleissKappa(counts))
      expect(Math.abs(ours.kappa - kappa)).toBeLessThan(1e-10)
      expect(Math.abs(ours.z - z)).toBeLessThan(1e-9 * Math.max(1, Math.abs(z)))
      each.forEach((value, j) => {
        expect(Math.abs((ours.categories[j] ?? NaN) - value)).toBeLessThan(1e-10)
      })
    }
  })

  it('interval of Fleiss’ κ: by hand, and by derivatives in R', () => {
    // 3 0, 1 2: shares ⅔ ⅓, by chance 5/9, κ = (⅔ − 5/9)/(4/9) = ¼. Case 1 agrees 1, expected ⅔: (1 − 5/9 − 2 · ¾ (⅔ − 5/9))/(4/9) = ⅝;
    // case 2 agrees ⅓, expected (⅔ + 2 · ⅓)/3 = 4/9: (⅓ − 5/9 + ⅙)/(4/9) = −⅛. Error √((⅜² + ⅜²)/2/1) = ⅜; t of 1 df 12.706
    const two = tested(
      fleissKappa([
        [3, 0],
        [1, 2],
      ]),
    )
    expect(two.error).toBeCloseTo(3 / 8, 14)
    expect([two.low, two.high]).toEqual([-1, 1])
    const half = tested(
      fleissKappa(
        [
          [3, 0],
          [1, 2],
        ],
        { level: 0.5 },
      ),
    )
    // the quartile of t with 1 df (Cauchy) is 1
    expect(half.low).toBeCloseTo(-1 / 8, 12)
    expect(half.high).toBeCloseTo(5 / 8, 12)
    const { error, t } = readOracle('kappa/fleissError.json') as { error: number[]; t: number[] }
    expect(error).toHaveLength(kappas.fleiss.length)
    kappas.fleiss.forEach(({ counts }, i) => {
      const ours = tested(fleissKappa(counts))
      expect(Math.abs(ours.error - (error[i] ?? NaN))).toBeLessThan(1e-9)
      expect(ours.low).toBeCloseTo(Math.max(-1, ours.kappa - (t[i] ?? NaN) * ours.error), 12)
    })
  })

  it('cases and categories in another order, cases twice: the same κ, its error by √2 smaller but for n − 1', () => {
    for (const { counts } of kappas.fleiss) {
      const one = tested(fleissKappa(counts))
      const other = tested(fleissKappa([...counts].reverse().map((row) => [...row].reverse())))
      expect(other.kappa).toBeCloseTo(one.kappa, 12)
      expect(other.error).toBeCloseTo(one.error, 12)
      const n = counts.length
      const twice = tested(fleissKappa([...counts, ...counts]))
      expect(twice.kappa).toBeCloseTo(one.kappa, 12)
      expect(twice.error).toBeCloseTo(one.error * Math.sqrt((n - 1) / (2 * n - 1)), 12)
    }
  })

  it('a category that nobody chose, or complete agreement, has no NaN', () => {
    // regression: κ of an empty category was 0/0
    const ours = tested(
      fleissKappa([
        [3, 0, 0],
        [1, 2, 0],
      ]),
    )
    expect(ours.categories[2]).toBeNull()
    expect(ours.kappa).toBeCloseTo(1 / 4, 14)
    const agreed = tested(
      fleissKappa([
        [3, 0],
        [0, 3],
        [3, 0],
      ]),
    )
    expect([agreed.kappa, agreed.low, agreed.high]).toEqual([1, 1, 1])
  })

  it('turned tables are the same; awkward input', () => {
    const table = [
      [9, 2, 0],
      [3, 8, 4],
      [1, 1, 7],
    ]
    const one = tested(cohenKappa(table, { weights: 'linear' }))
    expect(tested(cohenKappa(turned(table), { weights: 'linear' })).kappa).toBeCloseTo(one.kappa, 13)
    expect(
      tested(
        cohenKappa([
          [5, 0],
          [0, 5],
        ]),
      ).kappa,
    ).toBe(1)
    expect(
      cohenKappa([
        [5, 0],
        [0, 0],
      ]),
    ).toMatchObject({ kind: 'notTestable' })
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toMatchObject({ reason: 'too few values' })
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]),
    ).toMatchObject({ kind: 'notTestable' })
    expect(() =>
      cohenKappa([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toThrow(InvalidInput)
    expect(() =>
      fleissKappa([
        [3, 0],
        [2, 0],
      ]),
    ).toThrow(InvalidInput)
  })
})

describe('intraclass correlation', () => {
  it('Shrout & Fleiss 1979, table 2, printed: .17 .29 .71 .44 .62 .91', () => {
    const columns = [
      [9, 6, 8, 7, 10, 6],
      [2, 1, 4, 1, 5, 2],
      [5, 3, 6, 2, 6, 4],
      [8, 2, 8, 6, 9, 7],
    ]
    const ours = tested(intraclass(columns))
    expect(ours.map(({ value }) => Number(value.toFixed(2)))).toEqual([0.17, 0.29, 0.71, 0.44, 0.62, 0.91])
  })

  it('the figures of psych 2.2.9 on 6 × 4 and 30 × 3', () => {
    for (const [file, rows] of [
      ['icc', readRows('agreement/shroutFleiss.csv')],
      ['icc_30x3', readRows('agreement/thirty.csv')],
    ] as const) {
      const { psych } = (
        readOracle('agreement/pinned.json') as Record<
          string,
          { psych: Record<string, Record<string, number>> }
        >
      )[file] ?? { psych: {} }
      const columns = (rows[0] ?? []).map((_, j) => rows.map((row) => Number(row[j])))
      tested(intraclass(columns)).forEach((ours, i) => {
        const theirs = psych[['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'][i] ?? ''] ?? {}
        for (const [value, name] of [
          [ours.value, 'ICC'],
          [ours.f, 'F'],
          [ours.low, 'lower bound'],
          [ours.high, 'upper bound'],
        ] as const)
          expect(off(value, theirs[name] ?? NaN), `${file} ${i} ${name}`).toBeLessThan(1e-9)
      })
    }
  })

  it.each(readers.map((entry, i) => [i, entry] as const))(
    'psych::ICC, and Bland–Altman’s formula: case %i',
    (_, { readings, icc, bland }) => {
      tested(intraclass(readings)).forEach((ours, i) => {
        const [value = NaN, f = NaN, df1 = NaN, df2 = NaN, p = NaN, low = NaN, high = NaN] = icc[i] ?? []
        expect(Math.abs(ours.value - value)).toBeLessThan(1e-8)
        expect(off(ours.f, f)).toBeLessThan(1e-8)
        expect([ours.df1, ours.df2]).toEqual([df1, df2])
        if (p > 1e-14) expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-6)
        expect(Math.abs(ours.low - low)).toBeLessThan(1e-7 * (1 + Math.abs(low)))
        expect(Math.abs(ours.high - high)).toBeLessThan(1e-7 * (1 + Math.abs(high)))
      })
      const [first = [], second = []] = readings
      const b = blandAltman(first, second)
      const all = [
        b.bias,
        b.biasLow,
        b.biasHigh,
        b.sd,
        b.lower.value,
        b.lower.low,
        b.lower.high,
        b.upper.value,
        b.upper.low,
        b.upper.high,
      ]
      all.forEach((value, i) => {
        expect(Math.abs(value - (bland[i] ?? NaN)) / Math.max(b.sd, 1e-5)).toBeLessThan(1e-9)
      })
    },
  )

  it('a reader’s offset lowers agreement and not consistency; scale changes nothing', () => {
    const x = [1, 4, 2, 8, 5, 7]
    const y = [2, 5, 2, 9, 4, 8]
    const [, absolute, consistent] = tested(intraclass([x, y]))
    const [, moved, same] = tested(intraclass([x, y.map((v) => v + 5)]))
    expect(same?.value).toBeCloseTo(consistent?.value ?? NaN, 12)
    expect(moved?.value).toBeLessThan((absolute?.value ?? NaN) - 0.1)
    expect(tested(intraclass([x.map((v) => v * 1e100), y.map((v) => v * 1e100)]))[1]?.value).toBeCloseTo(
      absolute?.value ?? NaN,
      12,
    )
    expect(blandAltman(x, y).bias).toBeCloseTo(-blandAltman(y, x).bias, 13)
  })

  it('awkward input', () => {
    expect(
      intraclass([
        [1, 1, 1],
        [1, 1, 1],
      ]),
    ).toMatchObject({ kind: 'notTestable' })
    expect(
      intraclass([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toMatchObject({ kind: 'notTestable', reason: 'all differences equal' })
    expect(() => intraclass([[1, 2, 3]])).toThrow(InvalidInput)
    expect(() =>
      intraclass([
        [1, 2, NaN],
        [1, 2, 3],
      ]),
    ).toThrow(InvalidInput)
    expect(() => blandAltman([1], [1])).toThrow(InvalidInput)
    expect(() => blandAltman([1, Infinity], [1, 2])).toThrow(InvalidInput)
    expect(blandAltman([1, 2], [1, 2])).toMatchObject({ bias: 0, sd: 0 })
  })
})
