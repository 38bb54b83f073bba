/**
 * Dispersion of each gene by itself: maximum of the Cox–Reid adjusted negative binomial likelihood over log α, means known. The steps are
 * DESeq2's (a line search with Armijo's rule that stops at a gain of 1e-6), so that the trend over all genes is the same number.
 */
import { digamma, digammaRest } from '../stats/digamma.ts'
import { halfLog2Pi, logGamma } from '../stats/special.ts'

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
  /** of the last likelihood: sum of log(1 + αμ), of larger counts less log(y + 1/α) */
  logs: number
  /** 1 + αμ multiplied over the samples of each small count, and the logarithm of what became too large for that */
  grown: Float64Array
  logsOfGrown: Float64Array
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
    logs: 0,
    grown: new Float64Array(smallCount + 1),
    logsOfGrown: new Float64Array(smallCount + 1),
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

/** a product of at most this and one more factor is a number still */
const mostOfProduct = 1e200

/**
 * Adjusted log likelihood at log α. Leaves in `gene` what `slope` at the same α needs. Logarithms are what it costs, so there are few: log Γ(y + r)
 * − log Γ(r) of small counts is a sum that samples share, and log(1 + αμ) of all samples with the same small count is one of a product; of a
 * larger count x log x − x log(1 + αμ), x = y + r, is one of a ratio, and the ½ log x of all of them one of a product.
 */
function logLikelihood(gene: Gene, logAlpha: number): number {
  const { counts, means, groups, weights, rising, slopesOfRising, largestSmall, grown, logsOfGrown } = gene
  const alpha = Math.exp(logAlpha)
  const r = 1 / alpha
  for (let k = 1; k <= largestSmall; k += 1) {
    rising[k] = (rising[k - 1] ?? 0) + Math.log(r + k - 1)
    slopesOfRising[k] = (slopesOfRising[k - 1] ?? 0) + 1 / (r + k - 1)
  }
  for (let k = 0; k <= largestSmall; k += 1) {
    grown[k] = 1
    logsOfGrown[k] = 0
  }
  let [sum, logs, product, larger] = [0, 0, 1, 0]
  // of the samples of one group that stand together
  let [held, of] = [0, groups[0] ?? 0]
  weights.fill(0)
  for (let j = 0; j < counts.length; j += 1) {
    const y = counts[j] ?? 0
    const mu = means[j] ?? 0
    const more = 1 + mu * alpha
    let inverse: number
    if (y > smallCount) {
      const x = y + r
      // one division serves 1/x and 1/more
      const both = 1 / (more * x)
      inverse = both * x
      const inverseX = both * more
      const log = Math.log(more * inverseX)
      logs += log
      sum += y * (logAlpha - 1) - x * log + stirlingRestAt(inverseX)
      larger += 1
      product *= x
      if (product > mostOfProduct) {
        sum -= 0.5 * Math.log(product)
        product = 1
      }
    } else {
      inverse = 1 / more
      sum += (rising[y] ?? 0) + y * logAlpha
      const before = grown[y] ?? 1
      if (before > mostOfProduct) {
        logsOfGrown[y] = (logsOfGrown[y] ?? 0) + Math.log(before)
        grown[y] = more
      } else grown[y] = before * more
    }
    const group = groups[j] ?? 0
    if (group !== of) {
      weights[of] = (weights[of] ?? 0) + held
      ;[held, of] = [0, group]
    }
    held += mu * inverse
  }
  weights[of] = (weights[of] ?? 0) + held
  for (let k = 0; k <= largestSmall; k += 1) {
    const log = Math.log(grown[k] ?? 1) + (logsOfGrown[k] ?? 0)
    logs += log
    sum -= (r + k) * log
  }
  gene.logs = logs
  sum += larger * (halfLog2Pi - logGamma(r) - r) - 0.5 * Math.log(product)
  for (let g = 0; g < weights.length; g += 1) sum -= 0.5 * Math.log(weights[g] ?? 1)
  return sum
}

/** `stirlingRest` of x by 1/x, which is known already; above 100 three terms have all digits. */
function stirlingRestAt(inverse: number): number {
  const r = inverse * inverse
  if (inverse < 0.01) return inverse * (1 / 12 - r * (1 / 360 - r / 1260))
  const tail = 1 / 1188 - r * (691 / 360360 - r * (1 / 156 - r * (3617 / 122400)))
  return inverse * (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * tail))))
}

/** Its slope in log α, where `logLikelihood` was last asked. */
function slope(gene: Gene, logAlpha: number): number {
  const { counts, means, groups, weights, slopes, slopesOfRising } = gene
  const alpha = Math.exp(logAlpha)
  const r = 1 / alpha
  const base = digamma(r)
  let [sum, larger] = [gene.logs, 0]
  weights.fill(0)
  slopes.fill(0)
  for (let j = 0; j < counts.length; j += 1) {
    const y = counts[j] ?? 0
    const mu = means[j] ?? 0
    const weight = mu / (1 + mu * alpha)
    // y/(μ + r) − αμ/(1 + αμ), both over the same 1 + αμ
    sum += alpha * weight * (y / mu - 1)
    if (y > smallCount) {
      sum += digammaRest(y + r)
      larger += 1
    } else sum -= slopesOfRising[y] ?? 0
    const group = groups[j] ?? 0
    weights[group] = (weights[group] ?? 0) + weight
    slopes[group] = (slopes[group] ?? 0) - weight * weight
  }
  sum += larger * base
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
