import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { medianAbsoluteDeviation, shapeOf } from '../../../science/stats/shape.ts'
import { wilcoxonSignedRank, type SignedRankTest } from '../../../science/stats/signedRank.ts'
import { cohenD, pairedT, studentT, type StudentTest } from '../../../science/stats/studentT.ts'
import { kthWalshAverage, pseudomedian } from '../../../science/stats/walsh.ts'
import { hedgesG, welchT } from '../../../science/stats/welch.ts'
import { off, readCases } from '../../oracles/read.ts'
import { tested } from './tested.ts'

type Parts = [number | null, number, number, number, number, number]
const tCases = readCases('tTests') as {
  x: number[]
  y: number[]
  student: Parts
  welch: Parts
  paired?: Parts
}[]
const shapes = readCases('shape') as { x: number[]; mad: number; skew: number; kurtosis: number }[]
const signed = readCases('signedRank') as {
  d: number[]
  v: number
  p: number
  plain: boolean
  shift?: [number, number, number]
  pratt?: number
}[]

function sameTest(ours: StudentTest | null, [t, df, p, value, low, high]: Parts, scale: number) {
  if (!ours) throw new Error('not tested')
  expect(off(ours.t, t ?? NaN)).toBeLessThan(1e-9)
  expect(off(ours.df, df)).toBeLessThan(1e-10)
  expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-9)
  expect(Math.abs(ours.difference.value - value) / scale).toBeLessThan(1e-9)
  expect(Math.abs(ours.difference.low - low) / scale).toBeLessThan(1e-9)
  expect(Math.abs(ours.difference.high - high) / scale).toBeLessThan(1e-9)
}

describe('Student and paired t', () => {
  it('by hand', () => {
    // means 2 and 6, pooled variance (2 + 8)/2 = 5, error √(5 · 2/2) = √5
    expect(tested(studentT([1, 3], [4, 8])).t).toBeCloseTo(-4 / Math.sqrt(5), 14)
    // differences −1 −3 −2: mean −2, sd 1, t = −2√3, 2 df: p = 1 − t/√(t² + 2)
    const paired = tested(pairedT([1, 2, 3], [2, 5, 5]))
    expect(paired.t).toBeCloseTo(-2 * Math.sqrt(3), 14)
    expect(Math.exp(paired.logP)).toBeCloseTo(1 - Math.sqrt(12 / 14), 14)
    expect(tested(cohenD([1, 3], [4, 8])).value).toBeCloseTo(-4 / Math.sqrt(5), 14)
  })

  it.each(tCases.map((entry, i) => [i, entry] as const))(
    'R t.test, case %i',
    (_, { x, y, student, welch, paired }) => {
      const scale = Math.abs(student[5] - student[4])
      sameTest(tested(studentT(x, y)), student, scale)
      sameTest(welchT(x, y), welch, scale)
      // R divides 0 by 0 where all differences are 0
      if (paired?.[0] === null) expect(pairedT(x, y)).toMatchObject({ reason: 'all differences equal' })
      else if (paired) sameTest(tested(pairedT(x, y)), paired, Math.abs(paired[5] - paired[4]))
    },
  )

  it('Cohen d is Hedges g before its factor; swapped groups turn the sign; one value against many has a Student t', () => {
    const x = [1, 5, 2, 8, 4]
    const y = [3, 9, 7]
    const d = tested(cohenD(x, y))
    const g = hedgesG(x, y)
    const factor = 1 - 3 / (4 * 8 - 9)
    expect(d.value * factor).toBeCloseTo(g?.value ?? NaN, 13)
    expect(d.low * factor).toBeCloseTo(g?.low ?? NaN, 13)
    expect(tested(studentT(y, x)).t).toBeCloseTo(-tested(studentT(x, y)).t, 13)
    expect(tested(studentT([4], [1, 2, 3])).df).toBe(2)
  })

  it('awkward input', () => {
    expect(studentT([1, 1], [1, 1, 1])).toMatchObject({
      kind: 'notTestable',
      reason: 'a group is constant',
      n: 5,
    })
    expect(pairedT([1, 2, 3], [2, 3, 4])).toMatchObject({
      kind: 'notTestable',
      reason: 'all differences equal',
    })
    expect(cohenD([1, 1], [2, 2])).toMatchObject({ kind: 'notTestable' })
    expect(() => studentT([], [1, 2, 3])).toThrow(InvalidInput)
    expect(() => studentT([1], [2])).toThrow(InvalidInput)
    expect(() => pairedT([1, 2], [1])).toThrow(InvalidInput)
    expect(() => pairedT([1], [2])).toThrow(InvalidInput)
    for (const scale of [1e300, 1e-300]) {
      const result = tested(
        studentT(
          [1, 3].map((v) => v * scale),
          [4, 8].map((v) => v * scale),
        ),
      )
      expect(result.t).toBeCloseTo(-4 / Math.sqrt(5), 12)
    }
  })
})

