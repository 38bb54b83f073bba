/** Two groups compared when some rows are to count more than others: weighted ranks and weighted means, with variances of survey samples. */
import { InvalidInput } from '../errors.ts'
import { logTTwoSided, tUpperQuantile } from './distributions.ts'

export interface WeightedTest {
  t: number
  /** rows with weight above 0, less 2, as R's survey */
  df: number
  /** natural log of the two-sided p */
  logP: number
  /** first − second, with its interval */
  difference: { value: number; low: number; high: number }
  /** rows that the weights are worth, per group: (Σw)²/Σw² (Kish 1965) */
  effectiveN: readonly [number, number]
}

interface Rows {
  values: Float64Array
  weights: Float64Array
  isFirst: Uint8Array
}

function rowsOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  wx: ArrayLike<number>,
  wy: ArrayLike<number>,
): Rows {
  if (x.length !== wx.length || y.length !== wy.length)
    throw new InvalidInput('weights', `${wx.length} and ${wy.length}`, `${x.length} and ${y.length}`)
  const n = x.length + y.length
  const rows = { values: new Float64Array(n), weights: new Float64Array(n), isFirst: new Uint8Array(n) }
  for (let i = 0; i < n; i += 1) {
    const own = i < x.length
    const at = own ? i : i - x.length
    const value = (own ? x : y)[at] ?? NaN
    const weight = (own ? wx : wy)[at] ?? NaN
    if (!Number.isFinite(value)) throw new InvalidInput('values', value, 'finite')
    if (!(weight >= 0 && Number.isFinite(weight))) throw new InvalidInput('weights', weight, '0 or more')
    rows.values[i] = value
    rows.weights[i] = weight
    rows.isFirst[i] = own ? 1 : 0
  }
  return rows
}

/**
 * Places in the weighted population as shares of it: the weight below plus half of that of one's equals.
 * @param values finite   @param weights ≥ 0, as many, not all 0
 */
export function weightedRanks({ values, weights }: Pick<Rows, 'values' | 'weights'>): Float64Array {
  const n = values.length
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(n)
  let below = 0
  for (let from = 0; from < n;) {
    let to = from
    let inside = 0
    for (; to < n && values[order[to] ?? 0] === values[order[from] ?? 0]; to += 1)
      inside += weights[order[to] ?? 0] ?? 0
    for (let k = from; k < to; k += 1) ranks[order[k] ?? 0] = below + inside / 2
    below += inside
    from = to
  }
  return ranks.map((rank) => rank / below)
}

/** Difference of weighted means with the variance of a sample of rows drawn with those weights (linearised). */
function compare(scores: Float64Array, { weights, isFirst }: Rows, level: number): WeightedTest | null {
  const totals = [0, 0]
  const squares = [0, 0]
  const means = [0, 0]
  scores.forEach((score, i) => {
    const g = isFirst[i] === 1 ? 0 : 1
    const weight = weights[i] ?? 0
    totals[g] = (totals[g] ?? 0) + weight
    squares[g] = (squares[g] ?? 0) + weight * weight
    means[g] = (means[g] ?? 0) + weight * score
  })
  const [w1 = 0, w2 = 0] = totals
  if (!(w1 > 0 && w2 > 0)) return null
  const mean1 = (means[0] ?? NaN) / w1
  const mean2 = (means[1] ?? NaN) / w2
  const n = scores.length
  // each row's influence on the difference; they sum to 0
  let variance = 0
  scores.forEach((score, i) => {
    const influence =
      isFirst[i] === 1
        ? ((weights[i] ?? 0) * (score - mean1)) / w1
        : (-(weights[i] ?? 0) * (score - mean2)) / w2
    variance += influence * influence
  })
  variance *= n / (n - 1)
  const value = mean1 - mean2
  const se = Math.sqrt(variance)
  // a row of weight 0 stays in the sample, as survey has it, but gives no degree of freedom
  const df = weights.filter((weight) => weight > 0).length - 2
  if (!(se > 1e-14 * Math.max(Math.abs(mean1), Math.abs(mean2))) || df < 1) return null
  const half = tUpperQuantile((1 - level) / 2, df) * se
  const [s1 = NaN, s2 = NaN] = squares
  return {
    t: value / se,
    df,
    logP: logTTwoSided(value / se, df),
    difference: { value, low: value - half, high: value + half },
    effectiveN: [w1 ** 2 / s1, w2 ** 2 / s2],
  }
}

/**
 * Rank test of two groups with weights: weighted places in the whole population are compared by their weighted means.
 * @param x length m ≥ 1, finite   @param y length n ≥ 1, same unit   @param wx weights of x, ≥ 0   @param wy weights of y
 * @returns difference of mean places (share of the population, first − second) with t and its interval; null when a group weighs nothing or
 *   all places are equal within the groups
 * @throws InvalidInput a value is not finite, a weight negative, or lengths differ
 * @source Lumley & Scott 2013, Biometrika 100:831   @oracle test/oracles/weighted (R survey::svyranktest)
 * @differs svyranktest gives ties of unequal weight a place that hangs on the order of rows; with equal weights it is close to Wilcoxon's test but no copy of it: its variance is not the null's
 */
export function weightedRankTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  wx: ArrayLike<number>,
  wy: ArrayLike<number>,
  level = 0.95,
): WeightedTest | null {
  const rows = rowsOf(x, y, wx, wy)
  return compare(weightedRanks(rows), rows, level)
}

/**
 * Difference of two weighted means, in the unit of the values.
 * @returns null when a group weighs nothing or all values are equal within the groups
 * @throws as `weightedRankTest`
 * @source Hájek's ratio estimator, variance by linearisation (Särndal, Swensson & Wretman 1992)   @oracle test/oracles/weighted (R survey::svyttest)
 */
export function weightedMeanTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  wx: ArrayLike<number>,
  wy: ArrayLike<number>,
  level = 0.95,
): WeightedTest | null {
  const rows = rowsOf(x, y, wx, wy)
  return compare(rows.values, rows, level)
}

/**
 * Cliff's delta with weights: P(x > y) − P(x < y) for a row of each group drawn by its weight.
 * @returns −1 … 1; NaN where a group weighs nothing
 * @throws as `weightedRankTest`
 * @source Cliff 1993, a row counted by its weight   @oracle `cliffDelta` of rows repeated as often as they weigh, in the tests
 */
export function weightedCliffDelta(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  wx: ArrayLike<number>,
  wy: ArrayLike<number>,
): number {
  rowsOf(x, y, wx, wy)
  let [sum, total] = [0, 0]
  for (let i = 0; i < x.length; i += 1)
    for (let j = 0; j < y.length; j += 1) {
      const weight = (wx[i] ?? 0) * (wy[j] ?? 0)
      sum += weight * Math.sign((x[i] ?? NaN) - (y[j] ?? NaN))
      total += weight
    }
  return sum / total
}
