/**
 * The one strict number parser: what a tool writes, and nothing else. Works on bytes, so that a matrix of ten million
 * cells never becomes ten million strings; the result is always the nearest double.
 */

const powersOfTen = Float64Array.from({ length: 23 }, (_, n) => 10 ** n)
const largestExact = 9007199254740991

/** Result of the last `parseNumberBytes`: whether the bytes were a number at all. */
let isNumber = false
export function wasNumber(): boolean {
  return isNumber
}

/**
 * Reads `[+-]digits[.digits][e[+-]digits]` (digits on one side of the point are enough) between two offsets.
 * Returns NaN and `wasNumber()` false for anything else, including infinity, hex, blanks, values past ±1.8e308, and
 * values so near to 0 that they would become 0.
 * Mantissa ≤ 2^53 and a power of ten ≤ 22 are both exact doubles, so one division or product is correctly rounded;
 * everything else goes to `Number` on text that is already known to be a plain decimal.
 */
export function parseNumberBytes(bytes: Uint8Array, start: number, end: number): number {
  isNumber = false
  let at = start
  let c = at < end ? (bytes[at] ?? 0) : 0
  const negative = c === 45
  if (negative || c === 43) at += 1
  let mantissa = 0
  let digits = 0
  let exponent = 0
  for (; at < end; at += 1) {
    c = (bytes[at] ?? 0) - 48
    if (c < 0 || c > 9) break
    mantissa = mantissa * 10 + c
    digits += 1
  }
  if (at < end && bytes[at] === 46) {
    at += 1
    const pointAt = at
    for (; at < end; at += 1) {
      c = (bytes[at] ?? 0) - 48
      if (c < 0 || c > 9) break
      mantissa = mantissa * 10 + c
    }
    exponent = pointAt - at
    digits -= exponent
  }
  if (digits === 0) return NaN
  if (at < end) {
    const written = exponentBytes(bytes, at, end)
    if (Number.isNaN(written)) return NaN
    exponent += written
  }
  return rounded(bytes, start, end, negative, mantissa, exponent)
}

/** `e-18` between two offsets; NaN when it is not an exponent. */
function exponentBytes(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  const e = bytes[at]
  if (e !== 101 && e !== 69) return NaN
  at += 1
  const sign = bytes[at]
  if (sign === 45 || sign === 43) at += 1
  if (at >= end) return NaN
  let value = 0
  for (; at < end; at += 1) {
    const c = (bytes[at] ?? 0) - 48
    if (c < 0 || c > 9) return NaN
    if (value < 100_000) value = value * 10 + c
  }
  return sign === 45 ? -value : value
}

function rounded(
  bytes: Uint8Array,
  start: number,
  end: number,
  negative: boolean,
  mantissa: number,
  exponent: number,
): number {
  isNumber = true
  if (mantissa <= largestExact && exponent >= -22 && exponent <= 22) {
    const power = powersOfTen[exponent < 0 ? -exponent : exponent] ?? NaN
    const value = exponent < 0 ? mantissa / power : mantissa * power
    return negative ? -value : value
  }
  let text = ''
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0)
  const value = Number(text)
  // 1e-400 would become 0: another value than is written
  if (Number.isFinite(value) && (value !== 0 || mantissa === 0)) return value
  isNumber = false
  return NaN
}

const encoder = new TextEncoder()

/** The same parser for text (workbooks, JSON): a number, or null when the text is none. Spaces around it do not count. */
export function parseNumber(text: string): number | null {
  const bytes = encoder.encode(text.replace(/^ +| +$/g, ''))
  const value = parseNumberBytes(bytes, 0, bytes.length)
  return isNumber ? value : null
}

/** A number whose decimal sign is the comma; `point` where a point stands in it, null where it is none. */
export function commaNumber(text: string): number | 'point' | null {
  if (!text.includes('.')) return parseNumber(text.replace(',', '.'))
  // 12.05.2020 is a day and 3.0.1 a version
  return /^\s*[+-]?(\d*\.\d+(e[+-]?\d+)?|\d{1,3}(\.\d{3})+(,\d+)?)\s*$/i.test(text) ? 'point' : null
}

/** Names of rules.ts for what can be wrong with a number. */
type NumberRule =
  | 'blank-number'
  | 'decimal-comma'
  | 'infinite-number'
  | 'limit-value'
  | 'not-a-number'
  | 'spreadsheet-date'
  | 'spreadsheet-error'
  | 'thousands-separator'

