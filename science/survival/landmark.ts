import { InvalidInput } from '../errors.ts'
import { checkFollowUp, type FollowUp } from './followUp.ts'
import { subset } from './kaplanMeier.ts'

export interface Landmark {
  /** rows of the input that are still under observation after the landmark, ascending */
  rows: Uint32Array
  /** their follow-up; times count from the landmark */
  followUp: FollowUp
  /** who is left out, and why; with `rows` they make up everybody */
  hadEvent: number
  censored: number
  /** came under observation only after the landmark */
  notYetEntered: number
}

/**
 * The patients whom a landmark analysis looks at: without event and under observation beyond the landmark, their clocks set to 0 there.
 * What is compared then must be known at the landmark; this takes away the time that responders must live to respond.
 * @param at landmark, ≥ 0, in the unit of time; an event or censoring exactly at it comes before it
 * @throws InvalidInput the landmark is negative or not finite; no follow-up
 * @source Anderson, Cain & Gelber 1983   @oracle test/oracles/further (R, the rows of lung beyond 180 days)
 */
export function landmark(input: FollowUp, at: number): Landmark {
  checkFollowUp(input)
  if (!(at >= 0 && at < Infinity)) throw new InvalidInput('landmark', at, 'a finite number from 0')
  const rows: number[] = []
  const dropped = { hadEvent: 0, censored: 0, notYetEntered: 0 }
  for (let i = 0; i < input.time.length; i += 1) {
    if ((input.time[i] ?? NaN) <= at) {
      if (input.event[i] === 1) dropped.hadEvent += 1
      else dropped.censored += 1
    } else if ((input.entry?.[i] ?? 0) > at) dropped.notYetEntered += 1
    else rows.push(i)
  }
  const kept = subset({ time: input.time, event: input.event }, rows)
  const followUp = { time: Float64Array.from(kept.time, (t) => t - at), event: kept.event }
  return { rows: Uint32Array.from(rows), followUp, ...dropped }
}
