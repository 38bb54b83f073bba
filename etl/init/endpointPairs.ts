/** Which columns of a clinical table are the status and the time of one endpoint. */
import type { MappedFile } from './mapping.ts'
import { columnsWith } from './mapping.ts'
import type { SeenColumn } from './seenColumns.ts'

export interface EndpointPair {
  key: string
  label: string
  event: string
  time: string
  /** time of patients without the event, where it stands in another column */
  ifCensored?: string
}

const endpointNames: Readonly<Record<string, string>> = {
  os: 'Overall survival',
  dss: 'Disease-specific survival',
  dfi: 'Disease-free interval',
  dfs: 'Disease-free survival',
  pfi: 'Progression-free interval',
  pfs: 'Progression-free survival',
  efs: 'Event-free survival',
  rfs: 'Recurrence-free survival',
  ttp: 'Time to progression',
}

/** Status and time as a person pointed them out, the first with the first; the endpoint is in their names, or overall survival. */
export function mappedPairs(mapped: MappedFile | null): EndpointPair[] {
  const times = columnsWith(mapped, 'time')
  return columnsWith(mapped, 'status').flatMap((event, i) => {
    const time = times[i]
    if (time === undefined) return []
    const words = `${event} ${time}`.toLowerCase().split(/[^a-z]+/)
    const [key, label] = Object.entries(endpointNames).find(([name]) => words.includes(name)) ?? [
      'os',
      'Overall survival',
    ]
    return [{ key, label, event, time }]
  })
}

/** In this order; a column belongs to one endpoint. */
export function findPairs(
  columns: readonly SeenColumn[],
  chosen: readonly EndpointPair[] = [],
): EndpointPair[] {
  const names = columns.map(({ name }) => name)
  const pairs: EndpointPair[] = []
  const taken = new Set<string>()
  for (const pair of [
    ...chosen,
    ...shortNames(names),
    ...exportNames(names),
    ...gdcNames(names),
    ...hccNames(names),
    ...plainNames(names),
  ]) {
    const own = [pair.event, pair.time, pair.ifCensored ?? pair.time]
    // a status column may serve one endpoint only, a time may be shared with nothing else
    if (own.some((name) => taken.has(name)) || pairs.some(({ key }) => key === pair.key)) continue
    const status = columns.find(({ name }) => name === pair.event)
    if (!status || status.values.length === 0 || status.values.length > 6) continue
    for (const name of own) taken.add(name)
    pairs.push(pair)
  }
  return pairs
}

const timeWords =
  '(time|time_to_event|surv(ival)?(_time)?|days?|weeks?|months?|years?|duration)(_(d|w|m|y|days|weeks|months|years))?'
const eventWordsOfNames = '(status|event|e|censor(ed|ing|ship)?|cens)'

/** OS and OS.time (CDR, Xena), OS_EVENT and OS_TIME_TO_EVENT, OS_STATUS and OS_MONTHS (cBioPortal), "OS time (days)" and "OS event". */
function shortNames(names: readonly string[]): EndpointPair[] {
  return Object.entries(endpointNames).flatMap(([key, label]) => {
    const found = (pattern: string) => {
      const whole = new RegExp(`^${key}${pattern}$`)
      return names.find((name) => whole.test(plainName(name)))
    }
    const event = found(`_${eventWordsOfNames}`) ?? found('')
    const time = found(`_${timeWords}`) ?? found('')
    return time !== undefined && event !== undefined && time !== event ? [{ key, label, event, time }] : []
  })
}

/** Lower case, with one _ for whatever separates words: `OS.time (days)` → `os_time_days`. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}

/** "Overall Survival (Months)" and "Overall Survival Status": the pages of cBioPortal. */
function exportNames(names: readonly string[]): EndpointPair[] {
  return names.flatMap((time) => {
    const [, label] = /^(.+) \(Months\)$/.exec(time) ?? []
    const event = label === undefined ? undefined : names.find((name) => name === `${label} Status`)
    if (label === undefined || event === undefined) return []
    const known = Object.entries(endpointNames).find(
      ([, words]) => words.toLowerCase() === label.toLowerCase().replace(' free', '-free'),
    )
    return [{ key: known?.[0] ?? label.toLowerCase().replace(/[^a-z0-9]+/g, '_'), label, event, time }]
  })
}

