import { ascending, moments, quantile, type Ascending } from './describe.ts'

export interface Shape {
  /** median absolute deviation from the median, times 1.4826, in the unit of the values */
  mad: number
  /** G1, adjusted for n; null for n < 3 or equal values */
  skewness: number | null
  /** G2, excess, adjusted for n: 0 for the normal; null for n < 4 or equal values */
  kurtosis: number | null
}

/** Makes the MAD estimate the standard deviation where values are normal: 1 / Φ⁻¹(.75), rounded as R has it. */
const madFactor = 1.4826

/**
 * Median absolute deviation, times 1.4826.
 * @param sorted ascending, n ≥ 1   @param factor 1 for the plain deviation
 * @source Hampel 1974   @oracle test/oracles/shape (R mad)
 */
export function medianAbsoluteDeviation(sorted: Ascending, factor = madFactor): number {
  const middle = quantile(sorted, 0.5)
  return factor * quantile(ascending(sorted.map((value) => Math.abs(value - middle))), 0.5)
}

/**
 * MAD, skewness and excess kurtosis of a column.
 * @param sorted ascending, n ≥ 1
 * @source Joanes & Gill 1998, G1 and G2 (type 2: SAS, SPSS)   @oracle test/oracles/shape (R mad; e1071 and psych type 2)
 * @differs psych::describe gives type 3 (m₃/s³, m₄/s⁴ − 3) by default, which is smaller in size
 */
export function shapeOf(sorted: Ascending): Shape {
  const n = sorted.length
  const { mean, sd } = moments(sorted)
  const mad = medianAbsoluteDeviation(sorted)
  if (!(sd > 10 * Number.EPSILON * Math.abs(mean))) return { mad, skewness: null, kurtosis: null }
  let third = 0
  let fourth = 0
  for (const value of sorted) {
    const z = (value - mean) / sd
    third += z * z * z
    fourth += z * z * z * z
  }
  const kurtosis = ((n * (n + 1)) / (n - 1) / (n - 2) / (n - 3)) * fourth
  return {
    mad,
    skewness: n < 3 ? null : (n / (n - 1) / (n - 2)) * third,
    kurtosis: n < 4 ? null : kurtosis - (3 * (n - 1) ** 2) / (n - 2) / (n - 3),
  }
}
