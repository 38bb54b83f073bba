/** With fewer events than this on one side an estimate and its interval are at the mercy of single patients. */
export const fewestEvents = 5

/** What an estimate rests on: the side of a comparison that has fewest events; of a number everybody. */
export interface RestsOn {
  /** null of a number */
  level: string | null
  n: number
  events: number
}

/**
 * The side that an estimate rests on: the one with fewer events, of those with equally many the one with fewer patients, then the first.
 * @param sides both levels that are compared, or everybody; at least one
 */
export function restsOn(first: RestsOn, ...others: readonly RestsOn[]): RestsOn {
  return others.reduce(
    (least, side) =>
      side.events < least.events || (side.events === least.events && side.n < least.n) ? side : least,
    first,
  )
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/**
 * A caution in words where an estimate rests on few events, e.g. "rests on 1 event in 1 patient of III"; null where there are enough.
 * @source Vittinghoff & McCulloch 2007: below five events per variable bias and coverage are poor
 */
export function fewEventsWords({ level, n, events }: RestsOn): string | null {
  if (events >= fewestEvents) return null
  return `rests on ${counted(events, 'event')} in ${counted(n, 'patient')}${level === null ? '' : ` of ${level}`}`
}
