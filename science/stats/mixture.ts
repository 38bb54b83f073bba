import { InvalidInput } from '../errors.ts'
import { ascending, moments, type Ascending } from './describe.ts'
import { bestClusters } from './intervals.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

export interface MixtureFit {
  k: number
  weights: readonly number[]
  means: readonly number[]
  variances: readonly number[]
  logLikelihood: number
  /** −2 log likelihood + (3k − 1) log n: the smaller the better */
  bic: number
  iterations: number
  converged: boolean
}

/** Added to every variance, as scikit-learn does, so that a component cannot shrink onto one value. */
const floor = 1e-6
const tolerance = 1e-3
const mostIterations = 100

/**
 * Gaussian mixture in one dimension by EM.
 * @param values n ≥ k finite values   @param k components, 1 or more
 * @returns components by their means; not testable with fewer values than components
 * @throws InvalidInput k is no whole number from 1, or a value is not finite
 * Starts from the best k-means partition; stops when the mean log likelihood grows by less than 1e-3, or after 100 steps.
 * @source Dempster, Laird & Rubin 1977; start, floor and stop as scikit-learn's GaussianMixture
 * @oracle test/oracles/mixture (scikit-learn 1.2)
 * @differs scikit-learn's k-means starts from random centres and may stop at a poorer partition; ours is the best one, so it needs
 * no seed and the order of the values does not matter
 */
export function gaussianMixture(values: ArrayLike<number>, k: number): MixtureFit | NotTestable {
  if (!Number.isInteger(k) || k < 1) throw new InvalidInput('k', k, 'a whole number from 1')
  const x = ascendingFinite(values)
  return x.length < k || x.length < 2 ? notTestable('too few values', x.length) : fitSorted(x, k)
}

/** How many components describe the values best by BIC, among 1 … most. */
export interface MixtureChoice {
  k: number
  fits: readonly MixtureFit[]
}

/**
 * Fits 1 … `most` components and takes the number with the smallest BIC; of equal ones the smaller. Values that are all equal have
 * one component.
 * @param values n ≥ 2 finite values
 * @returns not testable with fewer than `most` values: the choice would not be among the same numbers for every patient
 * @throws InvalidInput a value is not finite
 * @source Schwarz 1978; Jin et al. 2025 (K of a feature over a tumour's regions)   @oracle test/oracles/mixture (scikit-learn 1.2)
 */
export function chooseComponents(values: ArrayLike<number>, most = 5): MixtureChoice | NotTestable {
  const x = ascendingFinite(values)
  if (x.length < Math.max(2, most)) return notTestable('too few values', x.length)
  const starts = bestClusters(x, most)
  const fits: MixtureFit[] = []
  for (let k = 1; k <= most; k += 1) fits.push(fitSorted(x, k, starts[k - 1]))
  let best = fits[0]
  for (const fit of fits) if (best && fit.bic < best.bic) best = fit
  return { k: best?.k ?? 1, fits }
}

function ascendingFinite(values: ArrayLike<number>): Ascending {
  for (let i = 0; i < values.length; i += 1)
    if (!Number.isFinite(values[i] ?? NaN))
      throw new InvalidInput(`values[${i}]`, values[i], 'finite numbers')
  return ascending(values)
}

/** EM over sorted values from the starts of the clusters (`from[j]` = first place of cluster j). */
function fitSorted(
  x: Ascending,
  k: number,
  from: readonly number[] = bestClusters(x, k)[k - 1] ?? [0],
): MixtureFit {
  const n = x.length
  const weights = new Float64Array(k)
  const means = new Float64Array(k)
  const variances = new Float64Array(k)
  for (let j = 0; j < k; j += 1) {
    const start = from[j] ?? 0
    const part = x.subarray(start, from[j + 1] ?? n)
    const { n: size, mean, sd } = moments(part)
    weights[j] = size / n
    means[j] = mean
    variances[j] = (size < 2 ? 0 : (sd * sd * (size - 1)) / size) + floor
  }
  const state = {
    x,
    weights,
    means,
    variances,
    log: new Float64Array(k),
    half: new Float64Array(k),
    sums: new Float64Array(3 * k),
  }
  let bound = -Infinity
  let iterations = 0
  let converged = false
  while (iterations < mostIterations && !converged) {
    iterations += 1
    const next = expectation(state)
    maximisation(state)
    converged = Math.abs(next - bound) < tolerance
    bound = next
  }
  const logLikelihood = expectation(state) * n
  const order = Array.from(means.keys()).sort((a, b) => (means[a] ?? 0) - (means[b] ?? 0))
  return {
    k,
    weights: order.map((j) => weights[j] ?? NaN),
    means: order.map((j) => means[j] ?? NaN),
    variances: order.map((j) => variances[j] ?? NaN),
    logLikelihood,
    bic: -2 * logLikelihood + (3 * k - 1) * Math.log(n),
    iterations,
    converged,
  }
}

interface State {
  x: Ascending
  weights: Float64Array
  means: Float64Array
  variances: Float64Array
  log: Float64Array
  half: Float64Array
  /** Σ share, Σ share (x − mean), Σ share (x − mean)² of each component */
  sums: Float64Array
}

/** Mean log likelihood; gathers the sums from which the components are made anew. */
function expectation({ x, weights, means, variances, log, half, sums }: State): number {
  const k = means.length
  sums.fill(0)
  for (let j = 0; j < k; j += 1) {
    log[j] = Math.log(weights[j] ?? 0) - 0.5 * Math.log(2 * Math.PI * (variances[j] ?? NaN))
    half[j] = 0.5 / (variances[j] ?? NaN)
  }
  const part = new Float64Array(k)
  let total = 0
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? NaN
    let largest = -Infinity
    for (let j = 0; j < k; j += 1) {
      const d = value - (means[j] ?? NaN)
      const density = (log[j] ?? NaN) - d * d * (half[j] ?? NaN)
      part[j] = density
      if (density > largest) largest = density
    }
    let sum = 0
    for (let j = 0; j < k; j += 1) {
      const share = Math.exp((part[j] ?? NaN) - largest)
      part[j] = share
      sum += share
    }
    total += largest + Math.log(sum)
    for (let j = 0; j < k; j += 1) {
      const share = (part[j] ?? 0) / sum
      const d = value - (means[j] ?? NaN)
      sums[3 * j] = (sums[3 * j] ?? 0) + share
      sums[3 * j + 1] = (sums[3 * j + 1] ?? 0) + share * d
      sums[3 * j + 2] = (sums[3 * j + 2] ?? 0) + share * d * d
    }
  }
  return total / x.length
}

function maximisation({ x, weights, means, variances, sums }: State): void {
  for (let j = 0; j < means.length; j += 1) {
    const share = (sums[3 * j] ?? 0) + 10 * Number.EPSILON
    const shift = (sums[3 * j + 1] ?? 0) / share
    weights[j] = share / x.length
    means[j] = (means[j] ?? 0) + shift
    variances[j] = Math.max(0, (sums[3 * j + 2] ?? 0) / share - shift * shift) + floor
  }
}
