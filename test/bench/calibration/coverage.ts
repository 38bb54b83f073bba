import { blandAltman, intraclass } from '../../../science/stats/agreement.ts'
import { oneWayAnova } from '../../../science/stats/anova.ts'
import { bcaInterval } from '../../../science/stats/bca.ts'
import { cliffDelta } from '../../../science/stats/cliffDelta.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { etaSquaredBounds, exactCohenD, standardisedMean } from '../../../science/stats/effectSizes.ts'
import { kendall } from '../../../science/stats/kendall.ts'
import { leastSquares } from '../../../science/stats/leastSquares.ts'
import { logisticRegression } from '../../../science/stats/logistic.ts'
import { binomialTest, oneSampleSignedRank, oneSampleT } from '../../../science/stats/oneSample.ts'
import { partialCorrelation } from '../../../science/stats/partialCorrelation.ts'
import { pearson } from '../../../science/stats/pearson.ts'
import { createRandom, type Random } from '../../../science/stats/random.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { spearman } from '../../../science/stats/spearman.ts'
import { cohenD, studentT } from '../../../science/stats/studentT.ts'
import { hedgesG, welchT } from '../../../science/stats/welch.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { cumulativeIncidence } from '../../../science/survival/competingRisks.ts'
import { concordance } from '../../../science/survival/concordance.ts'
import { cox } from '../../../science/survival/cox.ts'
import {
  kaplanMeier,
  survivalAt,
  survivalQuantile,
  type CurveInterval,
} from '../../../science/survival/kaplanMeier.ts'
import { restrictedMean } from '../../../science/survival/restrictedMean.ts'
import { furtherIntervals } from './furtherIntervals.ts'
import { correlated, draw, exponential, followUp, normal, part, within, type Covered } from './simulated.ts'

function means(n: number): Covered[] {
  const promise = n >= 50 ? 'asymptotic' : 'elsewhere'
  const two = (random: Random): [Float64Array, Float64Array] => [draw(random, n, 0.6), draw(random, n)]
  // P(X > Y) for a shift of .6
  const delta = 2 * 0.6643133797 - 1
  return [
    {
      name: `mean, t, ${n}`,
      promise: 'exact',
      holds: (r) => within(part(oneSampleT(draw(r, n, 1)), 'mean'), 1),
    },
    {
      name: `difference of means, Student, ${n} and ${n}`,
      promise: 'exact',
      holds: (r) => within(part(studentT(...two(r)), 'difference'), 0.6),
    },
    {
      name: `difference of means, Welch, ${n} and ${n}`,
      promise,
      holds: (r) => within(welchT(...two(r))?.difference, 0.6),
    },
    {
      name: `standardised mean, noncentral t, ${n}`,
      promise: 'exact',
      holds: (r) => within(standardisedMean(draw(r, n, 0.6)), 0.6),
    },
    {
      name: `Cohen d, noncentral t, ${n} and ${n}`,
      promise: 'exact',
      holds: (r) => within(exactCohenD(...two(r)), 0.6),
    },
    { name: `Cohen d, large-sample, ${n} and ${n}`, promise, holds: (r) => within(cohenD(...two(r)), 0.6) },
    { name: `Hedges g, ${n} and ${n}`, promise, holds: (r) => within(hedgesG(...two(r)), 0.6) },
    {
      name: `Hodges–Lehmann shift, ${n} and ${n}`,
      promise: n < 50 ? 'exact' : 'asymptotic',
      holds: (r) => within(wilcoxonRankSum(ascending(draw(r, n, 0.6)), ascending(draw(r, n))).shift, 0.6),
    },
    {
      name: `pseudomedian, ${n}`,
      promise: n < 50 ? 'exact' : 'asymptotic',
      holds: (r) => within(part(oneSampleSignedRank(draw(r, n, 1)), 'pseudomedian'), 1),
    },
    {
      name: `Cliff δ, ${n} and ${n}`,
      promise,
      holds: (r) => within(cliffDelta(orderOf([ascending(draw(r, n, 0.6)), ascending(draw(r, n))])), delta),
    },
  ]
}

