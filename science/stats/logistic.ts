import { InvalidInput } from '../errors.ts'
import { logChiSquaredUpper, logNormalTwoSided, normalUpperQuantile } from './distributions.ts'
import { fitFirth } from './firthLogistic.ts'
import type { Term } from './leastSquares.ts'
import { expit, linearOf, logLikelihoodOf, type LogisticFit } from './logisticLikelihood.ts'
import { backSubstitute, coordinates, inverseOf, orthogonalise, type Orthogonal } from './orthogonal.ts'
import { isNotTestable, notTestable, type NotTestable } from './notTestable.ts'

export interface LogOdds {
  name: string
  /** log odds ratio per unit of the column; null where the column is aliased */
  estimate: number | null
  error: number | null
  /** Wald; with Firth's likelihood from its profile */
  low: number | null
  high: number | null
  /** Wald; with Firth's likelihood of the penalised likelihood ratio */
  logP: number | null
}

/** Why Firth's likelihood was taken. */
export type FirthTrigger = 'separated' | 'the plain fit did not converge' | 'asked for'

export interface LogisticModel {
  likelihood: 'plain' | 'penalised (Firth)'
  trigger: FirthTrigger | null
  intervalMethod: 'Wald' | 'profile penalised likelihood'
  coefficients: readonly LogOdds[]
  aliased: readonly string[]
  /** penalised with Firth */
  logLikelihood: number
  /** twice the gain in that likelihood over the intercept alone (all slopes 0); null where no other column is left */
  likelihoodRatio: { value: number; df: number; logP: number } | null
  /** P(outcome) of each row */
  fitted: Float64Array
}

/**
 * Logistic regression by iteratively reweighted least squares. Where a combination of the columns separates the outcomes, wholly or
 * with some rows on the border, maximum-likelihood estimates do not exist: Firth's penalised likelihood is taken then, with its profile
 * intervals and ratio tests, and so where Newton's steps end nowhere; `trigger` says so.
 * @param outcome 0 or 1, length n   @param terms columns of n finite values
 * @param firth 'when-separated' (default), 'always', or 'never': separated outcomes are then not testable
 * @returns coefficients with intercept first; not testable where only one outcome occurs or no row is left per coefficient
 * @throws InvalidInput an outcome other than 0 and 1, lengths differ, or a value is not finite
 * @source McCullagh & Nelder 1989, 4; Firth 1993; Heinze & Schemper 2002; separation: the diverging direction is checked against every
 * row (Albert & Anderson 1984)
 * @oracle test/oracles/logistic (R glm), test/oracles/firthLogistic (R brglm2; brute force over the penalised likelihood)
 * @differs R glm gives large estimates with a warning where outcomes are separated; brglm2 gives Wald intervals, ours are profiles.
 * glm stops at 1e-8 of the deviance: where few rows are fitted loosely its figures are right to 1e-4 or so, ours to 1e-9
 */
export function logisticRegression(
  outcome: ArrayLike<number>,
  terms: readonly Term[],
  { level = 0.95, firth = 'when-separated' }: { level?: number; firth?: FirthChoice } = {},
): LogisticModel | NotTestable {
  const n = outcome.length
  const y = Float64Array.from(outcome)
  if (!y.every((value) => value === 0 || value === 1))
    throw new InvalidInput('outcome', 'another value', '0 or 1')
  if (terms.some(({ values }) => values.length !== n))
    throw new InvalidInput('terms', 'columns of other lengths', `${n} values each, as the outcome has`)
  const names = ['(Intercept)', ...terms.map(({ name }) => name)]
  const all = [new Float64Array(n).fill(1), ...terms.map(({ values }) => Float64Array.from(values))]
  const { kept, aliased } = orthogonalise(all)
  if (y.every((value) => value === y[0])) return notTestable('all values equal', n)
  if (n <= kept.length) return notTestable('no degrees of freedom left', n)
  const columns = kept.map((index) => all[index] ?? new Float64Array(n))
  const answer =
    firth === 'always' ? fitPenalised(y, columns, 'asked for', level) : fitPlain(y, columns, { firth, level })
  if (isNotTestable(answer)) return answer
  const { coefficients, ...rest } = answer
  return {
    ...rest,
    aliased: aliased.map((index) => names[index] ?? ''),
    coefficients: names.map((name, index) => {
      const own = coefficients[kept.indexOf(index)]
      return { name, ...(own ?? { estimate: null, error: null, low: null, high: null, logP: null }) }
    }),
  }
}

/** When Firth's likelihood is taken. */
export type FirthChoice = 'when-separated' | 'always' | 'never'

/** A fit of the columns that stand on their own. */
type Fit = Omit<LogisticModel, 'coefficients' | 'aliased'> & {
  coefficients: readonly Omit<LogOdds, 'name'>[]
}

