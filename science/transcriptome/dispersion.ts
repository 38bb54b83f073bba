/**
 * Dispersion of each gene by itself: maximum of the Cox–Reid adjusted negative binomial likelihood over log α, means known. The steps are
 * DESeq2's (a line search with Armijo's rule that stops at a gain of 1e-6), so that the trend over all genes is the same number.
 */
import { digamma, digammaRest } from '../stats/digamma.ts'
import { halfLog2Pi, logGamma, stirlingRest } from '../stats/special.ts'

export interface DispersionData {
  /** samples × genes: one column of counts per sample */
  counts: readonly Float64Array[]
  sizeFactors: Float64Array
  /** group of each sample, 0 … groups − 1; one group = no design */
  groups: Int32Array
}

const least = 1e-8
const lowestMean = 0.5
/** up to here log Γ comes from a table, above it from its series, which needs arguments of 10 and more */
const smallCount = 12

/** One gene seen by the likelihood. */
interface Gene {
  counts: Float64Array
  means: Float64Array
  groups: Int32Array
  weights: Float64Array
  slopes: Float64Array
  /** of the last likelihood: log(1 + αμ) and log(y + 1/α) per sample */
  spread: Float64Array
  logs: Float64Array
  /** of the last likelihood: log Γ(k + 1/α) − log Γ(1/α) and its slope, k = 0 … */
  rising: Float64Array
  slopesOfRising: Float64Array
  largestSmall: number
}

/**
 * @param genes places of the genes that are wanted; their counts must not be all 0
 * @returns one dispersion per gene asked for
 * @source Love, Huber & Anders 2014; Cox & Reid 1987   @oracle DESeq2 1.38.3 `dispGeneEst`
 */
export function geneDispersions(data: DispersionData, genes: Int32Array): Float64Array {
  const { counts, sizeFactors, groups } = data
  const samples = counts.length
  const nGroups = groups.reduce((most, group) => Math.max(most, group + 1), 1)
  const highest = Math.max(10, samples)
  const meanInverse = sizeFactors.reduce((sum, factor) => sum + 1 / factor, 0) / samples
  const gene: Gene = {
    counts: new Float64Array(samples),
    means: new Float64Array(samples),
    groups,
    weights: new Float64Array(nGroups),
    slopes: new Float64Array(nGroups),
    spread: new Float64Array(samples),
    logs: new Float64Array(samples),
    rising: new Float64Array(smallCount + 1),
    slopesOfRising: new Float64Array(smallCount + 1),
    largestSmall: 0,
  }
  const normalised = new Float64Array(samples)
  return Float64Array.from(genes, (place) => {
    gene.largestSmall = 0
    for (let j = 0; j < samples; j += 1) {
      const count = counts[j]?.[place] ?? NaN
      gene.counts[j] = count
      normalised[j] = count / (sizeFactors[j] ?? NaN)
      if (count <= smallCount && count > gene.largestSmall) gene.largestSmall = count
    }
    const groupMeans = meansByGroup(normalised, groups, nGroups)
    const start = firstGuess(normalised, groupMeans, { groups, nGroups, meanInverse, highest })
    for (let j = 0; j < samples; j += 1)
      gene.means[j] = Math.max(lowestMean, (groupMeans[groups[j] ?? 0] ?? NaN) * (sizeFactors[j] ?? NaN))
    return search(gene, start, highest)
  })
}

function meansByGroup(values: Float64Array, groups: Int32Array, nGroups: number): Float64Array {
  const sums = new Float64Array(nGroups)
  const sizes = new Float64Array(nGroups)
  for (let j = 0; j < values.length; j += 1) {
    const group = groups[j] ?? 0
    sums[group] = (sums[group] ?? 0) + (values[j] ?? NaN)
    sizes[group] = (sizes[group] ?? 0) + 1
  }
  return sums.map((sum, group) => sum / (sizes[group] ?? NaN))
}

/** The lower of the estimate from squared residuals and the one from variance and mean. */
function firstGuess(
  normalised: Float64Array,
  means: Float64Array,
  {
    groups,
    nGroups,
    meanInverse,
    highest,
  }: { groups: Int32Array; nGroups: number; meanInverse: number; highest: number },
): number {
  const n = normalised.length
  let [rough, sum] = [0, 0]
  for (let j = 0; j < n; j += 1) {
    const value = normalised[j] ?? NaN
    const mean = Math.max(1, means[groups[j] ?? 0] ?? NaN)
    rough += ((value - mean) ** 2 - mean) / (mean * mean)
    sum += value
  }
  const centre = sum / n
  const variance = normalised.reduce((total, value) => total + (value - centre) ** 2, 0) / (n - 1)
  const moments = (variance - meanInverse * centre) / (centre * centre)
  return Math.min(Math.max(least, Math.min(Math.max(0, rough / (n - nGroups)), moments)), highest)
}

