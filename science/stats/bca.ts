import { InvalidInput } from '../errors.ts'
import { ascending, type Ascending } from './describe.ts'
import { logNormalUpper, normalUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import type { Random } from './random.ts'

export interface BcaInterval {
  value: number
  low: number
  high: number
  level: number
  /** z₀: how far the replicates' median lies from the value, in standard deviations */
  bias: number
  /** a: how the spread of the statistic moves with its size */
  acceleration: number
  replicates: number
  /** a bound lies at the outermost replicate: more replicates are needed */
  isAtEnd: boolean
}

/** Φ⁻¹. */
function normalQuantile(share: number): number {
  return share < 0.5 ? -normalUpperQuantile(share) : normalUpperQuantile(1 - share)
}

/** Quantile of sorted replicates, interpolated on the normal scale between the order statistics around (B + 1) share. */
function replicateQuantile(sorted: Ascending, share: number): { value: number; isAtEnd: boolean } {
  const count = sorted.length
  const place = (count + 1) * share
  const below = Math.floor(place + 1e-12)
  if (below <= 0) return { value: sorted[0] ?? NaN, isAtEnd: true }
  if (below >= count) return { value: sorted[count - 1] ?? NaN, isAtEnd: true }
  const low = sorted[below - 1] ?? NaN
  const high = sorted[below] ?? NaN
  if (place - below < 1e-12) return { value: low, isAtEnd: false }
  const from = normalQuantile(below / (count + 1))
  const to = normalQuantile((below + 1) / (count + 1))
  return { value: low + ((normalQuantile(share) - from) / (to - from)) * (high - low), isAtEnd: false }
}

/**
 * BCa interval from replicates and a jackknife that are there already.
 * @param value of the statistic   @param replicates bootstrap values, finite   @param jackknife values with one patient left out each
 * @returns not testable where all replicates lie on one side of the value or the jackknife does not vary
 * @throws InvalidInput fewer than 20 replicates
 * @source Efron 1987; Davison & Hinkley 1997, 5.3   @oracle test/oracles/bca (R boot::boot.ci(type = "bca", L = jackknife))
 * @differs replicates equal to the value count one half in z₀; boot counts them as not below
 */
export function bcaFrom(
  value: number,
  {
    replicates,
    jackknife,
    level = 0.95,
  }: { replicates: ArrayLike<number>; jackknife: ArrayLike<number>; level?: number },
): BcaInterval | NotTestable {
  const count = replicates.length
  if (count < 20) throw new InvalidInput('replicates', count, 'at least 20')
  const sorted = ascending(replicates)
  const below = sorted.reduce(
    (sum, replicate) => sum + (replicate < value ? 1 : replicate === value ? 0.5 : 0),
    0,
  )
  if (below === 0 || below === count) return notTestable('all differences equal', count)
  const bias = normalQuantile(below / count)
  const mean = Array.from(jackknife).reduce((sum, left) => sum + left, 0) / jackknife.length
  let squares = 0
  let cubes = 0
  for (const left of Array.from(jackknife)) {
    squares += (mean - left) ** 2
    cubes += (mean - left) ** 3
  }
  if (!(squares > 0)) return notTestable('all values equal', jackknife.length)
  const acceleration = cubes / (6 * squares ** 1.5)
  const at = (share: number): { value: number; isAtEnd: boolean } => {
    const z = bias + normalQuantile(share)
    const moved = bias + z / (1 - acceleration * z)
    return replicateQuantile(sorted, Math.exp(logNormalUpper(-moved)))
  }
  const low = at((1 - level) / 2)
  const high = at((1 + level) / 2)
  return {
    value,
    low: low.value,
    high: high.value,
    level,
    bias,
    acceleration,
    replicates: count,
    isAtEnd: low.isAtEnd || high.isAtEnd,
  }
}

/**
 * BCa bootstrap interval of any statistic of patients, by their row numbers, so that a patient's columns stay together.
 * @param n patients ≥ 2   @param statistic of a list of rows; NaN where a resample has none: such replicates are left out
 * @returns not testable where the statistic is not a number on all rows, or as `bcaFrom`
 * @throws InvalidInput fewer than 2 patients, or replicates not from 20 to 1,000,000
 * @source as `bcaFrom`; acceleration by the jackknife: Efron & Tibshirani 1993, 14.3   @oracle as `bcaFrom`; coverage in docs/calibration.md
 */
export function bcaInterval(
  n: number,
  statistic: (rows: Int32Array) => number,
  { random, replicates = 2000, level = 0.95 }: { random: Random; replicates?: number; level?: number },
): BcaInterval | NotTestable {
  if (!(n >= 2)) throw new InvalidInput('n', n, 'at least 2')
  if (!(replicates >= 20 && replicates <= 1e6))
    throw new InvalidInput('replicates', replicates, 'a whole number from 20 to 1000000')
  const value = statistic(Int32Array.from({ length: n }, (_, i) => i))
  if (!Number.isFinite(value)) return notTestable('too few values', n)
  const rows = new Int32Array(n)
  const drawn = Float64Array.from({ length: replicates }, () => {
    for (let i = 0; i < n; i += 1) rows[i] = random.below(n)
    return statistic(rows)
  }).filter(Number.isFinite)
  if (drawn.length < 20) return notTestable('too few values', n)
  const left = new Int32Array(n - 1)
  const jackknife = Float64Array.from({ length: n }, (_, out) => {
    for (let i = 0; i < n - 1; i += 1) left[i] = i < out ? i : i + 1
    return statistic(left)
  }).filter(Number.isFinite)
  return bcaFrom(value, { replicates: drawn, jackknife, level })
}
