import { InvalidInput } from '../errors.ts'
import { logChiSquaredUpper, logTTwoSided, tUpperQuantile } from './distributions.ts'
import { notTestable } from './notTestable.ts'
import type { NotTestable } from './notTestable.ts'

export interface RandomEffects {
  /** studies */
  k: number
  /** mean of the distribution of true effects, in the unit of the estimates */
  estimate: number
  standardError: number
  low: number
  high: number
  /** Student's t with k − 1 degrees of freedom */
  t: number
  df: number
  /** natural logarithm of the two-sided p */
  logP: number
  /** variance between the studies, REML */
  tauSquared: number
  /** Cochran's test that all studies have one effect */
  heterogeneity: { q: number; df: number; logP: number }
  /** share of the variance of estimates that lies between the studies, 0…1 */
  iSquared: number
  /** where the effect of one more study would lie; null of fewer than three studies */
  prediction: { low: number; high: number } | null
  level: number
}

export interface RandomEffectsOptions {
  /** default 0.95 */
  level?: number
  /** Hartung and Knapp's factor never below 1, so that two studies that happen to agree are not taken for certainty; default true */
  isNeverNarrower?: boolean
}

/**
 * Random-effects mean of independent estimates, τ² by REML, interval by Hartung and Knapp.
 * @param estimates one a study, finite, in one unit   @param variances of them within their studies, above 0
 * @returns the mean with its interval of k − 1 degrees of freedom, τ², Cochran's Q, I², prediction interval; not testable below two studies
 * @throws InvalidInput lengths differ, an estimate is not finite, or a variance is not above 0
 * @source Viechtbauer 2005 (REML); Hartung & Knapp 2001; Knapp & Hartung 2003; the factor of at least 1: Jackson et al. 2017; Higgins & Thompson 2002 (I²)
 * @oracle test/oracles/metaAnalysis (metafor)
 */
export function randomEffects(
  estimates: readonly number[],
  variances: readonly number[],
  { level = 0.95, isNeverNarrower = true }: RandomEffectsOptions = {},
): RandomEffects | NotTestable {
  check(estimates, variances)
  const k = estimates.length
  if (k < 2) return notTestable('too few values', k)
  const studies = estimates.map((value, i) => ({ value, variance: variances[i] ?? NaN }))
  const tauSquared = restrictedMaximum(studies)
  const { mean, weight, squares } = weighted(studies, tauSquared)
  const df = k - 1
  const factor = squares / df
  const standardError = Math.sqrt((isNeverNarrower ? Math.max(1, factor) : factor) / weight)
  const quantile = tUpperQuantile((1 - level) / 2, df)
  const reach = quantile * standardError
  const further = quantile * Math.sqrt(standardError * standardError + tauSquared)
  const t = mean / standardError
  const q = weighted(studies, 0).squares
  return {
    k,
    estimate: mean,
    standardError,
    low: mean - reach,
    high: mean + reach,
    t,
    df,
    logP: logTTwoSided(t, df),
    tauSquared,
    heterogeneity: { q, df, logP: logChiSquaredUpper(q, df) },
    iSquared: tauSquared / (tauSquared + typicalVariance(studies)),
    prediction: k < 3 ? null : { low: mean - further, high: mean + further },
    level,
  }
}

interface Study {
  value: number
  variance: number
}

function check(estimates: readonly number[], variances: readonly number[]): void {
  if (estimates.length !== variances.length)
    throw new InvalidInput('variances', `${variances.length} values`, `${estimates.length}, one a study`)
  const wrong = estimates.find((value) => !Number.isFinite(value))
  if (wrong !== undefined) throw new InvalidInput('estimates', wrong, 'finite numbers')
  const bad = variances.find((value) => !(value > 0 && Number.isFinite(value)))
  if (bad !== undefined) throw new InvalidInput('variances', bad, 'finite numbers above 0')
}

/** Mean with inverse-variance weights, their sum, and the weighted sum of squares about it. */
function weighted(studies: readonly Study[], tau: number): { mean: number; weight: number; squares: number } {
  let weight = 0
  let sum = 0
  for (const { value, variance } of studies) {
    weight += 1 / (variance + tau)
    sum += value / (variance + tau)
  }
  const mean = sum / weight
  const squares = studies.reduce(
    (total, { value, variance }) => total + (value - mean) ** 2 / (variance + tau),
    0,
  )
  return { mean, weight, squares }
}

/** For each weight the sum of the others, which a difference from the whole would lose beside a heavy one. */
function othersOf(weights: readonly number[]): number[] {
  return weights.map((_, i) => weights.reduce((sum, weight, j) => (i === j ? sum : sum + weight), 0))
}

/** Sampling variance of a study as all of them together have it, as in I². */
function typicalVariance(studies: readonly Study[]): number {
  const weights = studies.map(({ variance }) => 1 / variance)
  const others = othersOf(weights)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const products = weights.reduce((total, weight, i) => total + weight * (others[i] ?? 0), 0)
  return (studies.length - 1) * (sum / products)
}

function restrictedLogLikelihood(studies: readonly Study[], tau: number): number {
  const { weight, squares } = weighted(studies, tau)
  const logs = studies.reduce((total, { variance }) => total + Math.log(variance + tau), 0)
  return -(logs + Math.log(weight) + squares) / 2
}

/** Step of Fisher's scoring from one τ² to the next: P is the residual projection with weights 1 / (v + τ²). */
function scoringStep(studies: readonly Study[], tau: number): number {
  const { mean, weight: sum } = weighted(studies, tau)
  const weights = studies.map(({ variance }) => 1 / (variance + tau))
  const others = othersOf(weights)
  let [residual, trace, traceOfSquare] = [0, 0, 0]
  studies.forEach(({ value }, i) => {
    const w = weights[i] ?? 0
    const own = (w * (others[i] ?? 0)) / sum
    residual += (w * (value - mean)) ** 2
    trace += own
    traceOfSquare += own * own
    weights.forEach((other, j) => {
      if (j !== i) traceOfSquare += ((w * other) / sum) ** 2
    })
  })
  return (residual - trace) / traceOfSquare
}

const mostSteps = 1000

function climbed(studies: readonly Study[], from: number): number {
  let tau = from
  for (let step = 0; step < mostSteps; step += 1) {
    const next = Math.max(0, tau + scoringStep(studies, tau))
    if (Math.abs(next - tau) <= 1e-15 + 1e-13 * tau) return next
    tau = next
  }
  return tau
}

/** τ² of the highest restricted likelihood: climbed from 0 and from the variance of the estimates, for it may have two hills. */
function restrictedMaximum(studies: readonly Study[]): number {
  const mean = studies.reduce((sum, { value }) => sum + value, 0) / studies.length
  const spread = studies.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (studies.length - 1)
  const [low, high] = [climbed(studies, 0), climbed(studies, spread)]
  return restrictedLogLikelihood(studies, high) > restrictedLogLikelihood(studies, low) ? high : low
}
