/** Of functions that other files test for other things: R's figure and the awkward input that were missing. */
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { bcaFrom, bcaInterval } from '../../../science/stats/bca.ts'
import { epsilonSquaredInterval, etaSquaredInterval } from '../../../science/stats/bootstrap.ts'
import { cliffDelta } from '../../../science/stats/cliffDelta.ts'
import { principalComponents } from '../../../science/stats/components.ts'
import { ascending, describe as describeValues, moments, quantile } from '../../../science/stats/describe.ts'
import { digamma } from '../../../science/stats/digamma.ts'
import { logBinomialLower, logHypergeometricLower } from '../../../science/stats/discrete.ts'
import {
  chiSquaredUpperQuantile,
  fUpperQuantile,
  logChiSquaredUpper,
  logFUpper,
  logNormalTwoSided,
  normalUpperQuantile,
  tUpperQuantile,
} from '../../../science/stats/distributions.ts'
import { exactCohenD, pairedCohenD } from '../../../science/stats/effectSizes.ts'
import { welchAnova } from '../../../science/stats/manyGroups.ts'
import { rankSumMany } from '../../../science/stats/manyRankSums.ts'
import { adjustFamily, benjaminiHochberg } from '../../../science/stats/multiplicity.ts'
import { chooseComponents, gaussianMixture } from '../../../science/stats/mixture.ts'
import { percentileRank } from '../../../science/stats/percentile.ts'
import { permutationTest } from '../../../science/stats/permutation.ts'
import { permuteMeans } from '../../../science/stats/permutedMeans.ts'
import { minimumDetectableD } from '../../../science/stats/power.ts'
import {
  minimumDetectableCorrelation,
  powerOfCorrelation,
  powerOfT,
  sizeForPower,
} from '../../../science/stats/powerOfTests.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { midRanks, orderOf } from '../../../science/stats/rank.ts'
import { rankSumTable } from '../../../science/stats/rankSumTable.ts'
import { medianAbsoluteDeviation } from '../../../science/stats/shape.ts'
import { standardisedMeanDifference } from '../../../science/stats/standardisedDifference.ts'
import { cohenD, pairedT, studentT } from '../../../science/stats/studentT.ts'
import { weightedCliffDelta } from '../../../science/stats/weightedTests.ts'
import { welchT } from '../../../science/stats/welch.ts'
import { wilcoxonSignedRank } from '../../../science/stats/signedRank.ts'
import { readCases } from '../../oracles/read.ts'
import { binomialTest } from '../../../science/stats/oneSample.ts'
import { kolmogorovSmirnov } from '../../../science/stats/kolmogorovSmirnov.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { cumulativeIncidence } from '../../../science/survival/competingRisks.ts'
import { tested } from './tested.ts'

const oracle = readCases('further') as {
  describe: Record<
    string,
    {
      x: number[]
      quantiles: number[]
      mean: number
      sd: number
      rank: number[]
      percentile: number[]
      mad: number
    }
  >
  resample: { groups: number[][]; draws: number[][]; epsilon: [number, number]; eta: [number, number] }[]
  paired: { x: number[]; y: number[]; value: number; low: number; high: number }[]
  cohen: { x: number[]; y: number[]; value: number; low: number; high: number }[]
  sizes: { d: number; n: number }[]
  bca: {
    value: number
    replicates: number[]
    jackknife: number[]
    bias: number
    acceleration: number
    low: number | null
    high: number | null
  }[]
  welch: { groups: number[][]; f: number; df2: number; p: number }[]
}
const near = (ours: number | null | undefined, theirs: number, tolerance = 1e-10): void => {
  expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThan(tolerance * Math.max(1, Math.abs(theirs)))
}
const order = (...groups: number[][]) => orderOf(groups.map(ascending))

