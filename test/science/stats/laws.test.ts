/** Of functions that other files test for other things: the laws that were missing. */
import { describe, expect, it } from 'vitest'
import { epsilonSquaredInterval, etaSquaredInterval } from '../../../science/stats/bootstrap.ts'
import { ascending, quantile } from '../../../science/stats/describe.ts'
import { digamma } from '../../../science/stats/digamma.ts'
import {
  chiSquaredUpperQuantile,
  fUpperQuantile,
  logNormalTwoSided,
  logNormalUpper,
  normalUpperQuantile,
  tUpperQuantile,
} from '../../../science/stats/distributions.ts'
import { exactCohenD, rankBiserialInterval } from '../../../science/stats/effectSizes.ts'
import { equivalenceOfMeans } from '../../../science/stats/equivalence.ts'
import { lineBand } from '../../../science/stats/lineBand.ts'
import { welchAnova } from '../../../science/stats/manyGroups.ts'
import { rankSumMany } from '../../../science/stats/manyRankSums.ts'
import { adjusted, adjustFamily } from '../../../science/stats/multiplicity.ts'
import { percentileRank } from '../../../science/stats/percentile.ts'
import { minimumDetectableD } from '../../../science/stats/power.ts'
import {
  minimumDetectableCorrelation,
  powerOfCorrelation,
  powerOfPairedT,
  powerOfProportions,
  powerOfT,
  sizeForPower,
} from '../../../science/stats/powerOfTests.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { rankAdjustedDifference } from '../../../science/stats/rankAdjustment.ts'
import { rankSumTable } from '../../../science/stats/rankSumTable.ts'
import { medianAbsoluteDeviation, shapeOf } from '../../../science/stats/shape.ts'
import {
  pairwiseDifferences,
  standardisedMeanDifference,
} from '../../../science/stats/standardisedDifference.ts'
import { pairedT } from '../../../science/stats/studentT.ts'
import { readCases } from '../../oracles/read.ts'
import { oneSampleSignedRank } from '../../../science/stats/oneSample.ts'
import { tested } from './tested.ts'

const { resample } = readCases('further') as { resample: { groups: number[][]; draws: number[][] }[] }
const near = (ours: number | null | undefined, theirs: number, tolerance = 1e-10): void => {
  expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThan(tolerance * Math.max(1, Math.abs(theirs)))
}
const order = (...groups: number[][]) => orderOf(groups.map(ascending))
const twice = (values: readonly number[]) => values.map((value) => 2 * value)
const moved = (values: readonly number[]) => values.map((value) => value + 100)

