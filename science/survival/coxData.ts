import { InvalidInput } from '../errors.ts'
import { checkFollowUp, checkGroups, checkLength, type FollowUp } from './followUp.ts'
import { doubles, orderOfTimes, orderWithin, taken } from './timeOrder.ts'

export interface Covariate {
  name: string
  /** finite, one per patient; a factor is one column of 0 and 1 per level but the reference */
  values: ArrayLike<number>
  /** columns of one factor share a term and are tested together; default the name */
  term?: string
}

export interface CoxInput extends FollowUp {
  covariates: readonly Covariate[]
  /** 0 …; each stratum has its own baseline hazard */
  strata?: ArrayLike<number>
  /** default efron, as R */
  ties?: 'efron' | 'breslow'
}

/** Rows by stratum and time, covariates centred and in units of their standard deviation: what every pass over a Cox model reads. */
export interface CoxData {
  n: number
  columns: number
  events: number
  ties: 'efron' | 'breslow'
  /** input row of each sorted row */
  rows: Uint32Array
  time: Float64Array
  event: Uint8Array
  /** n × columns, row by row */
  x: Float64Array
  centre: Float64Array
  scale: Float64Array
  /** first row of each stratum, and n at the end */
  strata: Uint32Array
  stratumCodes: Float64Array
  /** sorted rows by stratum and entry time, latest first inside a stratum, with the entry time of each sorted row */
  entry: { time: Float64Array; latestFirst: Uint32Array } | undefined
}

/** @throws InvalidInput times, events, strata or covariates that are none */
export function coxData(input: CoxInput): CoxData {
  const { time, event, entry, strata, covariates, ties = 'efron' } = input
  checkFollowUp(input)
  const n = time.length
  if (covariates.length === 0) throw new InvalidInput('covariates', 'none', 'at least one')
  const count = strata ? checkGroups(strata, n, undefined, 'strata') : 1
  const times = doubles(time)
  const byTime = orderOfTimes(times)
  const rows = strata ? orderWithin(byTime, strata, count) : byTime
  const events = new Uint8Array(n)
  let total = 0
  for (let i = 0; i < n; i += 1) {
    const dead = event[rows[i] ?? 0] === 1 ? 1 : 0
    events[i] = dead
    total += dead
  }
  return {
    n,
    columns: covariates.length,
    events: total,
    ties,
    rows,
    time: taken(times, rows),
    event: events,
    ...design(covariates, rows),
    ...stratumStarts(strata, rows),
    entry: entry && latestFirst(taken(entry, rows), strata && taken(strata, rows)),
  }
}

/** The centre is that of all rows; a column without spread keeps its unit. */
function design(
  covariates: readonly Covariate[],
  rows: Uint32Array,
): Pick<CoxData, 'x' | 'centre' | 'scale'> {
  const n = rows.length
  const p = covariates.length
  const x = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p).fill(1)
  covariates.forEach(({ name, values }, j) => {
    checkLength(`covariates.${name}`, values, n)
    let sum = 0
    for (let i = 0; i < n; i += 1) sum += values[i] ?? NaN
    const mean = n === 0 ? 0 : sum / n
    if (!Number.isFinite(mean))
      throw new InvalidInput(`covariates.${name}`, firstBad(values), 'finite numbers')
    let squares = 0
    for (let i = 0; i < n; i += 1) squares += ((values[i] ?? NaN) - mean) ** 2
    const sd = Math.sqrt(squares / Math.max(1, n - 1))
    const unit = sd > 1e-14 * Math.abs(mean) && sd < Infinity ? sd : 1
    for (let i = 0; i < n; i += 1) x[i * p + j] = ((values[rows[i] ?? 0] ?? NaN) - mean) / unit
    centre[j] = mean
    scale[j] = unit
  })
  return { x, centre, scale }
}

function firstBad(values: ArrayLike<number>): number | string {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i])) return values[i] ?? NaN
  return 'numbers whose sum overflows'
}

function stratumStarts(
  strata: ArrayLike<number> | undefined,
  rows: Uint32Array,
): Pick<CoxData, 'strata' | 'stratumCodes'> {
  const n = rows.length
  if (!strata) return { strata: Uint32Array.of(0, n), stratumCodes: Float64Array.of(0) }
  const codes = taken(strata, rows)
  const starts: number[] = []
  for (let i = 0; i < n; i += 1) if (i === 0 || codes[i] !== codes[i - 1]) starts.push(i)
  return {
    strata: Uint32Array.from([...starts, n]),
    stratumCodes: Float64Array.from(starts, (start) => codes[start] ?? NaN),
  }
}

function latestFirst(time: Float64Array, strata: Float64Array | undefined): CoxData['entry'] {
  const order = orderOfTimes(time).reverse()
  const count = strata ? (strata[strata.length - 1] ?? 0) + 1 : 1
  return { time, latestFirst: strata ? orderWithin(order, strata, count) : order }
}
