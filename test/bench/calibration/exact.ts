import { ascending } from '../../../science/stats/describe.ts'
import { fisherTwoByTwo } from '../../../science/stats/fisher.ts'
import { kendall } from '../../../science/stats/kendall.ts'
import { kolmogorovSmirnov } from '../../../science/stats/kolmogorovSmirnov.ts'
import { binomialTest, oneSampleSignedRank } from '../../../science/stats/oneSample.ts'
import { permuteMeans } from '../../../science/stats/permutedMeans.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { spearman } from '../../../science/stats/spearman.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { normals, tied, uniforms } from './nullData.ts'

/**
 * An exact test on small null sets. Its attainable size is the largest p ≤ .05 that the set's own values allow, over all ways to deal
 * them: found here by going through those ways, one by one.
 */
export interface Exact {
  name: string
  logP: (set: number) => number
  /** attainable size given this set's values */
  size: (set: number) => number
}

const alpha = 0.05
const logOf = (result: object): number => ('logP' in result ? Number(result.logP) : 0)

/** All ways to choose k of n places. */
function* choices(n: number, k: number, from = 0): Generator<number[]> {
  if (k === 0) yield []
  else for (let i = from; i <= n - k; i += 1) for (const rest of choices(n, k - 1, i + 1)) yield [i, ...rest]
}

function* orders(values: readonly number[]): Generator<number[]> {
  if (values.length === 0) yield []
  else
    for (const [i, value] of values.entries())
      for (const rest of orders(values.filter((_, j) => j !== i))) yield [value, ...rest]
}

/** The share of equally likely ways whose p is at most α: what the test can reach, each pattern of values once. */
function attainable(ways: Iterable<() => number>): number {
  let [all, rejected] = [0, 0]
  for (const way of ways) {
    all += 1
    if (way() <= Math.log(alpha) + 1e-12) rejected += 1
  }
  return rejected / all
}

function kept(known: Map<string, number>, key: string, make: () => number): number {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

type Two = (x: readonly number[], y: readonly number[]) => number

function twoGroups(
  name: string,
  [m, n]: readonly [number, number],
  draw: (set: number) => Float64Array,
  test: Two,
): Exact {
  const known = new Map<string, number>()
  return {
    name: `${name}, ${m} and ${n}`,
    logP: (set) => test(Array.from(draw(set).slice(0, m)), Array.from(draw(set).slice(m))),
    size: (set) => {
      const pooled = Array.from(draw(set)).sort((a, b) => a - b)
      // equal patterns of ties have equal sizes, but for the means the values themselves count
      const key = name.startsWith('permutation')
        ? pooled.join()
        : pooled.map((value) => pooled.indexOf(value)).join()
      const ways = function* (): Generator<() => number> {
        for (const chosen of choices(m + n, m))
          yield () =>
            test(
              chosen.map((i) => pooled[i] ?? NaN),
              pooled.filter((_, i) => !chosen.includes(i)),
            )
      }
      return kept(known, key, () => attainable(ways()))
    },
  }
}

const rankSum: Two = (x, y) => {
  const order = orderOf([ascending(x), ascending(y)])
  return order.levels < 2 ? 0 : wilcoxonRankSum(ascending(x), ascending(y), 0.95, order).logP
}
const smirnov: Two = (x, y) => kolmogorovSmirnov(orderOf([ascending(x), ascending(y)])).logP
const fisher: Two = (x, y) => {
  const row = (values: readonly number[]): number[] => [
    values.filter((v) => v === 0).length,
    values.filter((v) => v > 0).length,
  ]
  return logOf(fisherTwoByTwo([row(x), row(y)]))
}
const means: Two = (x, y) => Math.log(permuteMeans([[x, y]], 1000, createRandom(1)).p[0] ?? NaN)

function pairs(name: string, n: number, stream: number, test: (x: number[], y: number[]) => object): Exact {
  const draw = (set: number): Float64Array => normals(uniforms(stream, set, 4 * n))
  let size = NaN
  const places = Array.from({ length: n }, (_, i) => i)
  const ways = function* (): Generator<() => number> {
    for (const order of orders(places)) yield () => logOf(test(places, order))
  }
  return {
    name: `${name}, ${n} pairs`,
    logP: (set) => logOf(test(Array.from(draw(set).slice(0, n)), Array.from(draw(set).slice(n)))),
    size: () => (Number.isNaN(size) ? (size = attainable(ways())) : size),
  }
}

function signed(name: string, n: number, draw: (set: number) => Float64Array): Exact {
  const known = new Map<string, number>()
  return {
    name: `${name}, ${n}`,
    logP: (set) => logOf(oneSampleSignedRank(draw(set))),
    size: (set) => {
      const sizes = Array.from(draw(set), Math.abs).sort((a, b) => a - b)
      const ways = function* (): Generator<() => number> {
        for (let signs = 0; signs < 2 ** n; signs += 1)
          yield () => logOf(oneSampleSignedRank(sizes.map((value, i) => ((signs >> i) & 1 ? value : -value))))
      }
      return kept(known, sizes.map((value) => (value === 0 ? 'zero' : sizes.indexOf(value))).join(), () =>
        attainable(ways()),
      )
    },
  }
}

/** Every exact test on small sets, without and with ties. */
export function exactTests(): Exact[] {
  const normal =
    (stream: number, n: number) =>
    (set: number): Float64Array =>
      normals(uniforms(stream, set, 2 * n))
  const levels =
    (stream: number, n: number) =>
    (set: number): Float64Array =>
      tied(uniforms(stream, set, n))
  const binomial = (k: number): number => binomialTest(k, 20).logP
  const counts = (set: number): number => uniforms(29, set, 20).filter((u) => u < 0.5).length
  return [
    twoGroups('rank sum', [3, 9], normal(21, 12), rankSum),
    twoGroups('rank sum', [5, 6], normal(22, 11), rankSum),
    twoGroups('rank sum, ties', [5, 5], levels(23, 10), rankSum),
    twoGroups('Kolmogorov–Smirnov', [5, 6], normal(22, 11), smirnov),
    twoGroups('Kolmogorov–Smirnov, ties', [5, 5], levels(23, 10), smirnov),
    twoGroups(
      'Fisher, three in five zero',
      [5, 5],
      (set) => uniforms(24, set, 10).map((u) => (u < 0.6 ? 0 : 1)),
      fisher,
    ),
    twoGroups('permutation of means, ties', [4, 5], levels(25, 9), means),
    signed('signed rank', 8, normal(26, 8)),
    signed('signed rank, ties and zeros', 8, (set) => uniforms(27, set, 8).map((u) => Math.floor(u * 7) - 3)),
    pairs('Spearman', 6, 28, spearman),
    pairs('Kendall', 6, 28, kendall),
    {
      name: 'binomial, a half, 20',
      logP: (set) => binomial(counts(set)),
      size: () => {
        let size = 0
        let ways = 1
        for (let k = 0; k <= 20; k += 1) {
          if (binomial(k) <= Math.log(alpha)) size += ways / 2 ** 20
          ways = (ways * (20 - k)) / (k + 1)
        }
        return size
      },
    },
  ]
}