function correlations(n: number): Covered[] {
  const promise = n >= 50 ? 'asymptotic' : 'elsewhere'
  const r = 0.4
  return [
    { name: `Pearson r, ${n}`, promise, holds: (random) => within(pearson(...correlated(random, n, r)), r) },
    {
      name: `Spearman ρ, ${n}`,
      promise,
      holds: (random) => within(spearman(...correlated(random, n, r)), (6 / Math.PI) * Math.asin(r / 2)),
    },
    {
      name: `Kendall τ, ${n}`,
      promise,
      holds: (random) => within(kendall(...correlated(random, n, r)), (2 / Math.PI) * Math.asin(r)),
    },
    {
      name: `partial r, one covariate, ${n}`,
      promise,
      holds: (random) => {
        const z = draw(random, n)
        const [x, y] = correlated(random, n, r)
        return within(
          partialCorrelation(
            x.map((v, i) => v + (z[i] ?? 0)),
            y.map((v, i) => v - (z[i] ?? 0)),
            [z],
          ),
          r,
        )
      },
    },
  ]
}

function models(n: number): Covered[] {
  const promise = n >= 50 ? 'asymptotic' : 'elsewhere'
  const slope =
    (errors: 'classical' | 'HC3') =>
    (random: Random): boolean | null => {
      const x = draw(random, n)
      const model = leastSquares(
        x.map((v) => v + normal(random)),
        [{ name: 'x', values: x }],
        { errors },
      )
      return 'kind' in model ? null : within(model.coefficients[1], 1)
    }
  const odds =
    (firth: 'never' | 'always') =>
    (random: Random): boolean | null => {
      const x = draw(random, 2 * n)
      const y = x.map((v) => (random.uniform() < 1 / (1 + Math.exp(-0.7 * v)) ? 1 : 0))
      const model = logisticRegression(y, [{ name: 'x', values: x }], { firth })
      return 'kind' in model ? null : within(model.coefficients[1], 0.7)
    }
  return [
    { name: `slope, classical, ${n}`, promise: 'exact', holds: slope('classical') },
    { name: `slope, HC3, ${n}`, promise, holds: slope('HC3') },
    { name: `log odds ratio, Wald, ${2 * n}`, promise, holds: odds('never') },
    { name: `log odds ratio, Firth, profile, ${2 * n}`, promise, holds: odds('always') },
    {
      name: `η², noncentral F, three groups of ${n}`,
      promise: 'exact',
      // variance of the group means 2/3 · .25 = 1/6: η² = (1/6)/(7/6)
      holds: (random) => {
        const anova = oneWayAnova([-0.5, 0, 0.5].map((shift) => draw(random, n, shift)))
        return 'kind' in anova ? null : within(etaSquaredBounds(anova), 1 / 7)
      },
    },
    {
      name: `share .3, Clopper–Pearson, ${n}`,
      promise: 'exact',
      holds: (random) =>
        within(
          binomialTest(Array.from({ length: n }, () => random.uniform()).filter((u) => u < 0.3).length, n),
          0.3,
        ),
    },
    {
      name: `mean, BCa bootstrap of 400, ${n}`,
      promise,
      holds: (random) => {
        const x = draw(random, n, 1)
        return within(
          bcaInterval(n, (rows) => rows.reduce((sum, row) => sum + (x[row] ?? NaN), 0) / rows.length, {
            random,
            replicates: 400,
          }),
          1,
        )
      },
    },
  ]
}

function agreement(n: number): Covered[] {
  const readers = (random: Random): [Float64Array, Float64Array] => {
    const truth = draw(random, n)
    return [truth.map((v) => v + normal(random)), truth.map((v) => v + normal(random))]
  }
  const form =
    (at: number) =>
    (random: Random): boolean | null => {
      const all = intraclass(readers(random))
      return 'kind' in all ? null : within(all[at], 0.5)
    }
  return [
    { name: `ICC(1,1), ${n} cases`, promise: 'exact', holds: form(0) },
    { name: `ICC(2,1), ${n} cases`, promise: n >= 50 ? 'asymptotic' : 'elsewhere', holds: form(1) },
    { name: `ICC(3,1), ${n} cases`, promise: 'exact', holds: form(2) },
    {
      name: `Bland–Altman bias, ${n} cases`,
      promise: 'exact',
      holds: (random) => {
        const { biasLow: low, biasHigh: high } = blandAltman(...readers(random))
        return within({ low, high }, 0)
      },
    },
    {
      name: `Bland–Altman upper limit, ${n} cases`,
      promise: n >= 50 ? 'asymptotic' : 'elsewhere',
      holds: (random) => within(blandAltman(...readers(random)).upper, 1.959963984540054 * Math.SQRT2),
    },
  ]
}

