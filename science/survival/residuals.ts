import { scaledCoefficients, type CoxFit } from './cox.ts'
import { deathTimes } from './deathTimes.ts'
import { rowResiduals } from './scoreResiduals.ts'

export interface CoxResiduals {
  /** observed less expected events, in the order of the input; they sum to 0 */
  martingale: Float64Array
  /** martingale residuals made more symmetric */
  deviance: Float64Array
}

/**
 * Martingale and deviance residuals of a Cox model, per patient in the order given.
 * @source Therneau, Grambsch & Fleming 1990   @oracle test/oracles/survival (R residuals.coxph)
 */
export function coxResiduals(fit: CoxFit): CoxResiduals {
  const { data } = fit
  const sorted = rowResiduals(data, scaledCoefficients(fit)).martingale
  const martingale = new Float64Array(data.n)
  const deviance = new Float64Array(data.n)
  for (let i = 0; i < data.n; i += 1) {
    const m = sorted[i] ?? NaN
    const dead = data.event[i] ?? 0
    const row = data.rows[i] ?? 0
    martingale[row] = m
    deviance[row] = Math.sign(m) * Math.sqrt(Math.max(0, -2 * (m + (dead === 1 ? Math.log(1 - m) : 0))))
  }
  return { martingale, deviance }
}

export interface SchoenfeldResiduals {
  /** death time, stratum (position among the strata) and input row of each death, by stratum and time */
  time: Float64Array
  stratum: Uint32Array
  row: Uint32Array
  /** per covariate: its value less its mean over the risk set, in its unit */
  columns: readonly Float64Array[]
}

/**
 * Schoenfeld residuals, one per death and covariate.
 * @source Schoenfeld 1982   @oracle test/oracles/survival (R residuals.coxph, type "schoenfeld")
 */
export function schoenfeldResiduals(fit: CoxFit): SchoenfeldResiduals {
  const { data } = fit
  const p = data.columns
  const deaths = deathTimes(data, scaledCoefficients(fit))
  const result = {
    time: new Float64Array(data.events),
    stratum: new Uint32Array(data.events),
    row: new Uint32Array(data.events),
    columns: Array.from({ length: p }, () => new Float64Array(data.events)),
  }
  let at = 0
  for (let k = 0; k < deaths.count; k += 1)
    for (let i = deaths.first[k] ?? 0; i <= (deaths.last[k] ?? 0); i += 1) {
      if (data.event[i] !== 1) continue
      result.time[at] = data.time[i] ?? NaN
      result.stratum[at] = deaths.stratum[k] ?? 0
      result.row[at] = data.rows[i] ?? 0
      result.columns.forEach((column, j) => {
        column[at] = ((data.x[i * p + j] ?? NaN) - (deaths.mean[k * p + j] ?? NaN)) * (data.scale[j] ?? NaN)
      })
      at += 1
    }
  return result
}

export interface BaselineHazard {
  /** code of the stratum, 0 where there are none */
  stratum: number
  /** death times, ascending */
  time: Float64Array
  /** cumulative hazard of a patient whose covariates are all 0 */
  atZero: Float64Array
  /** … and all at their mean over the patients */
  atMean: Float64Array
}

/**
 * Cumulative baseline hazard per stratum: Breslow's estimate, or Efron's where the model has Efron's ties.
 * @source Breslow 1974; Therneau & Grambsch 2000, 10.2   @oracle test/oracles/survival (R basehaz(centered = FALSE))
 * @differs R lists censoring times too, and by default its "centre" is the mean of some columns and 0 for columns of 0 and 1
 */
export function baselineHazard(fit: CoxFit): BaselineHazard[] {
  const { data } = fit
  const deaths = deathTimes(data, scaledCoefficients(fit))
  const shift = fit.terms.reduce((sum, { coefficient }, j) => sum + coefficient * (data.centre[j] ?? 0), 0)
  const result: BaselineHazard[] = []
  for (let start = 0; start < deaths.count;) {
    const stratum = deaths.stratum[start] ?? 0
    let end = start
    while (end < deaths.count && deaths.stratum[end] === stratum) end += 1
    const atMean = new Float64Array(end - start)
    let sum = 0
    for (let k = start; k < end; k += 1) {
      sum += deaths.hazard[k] ?? NaN
      atMean[k - start] = sum
    }
    const time = Float64Array.from(atMean, (_, k) => data.time[deaths.first[start + k] ?? 0] ?? NaN)
    const code = data.stratumCodes[stratum] ?? 0
    result.push({ stratum: code, time, atMean, atZero: atMean.map((h) => h * Math.exp(-shift)) })
    start = end
  }
  return result
}
