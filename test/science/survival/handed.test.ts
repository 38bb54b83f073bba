/** Figures that came with the project: surv.csv and lung_cc.csv in R, and lifelines where R has no weights. */
import { describe, expect, it } from 'vitest'
import { cox, type CoxFit, type CoxOptions } from '../../../science/survival/cox.ts'
import { concordance } from '../../../science/survival/concordance.ts'
import {
  kaplanMeier,
  kaplanMeierByGroup,
  survivalAt,
  survivalQuantile,
} from '../../../science/survival/kaplanMeier.ts'
import { logRank, logRankTrend } from '../../../science/survival/logRank.ts'
import { proportionality, type TimeTransform } from '../../../science/survival/proportionality.ts'
import { restrictedMean } from '../../../science/survival/restrictedMean.ts'
import { readOracle, readRows } from '../../oracles/read.ts'
import { farthest } from './cases.ts'

interface Rank {
  chisq: number
  obs: number[]
  exp: number[]
  var: number[][]
}
interface Model {
  coef: number[]
  se: number[]
  loglik: [number, number]
}
interface Handed {
  km: {
    quantile: { q: number[]; lower: number[]; upper: number[] }
    at: { time: number[]; n_risk: number[]; surv: number[]; lower: number[]; upper: number[] }
  }
  kmLung: { quantile: { q: number[][] }; table: { rmean: number; 'se(rmean)': number }[] }
  logrank: { plain: Rank; peto: Rank; stratified: Rank; stratifiedPeto: Rank; trend: { chisq: number } }
  logrankLung: { plain: Rank; stratified: Rank }
  cox: {
    efron: Model
    breslow: Model
    stratified: Model
    robust_se: number[]
    concordance: { C: number; se: number }
    zph: Record<string, { table: [number, number, number][] }>
    zph_terms: { table: [number, number, number][] }
  }
  coxLung: {
    efron: Model
    breslow: Model
    stratified: Model
    robust_se: number[]
    concordance: { C: number; se: number }
    zph: Record<string, { table: [number, number, number][] }>
  }
  lifelines: Record<string, [number, number]>
}
const handed = readOracle('survival/handed.json') as Handed
const column = (file: string, at: number) => readRows(`survival/${file}.csv`).map((row) => Number(row[at]))

const surv = {
  time: column('surv', 0),
  event: column('surv', 1),
  group: column('surv', 5),
  stratum: column('surv', 4),
  covariates: [
    { name: 'x1', values: column('surv', 2) },
    { name: 'x2', values: column('surv', 3) },
    ...[1, 2].map((g) => ({
      name: `g${g}`,
      term: 'group',
      values: column('surv', 5).map((one) => (one === g ? 1 : 0)),
    })),
  ],
}
const lung = {
  time: column('lung_cc', 0),
  event: column('lung_cc', 1),
  inst: column('lung_cc', 5),
  covariates: ['age', 'sex', 'ph.ecog'].map((name, j) => ({ name, values: column('lung_cc', 2 + j) })),
}
function fitted(options: CoxOptions): CoxFit {
  const fit = cox(options)
  if (fit.kind !== 'cox') throw new Error(fit.reason)
  return fit
}
function agrees(options: CoxOptions, answer: Model) {
  const fit = fitted(options)
  expect(
    farthest(
      fit.terms.map(({ coefficient }) => coefficient),
      answer.coef,
    ),
  ).toBeLessThan(1e-7)
  expect(
    farthest(
      fit.terms.map(({ standardError }) => standardError),
      answer.se,
    ),
  ).toBeLessThan(1e-7)
  expect(farthest(fit.logLikelihood, answer.loglik)).toBeLessThan(1e-9)
}

