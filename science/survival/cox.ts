import { InvalidInput } from '../errors.ts'
import { logChiSquaredUpper, logNormalTwoSided, normalUpperQuantile } from '../stats/distributions.ts'
import { coxData, type CoxData, type CoxInput, type Covariate } from './coxData.ts'
import { coxPass, type CoxSums } from './coxPass.ts'
import { firthFit, type FirthFit } from './firth.ts'
import { checkLength, checkLevel, notTestable, tooFewEvents, type NotTestable } from './followUp.ts'
import { cholesky, dot, inverse, solve, type Cholesky } from '../stats/linear.ts'
import { isMonotone } from './monotone.ts'
import { robustCovariance, robustScore } from './robust.ts'

export interface CoxOptions extends CoxInput {
  /** default .95 */
  level?: number
  /** sandwich standard errors; on when `cluster` is given */
  robust?: boolean
  /** rows of one cluster (a patient with several rows) stand together in the sandwich */
  cluster?: ArrayLike<number>
  /** Firth's penalised likelihood: default only where the data are separated */
  firth?: 'when-separated' | 'always'
}

export interface CoxTerm {
  name: string
  term: string
  /** log hazard ratio per unit of the covariate */
  coefficient: number
  /** robust where that was asked for */
  standardError: number
  hazardRatio: number
  /** limits of the hazard ratio; null where the penalised likelihood never falls far enough */
  low: number | null
  high: number | null
  intervalMethod: 'Wald' | 'robust Wald' | 'profile penalised likelihood'
  /** Wald z; with Firth's likelihood the signed root of the penalised likelihood-ratio statistic */
  z: number
  logP: number
}

export interface ChiSquaredTest {
  statistic: number
  df: number
  logP: number
}

export interface CoxFit {
  kind: 'cox'
  likelihood: 'partial' | 'penalised (Firth)'
  /** why Firth's likelihood was taken; names of the coefficients that ran away */
  separated: readonly string[]
  n: number
  events: number
  ties: 'efron' | 'breslow'
  terms: readonly CoxTerm[]
  /** of the coefficients, row by row; robust where that was asked for */
  covariance: Float64Array
  /** inverse information, also where `covariance` is robust */
  modelCovariance: Float64Array
  /** at 0 and at the coefficients; penalised with Firth */
  logLikelihood: readonly [null0: number, fitted: number]
  likelihoodRatio: ChiSquaredTest
  /** with the robust covariance where that was asked for */
  wald: ChiSquaredTest
  /** not with Firth */
  score: ChiSquaredTest | null
  robustScore: ChiSquaredTest | null
  level: number
  iterations: number
  /** the sorted data, for residuals, baseline hazard and the test of proportional hazards */
  data: CoxData
}

/**
 * Cox proportional hazards regression: Efron's or Breslow's ties, strata, entry times, robust errors, Firth where separated.
 * @param options times, events and columns of covariates in any units; NaN is refused, so missing values are decided on before
 * @returns coefficients with hazard ratios and intervals, Wald, score and likelihood-ratio tests with log p; not testable: fewer than two events,
 * a column constant or explained by the others
 * Newton with step halving on covariates in units of their standard deviation. Separation (a monotone likelihood) is declared when the
 * likelihood has come to rest (1e-9) while a coefficient still moves by more than .001 per step, in steps that do not shrink, when the
 * information vanishes, or when rounding ends the climb on a way along which every death has the largest predictor of its risk set.
 * @throws InvalidInput times, events, entry, strata or covariates that are none
 * @source Cox 1972; Efron 1977; Lin & Wei 1989; Heinze & Schemper 2001   @oracle test/oracles/survival (R coxph)
 * @differs R warns and gives an infinite estimate where we give Firth's; R drops a collinear column where we name it and stop;
 * R merges nearly equal times
 */
export function cox(options: CoxOptions): CoxFit | NotTestable {
  const { covariates, level = 0.95, firth = 'when-separated' } = options
  checkLevel(level)
  if (options.cluster) checkLength('cluster', options.cluster, options.time.length)
  const names = covariates.map(({ name }) => name)
  if (new Set(names).size < names.length)
    throw new InvalidInput('covariates', names.join(', '), 'different names')
  const data = coxData(options)
  const start = coxPass(data, new Float64Array(data.columns))
  const answerable = checkAnswerable(data, start, covariates)
  if (answerable) return answerable
  const climbed = firth === 'always' ? null : climb(data, start)
  if (climbed && climbed.runaway.length === 0) return finish(options, data, start, climbed, level)
  if (!climbed && firth !== 'always')
    return notTestable('no-convergence', data.n, 'the partial likelihood has no maximum within reach')
  const penalised = firthFit(data, level)
  if (!penalised)
    return notTestable('no-convergence', data.n, 'the penalised likelihood has no maximum within reach')
  return finishFirth(
    options,
    data,
    penalised,
    (climbed?.runaway ?? []).map((j) => names[j] ?? ''),
    level,
  )
}