describe('laws', () => {
  const [x, y] = [[1.5, 4, 2, 8, 5], [3, 9, 4, 12]] // prettier-ignore

  it('swapped groups turn the sign, shift and scale change what they should', () => {
    const smd = (a: number[], b: number[]): number => standardisedMeanDifference(a, b).value ?? NaN
    near(smd(y, x), -smd(x, y), 1e-13)
    near(smd(moved(twice(x)), moved(twice(y))), smd(x, y), 1e-12)
    const pairs = pairwiseDifferences([x, y, twice(x)], standardisedMeanDifference)
    const turned = pairwiseDifferences([twice(x), y, x], standardisedMeanDifference)
    near(turned.value, pairs.value ?? NaN, 1e-13)
    const four = x.slice(0, 4)
    near(tested(pairedT(y, four)).t, -tested(pairedT(four, y)).t, 1e-13)
    near(tested(pairedT([...four].reverse(), [...y].reverse())).t, tested(pairedT(four, y)).t, 1e-13)
    near(tested(exactCohenD(moved(x), moved(y))).low, tested(exactCohenD(x, y)).low, 1e-9)
    const [one, other] = [
      equivalenceOfMeans(x, y, { margin: 9 }),
      equivalenceOfMeans(y, x, { margin: 9 }),
    ].map(tested)
    near(other?.low, -(one?.high ?? NaN), 1e-12)
    near(other?.logP, one?.logP ?? NaN, 1e-12)
    expect(tested(equivalenceOfMeans(x, y, { margin: 12 })).logP).toBeLessThan(one?.logP ?? NaN)
    near(welchAnova([y, x])?.f, welchAnova([x, y])?.f ?? NaN, 1e-12)
    expect(rankBiserialInterval(-0.4, 9).low).toBeCloseTo(-rankBiserialInterval(0.4, 9).high, 13)
  })

  it('ranks do not see a rising scale; swapped groups turn round', () => {
    const values = [3, 1, 4, 1.5, 9, 2.6]
    const first = [1, 0, 1, 0, 0, 1]
    const covariates = [{ name: 'z', values: [1, 5, 2, 2, 7, 1] }]
    const plain = tested(rankAdjustedDifference(values, first, covariates)).difference
    const risen = tested(rankAdjustedDifference(values.map(Math.exp), first, covariates)).difference
    near(risen.t, plain.t ?? NaN, 1e-12)
    const turned = tested(rankAdjustedDifference(values, first.map((g) => 1 - g), covariates)).difference // prettier-ignore
    near(turned.t, -(plain.t ?? NaN), 1e-10)
    const table = rankSumTable(values)
    const other = rankSumTable(values.map(Math.exp))
    expect([...other.doubled]).toEqual([...table.doubled])
    // a sum and the one as far on the other side of its mean, 21
    near(table.logP(14, 3), table.logP(28, 3), 1e-13)
    const both = rankSumMany([values, values.map((v) => -v)], Int8Array.from(first))
    near(both.logP[1], both.logP[0] ?? NaN, 1e-13)
    near(both.delta[1], -(both.delta[0] ?? NaN), 1e-13)
  })

  it('quantiles: tails turned round, squares, shift and scale', () => {
    near(fUpperQuantile(0.1, 3, 8), 1 / fUpperQuantile(0.9, 8, 3), 1e-11)
    near(chiSquaredUpperQuantile(0.04, 1), normalUpperQuantile(0.02) ** 2, 1e-11)
    near(tUpperQuantile(0.02, 6) ** 2, fUpperQuantile(0.04, 1, 6), 1e-11)
    near(Math.exp(logNormalTwoSided(1.3)), 2 * Math.exp(logNormalUpper(1.3)), 1e-13)
    near(Math.exp(logNormalUpper(-0.7)) + Math.exp(logNormalUpper(0.7)), 1, 1e-13)
    near(normalUpperQuantile(0.8), -normalUpperQuantile(0.2), 1e-12)
    near(quantile(ascending(moved(twice(x))), 0.3), 2 * quantile(ascending(x), 0.3) + 100, 1e-13)
    near(digamma(3.7), digamma(2.7) + 1 / 2.7, 1e-13)
    near(
      medianAbsoluteDeviation(ascending(moved(twice(x)))),
      2 * medianAbsoluteDeviation(ascending(x)),
      1e-13,
    )
    near(shapeOf(ascending(x.map((v) => -v))).skewness, -(shapeOf(ascending(x)).skewness ?? NaN), 1e-12)
    near(percentileRank(ascending(moved(x)), 104), percentileRank(ascending(x), 4) ?? NaN, 1e-13)
  })

  it('p in another order have q in that order; more power with more of anything', () => {
    const logP = [0.2, 0.001, 0.03, 0.03, 0.9].map(Math.log)
    for (const how of ['benjamini-hochberg', 'benjamini-yekutieli', 'holm', 'bonferroni'] as const) {
      const { logQ } = adjusted(logP, how)
      expect([...adjusted([...logP].reverse(), how).logQ].reverse()).toEqual([...logQ])
      expect(logQ[2]).toBe(logQ[3])
      logQ.forEach((q, i) => {
        expect(q).toBeGreaterThanOrEqual(logP[i] ?? NaN)
      })
      expect([...adjustFamily('all', logP, how).logQ]).toEqual([...logQ])
    }
    expect(powerOfT({ d: 0.5, m: 30, n: 30 })).toBeGreaterThan(powerOfT({ d: 0.5, m: 20, n: 30 }))
    near(powerOfT({ d: -0.5, m: 20, n: 30 }), powerOfT({ d: 0.5, m: 30, n: 20 }), 1e-13)
    expect(powerOfPairedT({ d: 0.5, n: 30 })).toBeGreaterThan(powerOfPairedT({ d: 0.5, n: 20 }))
    near(powerOfProportions({ first: 0.2, second: 0.6, n: 30 }), powerOfProportions({ first: 0.8, second: 0.4, n: 30 }), 1e-12) // prettier-ignore
    near(powerOfT({ d: minimumDetectableD(17, 30), m: 17, n: 30 }), 0.8, 1e-11)
    near(powerOfCorrelation({ r: minimumDetectableCorrelation(40), n: 40 }), 0.8, 1e-11)
    const sizes = [0.5, 0.8, 0.95].map(
      (power) => sizeForPower((n) => powerOfPairedT({ d: 0.4, n: n + 1 }), power) ?? 0,
    )
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes)
  })

  it('a line moved and scaled is the line moved and scaled', () => {
    const [a, b] = [[1, 2, 4, 7], [2, 1, 5, 6]].map((v) => v) // prettier-ignore
    const line = lineBand(a ?? [], b ?? [])
    const other = lineBand(moved(a ?? []), twice(b ?? []))
    if (line.kind !== 'line' || other.kind !== 'line') throw new Error('no line')
    near(other.slope.low, 2 * line.slope.low, 1e-11)
    near(other.high[7], 2 * (line.high[7] ?? NaN), 1e-11)
  })

  it('signs turned round turn the one-sample ranks round; a shift of all and of μ is none', () => {
    const values = [1.5, -2, 3.25, 0.5, 4, -0.75]
    const test = tested(oneSampleSignedRank(values, { mu: 0.25 }))
    const other = tested(oneSampleSignedRank(values.map((v) => -v), { mu: -0.25 })) // prettier-ignore
    near(other.logP, test.logP)
    near(other.pseudomedian.low, -(test.pseudomedian.high ?? NaN))
    near(
      tested(oneSampleSignedRank(moved(values), { mu: 100.25 })).pseudomedian.value,
      test.pseudomedian.value + 100,
    )
  })

  it('resampled within groups: shift and scale change neither ε² nor η²', () => {
    const [one] = resample
    const draws = (one?.draws ?? []).map((draw) => Uint16Array.from(draw))
    const groups = one?.groups ?? []
    const other = groups.map((group) => moved(twice(group)))
    near(
      epsilonSquaredInterval(order(...other), draws).low,
      epsilonSquaredInterval(order(...groups), draws).low,
      1e-12,
    )
    near(etaSquaredInterval(other.map(ascending), draws).high, etaSquaredInterval(groups.map(ascending), draws).high, 1e-10) // prettier-ignore
  })
})
