import { InvalidInput } from '../errors.ts'
import { logNormalTwoSided, normalUpperQuantile } from '../stats/distributions.ts'
import {
  checkFollowUp,
  checkGroups,
  checkLevel,
  notTestable,
  tooFewEvents,
  type FollowUp,
  type NotTestable,
} from './followUp.ts'
import { kaplanMeierByGroup, type KaplanMeierCurve } from './kaplanMeier.ts'

export interface RestrictedMean {
  n: number
  /** mean time without the event up to τ, in the unit of time */
  mean: number
  standardError: number
  low: number
  high: number
}

export interface MeanContrast {
  value: number
  /** of the difference; of the logarithm of the ratio */
  standardError: number
  low: number
  high: number
  logP: number
}

export interface RestrictedMeanResult {
  kind: 'restrictedMean'
  tau: number
  level: number
  groups: readonly RestrictedMean[]
  /** first group − each other group, in order (group 1, 2 …) */
  differences: readonly MeanContrast[]
  /** first group / each other group; null where a mean is 0 */
  ratios: readonly (MeanContrast | null)[]
}

/**
 * Restricted mean survival time up to τ per group, with difference and ratio against the first group.
 * @param group 0 …; every group must have patients   @param tau > 0, declared beforehand, no later than the last time of every group
 * @returns area under each Kaplan–Meier curve to τ with its standard error (Greenwood), Wald intervals, the ratio's on the log scale;
 * not testable: fewer than two events before τ, a group without patients
 * @throws InvalidInput τ is not positive or beyond the smaller group's last time (the largest allowed τ is named); no follow-up
 * @source Irwin 1949; Royston & Parmar 2013; Uno et al. 2014   @oracle test/oracles/survival (R survfit, rmean)
 * @differs survRM2 lets τ pass the last time of a group whose last patient died; here no group is ever extrapolated.
 * R gives means and errors with one event too, where the error is a guess from one jump
 */
export function restrictedMean(
  followUp: FollowUp,
  group: ArrayLike<number>,
  { tau, level = 0.95 }: { tau: number; level?: number },
): RestrictedMeanResult | NotTestable {
  checkFollowUp(followUp)
  checkLevel(level)
  const n = followUp.time.length
  const count = checkGroups(group, n)
  if (n === 0) return notTestable('no-rows', 0, 'no patients')
  const curves = kaplanMeierByGroup(followUp, group, { groups: count })
  if (count < 2 || curves.some((curve) => curve.n === 0))
    return notTestable('one-group', n, 'a group has no patients')
  const allowed = Math.min(...curves.map((curve) => curve.time[curve.time.length - 1] ?? 0))
  if (!(tau > 0 && tau <= allowed))
    throw new InvalidInput(
      'tau',
      tau,
      `above 0, at most ${allowed}, the last time of the group followed least`,
    )
  let events = 0
  for (let i = 0; i < n; i += 1) if (followUp.event[i] === 1 && (followUp.time[i] ?? NaN) < tau) events += 1
  const few = tooFewEvents(n, events, ' before τ')
  if (few) return few
  const z = normalUpperQuantile((1 - level) / 2)
  const groups = curves.map((curve) => areaTo(curve, tau, z))
  const [first, ...others] = groups
  if (!first) return notTestable('one-group', n, 'a group has no patients')
  return {
    kind: 'restrictedMean',
    tau,
    level,
    groups,
    differences: others.map((other) => difference(first, other, z)),
    ratios: others.map((other) => ratio(first, other, z)),
  }
}

/** The variance sums, over death times, the squared area still to come times the Greenwood increment there. */
function areaTo(curve: KaplanMeierCurve, tau: number, z: number): RestrictedMean {
  const { time, survival, nRisk, nEvent } = curve
  let steps = 0
  while (steps < time.length && (time[steps] ?? NaN) < tau) steps += 1
  let area = 0
  let variance = 0
  for (let k = steps - 1; k >= 0; k -= 1) {
    const until = k + 1 < steps ? (time[k + 1] ?? NaN) : tau
    area += (survival[k] ?? NaN) * (until - (time[k] ?? NaN))
    const risk = nRisk[k] ?? 0
    const dead = nEvent[k] ?? 0
    // after the last patient has died no area is left, and nothing of it varies
    if (dead > 0 && risk > dead) variance += (area * area * dead) / (risk * (risk - dead))
  }
  const mean = area + (steps > 0 ? (time[0] ?? NaN) : tau)
  const standardError = Math.sqrt(variance)
  return { n: curve.n, mean, standardError, low: mean - z * standardError, high: mean + z * standardError }
}

function difference(a: RestrictedMean, b: RestrictedMean, z: number): MeanContrast {
  const value = a.mean - b.mean
  const standardError = Math.hypot(a.standardError, b.standardError)
  return {
    value,
    standardError,
    low: value - z * standardError,
    high: value + z * standardError,
    logP: contrastLogP(value, standardError),
  }
}

function ratio(a: RestrictedMean, b: RestrictedMean, z: number): MeanContrast | null {
  if (a.mean === 0 || b.mean === 0) return null
  const log = Math.log(a.mean / b.mean)
  const standardError = Math.hypot(a.standardError / a.mean, b.standardError / b.mean)
  return {
    value: Math.exp(log),
    standardError,
    low: Math.exp(log - z * standardError),
    high: Math.exp(log + z * standardError),
    logP: contrastLogP(log, standardError),
  }
}

/** Equal means: no difference and no evidence of one, also where nothing varies. */
function contrastLogP(value: number, standardError: number): number {
  return value === 0 ? 0 : logNormalTwoSided(value / standardError)
}
