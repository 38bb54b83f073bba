import { InvalidInput } from '../errors.ts'

/** What was seen of each patient. Rows are patients; the order of rows does not matter. */
export interface FollowUp {
  /** ≥ 0, finite, any unit; 0 is kept */
  time: ArrayLike<number>
  /** 1 = event at `time`, 0 = censored there */
  event: ArrayLike<number>
  /** left truncation: under observation only after `entry` (0 ≤ entry < time); absent = from the start */
  entry?: ArrayLike<number>
}

/** The data cannot answer; drawn with its reason. */
export interface NotTestable {
  kind: 'notTestable'
  reason: string
  /** closed list, for machines */
  code:
    | 'no-rows'
    | 'no-events'
    | 'too-few-events'
    | 'one-group'
    | 'constant'
    | 'collinear'
    | 'no-pairs'
    | 'no-cuts'
    | 'no-convergence'
  n: number
}

export function notTestable(code: NotTestable['code'], n: number, reason: string): NotTestable {
  return { kind: 'notTestable', code, n, reason }
}

/**
 * What is asked of fewer than two events is refused, with the number: the test of one event says only how large the groups are. If it is one
 * of 5 patients against 86, log-rank's χ² is 17.2 and p 3e-5, where by chance it is one of the five in 1 of 18 cases.
 * @param when in words, where not all of the follow-up counts
 */
export function tooFewEvents(n: number, events: number, when = ''): NotTestable | null {
  if (events === 0) return notTestable('no-events', n, `nobody had the event${when}`)
  if (events === 1)
    return notTestable('too-few-events', n, `only one patient had the event${when}; at least 2 are needed`)
  return null
}

/** @throws InvalidInput a column of another length than n */
export function checkLength(field: string, column: ArrayLike<unknown>, n: number): void {
  if (column.length !== n) throw new InvalidInput(field, `${column.length} values`, `${n}, one per patient`)
}

/**
 * Refuses what is not a follow-up.
 * @param events highest event code: 1, or the number of competing causes
 * @throws InvalidInput a time negative or not finite, an event no code, an entry not before its time, unequal lengths
 */
export function checkFollowUp({ time, event, entry }: FollowUp, events = 1): void {
  const n = time.length
  checkLength('event', event, n)
  for (let i = 0; i < n; i += 1) {
    const t = time[i] ?? NaN
    if (!(t >= 0 && t < Infinity)) throw new InvalidInput('time', t, 'a finite number from 0')
    const e = event[i] ?? NaN
    if (!(e >= 0 && e <= events && Number.isInteger(e)))
      throw new InvalidInput('event', e, events === 1 ? '0 or 1' : `a whole number 0 to ${events}`)
  }
  if (entry) checkEntry(time, entry)
}

function checkEntry(time: ArrayLike<number>, entry: ArrayLike<number>): void {
  checkLength('entry', entry, time.length)
  for (let i = 0; i < time.length; i += 1) {
    const from = entry[i] ?? NaN
    const to = time[i] ?? NaN
    if (!(from >= 0 && from < to)) throw new InvalidInput('entry', from, `from 0, before the time ${to}`)
  }
}

/** Group of each patient as a whole number from 0. @throws InvalidInput another value, or a group beyond `groups` */
export function checkGroups(group: ArrayLike<number>, n: number, groups?: number, field = 'group'): number {
  checkLength(field, group, n)
  let largest = -1
  for (let i = 0; i < n; i += 1) {
    const g = group[i] ?? NaN
    if (!(Number.isInteger(g) && g >= 0 && g < (groups ?? 65_536)))
      throw new InvalidInput(field, g, `a whole number 0 to ${(groups ?? 65_536) - 1}`)
    if (g > largest) largest = g
  }
  return groups ?? largest + 1
}

/** @throws InvalidInput a confidence level outside 0 … 1 */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new InvalidInput('level', level, 'between 0 and 1')
}
