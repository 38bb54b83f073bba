import { InvalidInput } from '../errors.ts'
import { ascending, quantile } from '../stats/describe.ts'
import { logChiSquaredUpper, normalUpperQuantile } from '../stats/distributions.ts'
import { logisticRegression } from '../stats/logistic.ts'
import { expit } from '../stats/logisticLikelihood.ts'
import { isNotTestable, notTestable, type NotTestable } from '../stats/notTestable.ts'
import { logOdds } from './calibrator.ts'
import { proportionOf, type Proportion } from './operatingPoints.ts'
import { checkScores } from './roc.ts'

export interface CalibrationGroup {
  n: number
  events: number
  /** mean predicted probability */
  predicted: number
  /** share of events with Wilson's interval */
  observed: Proportion
  least: number
  largest: number
}

export interface WithInterval {
  value: number
  low: number
  high: number
}

export interface Calibration {
  n: number
  events: number
  groups: readonly CalibrationGroup[]
  /** 1 = neither too bold nor too timid; none where the probability separates the outcomes: the likelihood then has no maximum */
  slope: WithInterval | NotTestable
  /** of the same regression; 0 beside a slope of 1 */
  intercept: WithInterval | NotTestable
  /** observed against expected as a whole, slope held at 1: calibration in the large */
  inTheLarge: WithInterval | NotTestable
  /** mean squared distance of probability and outcome, and what always saying the share of events would have */
  brier: number
  brierOfPrevalence: number
  /** Hosmer and Lemeshow's; df: groups, or groups − 2 on the patients the model was fitted to */
  hosmerLemeshow: { chiSquared: number; df: number; logP: number } | NotTestable
  /** probabilities of exactly 0 or 1, moved to 1e-12 for their log odds */
  extreme: number
}

/**
 * Does the predicted probability happen? Groups by quantiles of the prediction, slope and intercept of the outcome on its log odds, Brier score,
 * Hosmer–Lemeshow. The model is frozen: nothing of it is refitted, unlike in the published analysis.
 * @param probabilities 0…1   @param outcome 0 or 1   @param groups 2 or more   @param onOwnPatients the model was fitted to these patients
 * @throws InvalidInput lengths differ, a probability is outside 0…1, an outcome neither 0 nor 1, or fewer than 2 groups
 * @source Cox 1958; Hosmer & Lemeshow 1980; Brier 1950; Van Calster et al. 2019   @oracle test/oracles/validation (R glm, ResourceSelection, rms val.prob)
 * @differs on new patients the Hosmer–Lemeshow statistic has as many degrees of freedom as groups; ResourceSelection always takes groups − 2
 */
export function calibrationOf(
  probabilities: ArrayLike<number>,
  outcome: ArrayLike<number>,
  { groups = 10, onOwnPatients = false, level = 0.95 } = {},
): Calibration {
  checkScores(probabilities, outcome)
  if (!Number.isInteger(groups) || groups < 2)
    throw new InvalidInput('groups', groups, 'a whole number from 2')
  const p = Float64Array.from(probabilities)
  const bad = p.find((value) => value < 0 || value > 1)
  if (bad !== undefined) throw new InvalidInput('probabilities', bad, '0 to 1')
  const y = Float64Array.from(outcome)
  const n = y.length
  const events = y.reduce((sum, value) => sum + value, 0)
  const parts = n === 0 ? [] : groupsOf(p, y, groups, level)
  const odds = p.map(logOdds)
  return {
    n,
    events,
    groups: parts,
    ...slopeAndIntercept(odds, y, level),
    inTheLarge: inTheLarge(odds, y, level),
    brier: p.reduce((sum, value, i) => sum + (value - (y[i] ?? NaN)) ** 2 / n, 0),
    brierOfPrevalence: (events / n) * (1 - events / n),
    hosmerLemeshow: hosmerLemeshow(parts, onOwnPatients ? parts.length - 2 : parts.length),
    extreme: p.filter((value) => value === 0 || value === 1).length,
  }
}

