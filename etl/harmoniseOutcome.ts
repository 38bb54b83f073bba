import type { Block, Context } from './harmoniseBlock.ts'
import type { Cell } from './harmoniseClinical.ts'
import { asEntity, collapseRules, patientCells, patientRows } from './harmoniseClinical.ts'
import type { LayerPart } from './harmonisedLayer.ts'
import { layerRef } from './harmonisedLayer.ts'
import type { EndpointSpec, OutcomeSpec } from './manifest.ts'
import { numberFault, parseNumber } from './numbers.ts'
import { originOf } from './origin.ts'
import { report } from './rules.ts'

const daysPer = { days: 1, weeks: 7, months: 30.4375, years: 365.25 } as const

/** Endpoints: time in days and event, for each patient; a status without a time is missing, with a reason, and never 0. */
export function harmoniseOutcome(block: Block, spec: OutcomeSpec, context: Context): LayerPart {
  const patients = patientRows(block)
  const read = (column: string, missing: readonly string[] = []) =>
    patientCells(block, column, missing, patients, spec, context)
  const endpoints = spec.endpoints.flatMap((endpoint) => {
    checkCodes(endpoint, block, context)
    checkUnitNames(endpoint, block, context)
    const events = read(endpoint.event.column, endpoint.event.missing)
    const times = read(endpoint.time.column)
    const others = endpoint.time.ifCensored === undefined ? times : read(endpoint.time.ifCensored)
    if (!events || !times || !others) return []
    const column = new Float64Array(patients.length * 2).fill(NaN)
    patients.forEach(({ patient }, i) => {
      const event = eventOf(events[i], endpoint, block, context)
      const cell = event === 0 ? others[i] : times[i]
      const time = timeOf(cell, endpoint, block, context)
      const stated = { event, time, blankStatus: (events[i]?.text ?? null) === null }
      if (leftOut(patient, stated, cell, endpoint, { block, spec, context })) return
      column[i] = time ?? NaN
      column[patients.length + i] = event ?? NaN
    })
    const n = patients.length
    checkColumn(endpoint, { times: column.subarray(0, n), events: column.subarray(n) }, block, context)
    return [{ endpoint, column }]
  })
  return {
    file: block.file.id,
    entity: 'patient',
    rows: patients.map(asEntity),
    variables: endpoints.map(({ endpoint: { key, label } }) => ({
      key,
      label,
      unit: 'days',
      type: 'endpoint',
      role: 'measure',
      levels: null,
    })),
    columns: endpoints.map(({ column }) => column),
    origin: originOf(
      block,
      patients.map((patient) => patient.rows),
      endpoints.map(({ endpoint }) => columnsOf(endpoint, block)),
      [...collapseRules(spec), ...endpoints.map(({ endpoint }) => unitRule(endpoint))],
    ),
  }
}

function columnsOf({ event, time }: EndpointSpec, block: Block): number[] {
  const names = [time.column, event.column, time.ifCensored]
  return names.flatMap((wanted) => {
    const at = block.columns.findIndex(({ name }) => name === wanted)
    return wanted === undefined || at === -1 ? [] : [at]
  })
}

function unitRule({ key, time }: EndpointSpec): string {
  const days = `${key}: ${time.unit} times ${daysPer[time.unit]} are days`
  return time.wholeDays ? `${days}, rounded to whole days` : days
}

/** 1 event, 0 censored, null missing. */
function eventOf(
  cell: Cell | undefined,
  { event }: EndpointSpec,
  block: Block,
  { findings }: Context,
): 0 | 1 | null {
  const text = cell?.text ?? null
  if (text === null) return null
  const meaning = event.codes[text]
  if (meaning !== undefined) return meaning === 'event' ? 1 : 0
  report(findings, 'code-unknown', {
    file: block.file.id,
    line: cell?.line,
    column: event.column,
    value: text,
    message: `Declared are ${Object.entries(event.codes)
      .map(([code, word]) => `${code} = ${word}`)
      .join(', ')}.`,
  })
  return null
}

/** Days, null when missing or wrong. */
function timeOf(
  cell: Cell | undefined,
  { time }: EndpointSpec,
  block: Block,
  { findings }: Context,
): number | null {
  const text = cell?.text ?? null
  if (text === null) return null
  const at = { file: block.file.id, line: cell?.line, column: time.column, value: text }
  const written = parseNumber(text)
  if (written === null) {
    const { rule, ...fault } = numberFault(text, [])
    report(findings, rule, { ...at, ...fault })
    return null
  }
  const days = written * daysPer[time.unit]
  if (days < 0) {
    report(findings, 'time-negative', {
      ...at,
      message: `${cell?.patient ?? ''} has a time before the start.`,
    })
    return null
  }
  if (days > 110 * 365.25)
    report(findings, 'time-unit-contradicted', {
      ...at,
      message: `${written} ${time.unit} are ${Math.round(days / 365.25)} years.`,
      hint: 'Is the unit declared right?',
    })
  if (!time.wholeDays) return days
  const whole = Math.round(days)
  if (Math.abs(days - whole) <= 0.05) {
    // beyond what the decimals of a week's fraction explain
    if (Math.abs(days - whole) > 1e-6)
      report(findings, 'time-rounded', {
        ...at,
        message: `${written} ${time.unit} are ${Number(days.toPrecision(9))} days; ${whole} is stored, as times were made from whole days.`,
      })
    return whole
  }
  report(findings, 'time-unit-contradicted', {
    ...at,
    message: `${written} ${time.unit} are ${days} days, but the manifest says that times were made from whole days.`,
    hint: 'Is the unit declared right?',
  })
  return null
}