describe('MAD, skewness, kurtosis', () => {
  it('by hand: 1 1 1 5', () => {
    // median 1, deviations 0 0 0 4: MAD 0. Mean 2, sd 2: z −½ −½ −½ 1.5, Σz³ = 3, Σz⁴ = 5.25
    const shape = shapeOf(ascending([1, 1, 1, 5]))
    expect(shape.mad).toBe(0)
    expect(shape.skewness).toBeCloseTo((4 / 6) * 3, 14)
    expect(shape.kurtosis).toBeCloseTo((20 / 6) * 5.25 - 27 / 2, 12)
    // 1 2 4 9: median 3, deviations 1 1 2 6
    expect(medianAbsoluteDeviation(ascending([1, 2, 4, 9]), 1)).toBe(1.5)
  })

  it('R mad, psych skew and kurtosi of type 2', () => {
    for (const { x, mad, skew, kurtosis } of shapes) {
      const shape = shapeOf(ascending(x))
      expect(off(shape.mad, mad)).toBeLessThan(1e-10)
      expect(off(shape.skewness ?? NaN, skew)).toBeLessThan(1e-9)
      expect(Math.abs((shape.kurtosis ?? NaN) - kurtosis)).toBeLessThan(1e-8)
    }
  })

  it('few or equal values have none', () => {
    expect(shapeOf(ascending([3, 3, 3, 3, 3]))).toEqual({ mad: 0, skewness: null, kurtosis: null })
    expect(shapeOf(ascending([1, 2]))).toMatchObject({ skewness: null, kurtosis: null })
    expect(shapeOf(ascending([1, 2, 4])).kurtosis).toBeNull()
    expect(shapeOf(ascending([1e-300, 2e-300, 9e-300])).skewness).toBeGreaterThan(0)
  })
})

const test = (d: number[], zeros: 'dropped' | 'pratt' = 'dropped'): SignedRankTest =>
  tested(
    wilcoxonSignedRank(
      d,
      d.map(() => 0),
      { zeros },
    ),
  )