function fitPlain(
  y: Float64Array,
  columns: readonly Float64Array[],
  { firth, level }: { firth: FirthChoice; level: number },
): Fit | NotTestable {
  const fit = maximise(y, columns)
  const trigger = fit === 'separated' ? 'separated' : 'the plain fit did not converge'
  if (fit === null || fit === 'separated') {
    if (firth !== 'never') return fitPenalised(y, columns, trigger, level)
    const reason =
      fit === null ? 'the fit did not converge' : 'separated: maximum-likelihood estimates do not exist'
    return notTestable(reason, y.length)
  }
  const z = normalUpperQuantile((1 - level) / 2)
  return {
    likelihood: 'plain',
    trigger: null,
    intervalMethod: 'Wald',
    logLikelihood: fit.logLikelihood,
    likelihoodRatio: ratioTest(y, fit.logLikelihood, columns.length - 1),
    fitted: fit.fitted,
    coefficients: Array.from(fit.estimates, (estimate, j) => {
      const error = fit.errors[j] ?? NaN
      const logP = logNormalTwoSided(estimate / error)
      return { estimate, error, low: estimate - z * error, high: estimate + z * error, logP }
    }),
  }
}

function fitPenalised(
  y: Float64Array,
  columns: readonly Float64Array[],
  trigger: FirthTrigger,
  level: number,
): Fit | NotTestable {
  const fit = fitFirth(y, columns, level)
  if (!fit) return notTestable('the fit did not converge', y.length)
  const df = columns.length - 1
  return {
    likelihood: 'penalised (Firth)',
    trigger,
    intervalMethod: 'profile penalised likelihood',
    logLikelihood: fit.logLikelihood,
    likelihoodRatio:
      fit.ratio === null
        ? null
        : { value: fit.ratio, df, logP: logChiSquaredUpper(Math.max(0, fit.ratio), df) },
    fitted: fit.fitted,
    coefficients: fit.profiles.map((profile, j) => ({
      ...profile,
      estimate: fit.estimates[j] ?? NaN,
      error: fit.errors[j] ?? NaN,
    })),
  }
}

function ratioTest(y: Float64Array, logLikelihood: number, df: number): LogisticModel['likelihoodRatio'] {
  if (df === 0) return null
  const events = y.reduce((sum, value) => sum + value, 0)
  const rest = y.length - events
  const nothing = events * Math.log(events / y.length) + rest * Math.log(rest / y.length)
  const value = Math.max(0, 2 * (logLikelihood - nothing))
  return { value, df, logP: logChiSquaredUpper(value, df) }
}

/** One step of iteratively reweighted least squares; null where the weights leave too little of a column. */
function scoreStep(
  y: Float64Array,
  columns: readonly Float64Array[],
  b: Float64Array,
): { basis: Orthogonal; step: Float64Array } | null {
  const linear = linearOf(columns, b)
  const weights = linear.map((x) => Math.sqrt(expit(x) * expit(-x)))
  const basis = orthogonalise(columns.map((column) => column.map((value, i) => value * (weights[i] ?? 0))))
  if (basis.aliased.length > 0) return null
  const score = y.map((value, i) =>
    weights[i] === 0 ? 0 : (value - expit(linear[i] ?? NaN)) / (weights[i] ?? NaN),
  )
  return { basis, step: backSubstitute(basis.r, coordinates(basis.q, score)) }
}

function maximise(y: Float64Array, columns: readonly Float64Array[]): LogisticFit | 'separated' | null {
  let b = new Float64Array(columns.length)
  let likelihood = logLikelihoodOf(y, linearOf(columns, b))
  for (let iterations = 1; iterations <= 100; iterations += 1) {
    const here = scoreStep(y, columns, b)
    // no weight is left: either every row is on its side by far, or we do not know
    if (!here) return isSeparating(y, linearOf(columns, b)) ? 'separated' : null
    const { basis, step } = here
    const moved = linearOf(columns, step)
    if (iterations > 4 && isSeparating(y, moved)) return 'separated'
    let share = 1
    let next = b
    let found = -Infinity
    for (; share > 1e-6; share /= 2) {
      next = b.map((value, j) => value + share * (step[j] ?? 0))
      found = logLikelihoodOf(y, linearOf(columns, next))
      if (found >= likelihood - 1e-12 * Math.abs(likelihood)) break
    }
    b = next
    likelihood = found
    if (Math.max(...moved.map(Math.abs)) < 1e-9) {
      const inverse = inverseOf(basis.r)
      const errors = Float64Array.from(b, (_, row) =>
        Math.hypot(...inverse.map((column) => column[row] ?? 0)),
      )
      return {
        estimates: b,
        errors,
        logLikelihood: likelihood,
        fitted: linearOf(columns, b).map(expit),
      }
    }
  }
  return null
}

/** The direction moves every row towards its outcome, or not at all, and some row by much: no finite maximum lies that way. */
function isSeparating(y: Float64Array, moved: Float64Array): boolean {
  let most = 0
  let least = Infinity
  moved.forEach((move, i) => {
    const towards = y[i] === 1 ? move : -move
    most = Math.max(most, towards)
    least = Math.min(least, towards)
  })
  return most > 0.5 && least > -1e-7
}
