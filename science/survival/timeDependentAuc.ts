import { InvalidInput } from '../errors.ts'
import {
  checkFollowUp,
  checkLength,
  checkLevel,
  notTestable,
  type FollowUp,
  type NotTestable,
} from './followUp.ts'
import { logitLimits } from '../stats/logitLimits.ts'
import { firstFrom, riskTable } from './riskTable.ts'

export interface AucAt {
  kind: 'auc'
  time: number
  auc: number
  /** infinitesimal jackknife (× √(n/(n − 1))), with what the weights themselves are uncertain by */
  standardError: number
  /** limits on the logit scale; null where no patient's weight moves the AUC: nothing then says how far it can be trusted */
  low: number | null
  high: number | null
  level: number
  /** patients with the event by then */
  cases: number
  /** patients seen without it beyond then */
  controls: number
  /** censored by then: they count only through the weights */
  censored: number
}

/**
 * Cumulative/dynamic AUC of a marker at given times: of a patient who has the event by t and one who is event-free beyond t, how often has
 * the first the higher marker (ties one half)? Cases are weighted by the inverse probability of still being uncensored just before
 * their event, from the reverse Kaplan–Meier of all patients (deaths leave before censorings at the same time).
 * @param marker higher = earlier event; finite   @param times > 0
 * @returns one result per time, with standard error and interval; not testable: no case or no control. n log n per time
 * @throws InvalidInput times, events or markers that are none
 * @source Heagerty, Lumley & Pepe 2000; Uno et al. 2007; Hung & Chiang 2010; standard error: Blanche, Dartigues & Jacqmin-Gadda 2013
 * @oracle test/oracles/survival (the definition, and its derivative by each patient's weight, written out in R)
 * @differs censoring must not depend on the marker; timeROC takes the same weights, the unweighted ROC at t drops the censored and is biased
 */
export function timeDependentAuc(
  { time, event }: Pick<FollowUp, 'time' | 'event'>,
  marker: ArrayLike<number>,
  times: readonly number[],
  { level = 0.95 }: { level?: number } = {},
): (AucAt | NotTestable)[] {
  checkFollowUp({ time, event })
  checkLevel(level)
  const n = time.length
  checkLength('marker', marker, n)
  for (let i = 0; i < n; i += 1)
    if (!Number.isFinite(marker[i])) throw new InvalidInput('marker', marker[i], 'finite numbers')
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (marker[a] ?? 0) - (marker[b] ?? 0),
  )
  const marked = { time, event, marker, order, censoring: censoringOf({ time, event }) }
  return times.map((t) => {
    if (!(t > 0)) throw new InvalidInput('times', t, 'a number above 0')
    const found = standingAt(t, marked)
    const { cases, controls } = found
    if (cases === 0) return notTestable('no-events', n, `nobody had the event by ${t}`)
    if (controls === 0) return notTestable('no-pairs', n, `nobody is seen without the event beyond ${t}`)
    const { auc } = found
    // as a sample of n influences has it (timeROC, riskRegression)
    const standardError = length(influences(found, marked)) * Math.sqrt(n / (n - 1))
    return {
      kind: 'auc',
      time: t,
      auc,
      standardError,
      ...logitLimits(auc, standardError, level),
      level,
      cases,
      controls,
      censored: n - cases - controls,
    }
  })
}

interface Censoring {
  /** distinct times, ascending */
  time: Float64Array
  /** Kaplan–Meier of being uncensored just before each */
  free: Float64Array
  /** of those who could be censored at each time (its deaths have left), how many were, and how many stayed */
  censored: Float64Array
  stayed: Float64Array
  /** place of each patient's time among them */
  place: Uint32Array
}

interface Marked {
  time: ArrayLike<number>
  event: ArrayLike<number>
  marker: ArrayLike<number>
  /** rows by ascending marker */
  order: Uint32Array
  censoring: Censoring
}

