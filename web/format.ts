/*
 * Numbers for eyes. The API's numbers are never changed, only written: three significant digits, a true minus sign,
 * no leading zero where a value cannot exceed 1 (p, q, correlations), "–" where there is none.
 */

const minus = '\u2212'
const nothing = '–'
const superscripts: Record<string, string> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '-': '⁻',
}

function signed(text: string): string {
  return text.replace('-', minus)
}

function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/./g, (character) => superscripts[character] ?? character)}`
}

function scientific(mantissa: string, exponent: number): string {
  return `${signed(mantissa)} × ${powerOfTen(exponent)}`
}

/** A value at `digits` significant digits; powers of ten outside .0001 … 999,999. Zero is "0". */
export function formatNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return nothing
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`
  const [mantissa = '', exponentText = ''] = value.toExponential(digits - 1).split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent > 5) return scientific(mantissa, exponent)
  const text = value.toFixed(Math.max(0, digits - 1 - exponent))
  return signed(Math.abs(value) >= 10_000 ? groupThousands(text) : text)
}

/** A number that a person chose (a threshold, a level): as it was given, with a true minus sign. */
export function formatGiven(value: number): string {
  return signed(String(value))
}

/** The same as formatNumber, with its sign always shown: for differences and effects. */
export function formatSigned(value: number | null | undefined, digits = 3): string {
  const text = formatNumber(value, digits)
  return value !== null && value !== undefined && value > 0 ? `+${text}` : text
}

function groupThousands(text: string): string {
  return text.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',')
}

/** A count of things: whole, thousands set apart from 10,000 on. */
export function formatCount(value: number | null | undefined): string {
  if (value === null || value === undefined) return nothing
  const text = String(Math.round(value))
  return signed(Math.abs(value) >= 10_000 ? groupThousands(text) : text)
}

/** "15 %", below ten "3.5 %", so that a column of shares has like digits; only all is 100 % and only none is 0 %. */
export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return nothing
  const percent = (100 * part) / whole
  if (percent > 99 && percent < 100) return percent > 99.9 ? '> 99.9 %' : `${percent.toFixed(1)} %`
  if (percent > 0 && percent < 0.1) return `${formatNumber(percent, 1)} %`
  return percent === 0 ? '0 %' : `${percent.toFixed(percent < 9.95 ? 1 : 0)} %`
}

/** A unit behind a number; a share, a probability and a calendar year are read without one. */
export function unitAfter(unit: string): string {
  const needsNone = ['', 'category', 'probability', 'year'].includes(unit) || unit.startsWith('share')
  return needsNone ? '' : ` ${unit}`
}

function withoutLeadingZero(text: string): string {
  return text.replace(/^0\./, '.')
}

/**
 * A probability as journals print it: .24, .012, .0031, then 1.2 × 10⁻⁹; figures show two digits, tables three.
 * Where p underflowed (null), it is written from its natural logarithm, which never does.
 */
export function formatP(p: number | null | undefined, logP?: number | null, digits = 2): string {
  if (p !== null && p !== undefined && p > 0) {
    if (p >= 0.9995) return '1'
    if (p >= 0.001) return withoutLeadingZero(formatNumber(p, p >= 0.99 ? 3 : digits))
    const [mantissa = '', exponent = ''] = p.toExponential(digits - 1).split('e')
    return scientific(mantissa, Number(exponent))
  }
  if (logP === null || logP === undefined || !Number.isFinite(logP)) return nothing
  return fromLogarithm(logP, digits)
}

function fromLogarithm(logP: number, digits: number): string {
  const log10 = logP / Math.LN10
  let exponent = Math.floor(log10)
  let mantissa = (10 ** (log10 - exponent)).toFixed(digits - 1)
  if (mantissa.startsWith('10')) {
    mantissa = (1).toFixed(digits - 1)
    exponent += 1
  }
  return scientific(mantissa, exponent)
}

/** "P = .24"; "P < …" never occurs, for p is always known in log space. */
export function labelledP(name: string, p: number | null | undefined, logP?: number | null): string {
  const text = formatP(p, logP)
  return text === nothing ? `${name} ${nothing}` : `${name} = ${text}`
}

/** "0.041 to 0.12"; the word, not a dash, because bounds may be negative. A bound that does not exist is "–". */
export function formatRange(low: number | null, high: number | null, digits = 3): string {
  return `${formatNumber(low, digits)} to ${formatNumber(high, digits)}`
}

interface IntervalNumbers {
  value: number | null
  low: number | null
  high: number | null
  level: number
}

/** "+0.041 (95 % CI −0.030 to 0.12)" */
export function formatInterval(interval: IntervalNumbers, digits = 3): string {
  const level = formatNumber(100 * interval.level, interval.level === 0.95 ? 2 : 3)
  return `${formatSigned(interval.value, digits)} (${level} % CI ${formatRange(interval.low, interval.high, digits)})`
}

/** File size in powers of 1,000, as disks and downloads are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${unit === 0 ? String(size) : formatNumber(size)} ${units[unit] ?? ''}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "23 Nov 2026" in UTC: the same for every reader. What is no date is shown as it came. */
export function formatDate(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
}

export function formatDateTime(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  return `${formatDate(iso)}, ${date.toISOString().slice(11, 16)} UTC`
}

/** "1 patient", "17 patients" */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** A cell that is read as another than its file writes: "line 4, volume: 1000 mm → 1000 (unit in the cell)". */
export function correctionText(given: {
  line?: number | null
  row?: string | null
  column: string
  from: string | null
  to: string | null
  reason: string
}): string {
  const place = given.line == null ? (given.row ?? '') : `line ${given.line}`
  return `${place}, ${given.column}: ${given.from ?? 'nothing'} → ${given.to ?? 'not known'} (${given.reason})`
}

/** "Share of leukocytes": the name of an axis from a unit in words. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Words from a message as a sentence: a capital before it, a full stop after it. Names such as "p" and "q" stay small. */
export function sentence(text: string): string {
  const first = /^[a-z](?![a-z])/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase()
  return first + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.')
}
