import { describe, expect, it } from 'vitest'
import { concordance } from '../../../science/survival/concordance.ts'
import { cox } from '../../../science/survival/cox.ts'
import { proportionality } from '../../../science/survival/proportionality.ts'
import { baselineHazard, coxResiduals, schoenfeldResiduals } from '../../../science/survival/residuals.ts'
import { farthest, followUpOf, modelOf, named, type CoxAnswer, type CaseData } from './cases.ts'

const models = named.flatMap(({ name, data, cox: answers }) =>
  answers.map((answer) => ({ name: `${name}, ${answer.kind}, ${answer.ties}`, data, answer })),
)
const close = 1e-7

function fitted(data: CaseData, answer: CoxAnswer) {
  const fit = cox(modelOf(data, answer))
  if (fit.kind !== 'cox') throw new Error(fit.reason)
  return fit
}

describe.each(models)('Cox, R coxph: $name', ({ data, answer }) => {
  const fit = fitted(data, answer)
  it('coefficients, errors, limits, likelihoods, tests', () => {
    expect(fit.likelihood).toBe('partial')
    expect(
      farthest(
        fit.terms.map((t) => t.coefficient),
        answer.coef,
      ),
    ).toBeLessThan(close)
    expect(
      farthest(
        fit.terms.map((t) => t.standardError),
        answer.se,
      ),
    ).toBeLessThan(close)
    expect(
      farthest(
        fit.terms.map((t) => Math.log(t.low ?? NaN)),
        answer.low.map(Math.log),
      ),
    ).toBeLessThan(close)
    expect(
      farthest(
        fit.terms.map((t) => Math.log(t.high ?? NaN)),
        answer.high.map(Math.log),
      ),
    ).toBeLessThan(close)
    expect(farthest(fit.logLikelihood, answer.loglik)).toBeLessThan(1e-9)
    expect(farthest([fit.wald.statistic], [answer.wald])).toBeLessThan(close)
    expect(farthest([fit.score?.statistic ?? NaN], [answer.score])).toBeLessThan(1e-9)
    expect(farthest([fit.likelihoodRatio.statistic], [answer.lr])).toBeLessThan(1e-9)
    if (answer.rscore !== null)
      expect(farthest([fit.robustScore?.statistic ?? NaN], [answer.rscore])).toBeLessThan(close)
    if (answer.naive) {
      const p = fit.terms.length
      const naive = fit.terms.map((_, j) => Math.sqrt(fit.modelCovariance[j * p + j] ?? NaN))
      expect(farthest(naive, answer.naive)).toBeLessThan(close)
    }
  })
  it('residuals, baseline hazard, concordance, proportional hazards', () => {
    if (answer.martingale)
      expect(farthest(coxResiduals(fit).martingale, answer.martingale)).toBeLessThan(close)
    if (answer.deviance) expect(farthest(coxResiduals(fit).deviance, answer.deviance)).toBeLessThan(1e-6)
    if (answer.zph)
      for (const transform of ['km', 'identity', 'rank', 'log'] as const) {
        const theirs = answer.zph[transform]
        if (!theirs) continue
        const ours = proportionality(fit, transform)
        if (ours.kind !== 'proportionality') throw new Error(ours.reason)
        expect(
          farthest(
            [...ours.terms, ours.global].map(({ statistic }) => statistic),
            theirs,
          ),
        ).toBeLessThan(1e-6)
      }
    const eta = data.time.map((_, i) =>
      modelOf(data, answer).covariates.reduce(
        (sum, { values }, j) => sum + (values[i] ?? NaN) * (answer.coef[j] ?? NaN),
        0,
      ),
    )
    const c = concordance({
      ...followUpOf(data),
      marker: eta.map((value) => Math.round(value * 1e9) / 1e9),
      ...(answer.kind === 'strata' ? { strata: data.stratum } : {}),
      ...(answer.kind === 'cluster' ? { cluster: data.cluster } : {}),
    })
    expect(
      c.kind === 'concordance' ? farthest([c.c, c.standardError], answer.concordance) : NaN,
    ).toBeLessThan(1e-9)
    if (answer.hazard) {
      const [base] = baselineHazard(fit)
      const { time, hazard } = answer.hazard
      const at = [...(base?.time ?? [])].map((t) => hazard[time.indexOf(t)] ?? null)
      expect(farthest(base?.atZero ?? [], at)).toBeLessThan(close)
    }
    if (answer.schoenfeld) {
      const ours = schoenfeldResiduals(fit)
      const half = answer.schoenfeld.length / 2
      // rows of one time may stand in another order: compare sums per time and column
      const perTime = (values: ArrayLike<number>) => {
        const sums = new Map<number, number>()
        ours.time.forEach((t, i) => sums.set(t, (sums.get(t) ?? 0) + (values[i] ?? NaN)))
        return [...sums.values()]
      }
      ours.columns.forEach((column, j) => {
        const theirs = answer.schoenfeld?.slice(j * half, (j + 1) * half) ?? []
        expect(farthest(perTime(column), perTime(theirs))).toBeLessThan(close)
      })
    }
  })
})

describe.each(named)('concordance, R: $name', ({ data, concordance: theirs }) => {
  it('C, standard error, pairs, within strata', () => {
    const input = { ...followUpOf(data), marker: data.marker }
    const ours = concordance(input)
    const within = concordance({ ...input, strata: data.stratum })
    if (ours.kind !== 'concordance') throw new Error(ours.reason)
    expect([ours.concordant, ours.discordant, ours.tiedMarker]).toEqual(theirs.count)
    expect(farthest([ours.c, ours.standardError], [theirs.c, theirs.se])).toBeLessThan(1e-12)
    if (within.kind === 'concordance')
      expect(farthest([within.c, within.standardError], [theirs.strataC, theirs.strataSe])).toBeLessThan(
        1e-12,
      )
    else expect(theirs.strataC ?? NaN).toBeNaN()
  })
})
