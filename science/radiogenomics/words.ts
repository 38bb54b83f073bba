/** Numbers inside sentences and labels, where they are read and not computed with. */

const minus = '−'
const superscript = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

function raised(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => superscript[Number(digit)] ?? '').join('')
  return `× 10${exponent < 0 ? '⁻' : ''}${digits}`
}

/**
 * A number that was chosen or counted, with so many significant digits at the most (whole digits are never rounded away), a true minus
 * sign, and powers of ten beyond 0.0001 and 1,000,000; zeros at the end are left out.
 */
export function plainNumber(value: number, digits: number): string {
  return written(value, digits, trimmed)
}

/** A share as per cent, to two digits; only all is 100 % and only nobody is 0 %. */
export function shareWords(share: number): string {
  const percent = 100 * share
  if (percent < 99 || share === 1) return `${plainNumber(percent, 2)} %`
  return percent > 99.9 ? 'more than 99.9 %' : `${plainNumber(Math.floor(percent * 10) / 10, 3)} %`
}

/** An estimate or a bound of its interval: as `plainNumber`, but all digits are shown, since "0.4" would say less than "0.40". */
export function estimateNumber(value: number, digits: number): string {
  return written(value, digits, (text) => text)
}

/** As `estimateNumber`, with + before a positive number. */
export function signedNumber(value: number, digits: number): string {
  return (value > 0 ? '+' : '') + estimateNumber(value, digits)
}

function written(value: number, digits: number, ending: (text: string) => string): string {
  if (value === 0) return '0'
  const [mantissa = '0', power = '0'] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e')
  const exponent = Number.parseInt(power, 10)
  const sign = value < 0 ? minus : ''
  if (exponent < -4 || exponent > 6) return `${sign}${ending(mantissa)} ${raised(exponent)}`
  return sign + ending(Math.abs(value).toFixed(Math.max(0, digits - 1 - exponent)))
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/**
 * A probability from its natural logarithm, so that underflow never reads as 0: ".0123", and below .001 "4.10 × 10⁻³¹²".
 * The digits are always all shown, as in the tables.
 */
export function probabilityWords(log: number, digits = 3): string {
  const tens = log / Math.LN10
  if (tens >= -3) return plainProbability(Math.exp(log), digits)
  let exponent = Math.floor(tens)
  let mantissa = (10 ** (tens - exponent)).toFixed(digits - 1)
  if (mantissa.startsWith('10')) {
    exponent += 1
    mantissa = (1).toFixed(digits - 1)
  }
  return exponent === -3 ? plainProbability(0.001, digits) : `${mantissa} ${raised(exponent)}`
}

/** Nothing but 1 itself, or what rounds to it, has a digit before the point. */
function plainProbability(p: number, digits: number): string {
  const text = p.toPrecision(digits)
  return text.startsWith('0.') ? text.slice(1) : '1'
}
