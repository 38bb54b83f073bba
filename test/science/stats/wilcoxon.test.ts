import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { asymmetricInterval, cliffDelta } from '../../../science/stats/cliffDelta.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { kthDifference, medianDifference } from '../../../science/stats/differences.ts'
import { tUpperQuantile } from '../../../science/stats/distributions.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { hedgesG, welchT } from '../../../science/stats/welch.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { off, readOracle, readRows } from '../../oracles/read.ts'

interface RTest {
  statistic: number
  parameter: number
  p: number
  estimate: number
  ci: [number, number]
}
interface Answer {
  n: [number, number]
  ties: boolean
  r_default: RTest
  normal_cc: RTest
  exact?: RTest
  coin_exact: { p: number; hl: number; ci: [number, number] }
  median_of_differences: number
  rank_biserial_cliffs_delta: number
  effsize_cliff: { est: number; ci: [number, number]; var: number }
  cohen_d: { est: number; ci: [number, number] }
  hedges_g: number
  t_welch: RTest
}
const { cases } = readOracle('wilcoxon/answers.json') as { cases: Record<string, Answer> }

function groupsOf(name: string) {
  const [file = '', column = ''] = name.split('/')
  const at = ['group', 'cont', 'ties', 'zero'].indexOf(column)
  const rows = readRows(`wilcoxon/${file}.csv`)
  const pick = (group: string) =>
    ascending(rows.filter((row) => row[0] === group).map((row) => Number(row[at])))
  return { x: pick('0'), y: pick('1') }
}

const test = (x: number[], y: number[]) => wilcoxonRankSum(ascending(x), ascending(y))
const small = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 5 })
const reals = fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), { minLength: 2, maxLength: 60 })
const differ = (x: number[], y: number[]) => new Set([...x, ...y]).size > 1

describe('Wilcoxon rank-sum test, by hand', () => {
  it('without ties: 1 2 3 against 4 5', () => {
    // no pair x > y, so W = 0; 2 of choose(5, 2) = 10 orders are as extreme; differences −4 −3 −3 −2 −2 −1, median −2.5
    const result = test([1, 2, 3], [4, 5])
    expect(result).toMatchObject({ w: 0, variant: 'exact', ties: false })
    expect(Math.exp(result.logP)).toBeCloseTo(0.2, 14)
    expect(Math.exp(result.smallestLogP)).toBeCloseTo(0.2, 14)
    // P(W ≤ 0) = .1 > .025: nothing can be cut off
    expect(result.shift).toEqual({ value: -2.5, low: null, high: null, how: 'order-statistics' })
  })

  it('with ties: 1 2 against 2 3', () => {
    // mid-ranks 1 2.5 | 2.5 4: rank sum of x 3.5, mean 5. The six pairs sum to 3.5 5 3.5 6.5 5 6.5: four are 1.5 away or more
    const result = test([1, 2], [2, 3])
    expect(result).toMatchObject({ w: 0.5, variant: 'conditional-exact', ties: true })
    expect(Math.exp(result.logP)).toBeCloseTo(4 / 6, 14)
    expect(Math.exp(result.smallestLogP)).toBeCloseTo(4 / 6, 14)
    expect(result.shift.value).toBe(-1)
  })
})

