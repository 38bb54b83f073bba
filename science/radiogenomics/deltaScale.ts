import { bothMoments } from '../stats/welch.ts'
import { logNormalTwoSided } from '../stats/distributions.ts'

/**
 * A standardised mean difference on the scale of Cliff's δ: what δ is where both groups are normal with one variance, 2Φ(d/√2) − 1.
 * @source McGraw & Wong 1992; Ruscio 2008
 */
export function deltaOfD(d: number): number {
  // 0 has no sign to turn
  return d === 0 ? 0 : -Math.sign(d) * Math.expm1(logNormalTwoSided(d / Math.SQRT2))
}

/** Hedges' factor against the bias of d in small groups. */
export function smallSampleFactor(n: number): number {
  return 1 - 3 / (4 * n - 9)
}

/** From a difference in the variable's unit to Hedges' g: over the standard deviation within the groups, before any adjustment. */
export function hedgesFactor(x: Float64Array, y: Float64Array): number {
  const { first, second } = bothMoments(x, y)
  const df = first.n + second.n - 2
  const pooled = Math.sqrt((first.sd ** 2 * (first.n - 1) + second.sd ** 2 * (second.n - 1)) / df)
  return smallSampleFactor(first.n + second.n) / pooled
}
