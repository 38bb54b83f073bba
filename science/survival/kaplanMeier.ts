import { InvalidInput } from '../errors.ts'
import { normalUpperQuantile } from '../stats/distributions.ts'
import { checkFollowUp, checkGroups, checkLevel, type FollowUp } from './followUp.ts'
import { firstFrom, riskTable, type RiskTable } from './riskTable.ts'

/** The scale on which the interval is symmetric. */
export type CurveInterval = 'plain' | 'log' | 'log-log'

export interface KaplanMeierCurve extends RiskTable {
  /** S(t) just after each time; 1 before the first */
  survival: Float64Array
  /** Greenwood's standard error of log S (of the cumulative hazard); Infinity once S is 0 */
  standardError: Float64Array
  /** limits of S, within 0 … 1; NaN where the scale has none (S = 0; on log-log also S = 1) */
  low: Float64Array
  high: Float64Array
  level: number
  interval: CurveInterval
}

export interface KaplanMeierOptions {
  /** default .95 */
  level?: number
  /** default log, as R */
  interval?: CurveInterval
}

/**
 * Kaplan–Meier estimate of survival with Greenwood's standard error.
 * @param followUp times ≥ 0 in any unit (0 is kept), events 0 or 1; entry times give the left-truncated estimate
 * @returns one row per distinct time (events and censorings), as R's survfit; no rows for no patients
 * One sort, one linear pass.
 * @throws InvalidInput a time negative or not finite, an event neither 0 nor 1, entry not before time, level outside 0 … 1
 * @source Kaplan & Meier 1958; Greenwood 1926; Kalbfleisch & Prentice 2002, 1.4   @oracle test/oracles/survival (R survfit)
 * @differs R first merges times within about 1.5e-8 of each other (timefix); here two times are equal only if they are the same number
 */
export function kaplanMeier(
  followUp: FollowUp,
  { level = 0.95, interval = 'log' }: KaplanMeierOptions = {},
): KaplanMeierCurve {
  checkFollowUp(followUp)
  checkLevel(level)
  const table = riskTable(followUp)
  const survival = new Float64Array(table.time.length)
  const standardError = new Float64Array(table.time.length)
  let s = 1
  let greenwood = 0
  for (let k = 0; k < survival.length; k += 1) {
    const risk = table.nRisk[k] ?? 0
    const dead = table.nEvent[k] ?? 0
    if (dead > 0) {
      s *= (risk - dead) / risk
      greenwood += dead / (risk * (risk - dead))
    }
    survival[k] = s
    standardError[k] = Math.sqrt(greenwood)
  }
  return {
    ...table,
    survival,
    standardError,
    ...limits(survival, standardError, level, interval),
    level,
    interval,
  }
}

/**
 * One curve per group 0 … groups − 1; a group without patients has a curve without rows.
 * @throws InvalidInput as `kaplanMeier`, or a group that is none
 * @source as `kaplanMeier`   @oracle test/oracles/survival (R survfit by sex, lung)
 */
export function kaplanMeierByGroup(
  followUp: FollowUp,
  group: ArrayLike<number>,
  options: KaplanMeierOptions & { groups?: number } = {},
): KaplanMeierCurve[] {
  checkFollowUp(followUp)
  const groups = checkGroups(group, followUp.time.length, options.groups)
  const rows: number[][] = Array.from({ length: groups }, () => [])
  for (let i = 0; i < group.length; i += 1) rows[group[i] ?? 0]?.push(i)
  return rows.map((members) => kaplanMeier(subset(followUp, members), options))
}

/** The follow-up of some rows. */
export function subset(followUp: FollowUp, rows: ArrayLike<number>): FollowUp {
  const of = (column: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => column[row] ?? NaN)
  const { time, event, entry } = followUp
  return { time: of(time), event: of(event), ...(entry ? { entry: of(entry) } : {}) }
}

