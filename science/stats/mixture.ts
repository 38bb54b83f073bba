import { InvalidInput } from '../errors.ts'
import { ascending } from './describe.ts'
import { expOfNegative } from './expOfNegative.ts'
import { bestClusters } from './intervals.ts'
import { scikitLearnStart } from './mixtureStart.ts'
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
 * Where EM begins: at the best partition by k-means, which needs no seed and does not know the order of the values, or where scikit-learn
 * begins (k-means++ with `random_state=0`), which depends on their order.
 */
export type MixtureStart = 'bestPartition' | 'scikitLearn'

/**
 * Gaussian mixture in one dimension by EM.
 * @param values n ≥ k finite values   @param k components, 1 or more
 * @returns components by their means; not testable with fewer values than components
 * @throws InvalidInput k is no whole number from 1, or a value is not finite
 * Stops when the mean log likelihood grows by less than 1e-3, or after 100 steps.
 * @source Dempster, Laird & Rubin 1977; floor and stop as scikit-learn's GaussianMixture
 * @oracle test/oracles/mixture (scikit-learn 1.2 and 1.9), test/oracles/mixtureStart (scikit-learn 1.5)
 * @differs by default the start is the best partition; scikit-learn's k-means may stop at a poorer one
 */
export function gaussianMixture(
  values: ArrayLike<number>,
  k: number,
  start: MixtureStart = 'bestPartition',
): MixtureFit | NotTestable {
  if (!Number.isInteger(k) || k < 1 || k > 40) throw new InvalidInput('k', k, 'a whole number, 1 to 40')
  const x = finite(values)
  if (x.length < k || x.length < 2) return notTestable('too few values', x.length)
  if (start === 'scikitLearn') return fitFrom(x, scikitLearnStart(x, k), k)
  const sorted = ascending(x)
  return fitFrom(sorted, labelsOf(bestClusters(sorted, k)[k - 1] ?? [0], x.length), k)
}

/** How many components describe the values best by BIC, among 1 … most. */
export interface MixtureChoice {
  k: number
  fits: readonly MixtureFit[]
}

/**
 * Fits 1 … `most` components and takes the number with the smallest BIC; of equal ones the smaller. Values that are all equal have
 * one component.
 * @param values n ≥ 2 finite values; with the start of scikit-learn their order matters
 * @returns not testable with fewer than `most` values: the choice would not be among the same numbers for every patient
 * @throws InvalidInput a value is not finite
 * @source Schwarz 1978; Jin et al. 2025 (K of a feature over a tumour's regions)
 * @oracle test/oracles/mixture (scikit-learn 1.2 and 1.9), test/oracles/mixtureStart (scikit-learn 1.5)
 */
export function chooseComponents(
  values: ArrayLike<number>,
  most = 5,
  start: MixtureStart = 'bestPartition',
): MixtureChoice | NotTestable {
  const given = finite(values)
  if (given.length < Math.max(2, most)) return notTestable('too few values', given.length)
  const x = start === 'bestPartition' ? ascending(given) : given
  const partitions = start === 'bestPartition' ? bestClusters(ascending(given), most) : []
  const fits: MixtureFit[] = []
  for (let k = 1; k <= most; k += 1) {
    const from = partitions[k - 1]
    fits.push(fitFrom(x, from ? labelsOf(from, x.length) : scikitLearnStart(x, k), k))
  }
  let best = fits[0]
  for (const fit of fits) if (best && fit.bic < best.bic) best = fit
  return { k: best?.k ?? 1, fits }
}

function finite(values: ArrayLike<number>): Float64Array {
  for (let i = 0; i < values.length; i += 1)
    if (!Number.isFinite(values[i] ?? NaN))
      throw new InvalidInput(`values[${i}]`, values[i], 'finite numbers')
  // −0 is 0
  return Float64Array.from(values, (value) => value + 0)
}

/** Cluster of each place, from the first places of the clusters. */
function labelsOf(from: readonly number[], n: number): Int32Array {
  const labels = new Int32Array(n)
  from.forEach((first, c) => labels.fill(c, first))
  return labels
}

interface State {
  x: Float64Array
  weights: Float64Array
  means: Float64Array
  variances: Float64Array
  /** `part[component · n + place]` */
  part: Float64Array
  /** per value */
  largest: Float64Array
  total: Float64Array
  /** Σ share, Σ share (x − mean), Σ share (x − mean)² of each component */
  sums: Float64Array
}