describe('figures handed over', () => {
  it('Kaplan–Meier: quartiles, limits and numbers at risk', () => {
    const curve = kaplanMeier(surv)
    const quartiles = [0.25, 0.5, 0.75].map((p) => survivalQuantile(curve, p))
    expect(quartiles.map(({ value }) => value)).toEqual(handed.km.quantile.q)
    expect(quartiles.map(({ low }) => low)).toEqual(handed.km.quantile.lower)
    expect(quartiles.map(({ high }) => high)).toEqual(handed.km.quantile.upper)
    const at = survivalAt(curve, surv, handed.km.at.time)
    expect(at.map(({ nRisk }) => nRisk)).toEqual(handed.km.at.n_risk)
    for (const [ours, theirs] of [
      ['survival', 'surv'],
      ['low', 'lower'],
      ['high', 'upper'],
    ] as const)
      expect(
        farthest(
          at.map((one) => one[ours]),
          handed.km.at[theirs],
        ),
      ).toBeLessThan(1e-10)
  })

  it('lung: medians by sex (145.5 is the midpoint of a flat step), restricted means to 730 days', () => {
    const sex = column('lung_cc', 3).map((code) => code - 1)
    const quartiles = kaplanMeierByGroup(lung, sex).map((curve) =>
      [0.25, 0.5, 0.75].map((p) => survivalQuantile(curve, p).value),
    )
    expect(quartiles).toEqual(handed.kmLung.quantile.q)
    const means = restrictedMean(lung, sex, { tau: 730 })
    if (means.kind !== 'restrictedMean') throw new Error(means.reason)
    expect(
      farthest(
        means.groups.map(({ mean }) => mean),
        handed.kmLung.table.map(({ rmean }) => rmean),
      ),
    ).toBeLessThan(1e-10)
    expect(
      farthest(
        means.groups.map(({ standardError }) => standardError),
        handed.kmLung.table.map((t) => t['se(rmean)']),
      ),
    ).toBeLessThan(1e-10)
  })

  it.each([
    ['plain', {}],
    ['peto', { rho: 1 }],
    ['stratified', { strata: surv.stratum }],
    ['stratifiedPeto', { rho: 1, strata: surv.stratum }],
  ] as const)('log-rank: %s', (name, extra) => {
    const test = logRank({ ...surv, ...extra })
    if (test.kind !== 'logRank') throw new Error(test.reason)
    const theirs = handed.logrank[name]
    expect(farthest([test.chiSquared], [theirs.chisq])).toBeLessThan(1e-10)
    expect(
      farthest(
        test.groups.map(({ observed }) => observed),
        theirs.obs,
      ),
    ).toBeLessThan(1e-10)
    expect(
      farthest(
        test.groups.map(({ expected }) => expected),
        theirs.exp,
      ),
    ).toBeLessThan(1e-10)
    expect(farthest(test.covariance, theirs.var.flat())).toBeLessThan(1e-10)
  })

  it('trend, and lifelines for the weights that R does not have', () => {
    const trend = logRankTrend(surv)
    expect(trend.kind === 'trend' ? trend.z ** 2 : NaN).toBeCloseTo(handed.logrank.trend.chisq, 10)
    for (const [name, rho, gamma] of [
      ['fh_0_1', 0, 1],
      ['fh_1_1', 1, 1],
      ['fh_0.5_0.5', 0.5, 0.5],
    ] as const) {
      const test = logRank({ ...surv, rho, gamma })
      if (test.kind !== 'logRank') throw new Error(test.reason)
      expect(farthest([test.chiSquared, Math.exp(test.logP)], handed.lifelines[name] ?? [])).toBeLessThan(
        1e-10,
      )
    }
  })

  it('Cox: Efron, Breslow, strata, robust, concordance', () => {
    agrees(surv, handed.cox.efron)
    agrees({ ...surv, ties: 'breslow' }, handed.cox.breslow)
    agrees({ ...surv, strata: surv.stratum }, handed.cox.stratified)
    agrees(lung, handed.coxLung.efron)
    agrees({ ...lung, ties: 'breslow' }, handed.coxLung.breslow)
    agrees({ ...lung, strata: lung.inst }, handed.coxLung.stratified)
    const robust = fitted({ ...surv, robust: true }).terms.map(({ standardError }) => standardError)
    expect(farthest(robust, handed.cox.robust_se)).toBeLessThan(1e-7)
    const fit = fitted(surv)
    const marker = surv.time.map((_, i) =>
      fit.terms.reduce((sum, t, j) => sum + t.coefficient * (surv.covariates[j]?.values[i] ?? NaN), 0),
    )
    const c = concordance({ ...surv, marker })
    expect(
      c.kind === 'concordance'
        ? farthest([c.c, c.standardError], [handed.cox.concordance.C, handed.cox.concordance.se])
        : NaN,
    ).toBeLessThan(1e-10)
  })

  it.each(['km', 'identity', 'log', 'rank'] as TimeTransform[])('proportional hazards: %s', (transform) => {
    const perColumn = proportionality(
      fitted({ ...surv, covariates: surv.covariates.map(({ name, values }) => ({ name, values })) }),
      transform,
    )
    if (perColumn.kind !== 'proportionality') throw new Error(perColumn.reason)
    const theirs = handed.cox.zph[transform]?.table.map(([chisq]) => chisq) ?? []
    expect(
      farthest(
        [...perColumn.terms, perColumn.global].map(({ statistic }) => statistic),
        theirs,
      ),
    ).toBeLessThan(1e-7)
    if (transform !== 'km') return
    const perTerm = proportionality(fitted(surv))
    if (perTerm.kind !== 'proportionality') throw new Error(perTerm.reason)
    expect(
      farthest(
        [...perTerm.terms, perTerm.global].map(({ statistic }) => statistic),
        handed.cox.zph_terms.table.map(([chisq]) => chisq),
      ),
    ).toBeLessThan(1e-7)
    expect(
      farthest(
        [...perTerm.terms, perTerm.global].map(({ logP }) => Math.exp(logP)),
        handed.cox.zph_terms.table.map((row) => row[2]),
      ),
    ).toBeLessThan(1e-7)
  })
})
