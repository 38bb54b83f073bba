import { InvalidInput } from '../errors.ts'
import { normalUpperQuantile } from '../stats/distributions.ts'
import { checkFollowUp, checkLevel, type FollowUp, type NotTestable } from './followUp.ts'
import { cox, type CoxFit, type CoxOptions } from './cox.ts'
import { doubles, orderOfTimes } from './timeOrder.ts'

export interface CumulativeIncidence {
  cause: number
  n: number
  events: number
  /** times at which this cause struck, ascending */
  time: Float64Array
  incidence: Float64Array
  variance: Float64Array
  /** limits on the scale log(−log(1 − incidence)) */
  low: Float64Array
  high: Float64Array
  level: number
}

/** Follow-up whose `event` is 0 = censored or the number 1 … causes of what happened first. */
export type CompetingFollowUp = Pick<FollowUp, 'time' | 'event'>

/** @throws InvalidInput fewer than one cause, or a cause outside 1 … causes */
export function checkCause(cause: number, causes: number): void {
  if (!(Number.isInteger(causes) && causes >= 1))
    throw new InvalidInput('causes', causes, 'a whole number from 1')
  if (!(Number.isInteger(cause) && cause >= 1 && cause <= causes))
    throw new InvalidInput('cause', cause, `a whole number 1 to ${causes}`)
}

/**
 * Cumulative incidence of one cause where others compete (Aalen–Johansen): the share that has had it by each time.
 * @param followUp times ≥ 0; event 0 = censored, 1 … causes   @param cause the one asked about
 * @returns incidence with Aalen's variance (factor for ties) and limits on the log(−log) scale, at the times of that cause
 * @throws InvalidInput times or causes that are none
 * @source Aalen & Johansen 1978; Aalen 1978; Gray 1988   @oracle test/oracles/survival (R cmprsk::cuminc)
 * @differs 1 − Kaplan–Meier with the others as censored is not this and is too high; R survfit's standard error for several states
 * is an infinitesimal jackknife, a little different
 */
export function cumulativeIncidence(
  followUp: CompetingFollowUp,
  { cause, causes, level = 0.95 }: { cause: number; causes: number; level?: number },
): CumulativeIncidence {
  checkCause(cause, causes)
  checkLevel(level)
  checkFollowUp(followUp, causes)
  const steps = incidenceSteps(followUp, cause)
  const z = normalUpperQuantile((1 - level) / 2)
  const low = new Float64Array(steps.time.length)
  const high = new Float64Array(steps.time.length)
  for (let k = 0; k < low.length; k += 1) {
    const f = steps.incidence[k] ?? NaN
    const log = Math.log1p(-f)
    const half = (z * Math.sqrt(Math.max(0, steps.variance[k] ?? NaN))) / ((1 - f) * Math.abs(log))
    low[k] = f < 1 ? -Math.expm1(log * Math.exp(-half)) : NaN
    high[k] = f < 1 ? -Math.expm1(log * Math.exp(half)) : NaN
  }
  return { cause, n: followUp.time.length, ...steps, low, high, level }
}

interface Steps {
  events: number
  time: Float64Array
  incidence: Float64Array
  variance: Float64Array
}

/**
 * F(t) = Σ S(u−) d₁/n. Its variance is Σ (a + b F(t))² over the jumps of both kinds, with a and b fixed at each jump, so three
 * running sums (a², ab, b²) give it at every time.
 */
function incidenceSteps({ time, event }: CompetingFollowUp, cause: number): Steps {
  const n = time.length
  const times = doubles(time)
  const order = orderOfTimes(times)
  const result: { time: number[]; incidence: number[]; variance: number[] } = {
    time: [],
    incidence: [],
    variance: [],
  }
  let [survival, incidence, events] = [1, 0, 0]
  let [aa, ab, bb] = [0, 0, 0]
  for (let i = 0; i < n;) {
    const t = times[order[i] ?? 0] ?? NaN
    const risk = n - i
    let [own, other] = [0, 0]
    for (; i < n && times[order[i] ?? 0] === t; i += 1) {
      const what = event[order[i] ?? 0] ?? 0
      if (what === cause) own += 1
      else if (what > 0) other += 1
    }
    if (own + other === 0) continue
    const after = (survival * (risk - own - other)) / risk
    incidence += (survival * own) / risk
    const b = after > 0 ? -1 / after : 0
    for (const [deaths, isOwn] of [
      [other, 0],
      [own, 1],
    ] as const) {
      if (deaths === 0 || (isOwn === 0 && after <= 0)) continue
      const spread = ((survival * survival * deaths) / (risk * risk)) * tieFactor(deaths, risk)
      const a = isOwn - b * incidence
      aa += a * a * spread
      ab += a * b * spread
      bb += b * b * spread
    }
    if (own > 0) {
      result.time.push(t)
      result.incidence.push(incidence)
      result.variance.push(aa + 2 * incidence * ab + incidence * incidence * bb)
    }
    events += own
    survival = after
  }
  return {
    events,
    time: Float64Array.from(result.time),
    incidence: Float64Array.from(result.incidence),
    variance: Float64Array.from(result.variance),
  }
}

/** Deaths at one time drawn without replacement. */
function tieFactor(deaths: number, risk: number): number {
  return deaths > 1 ? 1 - (deaths - 1) / (risk - 1) : 1
}

/**
 * Cause-specific hazards: the Cox model of one cause, the others censored at their time. Stands beside Gray's test, which is about
 * incidence: a cause can become rarer only because another takes people away first.
 * @source Prentice et al. 1978   @oracle test/oracles/survival (R coxph with the other causes censored)
 */
export function causeSpecificHazard(
  options: CoxOptions,
  { cause, causes }: { cause: number; causes: number },
): CoxFit | NotTestable {
  checkCause(cause, causes)
  checkFollowUp(options, causes)
  return cox({ ...options, event: Uint8Array.from(options.event, (what) => (what === cause ? 1 : 0)) })
}
