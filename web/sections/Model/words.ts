import { formatNumber } from '../../format.ts'
import type { Score } from './model.ts'
import { scoreName } from './model.ts'

interface Bounds {
  value: number | null
  low: number | null
  high: number | null
  reason?: string | null
}

const two = (value: number | null): string => (value === null ? '–' : fixed(value, 2))

/** Two decimals with a true minus, no zero before the point where it is below 1, as areas are written. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value)
    .toFixed(decimals)
    .replace(/^0(?=\.)/, '')
  return value < 0 && !/^\.?0*$/.test(text) ? `−${text}` : text
}

/** ".60 (.47 to .73)", or why there is none. */
export function boundsWords({ value, low, high, reason }: Bounds): string {
  if (value === null) return reason ?? 'not testable'
  return `${two(value)} (${two(low)} to ${two(high)})`
}

/** "GTR .60 (.47–.73)", as it stands in the key of a figure. */
export function curveLabel({ name, area }: Score): string {
  if (area.value === null) return `${scoreName(name)}: ${area.reason ?? 'not testable'}`
  return `${scoreName(name)} ${two(area.value)} (${two(area.low)}–${two(area.high)})`
}

export function shareWords(share: Bounds & { count: number; of: number }): string {
  return share.value === null ? 'of nobody' : `${boundsWords(share)}, ${share.count} of ${share.of}`
}

/** Lines in the corner of a calibration plot. */
export function calibrationNotes(score: Score): string[] {
  const { calibration } = score
  if (calibration === null) return []
  return [
    `slope ${boundsWords(calibration.slope)}`,
    `intercept ${boundsWords(calibration.intercept)}`,
    `Brier ${formatNumber(calibration.brier, 3)}`,
  ]
}