/** Says why a patient has no outcome; true when so. A time of 0 is kept with a warning. */
function leftOut(
  patient: string,
  { event, time, blankStatus }: { event: 0 | 1 | null; time: number | null; blankStatus: boolean },
  cell: Cell | undefined,
  endpoint: EndpointSpec,
  { block, spec, context }: { block: Block; spec: OutcomeSpec; context: Context },
): boolean {
  const at = { file: block.file.id, line: cell?.line, column: endpoint.time.column }
  if (event !== null && time !== null) {
    if (time === 0)
      report(context.findings, 'time-zero', {
        ...at,
        value: '0',
        message: `${patient} has 0 days of ${endpoint.label}.`,
      })
    return false
  }
  const [code, reason] =
    event === null && time === null
      ? ['no-outcome', 'neither status nor time is stated']
      : event === null
        ? ['time-without-status', 'a time without a status']
        : ['status-without-time', 'a status without a time; a missing time is never taken for 0']
  if (code === 'time-without-status' && blankStatus)
    report(context.findings, 'status-missing', {
      ...at,
      column: endpoint.event.column,
      message: `${patient} has a time of ${endpoint.label} and no status.`,
    })
  if (code === 'status-without-time')
    report(context.findings, 'time-missing', {
      ...at,
      message: `${patient} has a status of ${endpoint.label} and no time.`,
    })
  context.ledger.add({ scope: `${layerRef(spec)}/${endpoint.key}`, subject: patient, patient, code, reason })
  return true
}

function checkCodes({ event }: EndpointSpec, block: Block, { findings }: Context): void {
  const swapped = [
    ['0', '1'],
    ['1', '2'],
  ].find(
    ([low = '', high = '']) =>
      event.codes[low] === 'event' &&
      event.codes[high] === 'censored' &&
      // 0, 1, 2: alive, the event, another event
      (low === '0' || event.codes['0'] === undefined),
  )
  if (!swapped) return
  const [low, high] = swapped
  report(findings, 'event-codes-swapped', {
    file: block.file.id,
    column: event.column,
    message: `${low} is declared as the event and ${high} as censored; nearly all files write it the other way round.`,
  })
}

/** Whole days that are mostly no whole numbers, and outcomes that are the same for all, are likelier declared wrong than true. */
function checkColumn(
  { label, event, time }: EndpointSpec,
  { times, events }: { times: Float64Array; events: Float64Array },
  block: Block,
  { findings }: Context,
): void {
  const known = times.filter((value) => !Number.isNaN(value))
  const broken = known.filter((value) => value % 1 !== 0).length
  if (time.unit === 'days' && broken > known.length / 2)
    report(findings, 'time-unit-doubtful', {
      file: block.file.id,
      column: time.column,
      message: `${broken} of ${known.length} times are declared as days and are no whole days.`,
      hint: 'Are they weeks, months or years?',
    })
  const had = events.filter((value) => value === 1).length
  const stated = events.filter((value) => !Number.isNaN(value)).length
  if (stated > 1 && (had === 0 || had === stated))
    report(findings, 'event-constant', {
      file: block.file.id,
      column: event.column,
      message: `${had === 0 ? 'Nobody' : 'Everybody'} of ${stated} patients has the event of ${label}.`,
      hint: 'Are the codes of the event declared right?',
    })
}

const unitWords = { days: /day|\bd\b/i, weeks: /week|\bwk/i, months: /month|\bmo\b/i, years: /year|\byr/i }

/** A column that names a unit in its own name must be declared in it. */
function checkUnitNames({ time }: EndpointSpec, block: Block, { findings }: Context): void {
  for (const column of [time.column, time.ifCensored])
    for (const [unit, pattern] of Object.entries(unitWords))
      if (
        column !== undefined &&
        unit !== time.unit &&
        pattern.test(column) &&
        !unitWords[time.unit].test(column)
      )
        report(findings, 'time-unit-contradicted', {
          file: block.file.id,
          column,
          message: `The name of the column says ${unit}, declared are ${time.unit}.`,
        })
}
