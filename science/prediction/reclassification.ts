import { InvalidInput } from '../errors.ts'
import { logNormalTwoSided, normalUpperQuantile } from '../stats/distributions.ts'
import { notTestable, type NotTestable } from '../stats/notTestable.ts'
import { checkScores } from './roc.ts'

export interface Improvement {
  value: number
  low: number
  high: number
  error: number
  z: number
  /** anticonservative: read the interval and the difference of areas first */
  logP: number
}

export interface NetReclassification {
  total: Improvement
  events: Improvement
  nonEvents: Improvement
  up: { events: number; nonEvents: number }
  down: { events: number; nonEvents: number }
}

export interface Reclassification {
  n: number
  events: number
  cutoffs: readonly number[]
  /** `tables.events[old class][new class]`, classes [a, b), the last closed */
  tables: { events: readonly (readonly number[])[]; nonEvents: readonly (readonly number[])[] }
  classes: NetReclassification
  continuous: NetReclassification
  /** integrated discrimination improvement: how much further apart the mean probabilities are */
  idi: Improvement
}

/** The published classes. */
export const publishedCutoffs: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1]

/**
 * Does a new model move patients the right way: net reclassification over classes and without, integrated discrimination improvement.
 * @param before probabilities of the model that is there, 0…1   @param after of the new one   @param outcome 0 or 1
 * @param cutoffs ascending, from 0 to 1
 * @returns not testable with fewer than two patients of an outcome
 * @throws InvalidInput lengths differ, a value is out of its range, or cutoffs do not ascend from 0 to 1
 * @source Pencina et al. 2008 and 2011   @oracle test/oracles/validation (R PredictABEL, Hmisc improveProb)
 */
export function reclassify(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  outcome: ArrayLike<number>,
  { cutoffs = publishedCutoffs, level = 0.95 } = {},
): Reclassification | NotTestable {
  checkProbabilities(before, outcome)
  checkProbabilities(after, outcome)
  if (
    cutoffs[0] !== 0 ||
    cutoffs.at(-1) !== 1 ||
    cutoffs.some((cut, i) => i > 0 && !(cut > (cutoffs[i - 1] ?? NaN)))
  )
    throw new InvalidInput('cutoffs', cutoffs.join(', '), 'ascending from 0 to 1')
  const n = outcome.length
  const rows = Array.from({ length: n }, (_, i) => i)
  const cases = rows.filter((i) => outcome[i] === 1)
  const controls = rows.filter((i) => outcome[i] === 0)
  if (cases.length < 2 || controls.length < 2) return notTestable('too few values', n)
  const classOf = (p: number): number => Math.max(0, cutoffs.slice(1, -1).filter((cut) => p >= cut).length)
  const classes = { before: Array.from(before, classOf), after: Array.from(after, classOf) }
  const table = (group: readonly number[]): number[][] => {
    const counts = Array.from({ length: cutoffs.length - 1 }, () =>
      new Array<number>(cutoffs.length - 1).fill(0),
    )
    for (const i of group) {
      const row = counts[classes.before[i] ?? 0]
      const to = classes.after[i] ?? 0
      if (row) row[to] = (row[to] ?? 0) + 1
    }
    return counts
  }
  return {
    n,
    events: cases.length,
    cutoffs,
    tables: { events: table(cases), nonEvents: table(controls) },
    classes: net(classes.before, classes.after, cases, controls, level),
    continuous: net(before, after, cases, controls, level),
    idi: discrimination(before, after, cases, controls, level),
  }
}

function checkProbabilities(values: ArrayLike<number>, outcome: ArrayLike<number>): void {
  checkScores(values, outcome)
  for (let i = 0; i < values.length; i += 1)
    if ((values[i] ?? NaN) < 0 || (values[i] ?? NaN) > 1)
      throw new InvalidInput('probabilities', values[i], '0 to 1')
}

function improvement(value: number, error: number, level: number): Improvement {
  const reach = normalUpperQuantile((1 - level) / 2) * error
  // where nobody moves there is no error, and no evidence either
  const z = error === 0 ? (value === 0 ? 0 : Math.sign(value) * Infinity) : value / error
  return {
    value,
    low: value - reach,
    high: value + reach,
    error,
    z,
    logP: z === 0 ? 0 : logNormalTwoSided(z),
  }
}

function net(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  cases: readonly number[],
  controls: readonly number[],
  level: number,
): NetReclassification {
  const moved = (group: readonly number[], way: 1 | -1): number =>
    group.filter((i) => Math.sign((after[i] ?? NaN) - (before[i] ?? NaN)) === way).length
  const up = { events: moved(cases, 1), nonEvents: moved(controls, 1) }
  const down = { events: moved(cases, -1), nonEvents: moved(controls, -1) }
  const part = (ups: number, downs: number, n: number): { value: number; variance: number } => {
    const value = (ups - downs) / n
    return { value, variance: (ups + downs) / n / n - (value * value) / n }
  }
  const events = part(up.events, down.events, cases.length)
  const nonEvents = part(down.nonEvents, up.nonEvents, controls.length)
  return {
    total: improvement(
      events.value + nonEvents.value,
      Math.sqrt(events.variance + nonEvents.variance),
      level,
    ),
    events: improvement(events.value, Math.sqrt(events.variance), level),
    nonEvents: improvement(nonEvents.value, Math.sqrt(nonEvents.variance), level),
    up,
    down,
  }
}

function discrimination(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  cases: readonly number[],
  controls: readonly number[],
  level: number,
): Improvement {
  const gains = (group: readonly number[]): { mean: number; variance: number } => {
    const values = group.map((i) => (after[i] ?? NaN) - (before[i] ?? NaN))
    const n = values.length
    const mean = values.reduce((sum, value) => sum + value, 0) / n
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n }
  }
  const [events, others] = [gains(cases), gains(controls)]
  // differences of probabilities are rounded: what is no larger than that is nothing, and not to be divided by
  const known = (value: number): number => (Math.abs(value) <= 8 * Number.EPSILON ? 0 : value)
  const error = known(Math.sqrt(events.variance + others.variance))
  return improvement(known(events.mean - others.mean), error, level)
}
