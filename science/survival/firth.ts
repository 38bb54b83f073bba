import { normalUpperQuantile } from '../stats/distributions.ts'
import type { CoxData } from './coxData.ts'
import { coxPass } from './coxPass.ts'
import { cholesky, dot, inverse, solve } from '../stats/linear.ts'
import { whereReached } from '../stats/whereReached.ts'
import { eachRiskSet, linearPredictor } from './riskSets.ts'

/** Firth's penalised partial likelihood, log L + ½ log |information|, on scaled covariates. */

export interface Profile {
  beta: number
  low: number | null
  high: number | null
  /** penalised likelihood-ratio statistic of beta = 0 */
  ratio: number
}

export interface FirthFit {
  beta: Float64Array
  covariance: Float64Array
  logLikelihood: number
  nullLogLikelihood: number
  profiles: Profile[]
  iterations: number
}

interface Point {
  logLikelihood: number
  /** score with the derivative of the penalty */
  score: Float64Array
  information: Float64Array
}

/**
 * Maximum of the penalised likelihood with profile intervals and likelihood-ratio tests of each coefficient.
 * Null where no maximum was found within 500 steps.
 * @source Firth 1993; Heinze & Schemper 2001   @oracle test/oracles/survival (the likelihood written out in R, optimised there)
 * @differs coxphf takes Breslow's ties; here Efron's too, with the penalty of Efron's information
 */
export function firthFit(data: CoxData, level: number): FirthFit | null {
  const zero = new Float64Array(data.columns)
  const nowhere = pointAt(data, zero)
  const best = maximise(data, zero, [])
  if (!nowhere || !best) return null
  const factor = cholesky(best.point.information, data.columns)
  if (typeof factor === 'number') return null
  const drop = normalUpperQuantile((1 - level) / 2)
  const covariance = inverse(factor)
  const profiles = [...zero.keys()].map((j) => profile(data, best, covariance, j, drop))
  return {
    beta: best.beta,
    covariance,
    logLikelihood: best.point.logLikelihood,
    nullLogLikelihood: nowhere.logLikelihood,
    profiles,
    iterations: best.iterations,
  }
}

interface Maximum {
  beta: Float64Array
  point: Point
  iterations: number
}

/** Newton with the information as curvature, halved until the penalised likelihood rises; fixed columns stay. */
function maximise(data: CoxData, from: Float64Array, fixed: readonly number[]): Maximum | null {
  const free = [...from.keys()].filter((j) => !fixed.includes(j))
  let beta = from
  let point = pointAt(data, beta)
  for (let iterations = 1; iterations <= 500 && point; iterations += 1) {
    const step = freeStep(point, free)
    if (!step) return null
    const score = free.map((j) => point?.score[j] ?? 0)
    if (Math.abs(dot(score, step)) < 1e-18) return { beta, point, iterations }
    const next = rise(data, beta, point, { free, step })
    if (!next) return { beta, point, iterations }
    ;({ beta, point } = next)
  }
  return null
}

function freeStep({ information, score }: Point, free: readonly number[]): Float64Array | null {
  const p = score.length
  const part = free.flatMap((j) => free.map((k) => information[j * p + k] ?? 0))
  const factor = cholesky(part, free.length)
  return typeof factor === 'number'
    ? null
    : solve(
        factor,
        free.map((j) => score[j] ?? 0),
      )
}

function rise(
  data: CoxData,
  beta: Float64Array,
  from: Point,
  { free, step }: { free: readonly number[]; step: Float64Array },
): { beta: Float64Array; point: Point } | null {
  // a step of more than 5 standard deviations of a covariate leaves the range where the curvature means anything
  const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  for (let share = Math.min(1, 5 / longest); share > 1e-7; share /= 2) {
    const next = beta.slice()
    free.forEach((j, k) => (next[j] = (beta[j] ?? 0) + share * (step[k] ?? 0)))
    const point = pointAt(data, next)
    if (point && point.logLikelihood > from.logLikelihood) return { beta: next, point }
  }
  return null
}

