import type { CoxData } from './coxData.ts'
import { eachRiskSet, linearPredictor } from './riskSets.ts'

/** What happens at each death time of a fitted Cox model, by stratum and ascending time. */
export interface DeathTimes {
  /** number of death times */
  count: number
  /** first and last sorted row of that time */
  first: Uint32Array
  last: Uint32Array
  stratum: Uint32Array
  deaths: Uint32Array
  /** increment of the cumulative baseline hazard (at the centre of the covariates) */
  hazard: Float64Array
  /** the part of it that a tied death itself undergoes (Efron); the same as `hazard` otherwise */
  hazardOfDead: Float64Array
  /** count × columns: mean of the covariates over the risk set, averaged over tied deaths */
  mean: Float64Array
  /** count × columns: Σ mean · increment, and its part for a tied death */
  moved: Float64Array
  movedOfDead: Float64Array
  /** exp(linear predictor) of each sorted row */
  weight: Float64Array
}

/** One backward pass, then turned into ascending time. */
export function deathTimes(data: CoxData, beta: Float64Array): DeathTimes {
  const p = data.columns
  const weight = linearPredictor(data, beta).map(Math.exp)
  const size = data.events
  const made: DeathTimes = {
    count: 0,
    first: new Uint32Array(size),
    last: new Uint32Array(size),
    stratum: new Uint32Array(size),
    deaths: new Uint32Array(size),
    hazard: new Float64Array(size),
    hazardOfDead: new Float64Array(size),
    mean: new Float64Array(size * p),
    moved: new Float64Array(size * p),
    movedOfDead: new Float64Array(size * p),
    weight,
  }
  eachRiskSet(data, weight, false, ({ risk, count, share, first, last, stratum }) => {
    if (share === 0) {
      made.first[made.count] = first
      made.last[made.count] = last
      made.stratum[made.count] = stratum
      made.count += 1
    }
    const at = made.count - 1
    made.deaths[at] = (made.deaths[at] ?? 0) + count
    const increment = count / risk.s0
    made.hazard[at] = (made.hazard[at] ?? 0) + increment
    made.hazardOfDead[at] = (made.hazardOfDead[at] ?? 0) + (1 - share) * increment
    for (let j = 0, k = at * p; j < p; j += 1, k += 1) {
      const mean = (risk.s1[j] ?? 0) / risk.s0
      made.mean[k] = (made.mean[k] ?? 0) + count * mean
      made.moved[k] = (made.moved[k] ?? 0) + mean * increment
      made.movedOfDead[k] = (made.movedOfDead[k] ?? 0) + (1 - share) * mean * increment
    }
  })
  for (let k = 0; k < made.count * p; k += 1)
    made.mean[k] = (made.mean[k] ?? 0) / (made.deaths[Math.floor(k / p)] ?? 1)
  return ascending(made, p)
}

/** The pass ran backwards inside each stratum; strata themselves stand in order. */
function ascending(made: DeathTimes, p: number): DeathTimes {
  const order: number[] = []
  for (let start = 0; start < made.count;) {
    let end = start
    while (end < made.count && made.stratum[end] === made.stratum[start]) end += 1
    for (let k = end - 1; k >= start; k -= 1) order.push(k)
    start = end
  }
  const whole = (column: Uint32Array): Uint32Array => Uint32Array.from(order, (k) => column[k] ?? 0)
  const real = (column: Float64Array): Float64Array => Float64Array.from(order, (k) => column[k] ?? 0)
  const wide = (column: Float64Array): Float64Array => {
    const result = new Float64Array(order.length * p)
    order.forEach((k, at) => {
      result.set(column.subarray(k * p, k * p + p), at * p)
    })
    return result
  }
  return {
    count: order.length,
    first: whole(made.first),
    last: whole(made.last),
    stratum: whole(made.stratum),
    deaths: whole(made.deaths),
    hazard: real(made.hazard),
    hazardOfDead: real(made.hazardOfDead),
    mean: wide(made.mean),
    moved: wide(made.moved),
    movedOfDead: wide(made.movedOfDead),
    weight: made.weight,
  }
}