describe.each(Object.keys(cases))('Wilcoxon rank-sum test, R and coin: %s', (name) => {
  const { x, y } = groupsOf(name)
  const answer = cases[name]
  const ours = wilcoxonRankSum(x, y)

  it('W, variant and p', () => {
    if (!answer) throw new Error(name)
    const [m, n] = answer.n
    expect([x.length, y.length, ours.ties]).toEqual([m, n, answer.ties])
    expect(ours.w).toBe(answer.r_default.statistic)
    const conditional = answer.ties && m + n <= 40
    expect(ours.variant).toBe(
      conditional ? 'conditional-exact' : answer.ties || m >= 50 ? 'asymptotic' : 'exact',
    )
    const p = conditional ? answer.coin_exact.p : answer.r_default.p
    expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-10)
  })

  it('Hodges–Lehmann is the exact median of differences; its interval is the oracle’s where that is exact', () => {
    if (!answer) throw new Error(name)
    expect(off(ours.shift.value, answer.median_of_differences)).toBeLessThan(1e-12)
    const { low, high } = ours.shift
    if (ours.variant === 'exact') {
      expect(off(low ?? NaN, answer.exact?.ci[0] ?? NaN)).toBeLessThan(1e-12)
      expect(off(high ?? NaN, answer.exact?.ci[1] ?? NaN)).toBeLessThan(1e-12)
    } else if (ours.variant === 'asymptotic') {
      // R's root finder stops at 1e-4 and at a point between two differences; ours is one of the differences
      expect(Math.abs((low ?? NaN) - answer.normal_cc.ci[0])).toBeLessThan(2e-4)
      expect(Math.abs((high ?? NaN) - answer.normal_cc.ci[1])).toBeLessThan(2e-4)
    } else {
      // the closed order-statistic interval holds its level under ties, so it is never inside coin's
      expect(low ?? NaN).toBeLessThanOrEqual(answer.coin_exact.ci[0])
      expect(high ?? NaN).toBeGreaterThanOrEqual(answer.coin_exact.ci[1])
    }
  })

  it('Welch t with its interval, Cohen d times the factor for Hedges g', () => {
    if (!answer) throw new Error(name)
    const welch = welchT(x, y)
    expect(off(welch?.t ?? NaN, answer.t_welch.statistic)).toBeLessThan(1e-10)
    expect(off(welch?.df ?? NaN, answer.t_welch.parameter)).toBeLessThan(1e-10)
    expect(Math.abs((welch?.logP ?? NaN) - Math.log(answer.t_welch.p))).toBeLessThan(1e-10)
    expect(off(welch?.difference.low ?? NaN, answer.t_welch.ci[0])).toBeLessThan(1e-10)
    expect(off(welch?.difference.high ?? NaN, answer.t_welch.ci[1])).toBeLessThan(1e-10)
    const g = hedgesG(x, y)
    const factor = 1 - 3 / (4 * (x.length + y.length) - 9)
    expect(off(g?.value ?? NaN, answer.hedges_g)).toBeLessThan(1e-10)
    expect(off(g?.low ?? NaN, answer.cohen_d.ci[0] * factor)).toBeLessThan(1e-10)
    expect(off(g?.high ?? NaN, answer.cohen_d.ci[1] * factor)).toBeLessThan(1e-10)
  })

  it('Cliff’s delta; effsize’s variance once its slip is put in', () => {
    if (!answer) throw new Error(name)
    expect(off(cliffDelta(orderOf([x, y])).value, answer.rank_biserial_cliffs_delta)).toBeLessThan(1e-12)
    // effsize 0.8.1 gives a y beyond every x the dominance −1/m in place of −1, and takes the unbiased variance:
    // with both put in we get its number, so ours differs from it by these two choices and nothing else
    const m = x.length
    const n = y.length
    const d = answer.rank_biserial_cliffs_delta
    const top = x[m - 1] ?? NaN
    const rows = Array.from(x, (a) => y.reduce((sum, b) => sum + Math.sign(a - b), 0) / n)
    const columns = Array.from(y, (b) =>
      b > top ? -1 / m : x.reduce((sum, a) => sum + Math.sign(a - b), 0) / m,
    )
    const squares = (list: number[]) => list.reduce((sum, value) => sum + (value - d) ** 2, 0)
    const all = squares(Array.from(x).flatMap((a) => Array.from(y, (b) => Math.sign(a - b))))
    const unbiased = (n * n * squares(rows) + m * m * squares(columns) - all) / (m * n * (m - 1) * (n - 1))
    expect(off(unbiased, answer.effsize_cliff.var)).toBeLessThan(1e-9)
    // and from its variance the interval follows as effsize has it
    const z = tUpperQuantile(0.025, m + n - 2)
    const { low, high } = asymmetricInterval(d, answer.effsize_cliff.var, z, Math.min(m, n))
    expect(off(low ?? NaN, answer.effsize_cliff.ci[0])).toBeLessThan(1e-9)
    expect(off(high ?? NaN, answer.effsize_cliff.ci[1])).toBeLessThan(1e-9)
  })
})

describe('Wilcoxon rank-sum test against all relabellings', () => {
  it('conditional and exact p are shares of the choose(m + n, m) ways', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        fc.pre(differ(x, y))
        const result = test(x, y)
        expect(Math.exp(result.logP)).toBeCloseTo(enumeratedP(x, y), 10)
      }),
      { numRuns: 150 },
    )
  })

  it('every difference is found at its place, ties and skew included', () => {
    const skewed = fc.array(fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: 0, max: 1e200 })), {
      minLength: 1,
      maxLength: 90,
    })
    fc.assert(
      fc.property(skewed, skewed, fc.double({ min: 0, max: 1, noNaN: true }), (x, y, share) => {
        const all = Float64Array.from(x.flatMap((a) => y.map((b) => a - b))).sort()
        const k = 1 + Math.floor(share * (all.length - 1))
        expect(kthDifference(ascending(x), ascending(y), k)).toBe(all[k - 1])
      }),
      { numRuns: 200 },
    )
  })

  it('and at sizes where nothing may be listed', () => {
    const x = ascending(Array.from({ length: 300 }, (_, i) => (i * 7919) % 1009))
    const y = ascending(Array.from({ length: 211 }, (_, i) => ((i * 104729) % 997) / 3))
    const all = Float64Array.from(Array.from(x).flatMap((a) => Array.from(y, (b) => a - b))).sort()
    for (const k of [1, 2, 999, 31650, 31651, 63299, 63300]) expect(kthDifference(x, y, k)).toBe(all[k - 1])
    expect(medianDifference(x, y)).toBe(((all[31649] ?? NaN) + (all[31650] ?? NaN)) / 2)
  })
})

