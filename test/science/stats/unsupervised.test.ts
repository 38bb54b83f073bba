import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  cutInto,
  euclideanDistances,
  hierarchicalClusters,
  type Linkage,
} from '../../../science/stats/cluster.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { bestClusters } from '../../../science/stats/intervals.ts'
import { expOfNegative } from '../../../science/stats/expOfNegative.ts'
import { mersenneTwister } from '../../../science/stats/mersenneTwister.ts'
import { chooseComponents, gaussianMixture } from '../../../science/stats/mixture.ts'
import { off, readCases, readOracle, readRows } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const trees = readCases('cluster') as {
  x: (number | number[])[]
  method: Linkage
  merge: [number, number][]
  height: number | number[]
  order: number[]
  k: number
  cut: number[]
}[]
const mixtures = readOracle('mixture/answers.json') as Record<
  'sklearn12' | 'sklearn19',
  Record<
    string,
    { K: number; fits: { k: number; bic: number; loglik: number; means: number[]; n_iter: number }[] }
  >
>

describe('one-dimensional Gaussian mixtures', () => {
  it('by hand: one component is the mean and the variance; two far heaps are two', () => {
    // 0 2 4: mean 2, variance 8/3 + 1e-6; log likelihood −1.5 log(2π · variance) − 4/variance
    const one = tested(gaussianMixture([0, 4, 2], 1))
    const variance = 8 / 3 + 1e-6
    expect(one.means).toEqual([2])
    expect(one.logLikelihood).toBeCloseTo(-1.5 * Math.log(2 * Math.PI * variance) - 4 / variance, 12)
    expect(one.bic).toBeCloseTo(-2 * one.logLikelihood + 2 * Math.log(3), 12)
    const two = tested(gaussianMixture([0, 1, 100, 101], 2))
    expect(two.means[0]).toBeCloseTo(0.5, 9)
    expect(two.weights[1]).toBeCloseTo(0.5, 9)
  })

  const rows = readRows('mixture/columns.csv')
  const names = [
    'f1_k1',
    'f2_k2',
    'f3_k3',
    'f4_k4',
    'f5_k1',
    'f6_k2',
    'f7_k3',
    'f8_k4',
    'f9_k1',
    'f10_k2',
    'f11_k3',
    'f12_k4',
  ]
  const column = (name: string) => rows.map((row) => Number(row[names.indexOf(name)]))

  it.each(names)(
    'scikit-learn 1.2 and 1.9 choose the same K, and BIC where the k-means start is the best one: %s',
    (name) => {
      const ours = tested(chooseComponents(column(name)))
      for (const version of ['sklearn12', 'sklearn19'] as const) {
        const theirs = mixtures[version][name]
        if (!theirs) throw new Error(name)
        expect(ours.k).toBe(theirs.K)
        // their k-means may start elsewhere: one and two components (and most threes) are compared, the rest where they agree
        let same = 0
        theirs.fits.forEach((fit, i) => {
          const own = ours.fits[i]
          if (own && own.iterations === fit.n_iter && off(own.bic, fit.bic) < 1e-9) {
            same += 1
            own.means.forEach((mean, j) => {
              expect(Math.abs(mean - (fit.means[j] ?? NaN))).toBeLessThan(1e-6)
            })
          }
          // EM stops at a growth of 1e-3 a value, so a worse start can end at most some tens of BIC away
          expect(own?.bic ?? NaN).toBeLessThan(fit.bic + 20)
        })
        expect(same).toBeGreaterThanOrEqual(1)
      }
    },
  )

  it.each(names)(
    'in their given order, started as scikit-learn starts: K and every BIC are its own: %s',
    (name) => {
      const started = tested(chooseComponents(column(name), 5, 'scikitLearn'))
      const theirs = mixtures.sklearn19[name]
      expect(started.k).toBe(theirs?.K)
      expect(theirs?.fits).toHaveLength(5)
      theirs?.fits.forEach((fit, i) => {
        expect(off(started.fits[i]?.bic ?? NaN, fit.bic)).toBeLessThan(1e-9)
      })
    },
  )

  const ordered = readCases('mixtureStart') as {
    x: number[]
    K: number
    bic: number[]
    iterations: number[]
  }[]
  it('started where scikit-learn starts, every K, every BIC and every number of steps is its own: 60 columns, 300 fits', () => {
    ordered.forEach(({ x, K, bic, iterations }) => {
      const ours = tested(chooseComponents(x, 5, 'scikitLearn'))
      expect(ours.k).toBe(K)
      expect(ours.fits.map((fit) => fit.iterations)).toEqual(iterations)
      ours.fits.forEach((fit, i) => {
        expect(off(fit.bic, bic[i] ?? NaN)).toBeLessThan(1e-7)
      })
    })
  })

  it('also where values tie, lie midway between centres or spread over decades: 80 columns, 400 fits', () => {
    // regression: k-means parts values midway between two centres by the rounding of c² − 2xc, and grey values are whole numbers
    const { cases } = readOracle('mixtureStart/ties.json') as { cases: { x: number[]; bic: number[] }[] }
    expect(cases).toHaveLength(80)
    for (const { x, bic } of cases) {
      const ours = tested(chooseComponents(x, 5, 'scikitLearn'))
      expect(ours.k).toBe(bic.indexOf(Math.min(...bic)) + 1)
      ours.fits.forEach((fit, i) => {
        expect(off(fit.bic, bic[i] ?? NaN)).toBeLessThan(1e-7)
      })
    }
  })

  it('numpy’s first numbers of seed 0 and 2³² − 1; e^x as Math.exp has it', () => {
    const zero = mersenneTwister(0)
    expect([zero(), zero(), zero()]).toEqual([0.5488135039273248, 0.7151893663724195, 0.6027633760716439])
    const large = mersenneTwister(4294967295)
    expect(large()).toBe(0.0976320289940138)
    fc.assert(
      fc.property(fc.double({ min: -700, max: 0, noNaN: true }), (x) => {
        expect(off(expOfNegative(x), Math.exp(x))).toBeLessThan(4e-16)
      }),
    )
    expect([expOfNegative(0), expOfNegative(-Infinity), expOfNegative(-746)]).toEqual([1, 0, 0])
  })

  it('the start is the best partition: brute force', () => {
    const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 9 })
    fc.assert(
      fc.property(values, (list) => {
        const x = ascending(list)
        const cost = (from: number, to: number) => {
          const part = x.subarray(from, to)
          const mean = part.reduce((sum, v) => sum + v, 0) / part.length
          return part.reduce((sum, v) => sum + (v - mean) ** 2, 0)
        }
        const best = (from: number, k: number): number => {
          if (k === 1) return cost(from, x.length)
          let least = Infinity
          for (let to = from + 1; to <= x.length - k + 1; to += 1)
            least = Math.min(least, cost(from, to) + best(to, k - 1))
          return least
        }
        bestClusters(x, 4).forEach((starts, i) => {
          const sum = starts.reduce((total, from, j) => total + cost(from, starts[j + 1] ?? x.length), 0)
          expect(sum).toBeCloseTo(best(0, i + 1), 8)
        })
      }),
      { numRuns: 100 },
    )
  })

  it('order does not matter; a shift moves the means and nothing else', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 40 })
    fc.assert(
      fc.property(values, (list) => {
        const one = tested(chooseComponents(list))
        expect(tested(chooseComponents([...list].reverse()))).toEqual(one)
        const moved = tested(
          gaussianMixture(
            list.map((v) => v + 1024),
            2,
          ),
        )
        const plain = tested(gaussianMixture(list, 2))
        expect(moved.means[0]).toBeCloseTo((plain.means[0] ?? NaN) + 1024, 6)
        expect(moved.bic).toBeCloseTo(plain.bic, 5)
      }),
      { numRuns: 60 },
    )
  })

  it('awkward input', () => {
    expect(tested(chooseComponents([3, 3, 3, 3, 3, 3])).k).toBe(1)
    expect(chooseComponents([1, 2, 3, 4])).toMatchObject({
      kind: 'notTestable',
      reason: 'too few values',
      n: 4,
    })
    expect(gaussianMixture([1, 2], 3)).toMatchObject({ kind: 'notTestable' })
    expect(() => gaussianMixture([1, 2], 0)).toThrow(InvalidInput)
    expect(() => gaussianMixture([1, NaN], 1)).toThrow(InvalidInput)
    const sparse = [...new Array<number>(30).fill(0), 1, 2, 3]
    expect(tested(chooseComponents(sparse)).fits.every(({ bic }) => Number.isFinite(bic))).toBe(true)
  })
})