function survival(n: number): Covered[] {
  const promise = n >= 50 ? 'asymptotic' : 'elsewhere'
  const curve = (interval: CurveInterval): Covered => ({
    name: `S(.7) of an exponential, ${interval}, ${n}`,
    promise: interval === 'log-log' ? promise : 'elsewhere',
    holds: (random) => {
      const seen = followUp(random, n, () => 1)
      return within(survivalAt(kaplanMeier(seen, { interval }), seen, [0.7])[0], Math.exp(-0.7))
    },
  })
  const incidence = (random: Random): boolean | null => {
    const { time, event } = followUp(random, n, () => 2)
    // two causes of equal rates: F₁(t) = (1 − e^−2t)/2
    const causes = event.map((dead) => (dead === 0 ? 0 : 1 + random.below(2)))
    const found = cumulativeIncidence({ time, event: causes }, { cause: 1, causes: 2 })
    const at = found.time.findLastIndex((t) => t <= 0.6)
    return at < 0
      ? null
      : within({ low: found.low[at] ?? NaN, high: found.high[at] ?? NaN }, (1 - Math.exp(-1.2)) / 2)
  }
  const groups = Uint8Array.from({ length: 2 * n }, (_, i) => (i < n ? 0 : 1))
  // mean to τ = .8 of exponentials of rates 1 and 2
  const means = 1 - Math.exp(-0.8) - (1 - Math.exp(-1.6)) / 2
  return [
    curve('plain'),
    curve('log'),
    curve('log-log'),
    {
      name: `median, ${n}`,
      promise,
      holds: (random) => within(survivalQuantile(kaplanMeier(followUp(random, n, () => 1)), 0.5), Math.LN2),
    },
    { name: `cumulative incidence at .6, ${n}`, promise, holds: incidence },
    {
      name: `hazard ratio 2, Cox, Wald, ${n} and ${n}`,
      promise,
      holds: (random) => {
        const model = cox({
          ...followUp(random, 2 * n, (i) => (i < n ? 1 : 2)),
          covariates: [{ name: 'g', values: groups }],
        })
        return model.kind === 'cox' ? within(model.terms[0], 2) : null
      },
    },
    {
      name: `difference of restricted means, ${n} and ${n}`,
      promise,
      holds: (random) => {
        const seen = followUp(random, 2 * n, (i) => (i < n ? 1 : 2))
        const last = (g: number): number => Math.max(...seen.time.filter((_, i) => groups[i] === g))
        if (Math.min(last(0), last(1)) < 0.8) return null
        const result = restrictedMean(seen, groups, { tau: 0.8 })
        return result.kind === 'restrictedMean' ? within(result.differences[0], means) : null
      },
    },
    // hazards e^x: of a pair the higher x dies first with probability 1/(1 + e^−|x − y|); its mean over normal pairs by quadrature
    {
      name: `Harrell's C, no censoring, ${n}`,
      promise,
      holds: (random) => {
        const marker = draw(random, n)
        const time = marker.map((x) => exponential(random, Math.exp(x)))
        const found = concordance({ time, event: time.map(() => 1), marker })
        return found.kind === 'concordance' ? within(found, 0.7252134544201521) : null
      },
    },
  ]
}

/** All intervals at 20 and at 60. */
export function intervals(): Covered[] {
  const by = (rows: (n: number) => Covered[]): Covered[] => [20, 60].flatMap(rows)
  return [
    ...by((n) => [...means(n), ...correlations(n), ...models(n), ...agreement(n), ...survival(n)]),
    ...by(furtherIntervals),
  ]
}

/** How often intervals hold the truth. @returns share, and how many gave an interval */
export function coverage({ holds }: Covered, repeats: number, seed: number): { share: number; n: number } {
  const random = createRandom(seed)
  let [held, n] = [0, 0]
  for (let i = 0; i < repeats; i += 1) {
    const result = holds(random)
    if (result === null) continue
    n += 1
    if (result) held += 1
  }
  return { share: held / n, n }
}
