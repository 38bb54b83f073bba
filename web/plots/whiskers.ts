export interface Box {
  q1: number
  median: number
  q3: number
  low: number
  high: number
}

interface Quartiles {
  q1: number | null
  median: number | null
  q3: number | null
}

/**
 * The five lines of a Tukey box: quartiles as the API gives them, whiskers at the furthest given values within
 * 1.5 interquartile ranges of the box. An interquartile range of 0 (sparse fractions) gives a flat box, not a crash.
 * @returns null where a group has no quartiles
 */
export function tukeyBox(summary: Quartiles, values: readonly number[]): Box | null {
  const { q1, median, q3 } = summary
  if (q1 === null || median === null || q3 === null) return null
  const reach = 1.5 * (q3 - q1)
  let low = q1
  let high = q3
  for (const value of values) {
    if (value >= q1 - reach && value < low) low = value
    if (value <= q3 + reach && value > high) high = value
  }
  return { q1, median, q3, low, high }
}
