import type { Ascending } from './describe.ts'

/** What is left of the mn differences x − y while one of them is looked for: those from `low` to `high`. */
interface Span {
  low: number
  high: number
  /** differences below `low`, and differences up to `high` */
  before: number
  upto: number
}

interface Cut {
  count: number
  below: number
  above: number
}

/** Counts the differences ≤ v in one walk, and names their neighbours of v on both sides. */
function cutAt(x: Ascending, y: Ascending, v: number): Cut {
  let count = 0
  let below = -Infinity
  let above = Infinity
  let j = 0
  const n = y.length
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? NaN
    while (j < n && value - (y[j] ?? NaN) > v) j += 1
    if (j > 0) above = Math.min(above, value - (y[j - 1] ?? NaN))
    if (j < n) {
      below = Math.max(below, value - (y[j] ?? NaN))
      count += n - j
    }
  }
  return { count, below, above }
}

function gathered(x: Ascending, y: Ascending, span: Span): Float64Array {
  const found = new Float64Array(span.upto - span.before)
  let filled = 0
  let first = 0
  const n = y.length
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? NaN
    while (first < n && value - (y[first] ?? NaN) > span.high) first += 1
    for (let j = first; j < n; j += 1) {
      const difference = value - (y[j] ?? NaN)
      if (difference < span.low) break
      found[filled] = difference
      filled += 1
    }
  }
  return found.sort()
}

/**
 * The k-th smallest of all mn differences x − y and the one after it, found by counting: about log(mn) walks of m + n
 * steps, nothing of size mn.
 * @param x ascending   @param y ascending   @param k 1…mn
 * @returns `next` is Infinity for k = mn
 */
function neighbours(x: Ascending, y: Ascending, k: number): { at: number; next: number } {
  const most = x.length + y.length
  let span: Span = {
    low: (x[0] ?? NaN) - (y[y.length - 1] ?? NaN),
    high: (x[x.length - 1] ?? NaN) - (y[0] ?? NaN),
    before: 0,
    upto: x.length * y.length,
  }
  for (let step = 0; span.low < span.high; step += 1) {
    if (span.upto - span.before <= most) {
      const found = gathered(x, y, span)
      const place = k - span.before - 1
      return { at: found[place] ?? NaN, next: found[place + 1] ?? Infinity }
    }
    const { count, below, above } = cutAt(x, y, between(span, k, step))
    if (count === k) return { at: below, next: above }
    span = k < count ? { ...span, high: below, upto: count } : { ...span, low: above, before: count }
  }
  return { at: span.low, next: span.upto > k ? span.low : Infinity }
}

/** The k-th smallest of all mn differences x − y. @param x ascending   @param y ascending   @param k 1…mn */
export function kthDifference(x: Ascending, y: Ascending, k: number): number {
  return neighbours(x, y, k).at
}

/** Where to cut next: by interpolation, every third time in the middle, so that skewed values cannot hold it up. */
function between({ low, high, before, upto }: Span, k: number, step: number): number {
  const wanted = (k - before) / (upto - before)
  const share = step % 3 === 2 ? 0.5 : Math.max(0.02, Math.min(0.98, wanted))
  const v = low * (1 - share) + high * share
  if (Number.isNaN(v)) return 0
  return v >= high || v < low ? low : v
}

/** Median of all mn differences x − y: the Hodges–Lehmann shift. @param x ascending   @param y ascending */
export function medianDifference(x: Ascending, y: Ascending): number {
  const pairs = x.length * y.length
  if (pairs % 2 === 1) return kthDifference(x, y, (pairs + 1) / 2)
  const { at, next } = neighbours(x, y, pairs / 2)
  return at / 2 + next / 2 + 0
}
