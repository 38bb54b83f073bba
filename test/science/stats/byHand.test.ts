/** Worked examples of functions that other files compare with R only. */
import { describe, expect, it } from 'vitest'
import { blandAltman, intraclass } from '../../../science/stats/agreement.ts'
import { epsilonSquaredInterval, etaSquaredInterval } from '../../../science/stats/bootstrap.ts'
import { cliffDelta } from '../../../science/stats/cliffDelta.ts'
import { principalComponents } from '../../../science/stats/components.ts'
import { ascending, quantile } from '../../../science/stats/describe.ts'
import { digamma } from '../../../science/stats/digamma.ts'
import {
  chiSquaredUpperQuantile,
  fUpperQuantile,
  logNormalUpper,
  normalUpperQuantile,
  tUpperQuantile,
} from '../../../science/stats/distributions.ts'
import {
  etaSquaredBounds,
  exactCohenD,
  pairedCohenD,
  rankBiserialInterval,
} from '../../../science/stats/effectSizes.ts'
import { equivalenceOfMeans } from '../../../science/stats/equivalence.ts'
import { fisherTable } from '../../../science/stats/fisherTable.ts'
import { logitLimits } from '../../../science/stats/logitLimits.ts'
import { correlateMany } from '../../../science/stats/manyCorrelations.ts'
import { welchAnova } from '../../../science/stats/manyGroups.ts'
import { rankSumMany } from '../../../science/stats/manyRankSums.ts'
import { medianInPlace } from '../../../science/stats/medianInPlace.ts'
import { chooseComponents, gaussianMixture } from '../../../science/stats/mixture.ts'
import { adjustFamily } from '../../../science/stats/multiplicity.ts'
import { permutationTest } from '../../../science/stats/permutation.ts'
import { minimumDetectableD } from '../../../science/stats/power.ts'
import {
  minimumDetectableCorrelation,
  powerOfCorrelation,
  powerOfPairedT,
  powerOfProportions,
  powerOfT,
  sizeForPower,
} from '../../../science/stats/powerOfTests.ts'
import { exactProportion } from '../../../science/stats/proportion.ts'
import { bcaInterval } from '../../../science/stats/bca.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { rankAdjustedDifference } from '../../../science/stats/rankAdjustment.ts'
import { rankSumTable } from '../../../science/stats/rankSumTable.ts'
import { tested } from './tested.ts'

const near = (ours: number | null | undefined, theirs: number, tolerance = 1e-10): void => {
  expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThan(tolerance * Math.max(1, Math.abs(theirs)))
}
const order = (...groups: number[][]) => orderOf(groups.map(ascending))

