import { describe, expect, it } from 'vitest'
import { cox } from '../../../science/survival/cox.ts'
import { timeDependentAuc } from '../../../science/survival/timeDependentAuc.ts'
import { readOracle } from '../../oracles/read.ts'
import { farthest } from './cases.ts'

interface FirthCase {
  separated: boolean
  ties: 'efron' | 'breslow'
  time: number[]
  event: number[]
  x1: number[]
  x2: number[]
  coef: number[]
  loglik: number
  null: number
  se: number[]
  ratio: number[]
  low: (number | null)[]
  high: (number | null)[]
}
const { firth, auc } = readOracle('survival/firth.json') as {
  firth: FirthCase[]
  auc: { time: number[]; event: number[]; marker: number[]; at: number[]; auc: (number | null)[] }[]
}

describe.each(firth.map((one, i) => ({ i, ...one })))(
  'Firth, brute force in R: $i separated $separated',
  (one) => {
    // R's optimum comes from a gradient by differences: 1e-5 in the coefficients, far better in the likelihood
    it('penalised likelihood, coefficients, profile limits', () => {
      const { time, event, ties, x1, x2 } = one
      const covariates = [
        { name: 'x1', values: x1 },
        { name: 'x2', values: x2 },
      ]
      const fit = cox({ time, event, ties, covariates, firth: one.separated ? 'when-separated' : 'always' })
      if (fit.kind !== 'cox') throw new Error(fit.reason)
      expect(fit.likelihood).toBe('penalised (Firth)')
      expect(fit.separated).toEqual(one.separated ? ['x2'] : [])
      expect(farthest(fit.logLikelihood, [one.null, one.loglik])).toBeLessThan(1e-8)
      expect(fit.logLikelihood[1]).toBeGreaterThan(one.loglik - 1e-12 * Math.abs(one.loglik))
      expect(
        farthest(
          fit.terms.map((t) => t.coefficient),
          one.coef,
        ),
      ).toBeLessThan(1e-4)
      expect(
        farthest(
          fit.terms.map((t) => t.standardError),
          one.se,
        ),
      ).toBeLessThan(1e-4)
      expect(
        farthest(
          fit.terms.map((t) => t.z ** 2),
          one.ratio,
        ),
      ).toBeLessThan(1e-7)
      const log = (limit: number | null) => (limit === null ? NaN : Math.log(limit))
      fit.terms.forEach((t, j) => {
        if (typeof one.low[j] === 'number') expect(farthest([log(t.low)], [one.low[j]])).toBeLessThan(1e-5)
        if (typeof one.high[j] === 'number') expect(farthest([log(t.high)], [one.high[j]])).toBeLessThan(1e-5)
      })
    })
  },
)

interface AucCase {
  tied: boolean
  time: number[]
  event: number[]
  marker: number[]
  at: number[]
  auc: (number | null)[]
  error: (number | null)[]
  score: { auc: number[]; se: number[] } | null
}
const { cases: weighted } = readOracle('survival/auc.json') as { cases: AucCase[] }

describe('cumulative/dynamic AUC with its error: derivatives by each patient’s weight in R', () => {
  it.each(weighted.map((one, i) => ({ i, ...one })))('$i tied $tied', (one) => {
    const { time, event, marker, at, score } = one
    const ours = timeDependentAuc({ time, event }, marker, at)
    const column = (of: 'auc' | 'standardError') => ours.map((a) => (a.kind === 'auc' ? a[of] : NaN))
    expect(farthest(column('auc'), one.auc)).toBeLessThan(1e-12)
    // central differences: 1e-8
    expect(farthest(column('standardError'), one.error)).toBeLessThan(1e-7)
    if (!score) return
    expect(farthest(column('auc'), score.auc)).toBeLessThan(1e-12)
    // riskRegression::Score, as its users see it
    expect(farthest(column('standardError'), score.se)).toBeLessThan(1e-5)
  })
})

describe('cumulative/dynamic AUC, the double sum in R', () => {
  it.each(auc.map((one, i) => ({ i, ...one })))('$i', ({ time, event, marker, at, auc: theirs }) => {
    const ours = timeDependentAuc({ time, event }, marker, at)
    expect(
      farthest(
        ours.map((one) => (one.kind === 'auc' ? one.auc : NaN)),
        theirs,
      ),
    ).toBeLessThan(1e-12)
  })
})
