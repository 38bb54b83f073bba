import { chiSquaredUpperQuantile, logChiSquaredUpper } from './distributions.ts'
import { along, followed, highest, plainAscent, pointAt, type Point } from './firthClimb.ts'
import { inverse } from './linear.ts'
import { expit, linearOf, type LogisticFit } from './logisticLikelihood.ts'
import { backSubstitute, coordinates, inverseOf, orthogonalise, type Orthogonal } from './orthogonal.ts'
import { whereReached } from './whereReached.ts'

/** Firth's logistic fit: on orthonormal columns, and for the profile of coefficient j on such in which it comes last, where it is the last coordinate alone. */

/**
 * A start, and others some standard errors from it along each free coefficient. With sparse columns and separated outcomes maxima lie
 * side by side along one coefficient.
 */
function beside(start: Float64Array, { r }: Orthogonal, errors: readonly number[]): Float64Array[] {
  return errors.flatMap((error, k) =>
    [-7, -2.5, 2.5, 7].map((far) => start.map((value, i) => value + far * error * (r[k]?.[i] ?? 0))),
  )
}

/** Standard errors of the coefficients at a point: √ of the diagonal of R⁻¹ V R⁻ᵀ. */
function errorsAt({ r }: Orthogonal, { factor }: Point): number[] {
  const v = inverse(factor)
  const p = r.length
  const inverted = inverseOf(r)
  return r.map((_, row) => {
    let sum = 0
    for (let j = row; j < p; j += 1)
      for (let k = row; k < p; k += 1)
        sum += (inverted[j]?.[row] ?? 0) * (v[j * p + k] ?? 0) * (inverted[k]?.[row] ?? 0)
    return Math.sqrt(sum)
  })
}

export interface FirthProfile {
  low: number | null
  high: number | null
  logP: number
}

export interface FirthLogistic extends LogisticFit {
  profiles: readonly FirthProfile[]
  /** twice the gain in penalised likelihood over all slopes at 0; null without slopes */
  ratio: number | null
}

/**
 * Firth's logistic fit with profile penalised-likelihood intervals and ratio tests; null where no maximum is reached.
 * @param y 0 or 1   @param columns of the model, intercept first, none aliased
 * @source Firth 1993; Heinze & Schemper 2002   @oracle test/oracles/firthLogistic (brglm2; the likelihood by brute force in R)
 */
export function fitFirth(
  y: Float64Array,
  columns: readonly Float64Array[],
  level: number,
): FirthLogistic | null {
  const basis = orthogonalise(columns)
  const zero = new Float64Array(columns.length)
  const first = highest(y, basis.q, plainAscent(y, basis.q, zero, columns.length), columns.length)
  const best =
    first &&
    highest(y, basis.q, [first.at, ...beside(first.at, basis, errorsAt(basis, first))], columns.length)
  const nothing = highest(y, basis.q, [zero], 1)
  if (!best || !nothing) return null
  const errors = errorsAt(basis, best)
  const profiles = columns.map((_, j) => profileOf(y, columns, { basis, best, errors, j, level }))
  if (profiles.some((profile) => profile === null)) return null
  const penalty = basis.r.reduce((sum, column, j) => sum + Math.log(Math.abs(column[j] ?? NaN)), 0)
  return {
    estimates: backSubstitute(basis.r, best.at),
    errors: Float64Array.from(errors),
    logLikelihood: best.logLikelihood + penalty,
    fitted: linearOf(basis.q, best.at).map(expit),
    profiles: profiles.flatMap((profile) => (profile ? [profile] : [])),
    ratio: columns.length === 1 ? null : 2 * (best.logLikelihood - nothing.logLikelihood),
  }
}

interface Fitted {
  basis: Orthogonal
  best: Point
  errors: readonly number[]
  j: number
  level: number
}

/** Interval and ratio test of one coefficient, on columns in which it comes last. */
function profileOf(
  y: Float64Array,
  columns: readonly Float64Array[],
  { basis, best, errors, j, level }: Fitted,
): FirthProfile | null {
  const own = orthogonalise([...columns.filter((_, k) => k !== j), ...columns.slice(j, j + 1)])
  const { q, r } = own
  const others = errors.filter((_, k) => k !== j)
  const last = q.length - 1
  const unit = r[last]?.[last] ?? NaN
  const linear = linearOf(basis.q, best.at)
  const top = highest(y, q, [coordinates(q, linear)], q.length)
  if (!top) return null
  const error = (errors[j] ?? NaN) * Math.abs(unit)
  const estimate = top.at[last] ?? NaN
  const z = Math.sqrt(chiSquaredUpperQuantile(1 - level, 1))
  const rootOf = (held: Point | null): number =>
    held ? Math.sqrt(Math.max(0, 2 * (top.logLikelihood - held.logLikelihood))) : NaN
  const anywhere = (at: number): Point | null => {
    const zero = new Float64Array(q.length)
    zero[last] = at
    if (last === 0) return pointAt(y, q, zero)
    const ridge = along(top, at)
    return highest(y, q, [ridge, ...plainAscent(y, q, zero, last), ...beside(ridge, own, others)], last)
  }
  const bound = (side: 1 | -1): number | null => {
    // the others follow from where they were last; whether they missed a higher place is looked at where it ends
    let near = top
    const follow = (at: number): number => {
      near = followed(y, q, near, at) ?? near
      return near.at[last] === at ? rootOf(near) : rootOf(anywhere(at))
    }
    const found = whereReached(follow, { estimate, step: side * z * error, z })
    if (found !== null && !(rootOf(anywhere(found)) < z - 1e-6)) return found
    return whereReached((at) => rootOf(anywhere(at)), { estimate, step: side * z * error, z })
  }
  const low = bound(-1)
  const high = bound(1)
  const atZero = Math.min(
    ...[rootOf(anywhere(0)), rootOf(followed(y, q, top, 0))].filter((root) => !Number.isNaN(root)),
  )
  return {
    low: low === null ? null : low / unit,
    high: high === null ? null : high / unit,
    logP: logChiSquaredUpper(atZero * atZero, 1),
  }
}
