import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { bcaFrom, bcaInterval } from '../../../science/stats/bca.ts'
import { moments } from '../../../science/stats/describe.ts'
import { equivalenceOfMeans } from '../../../science/stats/equivalence.ts'
import {
  powerOfPairedT,
  powerOfProportions,
  powerOfT,
  sizeForPower,
} from '../../../science/stats/powerOfTests.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { off, readCases } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const power = readCases('power') as {
  t: number[][]
  paired: number[][]
  proportions: number[][]
  tost: {
    x: number[]
    y: number[]
    margin: number
    lower: number
    upper: number
    interval: [number, number]
  }[]
}
const bca = readCases('bca') as {
  value: number
  replicates: number[]
  jackknife: number[]
  interval: [number, number]
}[]

describe('power and equivalence', () => {
  it('R power.t.test and power.prop.test', () => {
    for (const [d = 0, n = 0, alpha = 0, answer = 0] of power.t)
      expect(Math.abs(powerOfT({ d, m: n, n, alpha }) - answer), `${d} ${n} ${alpha}`).toBeLessThan(1e-9)
    for (const [d = 0, n = 0, alpha = 0, answer = 0] of power.paired)
      expect(Math.abs(powerOfPairedT({ d, n, alpha }) - answer), `${d} ${n} ${alpha}`).toBeLessThan(1e-9)
    for (const [first = 0, second = 0, n = 0, alpha = 0, answer = 0] of power.proportions)
      expect(Math.abs(powerOfProportions({ first, second, n, alpha }) - answer)).toBeLessThan(1e-9)
  })

  it('Cohen’s rule: 64 a group find d = .5 with 80 %', () => {
    expect(sizeForPower((n) => powerOfT({ d: 0.5, m: n, n }), 0.8)).toBe(64)
    // R power.prop.test(p1 = .5, p2 = .75, power = .9): n = 76.7
    expect(sizeForPower((n) => powerOfProportions({ first: 0.5, second: 0.75, n }), 0.9)).toBe(77)
    expect(sizeForPower(() => 0.1, 0.8)).toBeNull()
  })

  it('TOST: R t.test, both sides', () => {
    for (const { x, y, margin, lower, upper, interval } of power.tost) {
      const ours = tested(equivalenceOfMeans(x, y, { margin }))
      expect(Math.abs(ours.logPLower - Math.log(lower))).toBeLessThan(1e-8)
      expect(Math.abs(ours.logPUpper - Math.log(upper))).toBeLessThan(1e-8)
      expect(ours.logP).toBe(Math.max(ours.logPLower, ours.logPUpper))
      expect(off(ours.low, interval[0])).toBeLessThan(1e-8)
      expect(off(ours.high, interval[1])).toBeLessThan(1e-8)
    }
  })

  it('equivalence is shown exactly where the 90 % interval lies inside the margin', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 9 })
    fc.assert(
      fc.property(values, values, fc.double({ min: 0.5, max: 9, noNaN: true }), (x, y, margin) => {
        const ours = equivalenceOfMeans(x, y, { margin })
        if ('kind' in ours) return
        const inside = ours.low > -margin && ours.high < margin
        fc.pre(Math.abs(ours.logP - Math.log(0.05)) > 1e-9)
        expect(ours.logP < Math.log(0.05)).toBe(inside)
      }),
    )
  })

  it('awkward input', () => {
    expect(powerOfT({ d: 0, m: 10, n: 10 })).toBeCloseTo(0.025, 12)
    expect(() => powerOfT({ d: 1, m: 1, n: 1 })).toThrow(InvalidInput)
    expect(() => powerOfT({ d: 1, m: 5, n: 5, alpha: 0 })).toThrow(InvalidInput)
    expect(() => powerOfPairedT({ d: 1, n: 1 })).toThrow(InvalidInput)
    expect(() => powerOfProportions({ first: 0, second: 0.5, n: 10 })).toThrow(InvalidInput)
    expect(() => sizeForPower(() => 1, 1)).toThrow(InvalidInput)
    expect(equivalenceOfMeans([1, 1], [1, 1], { margin: 1 })).toMatchObject({ reason: 'a group is constant' })
    expect(() => equivalenceOfMeans([1, 2], [1, 2], { margin: 0 })).toThrow(InvalidInput)
    expect(tested(equivalenceOfMeans([1, 2], [1, 2], { margin: 5 })).difference).toBe(0)
  })
})

describe('BCa bootstrap', () => {
  it('by hand: even replicates and an even jackknife give the plain percentiles', () => {
    // 99 replicates −49 … 49 around 0, one of them equal: below 49.5 of 99, so z₀ = 0; the jackknife is symmetric, so a = 0:
    // shares .05 and .95 of 99 + 1 are the 5th and 95th
    const replicates = Array.from({ length: 99 }, (_, i) => i - 49)
    const ours = tested(bcaFrom(0, { replicates, jackknife: [-1, 0, 1], level: 0.9 }))
    expect(ours.bias).toBeCloseTo(0, 12)
    expect(ours.acceleration).toBe(0)
    expect(ours.low).toBeCloseTo(-45, 9)
    expect(ours.high).toBeCloseTo(45, 9)
  })

  it('boot::boot.ci from the same replicates and the same influence', () => {
    expect(bca.length).toBeGreaterThan(15)
    let equal = 0
    for (const { value, replicates, jackknife, interval } of bca) {
      if (replicates.includes(value)) continue
      equal += 1
      const ours = tested(bcaFrom(value, { replicates, jackknife }))
      const width = interval[1] - interval[0]
      expect(Math.abs(ours.low - interval[0]) / width).toBeLessThan(1e-8)
      expect(Math.abs(ours.high - interval[1]) / width).toBeLessThan(1e-8)
    }
    expect(equal).toBeGreaterThan(15)
  })

  it('the same seed is the same interval, a monotone scale carries it along, and patients stay whole', () => {
    const x = Array.from({ length: 25 }, (_, i) => ((i * 37) % 25) ** 2)
    const mean = (rows: Int32Array) => moments(Array.from(rows, (row) => x[row] ?? NaN)).mean
    const one = tested(bcaInterval(25, mean, { random: createRandom(5), replicates: 400 }))
    expect(tested(bcaInterval(25, mean, { random: createRandom(5), replicates: 400 }))).toEqual(one)
    const scaled = tested(
      bcaInterval(25, (rows) => 8 * mean(rows) + 1, { random: createRandom(5), replicates: 400 }),
    )
    expect(scaled.low).toBeCloseTo(8 * one.low + 1, 8)
    expect(one.low).toBeLessThan(one.value)
    expect(one.high).toBeGreaterThan(one.value)
  })

  it('awkward input', () => {
    const random = createRandom(1)
    expect(bcaInterval(5, () => 3, { random })).toMatchObject({ reason: 'all values equal' })
    expect(bcaInterval(5, () => NaN, { random })).toMatchObject({ reason: 'too few values' })
    expect(() => bcaInterval(1, () => 3, { random })).toThrow(InvalidInput)
    expect(() => bcaFrom(1, { replicates: [1, 2], jackknife: [1] })).toThrow(InvalidInput)
    expect(
      bcaFrom(100, { replicates: Array.from({ length: 50 }, (_, i) => i), jackknife: [1, 2] }),
    ).toMatchObject({ kind: 'notTestable' })
    const few = tested(
      bcaFrom(10.5, {
        replicates: Array.from({ length: 21 }, (_, i) => i),
        jackknife: [1, 2, 9],
        level: 0.99,
      }),
    )
    expect(few.isAtEnd).toBe(true)
  })
})