/** Interval and ratio test of one coefficient. A limit is looked for in one climb; where that fails, by holding the coefficient at place after place. */
function profile(data: CoxData, best: Maximum, covariance: Float64Array, j: number, z: number): Profile {
  const estimate = best.beta[j] ?? 0
  const root = (at: number): number => {
    const start = best.beta.slice()
    start[j] = at
    const held = maximise(data, start, [j])
    if (!held) return NaN
    return Math.sqrt(Math.max(0, 2 * (best.point.logLikelihood - held.point.logLikelihood)))
  }
  const width = z * Math.sqrt(covariance[j * data.columns + j] ?? NaN)
  const bound = (side: 1 | -1): number | null =>
    boundary(data, best, { j, side, z }) ?? whereReached(root, { estimate, step: side * width, z })
  return { beta: estimate, low: bound(-1), high: bound(1), ratio: root(0) ** 2 }
}

/**
 * Venzon and Moolgavkar's steps to where the profile has fallen by z²/2: each solves for the height on the quadratic and for a level ground
 * in the other coefficients together. Null where they do not arrive.
 * @source Venzon & Moolgavkar 1988
 */
function boundary(
  data: CoxData,
  best: Maximum,
  { j, side, z }: { j: number; side: 1 | -1; z: number },
): number | null {
  const p = data.columns
  const wanted = best.point.logLikelihood - (z * z) / 2
  let beta = best.beta
  let point: Point | null = best.point
  for (let i = 0; i < 60 && point; i += 1) {
    const factor = cholesky(point.information, p)
    if (typeof factor === 'number') return null
    const newton = solve(factor, point.score)
    const along = solve(
      factor,
      beta.map((_, k) => (k === j ? 1 : 0)),
    )
    const short = 2 * (point.logLikelihood - wanted) + dot(newton, point.score)
    if (!(short >= 0)) return null
    const push = side * Math.sqrt(short / (along[j] ?? NaN))
    const step = newton.map((value, k) => value + push * (along[k] ?? 0))
    const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
    if (longest < 1e-11)
      return side * ((beta[j] ?? NaN) - (best.beta[j] ?? NaN)) > 0 ? (beta[j] ?? null) : null
    const share = Math.min(1, 3 / longest)
    beta = beta.map((value, k) => value + share * (step[k] ?? 0))
    point = pointAt(data, beta)
  }
  return null
}

/** Penalised likelihood and its gradient; null where the information is singular or overflows. */
function pointAt(data: CoxData, beta: Float64Array): Point | null {
  const p = data.columns
  const { logLikelihood, score, information } = coxPass(data, beta)
  const factor = cholesky(information, p)
  if (typeof factor === 'number' || !Number.isFinite(logLikelihood)) return null
  const inverted = inverse(factor)
  const slopes = informationSlopes(data, beta, inverted)
  return {
    logLikelihood: logLikelihood + factor.logDeterminant / 2,
    score: score.map((u, j) => u + (slopes[j] ?? 0) / 2),
    information,
  }
}

/**
 * trace(V ∂I/∂βₗ) for each l. ∂I is a sum of third central moments over risk sets; contracted with V they are
 * cov(q, xₗ) − 2 Σⱼ (V m)ⱼ cov(xⱼ, xₗ) with q = xᵀVx and m the mean: q joins the covariates as one more column.
 */
function informationSlopes(data: CoxData, beta: Float64Array, v: Float64Array): Float64Array {
  const { n, columns: p } = data
  const q = p + 1
  const x = new Float64Array(n * q)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < p; j += 1) {
      const xj = data.x[i * p + j] ?? 0
      x[i * q + j] = xj
      for (let k = 0; k < p; k += 1)
        x[i * q + p] = (x[i * q + p] ?? 0) + xj * (v[j * p + k] ?? 0) * (data.x[i * p + k] ?? 0)
    }
  }
  const slopes = new Float64Array(p)
  const weight = linearPredictor(data, beta).map(Math.exp)
  eachRiskSet({ ...data, columns: q, x }, weight, true, ({ risk, count }) => {
    const { s0, s1, s2 } = risk
    const mean = s1.map((s) => s / s0)
    const covariance = (j: number, l: number): number =>
      (s2[Math.min(j, l) * q + Math.max(j, l)] ?? 0) / s0 - (mean[j] ?? 0) * (mean[l] ?? 0)
    for (let l = 0; l < p; l += 1) {
      let slope = covariance(p, l)
      for (let j = 0; j < p; j += 1) {
        let vm = 0
        for (let k = 0; k < p; k += 1) vm += (v[j * p + k] ?? 0) * (mean[k] ?? 0)
        slope -= 2 * vm * covariance(j, l)
      }
      slopes[l] = (slopes[l] ?? 0) + count * slope
    }
  })
  return slopes
}
