declare const sorted: unique symbol

/** Values in ascending order, without NaN. Made only by `ascending`, so that work is sorted once and rows may come in any order. */
export type Ascending = Float64Array & { readonly [sorted]: true }

export interface Description {
  mean: number | null
  sd: number | null
  min: number | null
  q1: number | null
  median: number | null
  q3: number | null
  max: number | null
}

function isAscending(values: Float64Array): values is Ascending {
  for (let i = 1; i < values.length; i += 1) if (!((values[i - 1] ?? NaN) <= (values[i] ?? NaN))) return false
  return values.length === 0 || !Number.isNaN(values[0])
}

/** A sorted copy. @param values finite numbers, in any order   @throws RangeError one is NaN: `missing` comes first */
export function ascending(values: ArrayLike<number>): Ascending {
  const copy = new Float64Array(values.length)
  // −0 is 0: they are one value, and the order of rows must not decide which of the two comes out
  for (let i = 0; i < copy.length; i += 1) copy[i] = (values[i] ?? NaN) + 0
  copy.sort()
  if (!isAscending(copy)) throw new RangeError('NaN among values that are to be sorted')
  return copy
}

/**
 * Quantile of type 7 (R's default): linear between the order statistics around 1 + (n − 1)p.
 * @param sorted ascending, n ≥ 1   @param p 0…1
 * @source Hyndman & Fan 1996, definition 7   @oracle test/oracles/further (R quantile)
 */
export function quantile(sorted: Ascending, p: number): number {
  const h = (sorted.length - 1) * p
  const below = Math.floor(h)
  const low = sorted[below] ?? NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN
  const share = h - below
  return share === 0 ? low : low * (1 - share) + high * share
}

/** A power of two near the largest absolute value where squares would leave the range of doubles, else 1. */
function safeScale(largest: number): number {
  if (largest === 0 || (largest > 1e-140 && largest < 1e140)) return 1
  return 2 ** Math.max(-1022, Math.min(1022, Math.floor(Math.log2(largest))))
}

export interface Moments {
  n: number
  mean: number
  /** with n − 1; NaN for n < 2 */
  sd: number
}

/**
 * Mean and standard deviation (n − 1), two passes; safe for 1e±300.
 * @param values finite, n ≥ 1
 */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length
  let largest = 0
  for (let i = 0; i < n; i += 1) largest = Math.max(largest, Math.abs(values[i] ?? NaN))
  const scale = safeScale(largest)
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += (values[i] ?? NaN) / scale
  const rough = sum / n
  let rest = 0
  for (let i = 0; i < n; i += 1) rest += (values[i] ?? NaN) / scale - rough
  const mean = rough + rest / n
  let squares = 0
  for (let i = 0; i < n; i += 1) {
    const d = (values[i] ?? NaN) / scale - mean
    squares += d * d
  }
  return { n, mean: mean * scale, sd: n < 2 ? NaN : Math.sqrt(squares / (n - 1)) * scale }
}

const nothing: Description = { mean: null, sd: null, min: null, q1: null, median: null, q3: null, max: null }

/**
 * Mean, sd, extremes and R-7 quartiles; all null for n = 0, sd null for n = 1.
 * @param sorted ascending, any unit, which all parts have
 * @source as `quantile`   @oracle test/oracles/further (R quantile, mean, sd)
 */
export function describe(sorted: Ascending): Description {
  if (sorted.length === 0) return nothing
  const { mean, sd } = moments(sorted)
  return {
    mean,
    sd: Number.isNaN(sd) ? null : sd,
    min: sorted[0] ?? null,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    max: sorted[sorted.length - 1] ?? null,
  }
}