interface Fault {
  rule: NumberRule
  message: string
  hint?: string
}

/** Says what is wrong with text that is not a number, in words that tell what to do. */
export function numberFault(text: string, naWords: readonly string[]): Fault {
  // a no-break space is no space here: it is what has to be found
  const trimmed = text.replace(/^[ \t]+|[ \t]+$/g, '')
  const words = naWords.filter((word) => word !== '')
  const known = words.length === 0 ? 'this format has no word for missing' : `missing is ${words.join(', ')}`
  if (text.trim() === '')
    return { rule: 'blank-number', message: `Blank cell found in a number column (${known}).` }
  for (const { rule, pattern, message, hint } of faultPatterns)
    if (pattern.test(trimmed)) return { rule, message, ...(hint === undefined ? {} : { hint }) }
  return {
    rule: 'not-a-number',
    message: `Value is neither a real number nor a word for missing (${known}).`,
  }
}

const faultPatterns: readonly (Fault & { pattern: RegExp })[] = [
  {
    rule: 'not-a-number',
    pattern: /^(?=.*[\u00a0\u2009\u202f\u2212])[+\-\u2212]?[\d.,\u00a0\u2009\u202f]+$/,
    message: 'Number holds a no-break space or a long minus instead of plain characters.',
    hint: 'They come from a document or a web page: replace them by a plain minus, or by nothing.',
  },
  {
    rule: 'spreadsheet-error',
    pattern: /^#(DIV\/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|N\/A|SPILL!|CALC!|GETTING_DATA)$/i,
    message: 'A spreadsheet wrote an error value where a number should be.',
    hint: 'Correct the formula, or export the table from the tool that made it.',
  },
  {
    rule: 'infinite-number',
    pattern: /^[+-]?(inf|infinity|1\.#inf)$/i,
    message: 'An infinite value is not a measurement.',
    hint: 'Find out what the tool divided by zero; remove the row or write NA.',
  },
  {
    rule: 'infinite-number',
    pattern: /^[+-]?(\d+\.?\d*|\.\d+)(e\+?\d+)?$/i,
    message: 'Number is too large to be stored.',
  },
  {
    rule: 'infinite-number',
    pattern: /^[+-]?(\d+\.?\d*|\.\d+)e-\d+$/i,
    message: 'Number is too small to be stored; it would become 0.',
    hint: 'Write 0 where that is meant.',
  },
  {
    rule: 'thousands-separator',
    pattern:
      /^[+-]?\d{1,3}([,.' ]\d{3}){2,}([.,]\d+)?$|^[+-]?\d{1,3}(,\d{3})+\.\d+$|^[+-]?\d{1,3}(\.\d{3})+,\d+$/,
    message: 'Number is written with thousands separators.',
    hint: 'Export without them: 1234567.8, not 1,234,567.8.',
  },
  {
    rule: 'not-a-number',
    pattern: /^[+-]?\d+([.,]\d+)?\s*%$/,
    message: 'Number is written with a percent sign.',
    hint: 'Write it without the sign, and say in the manifest that it is percent.',
  },
  {
    rule: 'limit-value',
    pattern: /^[<>≤≥~]=?\s*[+-]?\d/,
    message: 'Value is a limit, not a measurement.',
    hint: 'Decide what it stands for and declare a correction, or list it under "missing" of the column.',
  },
  {
    rule: 'not-a-number',
    pattern:
      /^[+-]?\d+([.,]\d+)?\s*(mm|cm|ml|mg|kg|g|ng\/ml|µg\/l|ug\/l|g\/l|g\/dl|mg\/dl|u\/l|days?|weeks?|months?|years?|yrs?)3?$/i,
    message: 'Number is followed by a unit.',
    hint: 'Write the number only; the unit belongs into the name of the column.',
  },
  {
    rule: 'decimal-comma',
    pattern: /^[+-]?\d*,\d+(e[+-]?\d+)?$/i,
    message:
      'Number is written with a comma (a decimal comma, or a thousands separator: the file cannot tell).',
    hint: 'Export with a point as decimal sign and no thousands separators.',
  },
  {
    rule: 'spreadsheet-date',
    pattern:
      /^(\d{1,2}[-/ ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*([-/ ]\d{2,4})?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ]\d{1,4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2}.*)$/i,
    message: 'Date found when a number was expected: a spreadsheet may have converted the value.',
    hint: 'Export the table again from the tool that made it, without opening it in a spreadsheet.',
  },
]