describe('Wilcoxon rank-sum test, properties', () => {
  it('swapped groups turn the sign', () => {
    fc.assert(
      fc.property(reals, reals, (x, y) => {
        fc.pre(differ(x, y))
        const one = test(x, y)
        const two = test(y, x)
        expect(two.logP).toBeCloseTo(one.logP, 10)
        expect(one.w + two.w).toBeCloseTo(x.length * y.length, 9)
        expect(two.shift.value).toBe(-one.shift.value + 0)
        expect(two.shift.low).toBe(one.shift.high === null ? null : -one.shift.high + 0)
      }),
    )
  })

  it('shift moves the estimate, scale stretches it, p stays', () => {
    const whole = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(whole, whole, (x, y) => {
        fc.pre(differ(x, y))
        const plain = test(x, y)
        const moved = test(
          x.map((value) => 4 * value + 8),
          y.map((value) => 4 * value),
        )
        fc.pre(
          differ(
            x.map((value) => 4 * value + 8),
            y.map((value) => 4 * value),
          ),
        )
        expect(moved.shift.value).toBe(4 * plain.shift.value + 8)
        const scaled = test(
          x.map((value) => 4 * value),
          y.map((value) => 4 * value),
        )
        expect(scaled.logP).toBe(plain.logP)
        expect(scaled.shift.value).toBe(4 * plain.shift.value + 0)
      }),
    )
  })

  it('rows in another order give the same bits', () => {
    fc.assert(
      fc.property(reals, reals, (x, y) => {
        fc.pre(differ(x, y))
        expect(test([...x].reverse(), [...y].reverse())).toEqual(test(x, y))
      }),
    )
  })
})

describe('Wilcoxon rank-sum test, awkward input', () => {
  it('refuses an empty group and values that are all equal', () => {
    expect(() => test([], [1])).toThrow(InvalidInput)
    expect(() => test([2, 2], [2])).toThrow(InvalidInput)
  })

  it('is exact up to 49 a group without ties, and to 40 in all with', () => {
    const even = (n: number) => Array.from({ length: n }, (_, i) => 2 * i)
    const odd = (n: number) => Array.from({ length: n }, (_, i) => 2 * i + 1)
    expect(test(even(49), odd(49)).variant).toBe('exact')
    expect(test(even(50), odd(49)).variant).toBe('asymptotic')
    expect(test(even(20), even(20)).variant).toBe('conditional-exact')
    expect(test(even(20), even(21)).variant).toBe('asymptotic')
    expect(test(even(20), even(21)).logP).toBeLessThanOrEqual(0)
  })

  it('complete separation reaches the smallest p', () => {
    const low = Array.from({ length: 45 }, (_, i) => i)
    const high = low.map((value) => value + 100)
    const result = test(low, high)
    expect(result.logP).toBe(result.smallestLogP)
    const large = test(
      Array.from({ length: 3000 }, (_, i) => i),
      Array.from({ length: 3000 }, (_, i) => i + 5000),
    )
    expect(large.logP).toBe(large.smallestLogP)
    // p = 1e−977 would be 0 as a double
    expect(large.logP).toBeLessThan(-2000)
    expect(Math.exp(large.logP)).toBe(0)
  })

  it('3 against 9 has an interval, 2 against 2 says it has none', () => {
    expect(test([1, 2, 3], [4, 5, 6, 7, 8, 9, 10, 11, 12]).shift.low).not.toBeNull()
    expect(test([1, 2], [3, 4]).shift.low).toBeNull()
  })

  it('1e±300 are numbers like others', () => {
    // the six differences are 1, 1, 2, 2, 2 and 3 times 1e300
    expect(test([1e300, 2e300], [-1e300, 1e-300, 3]).shift.value).toBe(2e300)
    expect(test([1e-300, 2e-300, 0], [5e-300, 0, 0]).w).toBe(5)
  })
})

