import { formatNumber, formatP } from '../format.ts'
import type { Run, Runs } from './runs.ts'

const minus = '−'

/** Decimals that show `digits` significant digits of the largest of the numbers. */
export function commonDecimals(values: readonly number[], digits = 3): number {
  const reach = Math.max(0, ...values.map(Math.abs))
  if (reach === 0) return 0
  return Math.max(0, digits - 1 - Math.floor(Math.log10(reach)))
}

/** Fixed decimals with a true minus; "−0.00" never appears. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  if (/^-?0(\.0+)?$/.test(text)) return text.replace('-', '')
  return text.replace('-', minus)
}

/** Text of format.ts with its raised powers of ten as runs: fonts draw raised digits, but not all draw "⁻⁹". */
export function raisedRuns(text: string): Run[] {
  const at = text.search(/[⁻⁰¹²³⁴-⁹]+$/)
  if (at < 0) return [{ text }]
  const power = Array.from(text.slice(at), (char) => {
    const digit = '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(char)
    return digit < 0 ? minus : String(digit)
  })
  return [{ text: text.slice(0, at) }, { text: power.join(''), face: 'raised' }]
}

/** "P = .024"; where p itself underflowed, from its natural logarithm. */
export function probabilityRuns(symbol: string, value: number | null, logP: number | null = null): Runs {
  return [{ text: symbol, face: 'italic' }, { text: ' = ' }, ...raisedRuns(formatP(value, logP))]
}

export interface IntervalNumbers {
  value: number | null
  low: number | null
  high: number | null
}

function boundRuns(value: number | null, missing: string, decimals: number): Run[] {
  if (value === null) return [{ text: missing }]
  const size = Math.abs(value)
  if (decimals > 4 || size >= 1e6) return raisedRuns(formatNumber(value))
  return [{ text: fixed(value, decimals) }]
}

export interface IntervalFormat {
  /** decimals of all three numbers; by default three significant digits of the largest */
  decimals?: number
  /** whether a positive estimate carries its sign; not where an effect has no direction */
  isSigned?: boolean
}

export function knownNumbers({ value, low, high }: IntervalNumbers): number[] {
  return [value, low, high].filter((number) => number !== null)
}

/** The estimate and its interval, apart, so that a narrow panel can break between them; the same decimals for all three. */
export function intervalRuns(
  interval: IntervalNumbers,
  format: IntervalFormat = {},
): { value: Runs; bounds: Runs } {
  const { value, low, high } = interval
  const decimals = format.decimals ?? commonDecimals(knownNumbers(interval))
  const shown = boundRuns(value, 'not estimable', decimals)
  const isZero = /^0(\.0*)?$/.test(shown[0]?.text ?? '')
  const plus = value !== null && value > 0 && !isZero && format.isSigned !== false ? [{ text: '+' }] : []
  const bounds = [
    { text: '(' },
    ...boundRuns(low, `${minus}∞`, decimals),
    { text: ' to ' },
    ...boundRuns(high, '∞', decimals),
    { text: ')' },
  ]
  return {
    value: [...plus, ...shown],
    bounds: low === null && high === null ? [] : bounds,
  }
}