/** Groups between quantiles (type 7), upper end included; equal quantiles make one group. */
function groupsOf(p: Float64Array, y: Float64Array, groups: number, level: number): CalibrationGroup[] {
  const sorted = ascending(p)
  const ends = new Set(Array.from({ length: groups + 1 }, (_, k) => quantile(sorted, k / groups)))
  const breaks = [...ends].slice(ends.size === 1 ? 0 : 1)
  return breaks.flatMap((end, k) => {
    const above = k === 0 ? -Infinity : (breaks[k - 1] ?? NaN)
    const rows = Array.from(p.keys()).filter((row) => (p[row] ?? NaN) > above && (p[row] ?? NaN) <= end)
    const n = rows.length
    if (n === 0) return []
    const events = rows.reduce((sum, row) => sum + (y[row] ?? 0), 0)
    const values = rows.map((row) => p[row] ?? NaN)
    return [
      {
        n,
        events,
        predicted: values.reduce((sum, value) => sum + value, 0) / n,
        observed: proportionOf(events, n, level),
        least: Math.min(...values),
        largest: Math.max(...values),
      },
    ]
  })
}

function slopeAndIntercept(
  odds: Float64Array,
  y: Float64Array,
  level: number,
): Pick<Calibration, 'slope' | 'intercept'> {
  const spread =
    odds.reduce((a, b) => Math.max(a, b), -Infinity) - odds.reduce((a, b) => Math.min(a, b), Infinity)
  const fit =
    spread > 1e-9
      ? logisticRegression(y, [{ name: 'log odds', values: odds }], { level, firth: 'never' })
      : notTestable('all values equal', y.length)
  if (isNotTestable(fit)) return { slope: fit, intercept: fit }
  const [intercept, slope] = fit.coefficients.map(({ estimate, low, high }): WithInterval | NotTestable =>
    estimate === null || low === null || high === null
      ? notTestable('all values equal', y.length)
      : { value: estimate, low, high },
  )
  const none = notTestable('too few values', y.length)
  return { slope: slope ?? none, intercept: intercept ?? none }
}

/** The shift a that makes Σ expit(a + log odds) the number of events. */
function inTheLarge(odds: Float64Array, y: Float64Array, level: number): WithInterval | NotTestable {
  const events = y.reduce((sum, value) => sum + value, 0)
  if (events === 0 || events === y.length) return notTestable('all values equal', y.length)
  let low = -100
  let high = 100
  let shift = 0
  // the sum grows with the shift: Newton's steps, halving where one leaves the bracket
  for (let i = 0; i < 200; i += 1) {
    let sum = 0
    let bend = 0
    for (const x of odds) {
      const p = expit(shift + x)
      sum += p
      bend += p * (1 - p)
    }
    const excess = sum - events
    if (excess > 0) high = shift
    else low = shift
    const next = shift - excess / bend
    const moved = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(moved - shift) < 1e-14 * (1 + Math.abs(shift))) break
    shift = moved
  }
  const bend = odds.reduce((sum, x) => sum + expit(shift + x) * expit(-shift - x), 0)
  const reach = normalUpperQuantile((1 - level) / 2) / Math.sqrt(bend)
  return { value: shift, low: shift - reach, high: shift + reach }
}

function hosmerLemeshow(groups: readonly CalibrationGroup[], df: number): Calibration['hosmerLemeshow'] {
  const n = groups.reduce((sum, group) => sum + group.n, 0)
  if (df < 1 || groups.some(({ predicted }) => predicted <= 0 || predicted >= 1))
    return notTestable('no degrees of freedom left', n)
  const chiSquared = groups.reduce((sum, group) => {
    const expected = group.n * group.predicted
    return sum + (group.events - expected) ** 2 / (expected * (1 - group.predicted))
  }, 0)
  return { chiSquared, df, logP: logChiSquaredUpper(chiSquared, df) }
}