describe('R', () => {
  it.each(Object.entries(oracle.describe))('R quantile, mean, sd, rank, mad: %s', (_, one) => {
    const sorted = ascending(one.x)
    ;[0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].forEach((p, i) => {
      near(quantile(sorted, p), one.quantiles[i] ?? NaN, 1e-13)
    })
    const { mean, sd } = moments(one.x)
    near(mean, one.mean, 1e-13)
    near(sd, one.sd, 1e-9)
    const described = describeValues(sorted)
    near(described.mean, one.mean, 1e-13)
    near(described.sd, one.sd, 1e-9)
    near(described.q1, one.quantiles[2] ?? NaN, 1e-13)
    expect([described.min, described.max]).toEqual([one.quantiles[0], one.quantiles[6]])
    expect([...midRanks(one.x)]).toEqual(one.rank)
    one.x.forEach((value, i) => {
      near(percentileRank(sorted, value), one.percentile[i] ?? NaN, 1e-13)
    })
    near(medianAbsoluteDeviation(sorted), one.mad, 1e-13)
  })

  it('R kruskal.test and aov on the same resamples: percentile intervals of ε² and η²', () => {
    for (const { groups, draws, epsilon, eta } of oracle.resample) {
      const taken = draws.map((draw) => Uint16Array.from(draw))
      const ours = epsilonSquaredInterval(order(...groups), taken)
      near(ours.low, epsilon[0])
      near(ours.high, epsilon[1])
      const other = etaSquaredInterval(groups.map(ascending), taken)
      near(other.low, eta[0])
      near(other.high, eta[1])
    }
  })

  it('R pt(ncp = ) solved: d of pairs; effsize’s formula: Cohen d', () => {
    for (const { x, y, value, low, high } of oracle.paired) {
      const ours = tested(pairedCohenD(x, y))
      near(ours.value, value)
      near(ours.low, low, 1e-7)
      near(ours.high, high, 1e-7)
    }
    for (const { x, y, value, low, high } of oracle.cohen) {
      const ours = tested(cohenD(x, y))
      near(ours.value, value)
      near(ours.low, low)
      near(ours.high, high)
    }
  })

  it('R power.t.test(power = .8): patients per group', () => {
    for (const { d, n } of oracle.sizes) expect(sizeForPower((k) => powerOfT({ d, m: k, n: k }), 0.8)).toBe(n)
  })

  it('R, the formula of BCa written out: from the same replicates and jackknife', () => {
    for (const { value, replicates, jackknife, ...theirs } of oracle.bca) {
      const ours = tested(bcaFrom(value, { replicates, jackknife }))
      for (const part of ['bias', 'acceleration', 'low', 'high'] as const) {
        const figure = theirs[part]
        // beyond the outermost replicate there is nothing to interpolate
        if (figure === null) expect(ours.isAtEnd).toBe(true)
        else near(ours[part], figure, 1e-9)
      }
      // bcaInterval draws its own replicates and hands them to this function: with a statistic that is the same for all, none
      expect(bcaInterval(5, () => 3, { random: createRandom(2) })).toMatchObject({ kind: 'notTestable' })
    }
  })

  it('R p.adjust, through a named family', () => {
    const cases = readCases('adjust') as Record<'p' | 'holm' | 'BY', (number | string)[]>[]
    for (const stored of cases)
      for (const [how, column] of [
        ['holm', 'holm'],
        ['benjamini-yekutieli', 'BY'],
      ] as const) {
        const list = (name: 'p' | 'holm' | 'BY') =>
          [stored[name]].flat().map((value) => (typeof value === 'number' ? value : NaN))
        const { logQ, planned } = adjustFamily('all', list('p').map(Math.log), how)
        expect(planned).toBe(list('p').length)
        list(column).forEach((value, i) => {
          if (Number.isNaN(value)) expect(logQ[i]).toBeNaN()
          else if (value > 0) near(logQ[i], Math.log(value))
        })
      }
  })

  it('one column at a time: rank sums are those of the test itself, a mixture is that of its choice itself', () => {
    const { uniform } = createRandom(12)
    const columns = Array.from({ length: 12 }, (_, c) =>
      Array.from({ length: 15 }, () => Math.round(uniform() * (c + 3))),
    )
    const first = Int8Array.from({ length: 15 }, (_, i) => (i % 3 === 0 ? 1 : 0))
    const many = rankSumMany(columns, first)
    columns.forEach((column, c) => {
      const [a, b] = [1, 0].map((g) => ascending(column.filter((__, i) => first[i] === g)))
      if (a && b) expect(many.logP[c]).toBe(wilcoxonRankSum(a, b).logP)
    })
    // chooseComponents has scikit-learn's figures
    const values = Array.from({ length: 40 }, (_, i) => (i % 2) * 4 + uniform())
    const chosen = tested(chooseComponents(values))
    for (let k = 1; k <= 5; k += 1) expect(gaussianMixture(values, k)).toEqual(chosen.fits[k - 1])
  })

  it('R oneway.test: Welch’s analysis of three groups', () => {
    for (const { groups, f, df2, p } of oracle.welch) {
      const ours = welchAnova(groups)
      near(ours?.f, f)
      near(ours?.df2, df2)
      near(ours?.logP, Math.log(p), 1e-9)
    }
  })

  it('brute force: a weight is so many rows for Cliff δ, and every relabelling for a statistic of one’s own', () => {
    const repeated = (values: number[], weights: number[]) =>
      values.flatMap((value, i) => Array<number>(weights[i] ?? 0).fill(value))
    const [x, y, wx, wy] = [[1, 4, 4, 7], [2, 4, 9], [2, 1, 3, 0], [1, 2, 2]] // prettier-ignore
    near(weightedCliffDelta(x, y, wx, wy), cliffDelta(order(repeated(x, wx), repeated(y, wy))).value, 1e-13)
    // 2 of 5: ten ways; the medians of the two smallest and the three others lie farthest apart
    const median = (a: Float64Array): number => quantile(ascending(a), 0.5)
    const statistic = (a: Float64Array, b: Float64Array): number => median(a) - median(b)
    const pooled = [1, 2, 4, 7, 11]
    let [all, asFar] = [0, 0]
    const far = Math.abs(statistic(Float64Array.of(1, 2), Float64Array.of(4, 7, 11)))
    for (let i = 0; i < 5; i += 1)
      for (let j = i + 1; j < 5; j += 1) {
        const rest = pooled.filter((_, k) => k !== i && k !== j)
        all += 1
        if (
          Math.abs(statistic(Float64Array.of(pooled[i] ?? 0, pooled[j] ?? 0), Float64Array.from(rest))) >= far
        )
          asFar += 1
      }
    const { p } = permutationTest([1, 2], [4, 7, 11], {
      statistic,
      permutations: 4999,
      random: createRandom(6),
    })
    expect(Math.abs(p - asFar / all)).toBeLessThan(0.02)
    expect(permuteMeans([[[1, 2], [4, 7, 11]]], 4999, createRandom(6)).p[0]).toBe(2 / 10) // prettier-ignore
  })
})