describe('Cliff’s delta', () => {
  const x = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]
  const y = [10, 20, 30, 40, 40, 50]

  it('the worked example of Cliff 1996: δ = −.25, variance terms .26698, .447, 1.00556', () => {
    const result = cliffDelta(orderOf([ascending(x), ascending(y)]))
    expect(result.value).toBeCloseTo(-0.25, 14)
    expect(result.variance).toBeCloseTo((5 * 0.2669753 + 9 * 0.447 + 1.0055556) / 60, 7)
    // Student's quantile with 10 + 6 − 2 df, from tables 2.1447867
    const { low, high } = asymmetricInterval(-0.25, result.variance ?? NaN, tUpperQuantile(0.025, 14), 6)
    expect(result.low).toBeCloseTo(low ?? NaN, 12)
    expect(result.high).toBeCloseTo(high ?? NaN, 12)
    expect(tUpperQuantile(0.025, 14)).toBeCloseTo(2.1447867, 7)
  })

  it('variance by brute force over all pairs; the interval holds the value and stays in −1…1', () => {
    const values = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 14 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const result = cliffDelta(orderOf([ascending(a), ascending(b)]))
        expect(result.variance).toBeCloseTo(bruteVariance(a, b), 10)
        expect(result.low).toBeLessThanOrEqual(result.value)
        expect(result.high).toBeGreaterThanOrEqual(result.value)
        expect(result.low).toBeGreaterThanOrEqual(-1)
        expect(result.high).toBeLessThanOrEqual(1)
        const swapped = cliffDelta(orderOf([ascending(b), ascending(a)]))
        expect(swapped.value).toBe(-result.value + 0)
        expect(swapped.low).toBeCloseTo(-(result.high ?? NaN), 10)
      }),
    )
  })

  it('complete separation keeps an honest inner bound', () => {
    const result = cliffDelta(orderOf([ascending([5, 6, 7]), ascending([1, 2, 3, 4])]))
    expect(result).toMatchObject({ value: 1, high: 1, how: 'complete-separation' })
    expect(result.low).toBeLessThan(0.1)
    expect(cliffDelta(orderOf([ascending([1]), ascending([2, 3])]))).toMatchObject({ low: null, how: 'none' })
  })
})

describe('Welch t and Hedges g', () => {
  it('by hand: 1 3 against 4 8', () => {
    // means 2, 6; variances 2, 8; error √(1 + 4); t = −4/√5; df = 25/(1 + 16)
    const result = welchT([1, 3], [4, 8])
    expect(result?.t).toBeCloseTo(-4 / Math.sqrt(5), 14)
    expect(result?.df).toBeCloseTo(25 / 17, 14)
    // pooled variance 5, d = −4/√5, factor 1 − 3/7
    expect(hedgesG([1, 3], [4, 8])?.value).toBeCloseTo((-4 / Math.sqrt(5)) * (4 / 7), 14)
  })

  it('constant groups have no t; one value a group is refused', () => {
    expect(welchT([1, 1], [2, 2])).toBeNull()
    expect(hedgesG([1, 1], [2, 2])).toBeNull()
    expect(() => welchT([1], [2, 3])).toThrow(InvalidInput)
  })

  it('one constant group is no hindrance', () => {
    expect(welchT([0, 0, 0], [1, 2, 4])?.df).toBeCloseTo(2, 12)
  })

  it('scale changes nothing, even at 1e±300', () => {
    const plain = welchT([1, 3, 4], [4, 8, 9])
    for (const scale of [1e300, 1e-300]) {
      const scaled = welchT(
        [1, 3, 4].map((value) => value * scale),
        [4, 8, 9].map((value) => value * scale),
      )
      expect(scaled?.t).toBeCloseTo(plain?.t ?? NaN, 10)
      expect(scaled?.logP).toBeCloseTo(plain?.logP ?? NaN, 10)
    }
  })
})

function enumeratedP(x: number[], y: number[]): number {
  const pooled = [...x, ...y]
  const u = (first: number[], second: number[]) =>
    first.reduce((sum, a) => sum + second.reduce((s, b) => s + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0)
  const half = (x.length * y.length) / 2
  const far = Math.abs(u(x, y) - half)
  let asFar = 0
  let total = 0
  for (let mask = 0; mask < 2 ** pooled.length; mask += 1) {
    const first = pooled.filter((_, i) => mask & (1 << i))
    if (first.length !== x.length) continue
    const second = pooled.filter((_, i) => !(mask & (1 << i)))
    total += 1
    if (Math.abs(u(first, second) - half) >= far - 1e-9) asFar += 1
  }
  return asFar / total
}

function bruteVariance(a: number[], b: number[]): number {
  const m = a.length
  const n = b.length
  const sign = a.map((x) => b.map((y) => Math.sign(x - y)))
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
  const d = mean(sign.flat())
  const squares = (list: number[]) => list.reduce((sum, value) => sum + (value - d) ** 2, 0)
  const rows = squares(sign.map(mean)) / (m - 1)
  const columns = squares(b.map((_, j) => mean(sign.map((row) => row[j] ?? NaN)))) / (n - 1)
  const all = squares(sign.flat()) / ((m - 1) * (n - 1))
  return ((n - 1) * rows + (m - 1) * columns + all) / (m * n)
}