function censoringOf(followUp: Pick<FollowUp, 'time' | 'event'>): Censoring {
  const { time, nRisk, nEvent, nCensored } = riskTable(followUp)
  const free = new Float64Array(time.length)
  const stayed = new Float64Array(time.length)
  let product = 1
  for (let k = 0; k < time.length; k += 1) {
    free[k] = product
    const able = (nRisk[k] ?? 0) - (nEvent[k] ?? 0)
    stayed[k] = able - (nCensored[k] ?? 0)
    if (able > 0) product *= (stayed[k] ?? 0) / able
  }
  const place = Uint32Array.from(followUp.time, (t) => firstFrom(time, t))
  return { time, free, censored: nCensored, stayed, place }
}

/** What is known of a time: who is a case with which weight, who a control, and how often each wins. */
interface Standing {
  auc: number
  cases: number
  controls: number
  /** of the cases, by row; 0 for others */
  weight: Float64Array
  totalWeight: number
  isControl: Uint8Array
  /** share of controls below a case; weighted share of cases above a control; ties one half */
  wins: Float64Array
}

/** Controls share one weight, which cancels. One walk up the marker for the controls below each case, one for the cases above each control. */
function standingAt(t: number, { time, event, marker, order, censoring }: Marked): Standing {
  const n = order.length
  const weight = new Float64Array(n)
  const isControl = new Uint8Array(n)
  const wins = new Float64Array(n)
  let [cases, controls, totalWeight] = [0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    if ((time[i] ?? NaN) > t) {
      isControl[i] = 1
      controls += 1
    } else if (event[i] === 1) {
      weight[i] = 1 / (censoring.free[censoring.place[i] ?? 0] ?? NaN)
      totalWeight += weight[i] ?? NaN
      cases += 1
    }
  }
  let [controlsBelow, weightBelow, won] = [0, 0, 0]
  for (let start = 0; start < n;) {
    const value = marker[order[start] ?? 0]
    let end = start
    let [here, heavy] = [0, 0]
    for (; end < n && marker[order[end] ?? 0] === value; end += 1) {
      here += isControl[order[end] ?? 0] ?? 0
      heavy += weight[order[end] ?? 0] ?? 0
    }
    const asCase = (controlsBelow + here / 2) / controls
    const asControl = (totalWeight - weightBelow - heavy / 2) / totalWeight
    for (let k = start; k < end; k += 1) wins[order[k] ?? 0] = isControl[order[k] ?? 0] ? asControl : asCase
    won += heavy * asCase
    controlsBelow += here
    weightBelow += heavy
    start = end
  }
  return { auc: won / totalWeight, cases, controls, weight, totalWeight, isControl, wins }
}

/**
 * What each patient moves the AUC by: the derivative by its weight. As a case and as a control it does so by what it wins beyond the AUC; and
 * everybody who could be censored has a part in the weights of the cases after him.
 */
function influences(
  { auc, weight, totalWeight, controls, isControl, wins }: Standing,
  marked: Marked,
): Float64Array {
  const { event, censoring } = marked
  const { time, censored, stayed, place } = censoring
  const n = wins.length
  const later = new Float64Array(time.length + 1)
  for (let i = 0; i < n; i += 1) {
    const at = place[i] ?? 0
    later[at] = (later[at] ?? 0) + ((weight[i] ?? 0) * ((wins[i] ?? 0) - auc)) / totalWeight
  }
  // of the cases after each time
  for (let k = time.length - 1, sum = 0; k >= 0; k -= 1) {
    const own = later[k] ?? 0
    later[k] = sum
    sum += own
  }
  // what being at risk at all censoring times up to each takes away
  const exposed = new Float64Array(time.length + 1)
  for (let k = 0; k < time.length; k += 1) {
    const [gone, left] = [censored[k] ?? 0, stayed[k] ?? 0]
    exposed[k + 1] = (exposed[k] ?? 0) + (left > 0 ? ((later[k] ?? 0) * gone) / (left * (left + gone)) : 0)
  }
  return Float64Array.from(wins, (won, i) => {
    const at = place[i] ?? 0
    const own = isControl[i] ? (won - auc) / controls : ((weight[i] ?? 0) * (won - auc)) / totalWeight
    const left = stayed[at] ?? 0
    const asCensored = event[i] === 1 || left === 0 ? 0 : (later[at] ?? 0) / left
    return own + asCensored - (exposed[event[i] === 1 ? at : at + 1] ?? 0)
  })
}

function length(values: Float64Array): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt(squares)
}