describe('hierarchical clustering', () => {
  it('by hand: 0 1 3 on a line, four ways', () => {
    const d = euclideanDistances([[0, 1, 3]])
    expect(Array.from(d)).toEqual([1, 3, 2])
    const top = (linkage: Linkage) => hierarchicalClusters(d, linkage).height[1]
    expect(top('single')).toBe(2)
    expect(top('complete')).toBe(3)
    expect(top('average')).toBe(2.5)
    // centres .5 and 3: √(2 · 2 · 1/3) · 2.5
    expect(top('ward.D2')).toBeCloseTo(Math.sqrt(4 / 3) * 2.5, 13)
    const tree = hierarchicalClusters(d, 'single')
    expect(tree.merge).toEqual([
      [-1, -2],
      [-3, 1],
    ])
    expect(Array.from(tree.order)).toEqual([2, 0, 1])
    expect(Array.from(cutInto(tree, 2))).toEqual([0, 0, 1])
  })

  it.each(trees.map((entry, i) => [i, entry] as const))(
    'R hclust, case %i',
    (_, { x, method, merge, height, order, k, cut }) => {
      const ours = hierarchicalClusters(euclideanDistances(x.map((column) => [column].flat())), method)
      expect(ours.merge).toEqual(merge)
      ;[height].flat().forEach((value, i) => {
        expect(off(ours.height[i] ?? NaN, value)).toBeLessThan(1e-9)
      })
      expect(Array.from(ours.order, (i) => i + 1)).toEqual([order].flat())
      expect(Array.from(cutInto(ours, k), (i) => i + 1)).toEqual([cut].flat())
    },
  )

  it('ties: single linkage keeps its heights, every tree holds every case once', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 14 }),
        fc.constantFrom<Linkage>('single', 'complete', 'average', 'ward.D2'),
        (points, linkage) => {
          const run = (list: [number, number][]) =>
            hierarchicalClusters(euclideanDistances([list.map(([a]) => a), list.map(([, b]) => b)]), linkage)
          const tree = run(points)
          expect(Array.from(tree.order).sort((a, b) => a - b)).toEqual(points.map((_, i) => i))
          for (let i = 1; i < tree.height.length; i += 1)
            expect(tree.height[i]).toBeGreaterThanOrEqual(tree.height[i - 1] ?? NaN)
          expect(new Set(cutInto(tree, 2)).size).toBe(2)
          if (linkage === 'single')
            expect(Array.from(run([...points].reverse()).height)).toEqual(Array.from(tree.height))
        },
      ),
    )
  })

  it('awkward input', () => {
    const alone = hierarchicalClusters([], 'average')
    expect(alone.merge).toEqual([])
    expect(Array.from(alone.order)).toEqual([0])
    expect(() => hierarchicalClusters([1, 2], 'single')).toThrow(InvalidInput)
    expect(() => hierarchicalClusters([NaN], 'single')).toThrow(InvalidInput)
    expect(() => euclideanDistances([[1, 2], [1]])).toThrow(InvalidInput)
    expect(() => euclideanDistances([[1, Infinity]])).toThrow(InvalidInput)
    expect(() => cutInto(alone, 2)).toThrow(InvalidInput)
  })
})