function limits(
  survival: Float64Array,
  standardError: Float64Array,
  level: number,
  interval: CurveInterval,
): { low: Float64Array; high: Float64Array } {
  const z = normalUpperQuantile((1 - level) / 2)
  const low = new Float64Array(survival.length)
  const high = new Float64Array(survival.length)
  for (let k = 0; k < survival.length; k += 1) {
    const s = survival[k] ?? NaN
    const half = z * (standardError[k] ?? NaN)
    if (k > 0 && s === survival[k - 1]) {
      // only censorings: nothing has moved
      low[k] = low[k - 1] ?? NaN
      high[k] = high[k - 1] ?? NaN
    } else if (s === 0 || (interval === 'log-log' && s === 1)) low[k] = high[k] = NaN
    else if (interval === 'plain') {
      low[k] = Math.max(0, s - half * s)
      high[k] = Math.min(1, s + half * s)
    } else if (interval === 'log') {
      const factor = Math.exp(half)
      low[k] = s / factor
      high[k] = Math.min(1, s * factor)
    } else {
      // on the scale log(−log S) the standard error is that of log S over |log S|
      const log = Math.log(s)
      low[k] = Math.exp(log * Math.exp(-half / log))
      high[k] = Math.exp(log * Math.exp(half / log))
    }
  }
  return { low, high }
}

/** How near S must come to 1 − p to be on the step itself: R's tolerance, √ε. */
const onTheStep = 1.4901161193847656e-8

export interface TimeQuantile {
  /** time; NaN where the curve does not come down so far */
  value: number
  low: number
  high: number
}

/**
 * Time by which a share p of patients has had the event, with the interval that the curve's limits give (p = .5: the median).
 * Where S stays exactly at 1 − p the midpoint of that flat step is taken, up to the last time seen if it is the last step.
 * @param p 0 < p < 1
 * @throws InvalidInput p outside 0 … 1
 * @source Brookmeyer & Crowley 1982   @oracle test/oracles/survival (R quantile.survfit)
 * @differs where an upper limit rises again (it may, on every scale), R sorts it; here the first time at which it is low enough counts
 */
export function survivalQuantile(curve: KaplanMeierCurve, p: number): TimeQuantile {
  if (!(p > 0 && p < 1)) throw new InvalidInput('p', p, 'between 0 and 1')
  return {
    value: crossing(curve.time, curve.survival, p),
    low: crossing(curve.time, curve.low, p),
    high: crossing(curve.time, curve.high, p),
  }
}

function crossing(time: Float64Array, survival: Float64Array, p: number): number {
  const reached = firstAtMost(survival, 1 - p + onTheStep)
  if (reached < 0) return NaN
  const passed = firstAtMost(survival, 1 - p - onTheStep)
  const last = time.length - 1
  const until = passed >= 0 ? passed : last
  if (passed < 0 && Number.isNaN(survival[last])) return NaN
  return ((time[reached] ?? NaN) + (time[until] ?? NaN)) / 2
}

function firstAtMost(survival: Float64Array, bound: number): number {
  return survival.findIndex((s) => s <= bound)
}

export interface CurveAt {
  time: number
  /** under observation just before this time (entered before it, neither event nor censored before it) */
  nRisk: number
  survival: number
  low: number
  high: number
}

/**
 * Survival, its limits and the number at risk at given times, as under a plot or in a table.
 * @param followUp what the curve was made of: its entry times decide who is at risk between two times
 * @param times ≥ 0, any order; beyond the last time S is NaN and nobody is at risk
 * @throws InvalidInput a time negative or NaN
 * @source as `kaplanMeier`   @oracle test/oracles/survival (R summary.survfit)
 */
export function survivalAt(curve: KaplanMeierCurve, followUp: FollowUp, times: readonly number[]): CurveAt[] {
  const last = curve.time[curve.time.length - 1] ?? NaN
  const entries = followUp.entry && Float64Array.from(followUp.entry).sort()
  const gone = new Float64Array(curve.time.length + 1)
  for (let k = 0; k < curve.time.length; k += 1)
    gone[k + 1] = (gone[k] ?? 0) + (curve.nEvent[k] ?? 0) + (curve.nCensored[k] ?? 0)
  return times.map((time) => {
    if (!(time >= 0)) throw new InvalidInput('times', time, 'a number from 0')
    const before = firstFrom(curve.time, time)
    const level = curve.time[before] === time ? before : before - 1
    const entered = entries ? firstFrom(entries, time) : curve.n
    const beyond = !(time <= last)
    const at = (column: Float64Array, start: number): number =>
      beyond ? NaN : level < 0 ? start : (column[level] ?? NaN)
    return {
      time,
      nRisk: entered - (gone[before] ?? 0),
      survival: at(curve.survival, 1),
      low: at(curve.low, 1),
      high: at(curve.high, 1),
    }
  })
}
