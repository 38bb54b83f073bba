import fc from 'fast-check'
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

describe('a partial likelihood that has no maximum', () => {
  const only = (time: number[], event: number[], x: number[], ties: 'efron' | 'breslow' = 'efron') => {
    const fit = cox({ time, event, ties, covariates: [{ name: 'x', values: x }] })
    if (fit.kind !== 'cox') throw new Error(fit.reason)
    return fit
  }

  it('is found where rounding ends the climb before the steps rest, and where the weights overflow', () => {
    const ended = only(
      [0.0063, 0.0038, 0.01, 0.0013, 0.005, 0.0025, 0.0075, 0.0088],
      [1, 0, 1, 1, 1, 1, 1, 1],
      [1.0877506, 4.6865522, -10.763904, 8.593184, 1.4756772, 8.2155646, -2.1342386, -6.8404232],
    )
    expect(ended).toMatchObject({ likelihood: 'penalised (Firth)', separated: ['x'] })
    const overflowed = only(
      [87, 47, 67, 60, 94, 80, 74, 40, 20, 7, 34, 27, 14, 100, 54],
      [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1],
      [
        -149254.94, 20631.641, -36187.655, -17851.815, -142951.33, -128144.99, -94685.298, 45312.894,
        101811.77, 276639.19, 97151.788, 42765.147, 99955.276, -177846.94, -13554.374,
      ],
    )
    expect(overflowed).toMatchObject({ likelihood: 'penalised (Firth)', separated: ['x'] })
  })

  it('law: whoever dies has the largest value of those at risk: always Firth, in any unit; exchanged deaths: never', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { minLength: 4, maxLength: 30 }),
        fc.infiniteStream(fc.boolean()),
        fc.constantFrom(1e-8, 1, 1e6),
        fc.constantFrom('efron' as const, 'breslow' as const),
        (values, dead, unit, ties) => {
          const x = values.toSorted((a, b) => b - a).map((value) => value * unit)
          const time = x.map((_, i) => i + 1)
          // two deaths at least have somebody behind them
          const event = x.map((_, i) => (i < 2 || dead.next().value === true ? 1 : 0))
          expect(only(time, event, x, ties)).toMatchObject({
            likelihood: 'penalised (Firth)',
            separated: ['x'],
          })
          // the first two change places: then the second one's value is above that of the first to die
          const turned = [x[1] ?? NaN, x[0] ?? NaN, ...x.slice(2)]
          expect(only(time, event, turned, ties)).toMatchObject({ likelihood: 'partial', separated: [] })
        },
      ),
      { numRuns: 60 },
    )
  })
})

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