/** vital_status, days_to_death, days_to_last_follow_up, with or without the dotted names of 2025. */
function gdcNames(names: readonly string[]): EndpointPair[] {
  const named = (last: string) => names.find((name) => name === last || name.endsWith(`.${last}`))
  const [event, time, ifCensored] = ['vital_status', 'days_to_death', 'days_to_last_follow_up'].map(named)
  return event !== undefined && time !== undefined && ifCensored !== undefined
    ? [{ key: 'os', label: 'Overall survival', event, time, ifCensored }]
    : []
}

function hccNames(names: readonly string[]): EndpointPair[] {
  const pairs = [
    { key: 'os', label: 'Overall survival', event: 'Death_1_StillAliveorLostToFU_0', time: 'OS' },
    { key: 'ttp', label: 'Time to progression', event: 'Censored_0_progressed_1', time: 'TTP' },
  ]
  return pairs.filter(({ event, time }) => names.includes(event) && names.includes(time))
}

const plainTime =
  /^(time|futime|os(_(time|surv|days|weeks|months|years))*|(overall_)?surv(ival)?(_(time|days|months|weeks|years))*|follow_?up(_(time|days|months|weeks|years))*|time_to_event|(os_|survival_)?time(_in)?_(days|weeks|months|years)|days|months)$/
const plainEvent =
  /^(status|event|fustat|dead|death|died|deceased|vital(_?status)?|(os|survival|death|overall_survival)_?(status|event)|censor(ed|ing)?)$/

function plainNames(names: readonly string[]): EndpointPair[] {
  const time = names.find((name) => plainTime.test(plainName(name)))
  const event = names.find((name) => plainEvent.test(plainName(name)))
  return time !== undefined && event !== undefined
    ? [{ key: 'os', label: 'Overall survival', event, time }]
    : []
}

const units = { days: /day/i, weeks: /week|\bwk/i, months: /month/i, years: /year/i } as const

/** The unit that a column's own name states. */
export function unitInName(name: string): string | null {
  const found = Object.entries(units).filter(([, pattern]) => pattern.test(name))
  return found.length === 1 ? (found[0]?.[0] ?? null) : null
}

const eventWords = /^(1:.*|dead|deceased|died|death|progressed|recurred|relapsed|yes|true)$/i
const censoredWords = /^(0:.*|alive|living|censored|no|false)$/i

/** Formats in which 1 is the event by their documentation. */
const oneIsEvent = new Set(['tcga-cdr', 'xena-survival', 'hcc-tace-seg-clinical'])

/** In such a column "yes" means that nothing happened, or whatever its author meant. */
const turned = /cens|alive|surviv/i
const bare = /^(yes|no|true|false|[01])$/i
/** `Death_1_StillAliveorLostToFU_0` says which number is the event */
const eventIsOne = /(dea|died|deceas|event|progress|recur|relaps)[a-z]*_1(?![0-9])/i

/** What each value means, where words or the format say it; null: somebody has to be asked. */
export function eventCodes(column: SeenColumn, format: string): Record<string, 'event' | 'censored'> | null {
  const words = column.values.map(({ text }) => text)
  const codes: Record<string, 'event' | 'censored'> = {}
  const numeric = oneIsEvent.has(format) || eventIsOne.test(column.name)
  const asks = turned.test(column.name) && !numeric
  for (const word of words) {
    if (asks && bare.test(word)) return null
    if (eventWords.test(word) || (numeric && word === '1')) codes[word] = 'event'
    else if (censoredWords.test(word) || (numeric && word === '0')) codes[word] = 'censored'
    else return null
  }
  return Object.keys(codes).length > 0 ? codes : null
}
