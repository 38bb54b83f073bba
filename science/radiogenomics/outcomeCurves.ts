import type { FollowUp } from '../survival/followUp.ts'
import { kaplanMeier, subset, survivalAt, survivalQuantile } from '../survival/kaplanMeier.ts'
import { finiteOrNull } from './probability.ts'
import type { Interval } from './result.ts'

/** A Kaplan–Meier curve as steps: `survival[k]` holds from `time[k]` on; before the first time it is 1. */
export interface OutcomeCurve {
  key: string
  label: string
  n: number
  events: number
  /** days, ascending */
  time: number[]
  survival: number[]
  /** null where the log scale has no limits */
  low: (number | null)[]
  high: (number | null)[]
  nRisk: number[]
  nEvent: number[]
  nCensored: number[]
  median: Interval
  /** the last time anybody of the group was seen, days; null where nobody is in it */
  lastTime: number | null
  /** at the times of the risk table; null beyond the last time */
  atRisk: { time: number; nRisk: number; survival: number | null; low: number | null; high: number | null }[]
}

/** Where a patient's follow-up ends, and how high the curve of the group stands from there on. */
export interface CurvePlace {
  /** index of the patient */
  row: number
  group: number
  /** days */
  time: number
  event: boolean
  survival: number
}

/** The axis of the figure and of the table under it. */
export interface TimeAxis {
  /** what the labels count, e.g. "months" */
  unit: string
  daysPerUnit: number
  ticks: { time: number; label: string }[]
}

const day = { unit: 'days', daysPerUnit: 1 }
const month = { unit: 'months', daysPerUnit: 30.4375 }
const year = { unit: 'years', daysPerUnit: 365.25 }
const steps = [
  ...[1, 2, 5, 10, 20].map((count) => ({ ...day, count })),
  ...[1, 2, 3, 6, 12].map((count) => ({ ...month, count })),
  ...[2, 5, 10, 20].map((count) => ({ ...year, count })),
]

/** @param last longest follow-up in days   @returns at most seven ticks from 0, on whole days, months or years */
export function timeAxis(last: number): TimeAxis {
  const fits = steps.find(({ daysPerUnit, count }) => last / (daysPerUnit * count) <= 6.5)
  const { unit, daysPerUnit, count } = fits ?? { ...year, count: Math.ceil(last / year.daysPerUnit / 6) }
  const ticks = Array.from({ length: Math.floor(last / (daysPerUnit * count)) + 1 }, (_, i) => ({
    time: i * count * daysPerUnit,
    label: String(i * count),
  }))
  return { unit, daysPerUnit, ticks }
}

/**
 * One curve with limits (log scale, as R), median and the rows of the risk table.
 * @param group who is meant   @param rows its patients   @param times of the risk table, days
 * @oracle TCGA-LIHC by stage in the tests (R survfit)
 */
export function outcomeCurve(
  { key, label }: { key: string; label: string },
  followUp: FollowUp,
  rows: readonly number[],
  times: readonly number[],
): OutcomeCurve {
  const own = subset(followUp, rows)
  const curve = kaplanMeier(own)
  const median = survivalQuantile(curve, 0.5)
  return {
    key,
    label,
    n: curve.n,
    events: curve.events,
    time: [...curve.time],
    survival: [...curve.survival],
    low: Array.from(curve.low, finiteOrNull),
    high: Array.from(curve.high, finiteOrNull),
    nRisk: [...curve.nRisk],
    nEvent: [...curve.nEvent],
    nCensored: [...curve.nCensored],
    lastTime: finiteOrNull(curve.time.at(-1)),
    median: {
      name: 'median time',
      value: finiteOrNull(median.value),
      low: finiteOrNull(median.low),
      high: finiteOrNull(median.high),
      level: curve.level,
      unit: 'days',
      intervalMethod: 'Brookmeyer–Crowley on the log scale',
      ...(Number.isFinite(median.value) ? {} : { reason: 'the curve does not come down to one half' }),
    },
    atRisk: survivalAt(curve, own, times).map(({ time, nRisk, survival, low, high }) => ({
      time,
      nRisk,
      survival: finiteOrNull(survival),
      low: finiteOrNull(low),
      high: finiteOrNull(high),
    })),
  }
}

/** @param groups one per row: index into `curves`   @returns one per row, in their order; every time is one of its curve's own */
export function placesOnCurves(
  curves: readonly OutcomeCurve[],
  { time, event }: FollowUp,
  rows: readonly number[],
  groups: ArrayLike<number>,
): CurvePlace[] {
  const heights = curves.map((curve) => new Map(curve.time.map((at, k) => [at, curve.survival[k] ?? 1])))
  return rows.map((row, i) => {
    const [group, end] = [groups[i] ?? -1, time[row] ?? NaN]
    return { row, group, time: end, event: event[row] === 1, survival: heights[group]?.get(end) ?? 1 }
  })
}