describe('Wilcoxon signed-rank test', () => {
  it('by hand: differences 1 2 3', () => {
    // V = 6; of 8 signs 2 are as extreme; Walsh averages 1 1.5 2 2 2.5 3
    const result = test([1, 2, 3])
    expect(result).toMatchObject({ v: 6, variant: 'exact', ties: false, rankBiserial: 1 })
    expect(Math.exp(result.logP)).toBeCloseTo(0.25, 14)
    expect(result.shift).toEqual({ value: 2, low: null, high: null, how: 'order-statistics' })
    // Pratt: −1 0 2: ranks 2 1 3, V = 3 of sums 0 2 3 5: 4 of 4 within … P(|T − 2.5| ≥ .5) = 1
    expect(Math.exp(test([-1, 0, 2], 'pratt').logP)).toBeCloseTo(1, 14)
    expect(test([-1, 0, 2], 'pratt').v).toBe(3)
    expect(test([-1, 0, 2]).v).toBe(2)
  })

  it.each(signed.map((entry, i) => [i, entry] as const))('R, exactRankTests, coin: case %i', (_, entry) => {
    const ours = test(entry.d)
    expect(ours.v).toBe(entry.v)
    expect(Math.abs(ours.logP - Math.log(entry.p))).toBeLessThan(1e-9)
    const exact = entry.d.length < 50
    expect(ours.variant).toBe(exact ? (entry.plain ? 'exact' : 'conditional-exact') : 'asymptotic')
    if (entry.pratt !== undefined)
      expect(Math.abs(test(entry.d, 'pratt').logP - Math.log(entry.pratt))).toBeLessThan(1e-9)
    if (!entry.shift) return
    const size = Math.max(...entry.d.map(Math.abs))
    // above 49 R's root finder stops at 1e-4
    const tolerance = exact ? 1e-12 : 3e-4
    expect(Math.abs(ours.shift.value - entry.shift[0]) / size).toBeLessThan(tolerance)
    expect(Math.abs((ours.shift.low ?? NaN) - entry.shift[1]) / size).toBeLessThan(tolerance)
    expect(Math.abs((ours.shift.high ?? NaN) - entry.shift[2]) / size).toBeLessThan(tolerance)
  })

  it('p is the share of all 2ⁿ signs, ties and zeros included', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(values, fc.constantFrom('dropped' as const, 'pratt' as const), (d, zeros) => {
        fc.pre(d.some((value) => value !== 0))
        expect(Math.exp(test(d, zeros).logP)).toBeCloseTo(enumeratedP(d, zeros), 12)
      }),
      { numRuns: 200 },
    )
  })

  it('every Walsh average is found at its place', () => {
    const values = fc.array(fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: -1e150, max: 1e150 })), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (d, share) => {
        const all = Float64Array.from(d.flatMap((a, i) => d.slice(i).map((b) => (a + b) / 2 + 0))).sort()
        const k = 1 + Math.floor(share * (all.length - 1))
        expect(kthWalshAverage(ascending(d), k)).toBe(all[k - 1])
        const middle = all.length % 2 ? all[(all.length - 1) / 2] : undefined
        if (middle !== undefined) expect(pseudomedian(ascending(d))).toBe(middle)
      }),
    )
  })

  it('turned signs turn the answer; scale stretches it; the order of pairs does not matter', () => {
    const values = fc.array(fc.integer({ min: -90, max: 90 }), { minLength: 1, maxLength: 70 })
    fc.assert(
      fc.property(values, (d) => {
        fc.pre(d.some((value) => value !== 0))
        const plain = test(d)
        const turned = test(d.map((value) => -value))
        expect(turned.logP).toBeCloseTo(plain.logP, 11)
        expect(turned.shift.value).toBe(-plain.shift.value + 0)
        expect(turned.rankBiserial).toBeCloseTo(-plain.rankBiserial, 13)
        const scaled = test(d.map((value) => 4 * value))
        expect(scaled.logP).toBe(plain.logP)
        expect(scaled.shift.value).toBe(4 * plain.shift.value)
        expect(test([...d].reverse())).toEqual(plain)
        expect(plain.logP).toBeGreaterThanOrEqual(plain.smallestLogP - 1e-12)
      }),
    )
  })

  it('awkward input', () => {
    expect(isNotTestable(wilcoxonSignedRank([1, 2], [1, 2]))).toBe(true)
    expect(() => wilcoxonSignedRank([], [])).toThrow(InvalidInput)
    expect(() => wilcoxonSignedRank([1], [])).toThrow(InvalidInput)
    expect(test([5])).toMatchObject({ v: 1, logP: 0 })
    // 30 of 40 zeros: the other ten decide p, all forty the pseudomedian
    const sparse = [...new Array<number>(30).fill(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    expect(test(sparse)).toMatchObject({ nZero: 30, variant: 'conditional-exact' })
    expect(Math.exp(test(sparse).logP)).toBeCloseTo(2 / 1024, 14)
    expect(test(sparse).shift.value).toBe(0)
    // Walsh averages −3 −1 −.5 1 1.5 2 times 1e300
    expect(test([1e300, 2e300, -3e300]).shift.value).toBe(2.5e299)
    expect(test([1e-300, 2e-300, 3e-300]).v).toBe(6)
    const far = test(Array.from({ length: 5000 }, (_, i) => i + 1))
    expect(far.logP).toBe(far.smallestLogP)
    expect(far.logP).toBeLessThan(-1000)
  })
})

function enumeratedP(d: number[], zeros: 'dropped' | 'pratt'): number {
  const kept = zeros === 'pratt' ? d : d.filter((value) => value !== 0)
  const sizes = kept.map(Math.abs)
  const rank = (value: number) =>
    sizes.filter((size) => size < value).length + (sizes.filter((size) => size === value).length + 1) / 2
  const ranks = kept.flatMap((value) => (value === 0 ? [] : [rank(Math.abs(value))]))
  const mean = ranks.reduce((sum, r) => sum + r, 0) / 2
  const observed = kept.reduce((sum, value) => sum + (value > 0 ? rank(value) : 0), 0)
  let asFar = 0
  for (let signs = 0; signs < 2 ** ranks.length; signs += 1) {
    const sum = ranks.reduce((total, r, i) => total + ((signs >> i) & 1 ? r : 0), 0)
    if (Math.abs(sum - mean) >= Math.abs(observed - mean) - 1e-9) asFar += 1
  }
  return asFar / 2 ** ranks.length
}
