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
  for (let cell = 0; cell < into.length; cell += 1) {
    const from = at
    const negative = bytes[at] === minus
    if (negative) at += 1
    let mantissa = 0
    let pointAt = -1
    const first = at
    let c = bytes[at] ?? 0
    // what stands at `end` is the line feed, which is neither
    while ((c >= 48 && c <= 57) || (c === point && pointAt === -1)) {
      if (c === point) pointAt = at
      else mantissa = mantissa * 10 + (c - 48)
      at += 1
      c = bytes[at] ?? 0
    }
    const digits = at - first - (pointAt === -1 ? 0 : 1)
    if ((at === end || c === delimiter) && digits > 0 && digits <= 15) {
      const value = pointAt === -1 ? mantissa : mantissa / (powersOfTen[at - pointAt - 1] ?? NaN)
      into[cell] = negative ? -value : value
    } else {
      while (at < end && bytes[at] !== delimiter) at += 1
      const value = parseNumberBytes(bytes, from, at)
      if (!wasNumber()) return false
      into[cell] = value
    }
    if (cell < into.length - 1 && at >= end) return false
    at += 1
  }
  return at === end + 1
}
