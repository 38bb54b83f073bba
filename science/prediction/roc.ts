import { InvalidInput } from '../errors.ts'
import { logNormalTwoSided, normalUpperQuantile } from '../stats/distributions.ts'
import { notTestable, isNotTestable, type NotTestable } from '../stats/notTestable.ts'
import { midRanks } from '../stats/rank.ts'

export interface AreaUnderRoc {
  /** P(score of an event > score of a non-event) + ½ P(equal) */
  auc: number
  /** DeLong's standard error */
  error: number
  low: number
  high: number
  level: number
  events: number
  nonEvents: number
}

export interface RocPoint {
  /** a score above it is called an event; ±Infinity at the ends */
  threshold: number
  sensitivity: number
  specificity: number
}

/** @throws InvalidInput lengths differ, a score is not finite, or an outcome is neither 0 nor 1 */
export function checkScores(scores: ArrayLike<number>, outcome: ArrayLike<number>): void {
  if (scores.length !== outcome.length)
    throw new InvalidInput('scores', `${scores.length} values`, `${outcome.length}, one per outcome`)
  for (let i = 0; i < outcome.length; i += 1) {
    const [score, y] = [scores[i] ?? NaN, outcome[i] ?? NaN]
    if (!Number.isFinite(score))
      throw new InvalidInput(`scores[${i}]`, score, 'finite numbers: missing ones are left out first')
    if (y !== 0 && y !== 1) throw new InvalidInput(`outcome[${i}]`, y, '0 or 1')
  }
}

/** What each patient contributes to the area: of an event, the share of non-events below it; of a non-event, of events above it. */
interface Placements {
  auc: number
  events: Float64Array
  nonEvents: Float64Array
}

function placementsOf(scores: ArrayLike<number>, outcome: ArrayLike<number>): Placements {
  const all = Float64Array.from(scores)
  const isEvent = (_: number, i: number): boolean => outcome[i] === 1
  const cases = all.filter(isEvent)
  const controls = all.filter((_, i) => outcome[i] === 0)
  const ranks = midRanks(all)
  const own = midRanks(cases)
  const ownOfControls = midRanks(controls)
  const m = cases.length
  const n = controls.length
  const events = ranks.filter(isEvent).map((rank, i) => (rank - (own[i] ?? NaN)) / n)
  const nonEvents = ranks
    .filter((_, i) => outcome[i] === 0)
    .map((rank, i) => 1 - (rank - (ownOfControls[i] ?? NaN)) / m)
  return { auc: events.reduce((sum, value) => sum + value, 0) / m, events, nonEvents }
}

function covariance(x: Float64Array, y: Float64Array): number {
  const n = x.length
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value / n, 0)
  const [a, b] = [mean(x), mean(y)]
  return x.reduce((sum, value, i) => sum + (value - a) * ((y[i] ?? NaN) - b), 0) / (n - 1)
}

/**
 * Area under the ROC curve with DeLong's interval, cut to 0…1. A high score speaks for the event.
 * @param scores finite, any unit   @param outcome 0 or 1
 * @returns not testable where an outcome has fewer than two patients
 * @throws InvalidInput lengths differ, a score is not finite, or an outcome is neither 0 nor 1
 * @source DeLong, DeLong & Clarke-Pearson 1988; by mid-ranks: Sun & Xu 2014   @oracle test/oracles/validation (pROC)
 * @differs pROC chooses the direction from the data unless told; here it is fixed, so an area can be below ½
 */
export function areaWithInterval(
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
  level = 0.95,
): AreaUnderRoc | NotTestable {
  checkScores(scores, outcome)
  const { auc, events, nonEvents } = placementsOf(scores, outcome)
  const [m, n] = [events.length, nonEvents.length]
  if (m < 2 || n < 2) return notTestable('too few values', m + n)
  const error = Math.sqrt(covariance(events, events) / m + covariance(nonEvents, nonEvents) / n)
  const reach = normalUpperQuantile((1 - level) / 2) * error
  return {
    auc,
    error,
    low: Math.max(0, auc - reach),
    high: Math.min(1, auc + reach),
    level,
    events: m,
    nonEvents: n,
  }
}

export interface AreaDifference {
  first: AreaUnderRoc
  second: AreaUnderRoc
  /** first − second */
  difference: number
  low: number
  high: number
  z: number
  logP: number
}

/**
 * DeLong's paired test of two scores on the same patients. Not meant for nested models on the data that made them.
 * @returns not testable with fewer than two patients of an outcome, or where the two scores order all pairs alike
 * @throws InvalidInput as `areaWithInterval`
 * @source DeLong, DeLong & Clarke-Pearson 1988   @oracle test/oracles/validation (pROC roc.test)
 */
export function compareAreas(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  outcome: ArrayLike<number>,
  level = 0.95,
): AreaDifference | NotTestable {
  const a = areaWithInterval(first, outcome, level)
  const b = areaWithInterval(second, outcome, level)
  if (isNotTestable(a)) return a
  if (isNotTestable(b)) return b
  const x = placementsOf(first, outcome)
  const y = placementsOf(second, outcome)
  const shared =
    covariance(x.events, y.events) / a.events + covariance(x.nonEvents, y.nonEvents) / a.nonEvents
  const variance = a.error ** 2 + b.error ** 2 - 2 * shared
  if (!(variance > 1e-14)) return notTestable('all differences equal', outcome.length)
  const difference = a.auc - b.auc
  const z = difference / Math.sqrt(variance)
  const reach = normalUpperQuantile((1 - level) / 2) * Math.sqrt(variance)
  return {
    first: a,
    second: b,
    difference,
    low: difference - reach,
    high: difference + reach,
    z,
    logP: logNormalTwoSided(z),
  }
}

/**
 * Sensitivity and specificity at every threshold between two different scores, and beyond both ends; thresholds ascending.
 * @throws InvalidInput as `areaWithInterval`
 * @oracle test/oracles/validation (pROC coords)
 */
export function rocCurve(scores: ArrayLike<number>, outcome: ArrayLike<number>): RocPoint[] {
  checkScores(scores, outcome)
  const order = Int32Array.from({ length: outcome.length }, (_, i) => i).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  )
  let events = 0
  for (const i of order) events += outcome[i] ?? 0
  const nonEvents = order.length - events
  const points: RocPoint[] = [{ threshold: -Infinity, sensitivity: 1, specificity: 0 }]
  let missed = 0
  let spared = 0
  order.forEach((i, place) => {
    if (outcome[i] === 1) missed += 1
    else spared += 1
    const here = scores[i] ?? NaN
    const next = scores[order[place + 1] ?? -1]
    if (next === here) return
    points.push({
      threshold: next === undefined ? Infinity : between(here, next),
      sensitivity: 1 - missed / events,
      specificity: spared / nonEvents,
    })
  })
  return points
}

/** From `here` to below `next`: above it lies the next score, as `operatingPointAt` calls. Of two neighbouring doubles the middle is one of them. */
function between(here: number, next: number): number {
  const middle = here / 2 + next / 2
  return middle >= next || middle < here ? here : middle
}
