import { describe, expect, it } from 'vitest'
import { ascending } from '../../../science/stats/describe.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { rankSumTable } from '../../../science/stats/rankSumTable.ts'
import { inducedOrder, placesIn, shuffledOrder } from '../../../science/stats/shuffle.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'

describe('shuffled orders and their parts', () => {
  it('follows an order until it is back in the part', () => {
    // 0 → 2 → 1 → 0 and 3 → 4 → 3; in the part {0, 1, 4}: 0 → (2) → 1, 1 → 0, 4 → (3) → 4
    const order = Int32Array.of(2, 0, 1, 4, 3)
    const part = Int32Array.of(0, 1, 4)
    expect([...inducedOrder(order, part, placesIn(part, 5))]).toEqual([1, 0, 2])
  })

  it('gives every order of a part as often, and the whole itself', () => {
    const random = createRandom(7)
    const part = Int32Array.of(1, 3, 4)
    const counts = new Map<string, number>()
    for (let i = 0; i < 6_000; i += 1) {
      const order = shuffledOrder(5, random)
      const whole = Int32Array.from({ length: 5 }, (_, at) => at)
      expect([...inducedOrder(order, whole, whole)]).toEqual([...order])
      const key = inducedOrder(order, part, placesIn(part, 5)).join()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // χ² with 5 degrees of freedom is below 20.5 in 999 of 1,000 cases; the seed is fixed
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)
    expect(chi).toBeLessThan(20.5)
  })
})

describe('rank sums looked up', () => {
  const random = createRandom(11)
  const cases = [
    { name: 'exact', n: 24, round: 0 },
    { name: 'conditional exact', n: 30, round: 6 },
    { name: 'all but two tied', n: 12, round: 1 },
    { name: 'normal with ties', n: 90, round: 20 },
    { name: 'normal without ties', n: 120, round: 0 },
  ]
  it.each(cases)('gives what wilcoxonRankSum gives: $name', ({ n, round }) => {
    const values = Float64Array.from({ length: n }, () => {
      const value = random.uniform()
      return round === 0 ? value : Math.floor(value * round) / round
    })
    if (round === 1) values[3] = 0.5
    const { doubled, logP } = rankSumTable(values)
    for (const m of [2, Math.floor(n / 3), n - 5]) {
      const first = new Set(shuffledOrder(n, random).subarray(0, m))
      const x = ascending(values.filter((_, i) => first.has(i)))
      const y = ascending(values.filter((_, i) => !first.has(i)))
      const sum = [...first].reduce((total, i) => total + (doubled[i] ?? 0), 0)
      const test = wilcoxonRankSum(x, y)
      expect((sum - m * (m + 1)) / 2).toBe(test.w)
      expect(logP(sum, m)).toBeCloseTo(test.logP, 10)
    }
  })

  it('with the rule of R takes the normal wherever there are ties', () => {
    // R 4.2.2: wilcox.test(c(1, 2, 2), c(2, 3, 4, 5))$p.value .0987286; exact given the ties (coin) 4/35
    const values = [1, 2, 2, 2, 3, 4, 5]
    const sumOf = (doubled: Int32Array): number => [0, 1, 2].reduce((sum, i) => sum + (doubled[i] ?? 0), 0)
    const asR = rankSumTable(values, 'R')
    const ours = rankSumTable(values)
    expect(asR.variant).toBe('asymptotic')
    expect(Math.exp(asR.logP(sumOf(asR.doubled), 3))).toBeCloseTo(0.0987286478948249, 9)
    expect(Math.exp(ours.logP(sumOf(ours.doubled), 3))).toBeCloseTo(4 / 35, 12)
  })
})
