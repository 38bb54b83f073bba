/** Endpoints in a draft: pairs of status and time, with the unit and the codes that the file states, or questions. */
import type { Json } from '../../science/canonical.ts'
import { parseNumber } from '../numbers.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import { addLayer } from './draft.ts'
import { askConflicts, preferOf } from './differingRows.ts'
import { useOf } from './mapping.ts'
import type { SeenColumn } from './seenColumns.ts'
import { unknownWords } from './seenColumns.ts'
import { eventCodes, findPairs, mappedPairs, unitInName } from './endpointPairs.ts'
import type { EndpointPair } from './endpointPairs.ts'

/** Formats whose times are days, by their own documentation. */
const inDays = new Set(['tcga-cdr', 'xena-survival', 'gdc-clinical', 'gdc-clinical-old'])

/** Adds the outcome layer of a table. @returns the columns that it took */
export function draftOutcome(
  draft: DraftManifest,
  file: DraftFile,
  columns: readonly SeenColumn[],
): ReadonlySet<string> {
  const pairs = findPairs(
    columns.filter(({ name }) => ['status', 'time', undefined].includes(useOf(file.mapped, name))),
    mappedPairs(file.mapped),
  )
  if (pairs.length === 0) {
    noteUnpaired(draft, file, columns)
    return new Set()
  }
  const taken = new Set(pairs.flatMap(({ event, time, ifCensored }) => [event, time, ifCensored ?? time]))
  const differing = columns.filter(({ name, conflicts }) => taken.has(name) && conflicts > 0)
  const layer = addLayer(
    draft,
    {
      kind: 'outcome',
      key: file.id,
      label: `Outcome (${file.id})`,
      from: [file.id],
      method: file.found.path,
      ...preferOf(file),
      ...(differing.length > 0 ? { conflicts: '?' } : {}),
      endpoints: [],
    },
    `Pairs of a status and a time in ${file.found.path}. Times are stored in days.`,
  )
  const endpoints = pairs.map((pair, n) =>
    endpointOf(pair, { draft, file, columns, path: `/layers/${layer}/endpoints/${n}` }),
  )
  const spec = draft.layers[layer]?.spec
  if (spec) spec['endpoints'] = endpoints
  if (differing.length > 0) askConflicts(draft, file, differing, layer)
  return taken
}

const outcomeLike = /surv|follow.?up|(^|[^a-z])(os|pfs|dfs|rfs|ttp|death|dead|vital|censor\w*)([^a-z]|$)/i

/** A cohort without its outcome should be no surprise. */
function noteUnpaired(draft: DraftManifest, file: DraftFile, columns: readonly SeenColumn[]): void {
  const names = columns.map(({ name }) => name).filter((name) => outcomeLike.test(name))
  if (names.length === 0) return
  draft.notes.push(
    `${file.found.path}: no outcome is drafted, since no status and time could be told to belong together; ${names.slice(0, 6).join(', ')} may be of one. Say which column is the status and which the time, or add a layer of kind "outcome".`,
  )
}

interface Place {
  draft: DraftManifest
  file: DraftFile
  columns: readonly SeenColumn[]
  path: string
}

function endpointOf(pair: EndpointPair, place: Place): Json {
  const whole = place.columns.find(({ name }) => name === pair.event)
  const unknown = whole?.values.filter(({ text }) => unknownWords.test(text)).map(({ text }) => text) ?? []
  const event = whole && { ...whole, values: whole.values.filter(({ text }) => !unknown.includes(text)) }
  const codes = event ? eventCodes(event, place.file.format) : null
  const unit = timeUnit(pair, place)
  if (codes === null && event) askEvent(pair, event, place)
  return {
    key: pair.key,
    label: pair.label,
    event: { column: pair.event, codes: codes ?? {}, ...(unknown.length > 0 ? { missing: unknown } : {}) },
    time: {
      column: pair.time,
      ...(pair.ifCensored === undefined ? {} : { ifCensored: pair.ifCensored }),
      unit: unit ?? '?',
    },
  }
}

function timeUnit(pair: EndpointPair, place: Place): string | null {
  const { format } = place.file
  if (inDays.has(format)) return 'days'
  if (format === 'hcc-tace-seg-clinical') return 'weeks'
  const named = unitInName(pair.time)
  if (named !== null) return named
  const column = place.columns.find(({ name }) => name === pair.time)
  place.draft.questions.push({
    id: `${place.file.id}-${pair.key}-time-unit`,
    ask: `In what unit is ${pair.time} of ${place.file.found.path}?`,
    because: `${range(column)} Nothing in the file says it, and a wrong unit makes every survival time wrong.`,
    choices: ['days', 'weeks', 'months', 'years'],
    sets: [{ path: `${place.path}/time/unit` }],
  })
  return null
}

function range(column: SeenColumn | undefined): string {
  const values = (column?.values ?? []).flatMap(({ text, count }) => {
    const value = parseNumber(text.replace(/^(\d+),(\d+)$/, '$1.$2'))
    return value === null ? [] : Array.from({ length: count }, () => value)
  })
  values.sort((a, b) => a - b)
  const [low] = values
  if (low === undefined) return 'It has no values.'
  return `It runs from ${low} to ${values.at(-1) ?? low}, half of the values are at most ${values[Math.floor((values.length - 1) / 2)] ?? low}.`
}

function askEvent(pair: EndpointPair, event: SeenColumn, place: Place): void {
  const words = event.values.map(({ text }) => text)
  const choices = words.map((word) => `"${word}" is the event, all others are censored`)
  const codesFor = (word: string) =>
    Object.fromEntries(words.map((one) => [one, one === word ? 'event' : 'censored']))
  place.draft.questions.push({
    id: `${place.file.id}-${pair.key}-event`,
    ask: `Which value of ${pair.event} of ${place.file.found.path} means that ${pair.label.toLowerCase()} ended with the event?`,
    because: `The values are ${event.values.map(({ text, count }) => `"${text}" (${count})`).join(', ')}.`,
    choices,
    sets: [
      {
        path: `${place.path}/event/codes`,
        values: Object.fromEntries(words.map((word, i) => [choices[i] ?? word, codesFor(word)])),
      },
    ],
  })
}
