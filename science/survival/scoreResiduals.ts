import type { CoxData } from './coxData.ts'
import { deathTimes, type DeathTimes } from './deathTimes.ts'
import { firstFrom } from './riskTable.ts'

/** By sorted row, on the scaled covariates. */
export interface RowResiduals {
  martingale: Float64Array
  /** n × columns */
  score: Float64Array
  deaths: DeathTimes
}

/** Running sums up to and with each death time of a stratum, so that a row needs two look-ups: its end and its entry. */
interface Running {
  time: Float64Array
  hazard: Float64Array
  /** (deaths + 1) × columns */
  moved: Float64Array
  from: number
}

/**
 * Martingale and score residuals of every row: what it had (1 or 0 events) less what its risk over its time under observation predicts.
 * @source Therneau, Grambsch & Fleming 1990; Efron's version in Therneau & Grambsch 2000, 4.6
 */
export function rowResiduals(data: CoxData, beta: Float64Array): RowResiduals {
  const deaths = deathTimes(data, beta)
  const martingale = new Float64Array(data.n)
  const score = new Float64Array(data.n * data.columns)
  let from = 0
  for (let s = 0; s + 1 < data.strata.length; s += 1) {
    let to = from
    while (to < deaths.count && deaths.stratum[to] === s) to += 1
    const running = runningSums(data, deaths, from, to)
    for (let i = data.strata[s] ?? 0; i < (data.strata[s + 1] ?? 0); i += 1)
      residualsOfRow(data, deaths, running, i, { martingale, score })
    from = to
  }
  return { martingale, score, deaths }
}

function runningSums(data: CoxData, deaths: DeathTimes, from: number, to: number): Running {
  const p = data.columns
  const hazard = new Float64Array(to - from + 1)
  const moved = new Float64Array((to - from + 1) * p)
  for (let k = from; k < to; k += 1) {
    const at = k - from
    hazard[at + 1] = (hazard[at] ?? 0) + (deaths.hazard[k] ?? 0)
    for (let j = 0; j < p; j += 1)
      moved[(at + 1) * p + j] = (moved[at * p + j] ?? 0) + (deaths.moved[k * p + j] ?? 0)
  }
  const time = Float64Array.from(
    { length: to - from },
    (_, at) => data.time[deaths.first[from + at] ?? 0] ?? NaN,
  )
  return { time, hazard, moved, from }
}

function residualsOfRow(
  data: CoxData,
  deaths: DeathTimes,
  { time, hazard, moved, from }: Running,
  i: number,
  { martingale, score }: { martingale: Float64Array; score: Float64Array },
): void {
  const p = data.columns
  const t = data.time[i] ?? NaN
  const before = firstFrom(time, t)
  const dead = data.event[i] === 1
  const atOwn = time[before] === t ? 1 : 0
  const end = dead ? before : before + atOwn
  const start = data.entry ? afterEntry(time, data.entry.time[i] ?? 0) : 0
  const own = from + before
  const weight = deaths.weight[i] ?? NaN
  const undergone = (hazard[end] ?? 0) - (hazard[start] ?? 0) + (dead ? (deaths.hazardOfDead[own] ?? 0) : 0)
  martingale[i] = (dead ? 1 : 0) - weight * undergone
  for (let j = 0; j < p; j += 1) {
    const x = data.x[i * p + j] ?? 0
    const drift =
      (moved[end * p + j] ?? 0) -
      (moved[start * p + j] ?? 0) +
      (dead ? (deaths.movedOfDead[own * p + j] ?? 0) : 0)
    score[i * p + j] = (dead ? x - (deaths.mean[own * p + j] ?? 0) : 0) - weight * (x * undergone - drift)
  }
}

/** Number of death times ≤ entry: at those the row was not yet under observation. */
function afterEntry(time: Float64Array, entry: number): number {
  const at = firstFrom(time, entry)
  return time[at] === entry ? at + 1 : at
}