describe('awkward input', () => {
  it.each([NaN, Infinity, -Infinity])('%d is refused by name, not called constant', (bad) => {
    // regression: a mean of NaN was "a group is constant"
    const [x, y] = [[1, bad, 3], [2, 5, 9]] // prettier-ignore
    for (const ask of [
      () => studentT(x, y),
      () => studentT(y, x),
      () => welchT(x, y),
      () => cohenD(x, y),
      () => exactCohenD(y, x),
      () => pairedT(x, y),
      () => pairedCohenD(x, y),
      () => wilcoxonSignedRank(x, y),
      () => welchAnova([y, x]),
      () => standardisedMeanDifference(x, y),
      () => permutationTest(x, y, { statistic: () => 0, permutations: 9, random: createRandom(1) }),
    ])
      expect(ask).toThrow(InvalidInput)
  })

  it.each([95, 1, 0, -1, NaN])('a level of %d is none and is refused', (level) => {
    // regression: it made bounds of NaN
    expect(() => studentT([1, 2], [3, 5], level)).toThrow(InvalidInput)
    expect(() => normalUpperQuantile((1 - level) / 2 - (level === 0 ? 0.5 : 0))).toThrow(InvalidInput)
  })

  it('at the ends of distributions: nothing is NaN, what is none is refused', () => {
    expect([logChiSquaredUpper(0, 3), logFUpper(0, 2, 5)]).toEqual([0, 0])
    expect([logChiSquaredUpper(Infinity, 3), logFUpper(Infinity, 2, 5)]).toEqual([-Infinity, -Infinity])
    expect(normalUpperQuantile(1e-300)).toBeCloseTo(37.0471, 3)
    for (const tail of [0, 1, -0.1, NaN]) {
      expect(() => normalUpperQuantile(tail)).toThrow(InvalidInput)
      expect(() => tUpperQuantile(tail, 4)).toThrow(InvalidInput)
      expect(() => fUpperQuantile(tail, 2, 4)).toThrow(InvalidInput)
      expect(() => chiSquaredUpperQuantile(tail, 2)).toThrow(InvalidInput)
    }
    expect([quantile(ascending([3]), 0.4), quantile(ascending([1, 2]), 1)]).toEqual([3, 2])
    expect(digamma(1e-8)).toBeCloseTo(-1e8 - 0.5772156649, 0)
    near(digamma(1e15), Math.log(1e15), 1e-14)
    const urn = { successes: 3, failures: 2, draws: 4 }
    expect([logHypergeometricLower(1, urn), logHypergeometricLower(3, urn)]).toEqual([-Infinity, 0])
  })

  it('at the ends of exact tests and curves: empty, one, all of one kind', () => {
    expect(cliffDelta(order([2], [1]))).toMatchObject({ value: 1, low: null, how: 'none' })
    expect(cliffDelta(order([2, 3], [1, 0]))).toMatchObject({ value: 1, high: 1, how: 'complete-separation' })
    expect(cliffDelta(order([2, 2], [2, 2]))).toMatchObject({ value: 0, low: 0, high: 0 })
    expect([logBinomialLower(0, 5, 0), logBinomialLower(4, 5, 1), logBinomialLower(5, 5, 1)]).toEqual([
      0,
      -Infinity,
      0,
    ])
    expect(() => logBinomialLower(6, 5, 0.5)).toThrow(InvalidInput)
    expect([logNormalTwoSided(0), logNormalTwoSided(Infinity)]).toEqual([0, -Infinity])
    expect(logNormalTwoSided(1e6)).toBeCloseTo(-5e11 - Math.log(1e6) - 0.2258, 3)
    expect(() => kolmogorovSmirnov(order([1, 2], []))).toThrow(InvalidInput)
    expect(kolmogorovSmirnov(order([3, 3], [3]))).toMatchObject({ d: 0, logP: 0 })
    for (const [k, n] of [
      [3, 2],
      [-1, 4],
      [0, 0],
    ] as const)
      expect(() => binomialTest(k, n)).toThrow(InvalidInput)
    for (const p of [0, 1, NaN]) expect(() => binomialTest(1, 2, { p })).toThrow(InvalidInput)
    expect(medianAbsoluteDeviation(ascending([4]))).toBe(0)
    expect(medianAbsoluteDeviation(ascending([1e-300, 3e-300, 9e-300]), 1) / 2e-300).toBeCloseTo(1, 12)
    const none = cumulativeIncidence({ time: [1, 2], event: [2, 0] }, { cause: 1, causes: 2 })
    expect([none.events, none.time.length]).toEqual([0, 0])
    expect(cumulativeIncidence({ time: [], event: [] }, { cause: 1, causes: 2 }).n).toBe(0)
    // everybody has had it: no scale for limits
    const all = cumulativeIncidence({ time: [1, 2], event: [1, 1] }, { cause: 1, causes: 1 })
    expect(all.incidence[1]).toBe(1)
    expect(all.high[1]).toBeNaN()
    expect(() => cumulativeIncidence({ time: [1], event: [3] }, { cause: 1, causes: 2 })).toThrow(
      InvalidInput,
    )
  })

  it('few, equal or extreme values, families of none', () => {
    expect(() => principalComponents([[1, 1, 1]])).toThrow(InvalidInput)
    expect(() => principalComponents([[1]])).toThrow(InvalidInput)
    expect(() => principalComponents([[1, 2], [1, 2, 3]])).toThrow(InvalidInput) // prettier-ignore
    near(principalComponents([[1e300, 2e300, 4e300], [1, 2, 4]]).sdev[0], Math.SQRT2, 1e-12) // prettier-ignore
    expect(benjaminiHochberg([])).toMatchObject({ tested: 0 })
    expect([...benjaminiHochberg([-Infinity, NaN, 0]).logQ]).toEqual([-Infinity, NaN, 0])
    expect(() => adjustFamily(' ', [0], 'holm')).toThrow(InvalidInput)
    expect(() => permutationTest([], [1], { statistic: () => 0, permutations: 9, random: createRandom(1) })).toThrow(InvalidInput) // prettier-ignore
    expect(weightedCliffDelta([1], [2], [0], [1])).toBeNaN()
    const none = epsilonSquaredInterval(order([1, 1], [1, 1]), [Uint16Array.of(0, 1, 0, 1)])
    expect(none.low).toBeNaN()
    expect(
      etaSquaredInterval([ascending([2, 2]), ascending([2, 2])], [Uint16Array.of(0, 1, 0, 1)]).low,
    ).toBeNaN()
    const tied = rankSumTable([1, 1, 2, 2])
    expect(tied).toMatchObject({ ties: true, variant: 'conditional-exact' })
    near(tied.logP(5 + 5, 2), 0, 1e-13)
    expect(rankSumTable([1, 1, 2, 2], 'R').variant).toBe('asymptotic')
  })

  it('power of what nobody can ask is refused, not looked for without end', () => {
    // regression: a power of 1 was looked for for ever
    for (const power of [0, 1, NaN]) expect(() => minimumDetectableD(10, 10, power)).toThrow(InvalidInput)
    expect(() => minimumDetectableD(1, 1)).toThrow(InvalidInput)
    expect(() => minimumDetectableD(10, 10, 0.8, 0)).toThrow(InvalidInput)
    expect(minimumDetectableD(10, 10, 0.02)).toBe(0)
    expect(() => powerOfCorrelation({ r: 1, n: 20 })).toThrow(InvalidInput)
    expect(() => minimumDetectableCorrelation(3)).toThrow(InvalidInput)
    expect(sizeForPower(() => 0.1, 0.8)).toBeNull()
  })
})
