import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { binomialTest, oneSampleSignedRank, oneSampleT } from '../../../science/stats/oneSample.ts'
import { off, readCases } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const { t, ranks, shares } = readCases('oneSample') as {
  t: { x: number[]; mu: number; a: [number, number, number, number, number, number] }[]
  ranks: { x: number[]; mu: number; v: number; p: number }[]
  shares: [number, number, number, number, number, number, number, number][]
}

describe('one-sample t', () => {
  it('by hand: 1 2 3 against 1', () => {
    // mean 2, sd 1, error 1/√3: t = √3 with 2 df, P = 1 − √(3/5) = .2254033; t.975 with 2 df is 4.302653
    const test = tested(oneSampleT([1, 2, 3], { mu: 1 }))
    expect(test.t).toBeCloseTo(Math.sqrt(3), 14)
    expect(Math.exp(test.logP)).toBeCloseTo(1 - Math.sqrt(3 / 5), 12)
    expect(test.mean.low).toBeCloseTo(2 - 4.302652729749464 / Math.sqrt(3), 10)
  })

  it('R t.test(mu = )', () => {
    for (const { x, mu, a } of t) {
      const ours = tested(oneSampleT(x, { mu }))
      const size = Math.abs(a[3]) + Math.abs(a[5] - a[4])
      expect(off(ours.t, a[0])).toBeLessThan(1e-9)
      expect(ours.df).toBe(a[1])
      expect(Math.abs(ours.logP - Math.log(a[2]))).toBeLessThan(1e-9)
      ;[ours.mean.value, ours.mean.low, ours.mean.high].forEach((value, i) => {
        expect(Math.abs(value - (a[3 + i] ?? NaN)) / size).toBeLessThan(1e-11)
      })
    }
  })

  it('moves and grows with its values; awkward input', () => {
    const plain = tested(oneSampleT([1, 4, 5, 9]))
    const moved = tested(oneSampleT([101, 104, 105, 109], { mu: 100 }))
    expect(moved.t).toBeCloseTo(plain.t, 12)
    expect(moved.mean.low).toBeCloseTo(plain.mean.low + 100, 10)
    expect(tested(oneSampleT([-1, -4, -5, -9])).t).toBeCloseTo(-plain.t, 12)
    expect(tested(oneSampleT([1e300, 4e300, 5e300, 9e300])).t).toBeCloseTo(plain.t, 12)
    expect(oneSampleT([3, 3, 3])).toMatchObject({ kind: 'notTestable' })
    expect(() => oneSampleT([3])).toThrow(InvalidInput)
    expect(() => oneSampleT([3, 4], { mu: NaN })).toThrow(InvalidInput)
  })
})

describe('one-sample signed rank', () => {
  it('by hand: 1 2 3 against 0: all positive, P = 2/8; the pseudomedian is 2', () => {
    const test = tested(oneSampleSignedRank([1, 2, 3]))
    expect([test.v, Math.exp(test.logP)]).toEqual([6, expect.closeTo(0.25, 14)])
    expect(test.pseudomedian.value).toBe(2)
  })

  it('R wilcox.test(mu = ), exactRankTests with ties', () => {
    for (const { x, mu, v, p } of ranks) {
      const ours = tested(oneSampleSignedRank(x, { mu }))
      expect(ours.v).toBe(v)
      expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-9)
    }
  })

  it('brute force over all signs, n up to 7, with ties', () => {
    const value = fc.integer({ min: -3, max: 3 })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 7 }), (x) => {
        const test = oneSampleSignedRank(x)
        const kept = x.filter((v) => v !== 0)
        if ('reason' in test) {
          expect(kept).toHaveLength(0)
          return
        }
        const size = kept.map(Math.abs)
        const rank = size.map(
          (v) => size.filter((w) => w < v).length + (size.filter((w) => w === v).length + 1) / 2,
        )
        const mean = rank.reduce((sum, r) => sum + r, 0) / 2
        const far = Math.abs(rank.reduce((sum, r, i) => sum + ((kept[i] ?? 0) > 0 ? r : 0), 0) - mean)
        let asFar = 0
        for (let signs = 0; signs < 2 ** kept.length; signs += 1) {
          const sum = rank.reduce((s, r, i) => s + ((signs >> i) & 1 ? r : 0), 0)
          if (Math.abs(sum - mean) >= far) asFar += 1
        }
        expect(Math.exp(test.logP)).toBeCloseTo(asFar / 2 ** kept.length, 12)
      }),
      { numRuns: 300 },
    )
  })

  it('awkward input', () => {
    expect(oneSampleSignedRank([2, 2], { mu: 2 })).toMatchObject({ reason: 'all differences zero' })
    expect(() => oneSampleSignedRank([])).toThrow(InvalidInput)
    expect(() => oneSampleSignedRank([1], { mu: Infinity })).toThrow(InvalidInput)
  })
})

describe('binomial test', () => {
  it('by hand: 0 of 3 against a half', () => {
    // P(0) + P(3) = 1/4; upper bound: (1 − p)³ = .025
    const test = binomialTest(0, 3)
    expect(Math.exp(test.logP)).toBeCloseTo(0.25, 14)
    expect(test).toMatchObject({ share: 0, low: 0 })
    expect(test.high).toBeCloseTo(1 - 0.025 ** (1 / 3), 12)
  })

  it('R binom.test', () => {
    for (const [k, n, p, both, low, high, less, greater] of shares) {
      const ours = binomialTest(k, n, { p })
      // R's p underflows to 0 below 1e-308
      if (both > 0) expect(Math.abs(ours.logP - Math.log(both))).toBeLessThan(1e-9)
      else expect(ours.logP).toBeLessThan(-700)
      expect(Math.abs(ours.low - low)).toBeLessThan(1e-10)
      expect(Math.abs(ours.high - high)).toBeLessThan(1e-10)
      expect(Math.abs(ours.logPLess - less)).toBeLessThan(1e-9 * Math.max(1, Math.abs(less)))
      expect(Math.abs(ours.logPGreater - greater)).toBeLessThan(1e-9 * Math.max(1, Math.abs(greater)))
    }
  })

  it('the other outcome turns it round; the interval keeps its level at its own bounds', () => {
    for (const [k, n] of [
      [2, 9],
      [7, 40],
    ] as const) {
      const one = binomialTest(k, n, { p: 0.3 })
      const other = binomialTest(n - k, n, { p: 0.7 })
      expect(other.logP).toBeCloseTo(one.logP, 10)
      expect(other.low).toBeCloseTo(1 - one.high, 12)
      expect(Math.exp(binomialTest(k, n, { p: one.low }).logPGreater)).toBeCloseTo(0.025, 10)
      expect(Math.exp(binomialTest(k, n, { p: one.high }).logPLess)).toBeCloseTo(0.025, 10)
    }
    expect(() => binomialTest(4, 3)).toThrow(InvalidInput)
    expect(() => binomialTest(0, 0)).toThrow(InvalidInput)
    expect(() => binomialTest(1, 3, { p: 1 })).toThrow(InvalidInput)
  })
})