function checkAnswerable(
  data: CoxData,
  start: CoxSums,
  covariates: readonly Covariate[],
): NotTestable | null {
  const { n, events, columns } = data
  if (n === 0) return notTestable('no-rows', 0, 'no patients')
  const few = tooFewEvents(n, events)
  if (few) return few
  const name = (j: number): string => covariates[j]?.name ?? ''
  for (let j = 0; j < columns; j += 1)
    if (!((start.information[j * columns + j] ?? 0) > 1e-12 * events))
      return notTestable(
        'constant',
        n,
        `${name(j)} is the same in all who were at risk when an event happened`,
      )
  const factor = cholesky(start.information, columns)
  if (typeof factor === 'number')
    return notTestable('collinear', n, `${name(factor)} is a combination of the other covariates`)
  return null
}

interface Climbed {
  beta: Float64Array
  sums: CoxSums
  factor: Cholesky
  iterations: number
  /** columns whose coefficient has no finite estimate */
  runaway: number[]
}

function climb(data: CoxData, start: CoxSums): Climbed | null {
  let beta: Float64Array = new Float64Array(data.columns)
  let sums = start
  let factor = cholesky(sums.information, data.columns)
  let previous = new Float64Array(data.columns).fill(Infinity)
  // columns on their way to infinity when it was last certain that there is no maximum: rounding may end the climb before it rests
  let endless: number[] = []
  for (let iterations = 1; iterations <= 40; iterations += 1) {
    if (typeof factor === 'number') return null
    const here = { beta, sums, factor, iterations, runaway: endless }
    if (endless.length > 0 && sums.logLikelihood > -1e-9) return here
    const step = solve(factor, sums.score)
    const decrement = dot(step, sums.score)
    if (decrement < (data.n > large ? 1e-10 : 1e-14))
      return endless.length > 0 ? here : (atRest(data, beta, step, { sums, factor, iterations }) ?? here)
    const next = halving(data, beta, step, sums.logLikelihood)
    if (!next) return decrement < 1e-6 || endless.length > 0 ? here : null
    const gain = next.sums.logLikelihood - sums.logLikelihood
    ;({ beta, sums } = next)
    const nextFactor = cholesky(sums.information, data.columns)
    const resting = Math.abs(gain) <= 1e-9 * (Math.abs(sums.logLikelihood) + 0.1)
    const vanished = typeof nextFactor === 'number'
    // a coefficient on its way to infinity takes steps of equal length, one that converges ever shorter ones
    const runaway = [...step.keys()].filter(
      (j) =>
        Math.abs(step[j] ?? 0) > 1e-3 &&
        (vanished || Math.abs(step[j] ?? 0) > 0.3 * (previous[j] ?? Infinity)),
    )
    previous = step.map(Math.abs)
    if (runaway.length > 0 && isMonotone(data, step)) endless = runaway
    if ((resting || vanished) && runaway.length > 0) return { beta, sums, factor, iterations, runaway }
    factor = nextFactor
  }
  return null
}

/**
 * Above this number of patients the sums are not made again after the last step. That step is at most 1e-5 standard errors, so the
 * information changes by some 1e-5 / √events of itself and the likelihood by half the decrement, which is added.
 */
const large = 20_000

/** The last step is taken; information and likelihood are those of where it ends. */
function atRest(
  data: CoxData,
  beta: Float64Array,
  step: Float64Array,
  reached: { sums: CoxSums; factor: Cholesky; iterations: number },
): Climbed | null {
  const moved = beta.map((b, j) => b + (step[j] ?? 0))
  if (data.n > large) {
    const logLikelihood = reached.sums.logLikelihood + dot(step, reached.sums.score) / 2
    return { ...reached, beta: moved, sums: { ...reached.sums, logLikelihood }, runaway: [] }
  }
  const sums = coxPass(data, moved)
  const factor = cholesky(sums.information, data.columns)
  return typeof factor === 'number' ? null : { ...reached, beta: moved, sums, factor, runaway: [] }
}

function halving(
  data: CoxData,
  beta: Float64Array,
  step: Float64Array,
  reached: number,
): { beta: Float64Array; sums: CoxSums } | null {
  for (let share = 1; share > 1e-9; share /= 2) {
    const next = beta.map((b, j) => b + share * (step[j] ?? 0))
    const sums = coxPass(data, next)
    if (sums.logLikelihood >= reached - 1e-12 * Math.abs(reached)) return { beta: next, sums }
  }
  return null
}

