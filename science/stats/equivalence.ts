import { InvalidInput } from '../errors.ts'
import { logTTwoSided, tUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { log1mExp } from './special.ts'
import { welchT } from './welch.ts'

export interface Equivalence {
  /** mean x − mean y, in the unit of x */
  difference: number
  /** the 1 − 2α interval: equivalence is shown where it lies inside the margin */
  low: number
  high: number
  df: number
  /** one-sided log p against a difference at or below −margin, and at or above it */
  logPLower: number
  logPUpper: number
  /** the larger of the two */
  logP: number
}

/** log P(T > t). */
function logTUpper(t: number, df: number): number {
  const half = logTTwoSided(t, df) - Math.LN2
  return t >= 0 ? half : log1mExp(half)
}

/**
 * Equivalence of two means by two one-sided Welch t-tests (TOST).
 * @param x length m ≥ 2, finite   @param y length n ≥ 2, same unit   @param margin largest difference that does not matter, > 0, in that unit
 * @returns not testable where both groups are constant
 * @throws InvalidInput a group has fewer than two values, or the margin is not above 0
 * @source Schuirmann 1987   @oracle test/oracles/power (two R t.test(alternative = ), mu = ∓margin)
 */
export function equivalenceOfMeans(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { margin, alpha = 0.05 }: { margin: number; alpha?: number },
): Equivalence | NotTestable {
  if (!(margin > 0 && Number.isFinite(margin))) throw new InvalidInput('margin', margin, 'a number above 0')
  const welch = welchT(x, y)
  if (!welch) return notTestable('a group is constant', x.length + y.length)
  const { t, df } = welch
  const difference = welch.difference.value
  const error = t === 0 ? (welch.difference.high - difference) / tUpperQuantile(0.025, df) : difference / t
  const logPLower = logTUpper((difference + margin) / error, df)
  const logPUpper = logTUpper((margin - difference) / error, df)
  const reach = tUpperQuantile(alpha, df) * error
  return {
    difference,
    low: difference - reach,
    high: difference + reach,
    df,
    logPLower,
    logPUpper,
    logP: Math.max(logPLower, logPUpper),
  }
}