/**
 * Adjusted log likelihood at log α. Leaves in `gene` what `slope` at the same α needs: two logarithms a sample are then all that a step costs.
 * log Γ(y + r) − log Γ(r) of small counts is a sum of logarithms that samples share.
 */
function logLikelihood(gene: Gene, logAlpha: number): number {
  const { counts, means, groups, weights, spread, logs, rising, slopesOfRising, largestSmall } = gene
  const alpha = Math.exp(logAlpha)
  const r = 1 / alpha
  for (let k = 1; k <= largestSmall; k += 1) {
    rising[k] = (rising[k - 1] ?? 0) + Math.log(r + k - 1)
    slopesOfRising[k] = (slopesOfRising[k - 1] ?? 0) + 1 / (r + k - 1)
  }
  const base = logGamma(r)
  let sum = 0
  weights.fill(0)
  for (let j = 0; j < counts.length; j += 1) {
    const y = counts[j] ?? 0
    const mu = means[j] ?? 0
    const log = Math.log(1 + mu * alpha)
    spread[j] = log
    sum -= r * log
    if (y > smallCount) {
      const x = y + r
      const logX = Math.log(x)
      logs[j] = logX
      sum += (x - 0.5) * logX - x + halfLog2Pi + stirlingRest(x) - base - y * (log - logAlpha)
    } else if (y > 0) sum += (rising[y] ?? 0) - y * (log - logAlpha)
    const group = groups[j] ?? 0
    weights[group] = (weights[group] ?? 0) + 1 / (1 / mu + alpha)
  }
  for (let g = 0; g < weights.length; g += 1) sum -= 0.5 * Math.log(weights[g] ?? 1)
  return sum
}

/** Its slope in log α, where `logLikelihood` was last asked. */
function slope(gene: Gene, logAlpha: number): number {
  const { counts, means, groups, weights, slopes, spread, logs, slopesOfRising } = gene
  const alpha = Math.exp(logAlpha)
  const r = 1 / alpha
  const base = digamma(r)
  let sum = 0
  weights.fill(0)
  slopes.fill(0)
  for (let j = 0; j < counts.length; j += 1) {
    const y = counts[j] ?? 0
    const mu = means[j] ?? 0
    const product = mu * alpha
    sum += (spread[j] ?? 0) - product / (1 + product) + y / (mu + r)
    if (y > smallCount) sum += base - (logs[j] ?? 0) + digammaRest(y + r)
    else sum -= slopesOfRising[y] ?? 0
    const weight = 1 / (1 / mu + alpha)
    const group = groups[j] ?? 0
    weights[group] = (weights[group] ?? 0) + weight
    slopes[group] = (slopes[group] ?? 0) - weight * weight
  }
  let adjustment = 0
  for (let g = 0; g < weights.length; g += 1) adjustment -= (0.5 * (slopes[g] ?? 0)) / (weights[g] ?? 1)
  return (sum * r * r + adjustment) * alpha
}

/** DESeq2's line search, and its grid where that ends nowhere. */
function search(gene: Gene, start: number, highest: number): number {
  let at = Math.log(start)
  const initial = logLikelihood(gene, at)
  let value = initial
  let gradient = slope(gene, at)
  let step = 1
  let accepted = 0
  let iterations = 0
  while (iterations < 100) {
    iterations += 1
    if (at + step * gradient < -30) step = (-30 - at) / gradient
    if (at + step * gradient > 10) step = (10 - at) / gradient
    const next = logLikelihood(gene, at + step * gradient)
    if (-next > -value - step * 1e-4 * gradient * gradient) {
      step /= 2
      continue
    }
    accepted += 1
    at += step * gradient
    const gain = next - value
    value = next
    if (gain < 1e-6 || at < Math.log(least / 10)) break
    gradient = slope(gene, at)
    step = Math.min(step * 1.1, 1)
    if (accepted % 5 === 0) step /= 2
  }
  const moved = Math.min(Math.exp(at), highest)
  const estimate = value < initial + Math.abs(initial) / 1e6 ? start : moved
  const hasConverged = iterations < 100 && iterations !== 1
  const refined = !hasConverged && estimate > 10 * least ? grid(gene, highest) : estimate
  return Math.min(Math.max(refined, least), highest)
}

/** The best of 20 values of log α, then of 20 around it. */
function grid(gene: Gene, highest: number): number {
  const best = (from: number, to: number): number => {
    let [most, found] = [-Infinity, from]
    for (let k = 0; k < 20; k += 1) {
      const at = from + (k * (to - from)) / 19
      const value = logLikelihood(gene, at)
      if (value > most) {
        most = value
        found = at
      }
    }
    return found
  }
  const width = (Math.log(highest) - Math.log(least)) / 19
  const coarse = best(Math.log(least), Math.log(highest))
  return Math.exp(best(coarse - width, coarse + width))
}
