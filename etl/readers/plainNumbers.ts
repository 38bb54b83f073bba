/** Lines of matrices that are an id and plain numbers: cells found and read in one pass, where the long way passes twice. */
import { parseNumberBytes, wasNumber } from '../numbers.ts'

const quote = 34
const point = 46
const minus = 45
const powersOfTen = Float64Array.from({ length: 16 }, (_, n) => 10 ** n)

/** Whether the bytes up to the first delimiter are an id in ASCII without blanks or a quote. */
export function isPlainId(bytes: Uint8Array, start: number, idEnd: number, end: number): boolean {
  if (idEnd <= start || idEnd >= end || bytes[start] === quote) return false
  for (let at = start; at < idEnd; at += 1) {
    const c = bytes[at] ?? 0
    if (c <= 32 || c >= 127) return false
  }
  return true
}

/** so many digits fit a 31-bit integer, whose arithmetic is the quickest */
const smallDigits = 9

/**
 * Reads `into.length` cells between two offsets. Up to 15 digits the mantissa and the power of ten are exact, so that one division
 * rounds as the strict parser does; longer numbers and exponents go to that parser.
 * @returns false where a cell is no number, or there are more or fewer of them
 */
export function numbersOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  into: Float64Array | Float32Array,
): boolean {
  let at = start
  const last = into.length - 1
  for (let cell = 0; cell <= last; cell += 1) {
    const from = at
    // what stands at `end` is the line feed, which is no part of a number
    let c = bytes[at] ?? 0
    const negative = c === minus
    if (negative) c = bytes[(at += 1)] ?? 0
    const first = at
    let mantissa = 0
    while (c >= 48 && c <= 57) {
      mantissa = (Math.imul(mantissa, 10) + c - 48) | 0
      c = bytes[(at += 1)] ?? 0
    }
    let digits = at - first
    let decimals = 0
    if (c === point) {
      c = bytes[(at += 1)] ?? 0
      const pointAt = at
      while (c >= 48 && c <= 57) {
        mantissa = (Math.imul(mantissa, 10) + c - 48) | 0
        c = bytes[(at += 1)] ?? 0
      }
      decimals = at - pointAt
      digits += decimals
    }
    if ((c === delimiter || at === end) && digits > 0 && digits <= 15) {
      const whole = digits <= smallDigits ? mantissa : mantissaOf(bytes, first, at)
      const value = decimals === 0 ? whole : whole / (powersOfTen[decimals] ?? NaN)
      into[cell] = negative ? -value : value
    } else {
      while (at < end && bytes[at] !== delimiter) at += 1
      const value = parseNumberBytes(bytes, from, at)
      if (!wasNumber()) return false
      into[cell] = value
    }
    if (cell < last && at >= end) return false
    at += 1
  }
  return at === end + 1
}

/** Up to 15 digits, with a point among them, as one whole number. */
function mantissaOf(bytes: Uint8Array, start: number, end: number): number {
  let mantissa = 0
  for (let at = start; at < end; at += 1) {
    const c = bytes[at] ?? 0
    if (c !== point) mantissa = mantissa * 10 + (c - 48)
  }
  return mantissa
}
