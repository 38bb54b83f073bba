import { InvalidInput } from '../errors.ts'
import { checkFollowUp, checkLength, notTestable, type FollowUp, type NotTestable } from './followUp.ts'
import { firstFrom, riskTable } from './riskTable.ts'

export interface AucAt {
  kind: 'auc'
  time: number
  auc: number
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
 * @returns one result per time; not testable: no case or no control
 * @throws InvalidInput times, events or markers that are none
 * @source Heagerty, Lumley & Pepe 2000; Uno et al. 2007; Hung & Chiang 2010   @oracle test/oracles/survival (the definition written out in R)
 * @differs censoring must not depend on the marker; timeROC takes the same weights, the unweighted ROC at t drops the censored and is biased
 */
export function timeDependentAuc(
  { time, event }: Pick<FollowUp, 'time' | 'event'>,
  marker: ArrayLike<number>,
  times: readonly number[],
): (AucAt | NotTestable)[] {
  checkFollowUp({ time, event })
  const n = time.length
  checkLength('marker', marker, n)
  for (let i = 0; i < n; i += 1)
    if (!Number.isFinite(marker[i])) throw new InvalidInput('marker', marker[i], 'finite numbers')
  const free = uncensored({ time, event })
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (marker[a] ?? 0) - (marker[b] ?? 0),
  )
  return times.map((t) => {
    if (!(t > 0)) throw new InvalidInput('times', t, 'a number above 0')
    return aucAt(t, { time, event, marker, order, free })
  })
}

interface Marked {
  time: ArrayLike<number>
  event: ArrayLike<number>
  marker: ArrayLike<number>
  /** rows by ascending marker */
  order: Uint32Array
  free: Float64Array
}

/** Controls share one weight, which cancels; one walk up the marker sums, for each case, the controls below it. */
function aucAt(t: number, { time, event, marker, order, free }: Marked): AucAt | NotTestable {
  const n = order.length
  let [cases, controls, weights, won] = [0, 0, 0, 0]
  for (let i = 0; i < n;) {
    const value = marker[order[i] ?? 0]
    let [here, level] = [0, 0]
    for (; i < n && marker[order[i] ?? 0] === value; i += 1) {
      const row = order[i] ?? 0
      if ((time[row] ?? NaN) > t) here += 1
      else if (event[row] === 1) {
        cases += 1
        level += 1 / (free[row] ?? NaN)
      }
    }
    won += level * (controls + here / 2)
    controls += here
    weights += level
  }
  if (cases === 0) return notTestable('no-events', n, `nobody had the event by ${t}`)
  if (controls === 0) return notTestable('no-pairs', n, `nobody is seen without the event beyond ${t}`)
  return {
    kind: 'auc',
    time: t,
    auc: won / (weights * controls),
    cases,
    controls,
    censored: n - cases - controls,
  }
}

/** For each row the probability of being uncensored just before its time. */
function uncensored(followUp: Pick<FollowUp, 'time' | 'event'>): Float64Array {
  const table = riskTable(followUp)
  const before = new Float64Array(table.time.length)
  let free = 1
  for (let k = 0; k < before.length; k += 1) {
    before[k] = free
    const risk = (table.nRisk[k] ?? 0) - (table.nEvent[k] ?? 0)
    if (risk > 0) free *= (risk - (table.nCensored[k] ?? 0)) / risk
  }
  return Float64Array.from(followUp.time, (t) => before[firstFrom(table.time, t)] ?? NaN)
}