describe('by hand', () => {
  it('all six intraclass correlations of 1 2 6 and 3 2 4, by hand', () => {
    // case means 2 2 5, their variance 3: MSR 6. Within: 2 + 0 + 2 = 4 of 3 df: 4/3. Reader means 3 3: MSC 0, MSE 4/2 = 2.
    // (6 − 4/3)/(6 + 4/3), (6 − 2)/(6 + 2 − 4/3), (6 − 2)/(6 + 2); of two readings (6 − 4/3)/6, (6 − 2)/(6 − 2/3), (6 − 2)/6
    const all = intraclass([
      [1, 2, 6],
      [3, 2, 4],
    ])
    if ('kind' in all) throw new Error(all.reason)
    ;[7 / 11, 0.6, 0.5, 7 / 9, 0.75, 2 / 3].forEach((value, i) => {
      near(all[i]?.value, value, 1e-13)
    })
    // F of 2 and 2 df has the tail 1/(1 + F): MSR/MSE = 3
    near(all[2]?.logP, Math.log(1 / 4), 1e-12)
  })

  it('Bland–Altman of 1 2 6 and 3 2 4, by hand', () => {
    // differences −2 0 2: bias 0, sd 2; t of 2 df 4.30265
    const { bias, sd, upper, biasHigh } = blandAltman([1, 2, 6], [3, 2, 4])
    expect([bias, sd]).toEqual([0, 2])
    near(upper.value, 2 * 1.959963984540054, 1e-13)
    near(biasHigh, (4.302652729911275 * 2) / Math.sqrt(3), 1e-10)
  })

  it('Cliff δ of 3 4 against 1 3, by hand', () => {
    // wins 3 of 4 pairs and a tie: ¾. Rows ½ 1, columns 1 ½: spreads ⅛ and ⅛, of pairs (3 − 4 · 9/16)/1 = ¾: (⅛ + ⅛ + ¾)/4
    expect(cliffDelta(order([3, 4], [1, 3]))).toMatchObject({ value: 0.75, variance: 0.25 })
  })

  it('components of 1 2 3 and 1 3 2, by hand', () => {
    // r = ½: eigenvalues 1 ± ½, loadings 1/√2 in size
    const { sdev, loadings, centre, scale } = principalComponents([
      [1, 2, 3],
      [1, 3, 2],
    ])
    near(sdev[0], Math.sqrt(1.5), 1e-13)
    near(sdev[1], Math.sqrt(0.5), 1e-13)
    loadings.flat().forEach((loading) => {
      near(Math.abs(loading), Math.SQRT1_2, 1e-13)
    })
    expect([centre, scale]).toEqual([
      [2, 2],
      [1, 1],
    ])
  })

  it('quantiles with a closed form, by hand', () => {
    near(Math.exp(logNormalUpper(0)), 0.5, 1e-14)
    near(normalUpperQuantile(0.5), 0, 1e-14)
    // Cauchy: tan 45°; 2 df: t/√(2 + t²) = ½
    near(tUpperQuantile(0.25, 1), 1, 1e-13)
    near(tUpperQuantile(0.25, 2), Math.sqrt(2 / 3), 1e-13)
    // F of 2 and 2 df: 1/(1 + f); χ² of 2 df: e^−x/2
    near(fUpperQuantile(0.2, 2, 2), 4, 1e-12)
    near(chiSquaredUpperQuantile(0.1, 2), 2 * Math.log(10), 1e-12)
  })

  it('ψ(1) = −γ and ψ(½) = −γ − 2 log 2, by hand', () => {
    near(digamma(1), -0.5772156649015329, 1e-14)
    near(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2, 1e-14)
  })

  it('d of pairs, d of groups, η², rank-biserial, by hand', () => {
    // differences −1 −3 −2: −2/1; means 2 and 6, pooled sd √5
    expect(tested(pairedCohenD([1, 2, 3], [2, 5, 5])).value).toBe(-2)
    near(tested(exactCohenD([1, 3], [4, 8])).value, -4 / Math.sqrt(5), 1e-14)
    // 2 · 3/(2 · 3 + 6); F = 0 is in the lower tail of no noncentral F
    expect(etaSquaredBounds({ f: 3, df1: 2, df2: 6 }).value).toBe(0.5)
    expect(etaSquaredBounds({ f: 0, df1: 2, df2: 6 })).toMatchObject({ value: 0, low: 0, high: 0 })
    // n = 1: √((2 + 3 + 1)/6)/1 = 1
    near(rankBiserialInterval(0, 1).high, Math.tanh(1.959963984540054), 1e-13)
  })

  it('equivalence of 1 3 and 1 3 within √2, by hand', () => {
    // error √(2/2 + 2/2) = √2, 2 df; t = 1: tail ½ − 1/(2√3); 90 % interval ± 2.91999 √2
    const test = tested(equivalenceOfMeans([1, 3], [1, 3], { margin: Math.SQRT2 }))
    near(test.logP, Math.log(0.5 - 1 / (2 * Math.sqrt(3))), 1e-12)
    near(test.high, 2.919985580355516 * Math.SQRT2, 1e-10)
  })

  it('Fisher’s test of larger tables, by hand', () => {
    const random = createRandom(1)
    // 3 rows of one each over columns 2 and 1: three tables, alike. Two against two: 1/6, 4/6, 1/6
    near(tested(fisherTable([[1, 0], [1, 0], [0, 1]], { random })).logP, 0, 1e-13) // prettier-ignore
    near(tested(fisherTable([[2, 0], [0, 2]], { random })).logP, Math.log(1 / 3), 1e-13) // prettier-ignore
  })

  it('many correlations and rank sums at once, by hand', () => {
    // 1 2 3 4 with 4 3 2 1 and with 1 3 2 4: Σd² = 2, 1 − 12/60
    const { r } = correlateMany([[1, 2, 3, 4]], [[4, 3, 2, 1], [1, 3, 2, 4]]) // prettier-ignore
    near(r[0], -1, 1e-14)
    near(r[1], 0.8, 1e-14)
    // 1 2 | 3 4: W 0, one of six ways on either side
    const { w, logP, delta } = rankSumMany([[1, 2, 3, 4]], Int8Array.of(1, 1, 0, 0))
    expect([w[0], delta[0]]).toEqual([0, -1])
    near(logP[0], Math.log(1 / 3), 1e-13)
  })

  it('Welch’s analysis of 1 3 and 4 8 is his t squared, by hand', () => {
    // t = −4/√(1 + 4); df 25/(1 + 16)
    const test = welchAnova([
      [1, 3],
      [4, 8],
    ])
    near(test?.f, 16 / 5, 1e-13)
    near(test?.df2, 25 / 17, 1e-13)
  })

  it('one component of 0 and 2, by hand; two of two heaps', () => {
    // mean 1, variance 1 + the floor of 1e-6; log likelihood −log 2π − log v − 1/v; BIC with 2 parameters
    const one = tested(gaussianMixture([0, 2], 1))
    near(one.means[0], 1, 1e-12)
    near(one.logLikelihood, -Math.log(2 * Math.PI) - Math.log(1 + 1e-6) - 1 / (1 + 1e-6), 1e-9)
    near(one.bic, -2 * one.logLikelihood + 2 * Math.LN2, 1e-12)
    expect(tested(chooseComponents([0, 0.1, 0.2, 9, 9.1, 9.2], 2)).k).toBe(2)
  })

  it('a named family by Bonferroni, by hand', () => {
    const family = adjustFamily('two', [Math.log(0.01), Math.log(0.04), NaN], 'bonferroni')
    expect(family).toMatchObject({ name: 'two', planned: 3, tested: 2 })
    near(family.logQ[0], Math.log(0.02), 1e-13)
    near(family.logQ[1], Math.log(0.08), 1e-13)
  })

  it('one against one: every relabelling is as far apart, by hand', () => {
    const difference = (x: Float64Array, y: Float64Array): number => (x[0] ?? NaN) - (y[0] ?? NaN)
    expect(
      permutationTest([1], [2], { statistic: difference, permutations: 99, random: createRandom(4) }),
    ).toEqual({ observed: -1, p: 1 })
  })

  it('power where nothing differs is half of α: the far tail is not counted; by hand', () => {
    near(powerOfT({ d: 0, m: 9, n: 7 }), 0.025, 1e-12)
    near(powerOfPairedT({ d: 0, n: 9 }), 0.025, 1e-12)
    near(powerOfProportions({ first: 0.3, second: 0.3, n: 40 }), 0.025, 1e-12)
    // with very many patients t is normal, and both tails of r count
    near(powerOfCorrelation({ r: 0, n: 1e6 }), 0.05, 1e-5)
    // d √(n/2) = 1.95996 + .84162; z √(n − 3)
    near(minimumDetectableD(1e6, 1e6), (1.959963984540054 + 0.8416212335729143) / Math.sqrt(5e5), 1e-5)
    near(minimumDetectableCorrelation(1e6), (1.959963984540054 + 0.8416212335729143) / 1e3, 1e-5)
    expect(sizeForPower((n) => n / 10, 0.75)).toBe(8)
  })

  it('none of n: the bound is 1 − .025^(1/n), by hand', () => {
    near(exactProportion(0, 7).high, 1 - 0.025 ** (1 / 7), 1e-13)
    near(exactProportion(7, 7).low, 0.025 ** (1 / 7), 1e-13)
  })

  it('ranks 1 2 against 3 4 without covariates, by hand', () => {
    // shares ¼ ½ | ¾ 1: −½; squares within 4/64, 2 df: σ² 1/32, error √(1/32) = 1/(4√2)
    const { difference, df } = tested(
      rankAdjustedDifference([1, 2, 3, 4], [1, 1, 0, 0], [], { errors: 'classical' }),
    )
    near(difference.estimate, -0.5, 1e-13)
    near(difference.t, -2 * Math.SQRT2, 1e-12)
    expect(df).toBe(2)
  })

  it('a table of rank sums of 10 20 30, by hand', () => {
    const table = rankSumTable([10, 30, 20])
    expect([...table.doubled]).toEqual([2, 6, 4])
    // one of three alone: the ends are two of three
    near(table.logP(2, 1), Math.log(2 / 3), 1e-13)
    near(table.logP(4, 1), 0, 1e-13)
  })

  it('a share of ½ with error .1 on the logit scale, by hand', () => {
    // logit 0, error .1/.25
    const { low, high } = logitLimits(0.5, 0.1, 0.95)
    near(high, 1 / (1 + Math.exp(-0.4 * 1.959963984540054)), 1e-13)
    near((low ?? NaN) + (high ?? NaN), 1, 1e-13)
    expect(logitLimits(1, 0.1, 0.95)).toEqual({ low: null, high: null })
    expect(logitLimits(0.4, 0, 0.95)).toEqual({ low: null, high: null })
  })

  it('the median by selection, by hand and as by sorting', () => {
    expect(medianInPlace(Float64Array.of(5, 1, 3))).toBe(3)
    expect(medianInPlace(Float64Array.of(5, 1, 3, 9))).toBe(4)
    const { uniform } = createRandom(8)
    for (let n = 1; n < 60; n += 1) {
      const values = Float64Array.from({ length: n }, () => Math.floor(9 * uniform()))
      expect(medianInPlace(values.slice())).toBe(quantile(ascending(values), 0.5))
    }
  })

  it('a percentile bootstrap by hand: draws that are all the same patients give one value', () => {
    const groups = [[1, 2], [3, 5]] // prettier-ignore
    const same = Array.from({ length: 20 }, () => Uint16Array.of(0, 1, 0, 1))
    // ranks 1 2 | 3 4: H = 12/20 · 2(1.5 − 2.5)² · 2 = 2.4; ε² = .8. Between 6.25, within .5 + 2
    near(epsilonSquaredInterval(order(...groups), same).low, 0.8, 1e-13)
    near(etaSquaredInterval(groups.map(ascending), same).high, 6.25 / 8.75, 1e-13)
  })

  it('BCa of the mean of 0 and 1, by hand', () => {
    // left out one by one: 1 and 0, evenly about their mean, so no acceleration; replicates 0, ½ and 1
    const found = bcaInterval(2, (rows) => rows.reduce((sum, row) => sum + row, 0) / rows.length, {
      random: createRandom(5),
      replicates: 400,
    })
    if ('kind' in found) throw new Error(found.reason)
    expect([found.value, found.acceleration, found.low, found.high]).toEqual([0.5, 0, 0, 1])
  })
})
