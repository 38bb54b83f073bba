import type { FollowUp } from './followUp.ts'
import { doubles, orderOfTimes, taken } from './timeOrder.ts'

/** One row per distinct time, ascending: who was at risk just before it and what happened at it. */
export interface RiskTable {
  n: number
  events: number
  time: Float64Array
  nRisk: Float64Array
  nEvent: Float64Array
  nCensored: Float64Array
}

/**
 * Counts at each distinct time. With entry times a patient is at risk in (entry, time].
 * @param followUp checked
 */
export function riskTable({ time, event, entry }: FollowUp): RiskTable {
  const n = time.length
  const values = doubles(time)
  const order = orderOfTimes(values)
  const times = taken(values, order)
  const distinct = new Float64Array(n)
  const nEvent = new Float64Array(n)
  const nCensored = new Float64Array(n)
  let levels = 0
  let events = 0
  for (let i = 0; i < n; levels += 1) {
    const t = times[i] ?? NaN
    let dead = 0
    const start = i
    for (; i < n && times[i] === t; i += 1) if (event[order[i] ?? 0] === 1) dead += 1
    distinct[levels] = t
    nEvent[levels] = dead
    nCensored[levels] = i - start - dead
    events += dead
  }
  const result = {
    n,
    events,
    time: distinct.subarray(0, levels),
    nEvent: nEvent.subarray(0, levels),
    nCensored: nCensored.subarray(0, levels),
  }
  return { ...result, nRisk: atRisk(result, entry) }
}

function atRisk(
  { n, time, nEvent, nCensored }: Omit<RiskTable, 'nRisk'>,
  entry: ArrayLike<number> | undefined,
): Float64Array {
  const nRisk = new Float64Array(time.length)
  const entries = entry && doubles(entry).sort()
  let entered = entries ? 0 : n
  let left = 0
  for (let level = 0; level < time.length; level += 1) {
    if (entries) while (entered < n && (entries[entered] ?? Infinity) < (time[level] ?? NaN)) entered += 1
    nRisk[level] = entered - left
    left += (nEvent[level] ?? 0) + (nCensored[level] ?? 0)
  }
  return nRisk
}

/** Index of the first value ≥ t in an ascending column; its length if there is none. */
export function firstFrom(sorted: ArrayLike<number>, t: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? NaN) < t) low = middle + 1
    else high = middle
  }
  return low
}
