import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending } from '../../../science/stats/describe.ts'
import { fisherTwoByTwo } from '../../../science/stats/fisher.ts'
import { fisherTable } from '../../../science/stats/fisherTable.ts'
import { kendall } from '../../../science/stats/kendall.ts'
import { kolmogorovSmirnov } from '../../../science/stats/kolmogorovSmirnov.ts'
import { binomialTest } from '../../../science/stats/oneSample.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { spearman } from '../../../science/stats/spearman.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { tested } from './tested.ts'

/** Exact tests against going through every relabelling of at most 7 values, ties among them. */

/** All orders of the places 0 … n − 1. */
function ordersOf(n: number): number[][] {
  if (n === 0) return [[]]
  return ordersOf(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  )
}
const orders = Array.from({ length: 8 }, (_, n) => ordersOf(n))

/** Share of all orders of the labels in which a statistic is as far out as observed. */
function share(labels: readonly number[], isAsFar: (labels: readonly number[]) => boolean): number {
  const all = orders[labels.length] ?? []
  return all.filter((order) => isAsFar(order.map((at) => labels[at] ?? 0))).length / all.length
}

const values = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 7 })
const withGroups = values.chain((x) =>
  fc.record({ x: fc.constant(x), m: fc.integer({ min: 1, max: x.length - 1 }) }),
)
const runs = { numRuns: 40, seed: 9 }

describe('every relabelling of at most 7 values', () => {
  it('rank sum and Kolmogorov–Smirnov, two groups', () => {
    fc.assert(
      fc.property(withGroups, ({ x, m }) => {
        if (new Set(x).size < 2) return
        const labels = x.map((_, i) => (i < m ? 0 : 1))
        const groups = (own: readonly number[]): number[][] =>
          [0, 1].map((g) => x.filter((_, i) => own[i] === g))
        const distance = (own: readonly number[]): number => {
          const [a = [], b = []] = groups(own)
          const at = (list: number[], v: number): number => list.filter((w) => w <= v).length / list.length
          return Math.max(...x.map((v) => Math.abs(at(a, v) - at(b, v))))
        }
        const rankSum = (own: readonly number[]): number => {
          const [a = [], b = []] = groups(own)
          const wins = a.reduce(
            (sum, v) => sum + b.reduce((s, w) => s + (v > w ? 1 : v === w ? 0.5 : 0), 0),
            0,
          )
          return Math.abs(wins - (a.length * b.length) / 2)
        }
        const [first = [], second = []] = groups(labels).map(ascending)
        const order = orderOf([ascending(first), ascending(second)])
        const d = distance(labels)
        const w = rankSum(labels)
        expect(Math.exp(kolmogorovSmirnov(order).logP)).toBeCloseTo(
          share(labels, (own) => distance(own) >= d - 1e-9),
          10,
        )
        expect(Math.exp(wilcoxonRankSum(ascending(first), ascending(second)).logP)).toBeCloseTo(
          share(labels, (own) => rankSum(own) >= w),
          10,
        )
      }),
      runs,
    )
  })

  it('Fisher, 2 × 2 and larger: tables no likelier than this one', () => {
    const category = fc.integer({ min: 0, max: 2 })
    const pairs = fc.array(fc.tuple(category, category), { minLength: 3, maxLength: 7 })
    const key = (rows: readonly number[], columns: readonly number[]): string =>
      [0, 1, 2]
        .map((r) =>
          [0, 1, 2].map((c) => rows.filter((row, i) => row === r && columns[i] === c).length).join(),
        )
        .join('/')
    fc.assert(
      fc.property(pairs, (all) => {
        const [rows, columns] = [all.map(([r]) => r), all.map(([, c]) => c)]
        const counts = new Map<string, number>()
        for (const order of orders[all.length] ?? []) {
          const at = key(
            rows,
            order.map((i) => columns[i] ?? 0),
          )
          counts.set(at, (counts.get(at) ?? 0) + 1)
        }
        const own = counts.get(key(rows, columns)) ?? NaN
        const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
        const p = [...counts.values()].filter((n) => n <= own).reduce((sum, n) => sum + n, 0) / total
        const table = [0, 1, 2].map((r) =>
          [0, 1, 2].map((c) => all.filter(([a, b]) => a === r && b === c).length),
        )
        const ours = fisherTable(table, { random: createRandom(1) })
        if ('reason' in ours) return
        expect(ours.variant.kind).toBe('exact')
        expect(Math.exp(ours.logP)).toBeCloseTo(p, 10)
        const usedRows = table.filter((row) => row.some(Boolean))
        const used = [0, 1, 2].filter((c) => table.some((row) => (row[c] ?? 0) > 0))
        if (usedRows.length !== 2 || used.length !== 2) return
        const small = usedRows.map((row) => used.map((c) => row[c] ?? 0))
        expect(Math.exp(tested(fisherTwoByTwo(small)).logP)).toBeCloseTo(p, 10)
      }),
      runs,
    )
  })

  it('Spearman and Kendall without ties: all orders of one side, twice the smaller tail', () => {
    for (const n of [3, 4, 5, 6, 7])
      for (const order of (orders[n] ?? []).filter((_, i) => i % 397 === 3 || n < 5)) {
        const x = Array.from({ length: n }, (_, i) => i)
        const squares = (y: readonly number[]): number => y.reduce((sum, v, i) => sum + (v - i) ** 2, 0)
        const inverted = (y: readonly number[]): number =>
          y.reduce((sum, v, i) => sum + y.slice(i + 1).filter((w) => w < v).length, 0)
        for (const [statistic, ours] of [
          [squares, tested(spearman(x, order)).logP],
          [inverted, tested(kendall(x, order)).logP],
        ] as const) {
          const here = statistic(order)
          const below = share(x, (y) => statistic(y) <= here)
          const above = share(x, (y) => statistic(y) >= here)
          expect(Math.exp(ours)).toBeCloseTo(Math.min(1, 2 * Math.min(below, above)), 10)
        }
      }
  })

  it('binomial: every sequence of up to 7', () => {
    for (let n = 1; n <= 7; n += 1)
      for (let k = 0; k <= n; k += 1) {
        const counts = Array.from({ length: n + 1 }, () => 0)
        for (let bits = 0; bits < 2 ** n; bits += 1) {
          const ones = bits.toString(2).replaceAll('0', '').length
          counts[ones] = (counts[ones] ?? 0) + 0.3 ** ones * 0.7 ** (n - ones)
        }
        const own = counts[k] ?? NaN
        const p = counts.filter((c) => c <= own * (1 + 1e-7)).reduce((sum, c) => sum + c, 0)
        expect(Math.exp(binomialTest(k, n, { p: 0.3 }).logP)).toBeCloseTo(p, 12)
      }
  })
})