function finish(
  options: CoxOptions,
  data: CoxData,
  start: CoxSums,
  { beta, sums, factor, iterations }: Climbed,
  level: number,
): CoxFit {
  const p = data.columns
  const scaled = inverse(factor)
  const robust = options.robust === true || options.cluster !== undefined
  const cluster = options.cluster
  const sandwich = robust ? robustCovariance(data, beta, scaled, cluster) : scaled
  const covariance = unscaled(sandwich, data.scale)
  const coefficients = beta.map((b, j) => b / (data.scale[j] ?? 1))
  const z = normalUpperQuantile((1 - level) / 2)
  const nullFactor = cholesky(start.information, p)
  const robustFactor = robust ? cholesky(sandwich, p) : null
  const wald = robustFactor === null ? quadratic(sums.information, beta) : inverseForm(robustFactor, beta)
  return {
    kind: 'cox',
    likelihood: 'partial',
    separated: [],
    ...sharedPart(options, data, level, iterations),
    terms: options.covariates.map(({ name, term = name }, j) => {
      const coefficient = coefficients[j] ?? NaN
      const standardError = Math.sqrt(covariance[j * p + j] ?? NaN)
      return {
        name,
        term,
        coefficient,
        standardError,
        hazardRatio: Math.exp(coefficient),
        low: Math.exp(coefficient - z * standardError),
        high: Math.exp(coefficient + z * standardError),
        intervalMethod: robust ? 'robust Wald' : 'Wald',
        z: coefficient / standardError,
        logP: logNormalTwoSided(coefficient / standardError),
      }
    }),
    covariance,
    modelCovariance: unscaled(scaled, data.scale),
    logLikelihood: [start.logLikelihood, sums.logLikelihood],
    likelihoodRatio: chiSquared(2 * (sums.logLikelihood - start.logLikelihood), p),
    wald: chiSquared(wald, p),
    score: typeof nullFactor === 'number' ? null : chiSquared(inverseForm(nullFactor, start.score), p),
    robustScore: robust ? chiSquared(robustScore(data, cluster), p) : null,
  }
}

function sharedPart(
  { ties = 'efron' }: CoxOptions,
  data: CoxData,
  level: number,
  iterations: number,
): Pick<CoxFit, 'n' | 'events' | 'ties' | 'level' | 'iterations' | 'data'> {
  return { n: data.n, events: data.events, ties, level, iterations, data }
}

function finishFirth(
  options: CoxOptions,
  data: CoxData,
  firth: FirthFit,
  separated: readonly string[],
  level: number,
): CoxFit {
  const p = data.columns
  const covariance = unscaled(firth.covariance, data.scale)
  const units = data.scale.reduce((sum, unit) => sum + Math.log(unit), 0)
  const factor = cholesky(firth.covariance, p)
  return {
    kind: 'cox',
    likelihood: 'penalised (Firth)',
    separated,
    ...sharedPart(options, data, level, firth.iterations),
    terms: options.covariates.map(({ name, term = name }, j) => {
      const unit = data.scale[j] ?? 1
      const { beta, low, high, ratio } = firth.profiles[j] ?? { beta: NaN, low: null, high: null, ratio: NaN }
      return {
        name,
        term,
        coefficient: beta / unit,
        standardError: Math.sqrt(covariance[j * p + j] ?? NaN),
        hazardRatio: Math.exp(beta / unit),
        low: low === null ? null : Math.exp(low / unit),
        high: high === null ? null : Math.exp(high / unit),
        intervalMethod: 'profile penalised likelihood',
        z: Math.sign(beta) * Math.sqrt(ratio),
        logP: logChiSquaredUpper(ratio, 1),
      }
    }),
    covariance,
    modelCovariance: covariance,
    // the penalty of the information per unit of the covariates as given
    logLikelihood: [firth.nullLogLikelihood + units, firth.logLikelihood + units],
    likelihoodRatio: chiSquared(2 * (firth.logLikelihood - firth.nullLogLikelihood), p),
    wald: chiSquared(typeof factor === 'number' ? NaN : inverseForm(factor, firth.beta), p),
    score: null,
    robustScore: null,
  }
}

function chiSquared(statistic: number, df: number): ChiSquaredTest {
  const at = Math.max(0, statistic)
  return { statistic: at, df, logP: logChiSquaredUpper(at, df) }
}

function inverseForm(factor: Cholesky | number, u: Float64Array): number {
  return typeof factor === 'number' ? NaN : dot(u, solve(factor, u))
}

function quadratic(matrix: Float64Array, u: Float64Array): number {
  const p = u.length
  let sum = 0
  for (let j = 0; j < p; j += 1)
    for (let k = 0; k < p; k += 1) sum += (u[j] ?? 0) * (matrix[j * p + k] ?? 0) * (u[k] ?? 0)
  return sum
}

function unscaled(covariance: Float64Array, scale: Float64Array): Float64Array {
  const p = scale.length
  return covariance.map((value, at) => value / ((scale[Math.floor(at / p)] ?? 1) * (scale[at % p] ?? 1)))
}

/** Coefficients of the scaled covariates, as the passes want them. */
export function scaledCoefficients(fit: CoxFit): Float64Array {
  return Float64Array.from(fit.terms, ({ coefficient }, j) => coefficient * (fit.data.scale[j] ?? 1))
}
