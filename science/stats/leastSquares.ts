import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { logFUpper, logTTwoSided, tUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import {
  backSubstitute,
  coordinates,
  inverseOf,
  orthogonalise,
  residualsOf,
  type Orthogonal,
} from './orthogonal.ts'

/** A column of a model with the name its coefficient is to have. */
export interface Term {
  name: string
  values: ArrayLike<number>
}

export interface Coefficient {
  name: string
  /** null where the column is aliased: earlier ones explain it */
  estimate: number | null
  error: number | null
  t: number | null
  logP: number | null
  low: number | null
  high: number | null
}

export interface LinearModel {
  /** intercept first */
  coefficients: readonly Coefficient[]
  aliased: readonly string[]
  residuals: Float64Array
  df: number
  /** residual standard deviation */
  sigma: number
  rSquared: number
  adjustedRSquared: number
  /** the model against its intercept; null where the model has nothing else */
  f: { value: number; df1: number; df2: number; logP: number } | null
  errors: 'classical' | 'HC3'
}

/**
 * Linear model y = intercept + terms, by QR; columns that earlier ones explain are reported and get no coefficient.
 * @param y length n, finite   @param terms columns of n finite values
 * @param errors 'classical', or 'HC3': robust to unequal variances, each residual divided by (1 − leverage)
 * @returns coefficients with t (n − rank df) and intervals; not testable without a degree of freedom left
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Björck 1996; HC3: MacKinnon & White 1985, Long & Ervin 2000
 * @oracle test/oracles/regression (R lm; sandwich::vcovHC(type = "HC3"))
 */
export function leastSquares(
  y: ArrayLike<number>,
  terms: readonly Term[],
  { errors = 'classical', level = 0.95 }: { errors?: 'classical' | 'HC3'; level?: number } = {},
): LinearModel | NotTestable {
  const n = y.length
  if (!Array.from(y).every(Number.isFinite)) throw new InvalidInput('y', 'NaN or infinite', 'finite numbers')
  if (terms.some(({ values }) => values.length !== n))
    throw new InvalidInput('terms', 'columns of other lengths', `${n} values each, as y has`)
  const names = ['(Intercept)', ...terms.map(({ name }) => name)]
  const basis = orthogonalise([new Float64Array(n).fill(1), ...terms.map(({ values }) => values)])
  const rank = basis.kept.length
  const df = n - rank
  if (df < 1) return notTestable('no degrees of freedom left', n)
  const residuals = residualsOf(basis.q, y)
  const spread = moments(y).sd * Math.sqrt(n - 1)
  if (!(spread > 0)) return notTestable('all values equal', n)
  const rest = norm(residuals)
  const sigma = rest / Math.sqrt(df)
  const estimates = backSubstitute(basis.r, coordinates(basis.q, y))
  const deviations = errors === 'HC3' ? robustErrors(basis, residuals) : classicalErrors(basis, sigma)
  const rSquared = Math.max(0, 1 - (rest / spread) ** 2)
  return {
    coefficients: names.map((name, index) => {
      const place = basis.kept.indexOf(index)
      return place < 0
        ? { name, estimate: null, error: null, t: null, logP: null, low: null, high: null }
        : coefficient(name, estimates[place] ?? NaN, deviations[place] ?? NaN, { df, level })
    }),
    aliased: basis.aliased.map((index) => names[index] ?? ''),
    residuals,
    df,
    sigma,
    rSquared,
    adjustedRSquared: 1 - (1 - rSquared) * ((n - 1) / df),
    f: overall(rest / spread, rank - 1, df),
    errors,
  }
}

function norm(values: Float64Array): number {
  const { n, mean, sd } = moments(values)
  return Math.hypot(sd * Math.sqrt(n - 1), mean * Math.sqrt(n))
}

function overall(share: number, df1: number, df2: number): LinearModel['f'] {
  if (df1 < 1) return null
  const value = ((1 - share * share) / df1 / (share * share)) * df2
  return { value, df1, df2, logP: logFUpper(value, df1, df2) }
}

function coefficient(
  name: string,
  estimate: number,
  error: number,
  { df, level }: { df: number; level: number },
): Coefficient {
  if (!(error > 0 && Number.isFinite(error)))
    return { name, estimate, error: null, t: null, logP: null, low: null, high: null }
  const reach = tUpperQuantile((1 - level) / 2, df) * error
  const t = estimate / error
  return {
    name,
    estimate,
    error,
    t,
    logP: logTTwoSided(t, df),
    low: estimate - reach,
    high: estimate + reach,
  }
}

function classicalErrors({ r }: Orthogonal, sigma: number): Float64Array {
  const inverse = inverseOf(r)
  return Float64Array.from(r, (_, row) => sigma * Math.hypot(...inverse.map((column) => column[row] ?? 0)))
}

/** √ of the diagonal of (X'X)⁻¹ X' diag(e²/(1 − h)²) X (X'X)⁻¹; infinite where a patient has leverage 1. */
function robustErrors({ q, r }: Orthogonal, residuals: Float64Array): Float64Array {
  const inverse = inverseOf(r)
  const weights = residuals.map((residual, i) => {
    const leverage = q.reduce((sum, axis) => sum + (axis[i] ?? 0) ** 2, 0)
    return 1 - leverage < 1e-12 ? Infinity : residual / (1 - leverage)
  })
  return Float64Array.from(r, (_, row) => {
    let sum = 0
    for (let i = 0; i < weights.length; i += 1) {
      let influence = 0
      for (let j = row; j < q.length; j += 1) influence += (inverse[j]?.[row] ?? 0) * (q[j]?.[i] ?? 0)
      sum += (influence * (weights[i] ?? 0)) ** 2
    }
    return Math.sqrt(sum)
  })
}