function fitFrom(x: Float64Array, labels: Int32Array, k: number): MixtureFit {
  const column = (): Float64Array => new Float64Array(k)
  const state: State = {
    x,
    weights: column(),
    means: column(),
    variances: column(),
    part: new Float64Array(k * x.length),
    largest: new Float64Array(x.length),
    total: new Float64Array(x.length),
    sums: new Float64Array(3 * k),
  }
  begin(state, labels)
  // one component is what it is from the start: scikit-learn looks twice and stops
  if (k === 1) return summary(state, expectation(state) * x.length, { iterations: 2, converged: true })
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
  return summary(state, expectation(state) * x.length, { iterations, converged })
}

function summary(
  { x, weights, means, variances }: State,
  logLikelihood: number,
  course: Pick<MixtureFit, 'iterations' | 'converged'>,
): MixtureFit {
  const k = means.length
  const order = Array.from(means.keys()).sort((a, b) => (means[a] ?? 0) - (means[b] ?? 0))
  return {
    k,
    weights: order.map((j) => weights[j] ?? NaN),
    means: order.map((j) => means[j] ?? NaN),
    variances: order.map((j) => variances[j] ?? NaN),
    logLikelihood,
    bic: -2 * logLikelihood + (3 * k - 1) * Math.log(x.length),
    ...course,
  }
}

/** Components of the clusters. */
function begin(state: State, labels: Int32Array): void {
  const { x, means, sums } = state
  const n = x.length
  for (let i = 0; i < n; i += 1) {
    const j = 3 * (labels[i] ?? 0)
    sums[j] = (sums[j] ?? 0) + 1
    sums[j + 1] = (sums[j + 1] ?? 0) + (x[i] ?? 0)
  }
  for (let j = 0; j < means.length; j += 1)
    means[j] = (sums[3 * j] ?? 0) === 0 ? 0 : (sums[3 * j + 1] ?? 0) / (sums[3 * j] ?? 1)
  for (let j = 0; j < means.length; j += 1) sums[3 * j + 1] = 0
  for (let i = 0; i < n; i += 1) {
    const label = labels[i] ?? 0
    const d = (x[i] ?? 0) - (means[label] ?? 0)
    const j = 3 * label
    sums[j + 1] = (sums[j + 1] ?? 0) + d
    sums[j + 2] = (sums[j + 2] ?? 0) + d * d
  }
  maximisation(state)
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

/** Mean log likelihood; gathers the sums from which the components are made anew. Component by component, so that what is constant stays in registers. */
function expectation(state: State): number {
  const { x, means, part, largest, total, sums } = state
  const n = x.length
  densities(state)
  total.fill(0)
  for (let j = 0; j < means.length; j += 1) {
    const base = j * n
    for (let i = 0; i < n; i += 1) {
      const off = (part[base + i] ?? NaN) - (largest[i] ?? NaN)
      const share = off === 0 ? 1 : expOfNegative(off)
      part[base + i] = share
      total[i] = (total[i] ?? 0) + share
    }
  }
  let sum = 0
  // Σ log s = log Π s: one logarithm for many values
  let product = 1
  for (let i = 0; i < n; i += 1) {
    sum += largest[i] ?? NaN
    product *= total[i] ?? NaN
    total[i] = 1 / (total[i] ?? NaN)
    if (product > 1e200) {
      sum += Math.log(product)
      product = 1
    }
  }
  for (let j = 0; j < means.length; j += 1) {
    const base = j * n
    const mean = means[j] ?? NaN
    let shares = 0
    let moved = 0
    let squares = 0
    for (let i = 0; i < n; i += 1) {
      const share = (part[base + i] ?? NaN) * (total[i] ?? NaN)
      const d = (x[i] ?? NaN) - mean
      shares += share
      moved += share * d
      squares += share * d * d
    }
    sums[3 * j] = shares
    sums[3 * j + 1] = moved
    sums[3 * j + 2] = squares
  }
  return (sum + Math.log(product)) / n
}

/** Log of weight × density of every value under every component, and each value's largest. */
function densities({ x, weights, means, variances, part, largest }: State): void {
  const n = x.length
  for (let j = 0; j < means.length; j += 1) {
    const base = j * n
    const mean = means[j] ?? NaN
    const variance = variances[j] ?? NaN
    const log = Math.log(weights[j] ?? 0) - 0.5 * Math.log(variance) - halfLogTwoPi
    const half = 0.5 / variance
    for (let i = 0; i < n; i += 1) {
      const d = (x[i] ?? NaN) - mean
      const density = log - d * d * half
      part[base + i] = density
      if (j === 0 || density > (largest[i] ?? NaN)) largest[i] = density
    }
  }
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
