import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'
import { fUpperQuantile, logFUpper, tUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

/** Shrout & Fleiss's names; the k forms are of the mean of all k readings. */
export type IccForm = 'ICC(1,1)' | 'ICC(2,1)' | 'ICC(3,1)' | 'ICC(1,k)' | 'ICC(2,k)' | 'ICC(3,k)'

export interface Icc {
  form: IccForm
  /** 1 at most; may be below 0 */
  value: number
  low: number
  high: number
  f: number
  df1: number
  df2: number
  logP: number
}

interface MeanSquares {
  n: number
  k: number
  /** between cases, between readers, residual, within cases */
  rows: number
  columns: number
  error: number
  within: number
}

function meanSquares(readings: readonly ArrayLike<number>[]): MeanSquares {
  const k = readings.length
  const n = readings[0]?.length ?? 0
  if (k < 2 || n < 2) throw new InvalidInput('readings', `${n} cases × ${k} readers`, 'at least 2 × 2')
  for (const column of readings) {
    if (column.length !== n)
      throw new InvalidInput('readings', `${column.length} cases`, `${n} for every reader`)
    if (!Array.from(column).every(Number.isFinite))
      throw new InvalidInput('readings', 'NaN or infinite', 'finite numbers: cases that all readers have')
  }
  const cases = Float64Array.from({ length: n }, (_, i) =>
    readings.reduce((sum, column) => sum + (column[i] ?? NaN) / k, 0),
  )
  const readers = readings.map((column) => moments(column).mean)
  const grand = moments(cases).mean
  let within = 0
  let error = 0
  readings.forEach((column, j) => {
    for (let i = 0; i < n; i += 1) {
      const off = (column[i] ?? NaN) - (cases[i] ?? NaN)
      within += off * off
      error += (off - (readers[j] ?? NaN) + grand) ** 2
    }
  })
  return {
    n,
    k,
    rows: k * moments(cases).sd ** 2,
    columns: n * moments(readers).sd ** 2,
    error: error / (n - 1) / (k - 1),
    within: within / n / (k - 1),
  }
}

/**
 * All six intraclass correlations with F, degrees of freedom and intervals.
 * @param readings a column per reader, each of the same n ≥ 2 cases; finite
 * @returns not testable where the cases do not differ or the readers agree to the last digit
 * @throws InvalidInput fewer than 2 readers or cases, lengths differ, or a value is not finite
 * @source Shrout & Fleiss 1979; intervals: McGraw & Wong 1996   @oracle test/oracles/agreement (psych::ICC, irr::icc's figures)
 */
export function intraclass(readings: readonly ArrayLike<number>[], level = 0.95): Icc[] | NotTestable {
  const squares = meanSquares(readings)
  const { n, k, rows, error, within } = squares
  const size = Math.max(rows, within)
  if (!(size > 0) || !(rows > 0)) return notTestable('all values equal', n)
  if (!(error > 1e-28 * size)) return notTestable('all differences equal', n)
  const tail = (1 - level) / 2
  const oneWay = bounds(rows / within, [n - 1, n * (k - 1)], tail)
  const twoWay = bounds(rows / error, [n - 1, (n - 1) * (k - 1)], tail)
  const mixed = agreementBounds(squares, tail)
  const single = (f: number): number => (f - 1) / (f + k - 1)
  const mean = (f: number): number => 1 - 1 / f
  const stepUp = (r: number): number => (r * k) / (1 + r * (k - 1))
  const absolute = rows - error + (k * (squares.columns - error)) / n
  const icc2 = (rows - error) / (absolute + k * error)
  return [
    {
      form: 'ICC(1,1)',
      value: single(oneWay.f),
      low: single(oneWay.low),
      high: single(oneWay.high),
      ...tested(oneWay),
    },
    { form: 'ICC(2,1)', value: icc2, ...mixed, ...tested(twoWay) },
    {
      form: 'ICC(3,1)',
      value: single(twoWay.f),
      low: single(twoWay.low),
      high: single(twoWay.high),
      ...tested(twoWay),
    },
    {
      form: 'ICC(1,k)',
      value: mean(oneWay.f),
      low: mean(oneWay.low),
      high: mean(oneWay.high),
      ...tested(oneWay),
    },
    {
      form: 'ICC(2,k)',
      value: (rows - error) / (rows + (squares.columns - error) / n),
      low: stepUp(mixed.low),
      high: stepUp(mixed.high),
      ...tested(twoWay),
    },
    {
      form: 'ICC(3,k)',
      value: mean(twoWay.f),
      low: mean(twoWay.low),
      high: mean(twoWay.high),
      ...tested(twoWay),
    },
  ]
}

interface FBounds {
  f: number
  low: number
  high: number
  df1: number
  df2: number
}

function bounds(f: number, [df1, df2]: readonly [number, number], tail: number): FBounds {
  return { f, df1, df2, low: f / fUpperQuantile(tail, df1, df2), high: f * fUpperQuantile(tail, df2, df1) }
}

function tested({ f, df1, df2 }: FBounds): Pick<Icc, 'f' | 'df1' | 'df2' | 'logP'> {
  return { f, df1, df2, logP: logFUpper(f, df1, df2) }
}

/** Interval of ICC(2,1): its F has Satterthwaite's degrees of freedom. */
function agreementBounds(
  { n, k, rows, columns, error }: MeanSquares,
  tail: number,
): { low: number; high: number } {
  const icc = (rows - error) / (rows + (k - 1) * error + (k * (columns - error)) / n)
  const fj = columns / error
  const inner = 1 + (k - 1) * icc
  const top = (k - 1) * (n - 1) * (k * icc * fj + n * inner - k * icc) ** 2
  const bottom = (n - 1) * k * k * icc * icc * fj * fj + (n * inner - k * icc) ** 2
  const df = top / bottom
  const above = fUpperQuantile(tail, n - 1, df)
  const below = fUpperQuantile(tail, df, n - 1)
  const part = k * columns + (k * n - k - n) * error
  return {
    low: (n * (rows - above * error)) / (above * part + n * rows),
    high: (n * (below * rows - error)) / (part + n * below * rows),
  }
}

export interface BlandAltman {
  n: number
  /** mean of x − y, in their unit */
  bias: number
  biasLow: number
  biasHigh: number
  /** standard deviation of the differences */
  sd: number
  /** limits of agreement, bias ± 1.96 sd, each with its interval */
  lower: { value: number; low: number; high: number }
  upper: { value: number; low: number; high: number }
}

/**
 * Bland–Altman limits of agreement of two methods.
 * @param x length n ≥ 2, finite, any unit   @param y same length and unit, row by row the same case
 * @throws InvalidInput lengths differ, fewer than 2 cases, or a value is not finite
 * @source Bland & Altman 1986 and 1999 (error of a limit: sd √(1/n + 1.96²/(2(n − 1))))   @oracle test/oracles/agreement (in R)
 */
export function blandAltman(x: ArrayLike<number>, y: ArrayLike<number>, level = 0.95): BlandAltman {
  const n = x.length
  if (y.length !== n || n < 2)
    throw new InvalidInput('readings', `${n} and ${y.length}`, 'the same number, at least 2')
  const differences = Float64Array.from(x, (value, i) => value - (y[i] ?? NaN))
  if (!differences.every(Number.isFinite))
    throw new InvalidInput('readings', 'NaN or infinite', 'finite numbers')
  const { mean, sd } = moments(differences)
  const t = tUpperQuantile((1 - level) / 2, n - 1)
  const z = 1.959963984540054
  const reach = t * sd * Math.sqrt(1 / n + (z * z) / (2 * (n - 1)))
  const limit = (value: number): { value: number; low: number; high: number } => ({
    value,
    low: value - reach,
    high: value + reach,
  })
  const own = (t * sd) / Math.sqrt(n)
  return {
    n,
    bias: mean,
    biasLow: mean - own,
    biasHigh: mean + own,
    sd,
    lower: limit(mean - z * sd),
    upper: limit(mean + z * sd),
  }
}
