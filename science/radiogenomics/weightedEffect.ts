import { correlationTail } from '../stats/correlationTail.ts'
import { weightedMeanTest, weightedRankTest } from '../stats/weightedTests.ts'
import type { OneTest, SampleCell } from './blockSample.ts'
import { deltaOfD, smallSampleFactor } from './deltaScale.ts'
import type { SpecificationTest } from './specifications.ts'

/** What every patient adds to the sums of a group: w, w², w s, w² s, w s², w² s². */
const sums = 6

function contributions(scores: Float64Array, weights: Float64Array): Float64Array {
  const all = new Float64Array(scores.length * sums)
  let [total, mean] = [0, 0]
  scores.forEach((score, i) => {
    total += weights[i] ?? 0
    mean += (weights[i] ?? 0) * score
  })
  mean /= total
  scores.forEach((score, i) => {
    const w = weights[i] ?? 0
    // around the mean of all, so that sums of squares do not cancel
    const s = score - mean
    all.set([w, w * w, w * s, w * w * s, w * s * s, w * w * s * s], i * sums)
  })
  return all
}

/** Of one group: its weighted mean, the variance of that mean, and the weighted sum of squares around it. */
function groupOf([w = 0, w2 = 0, ws = 0, w2s = 0, wss = 0, w2ss = 0]: ArrayLike<number> & Iterable<number>) {
  const mean = ws / w
  const variance = (w2ss - 2 * mean * w2s + mean * mean * w2) / (w * w)
  return { w, mean, variance, within: wss - mean * ws }
}

/**
 * The weighted test of a cell under shuffled labels: a weight stays with its values. By ranks Lumley and Scott's, by means Hájek's.
 * The effect is on the scale of Cliff's δ: twice the difference of mean places is the weighted δ itself; a difference of means goes
 * over the weighted standard deviation within the groups.
 * @oracle `weightedRankTest`, `weightedMeanTest` and `weightedCliffDelta` on the same rows, in the tests
 */
export function weightedTest(
  { scores }: SampleCell,
  weights: Float64Array,
  test: SpecificationTest,
): OneTest {
  if (!scores) return () => [NaN, NaN]
  const n = scores.length
  const added = contributions(scores, weights)
  const total = new Float64Array(sums)
  added.forEach((value, at) => {
    total[at % sums] = (total[at % sums] ?? 0) + value
  })
  const tail = correlationTail(n - 2)
  return ({ isFirst }, order) => {
    const own = new Float64Array(sums)
    for (let i = 0; i < n; i += 1) {
      if (isFirst[i] !== 1) continue
      const from = (order[i] ?? 0) * sums
      for (let k = 0; k < sums; k += 1) own[k] = (own[k] ?? 0) + (added[from + k] ?? 0)
    }
    const [first, second] = [groupOf(own), groupOf(total.map((value, k) => value - (own[k] ?? 0)))]
    const error = Math.sqrt(((first.variance + second.variance) * n) / (n - 1))
    // a group weighs nothing, or nothing varies within the groups
    if (!(first.w > 0 && second.w > 0) || !(error > 1e-12 * Math.sqrt((total[4] ?? 0) / (total[0] ?? 1))))
      return [NaN, NaN]
    const difference = first.mean - second.mean
    const t = difference / error
    const logP = tail(t / Math.sqrt(t * t + n - 2))
    if (test === 'rank') return [2 * difference, logP]
    const pooled = Math.sqrt((((first.within + second.within) / (first.w + second.w)) * n) / (n - 2))
    return [deltaOfD((difference / pooled) * smallSampleFactor(n)), logP]
  }
}

/** 95 % interval of the weighted effect on the scale of Cliff's δ. */
export function weightedBounds(
  values: Float64Array,
  isFirst: Uint8Array,
  weights: Float64Array,
  test: SpecificationTest,
): { low: number | null; high: number | null } {
  const side = (column: Float64Array, first: 0 | 1): Float64Array =>
    column.filter((_, i) => isFirst[i] === first)
  const [x, y, wx, wy] = [side(values, 1), side(values, 0), side(weights, 1), side(weights, 0)]
  const found = (test === 'rank' ? weightedRankTest : weightedMeanTest)(x, y, wx, wy)
  if (!found) return { low: null, high: null }
  const { low, high } = found.difference
  if (test === 'rank') return { low: Math.max(-1, 2 * low), high: Math.min(1, 2 * high) }
  const n = values.length
  const [first, second] = [groupOf(totals(x, wx)), groupOf(totals(y, wy))]
  const pooled = Math.sqrt((((first.within + second.within) / (first.w + second.w)) * n) / (n - 2))
  const factor = smallSampleFactor(n) / pooled
  return { low: deltaOfD(low * factor), high: deltaOfD(high * factor) }
}

function totals(scores: Float64Array, weights: Float64Array): Float64Array {
  const own = new Float64Array(sums)
  contributions(scores, weights).forEach((value, at) => {
    own[at % sums] = (own[at % sums] ?? 0) + value
  })
  return own
}
