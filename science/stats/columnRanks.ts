import { ascending } from './describe.ts'
import { midRanks, orderOf } from './rank.ts'

/** Sorts the rows of many short columns one after the other, reusing its memory: a radix sort on 16 leading bits of the numbers. */
export interface ColumnSorter {
  /** takes a column in; false where a value is missing or infinite, and then it must not be sorted */
  take: (values: ArrayLike<number>) => boolean
  /** the same for n rows of a longer column */
  takeRows: (values: ArrayLike<number>, rows: Int32Array) => boolean
  /** rows in ascending order of the values, valid until the next call */
  sort: (values: ArrayLike<number>) => Int32Array
  /** doubled mid-ranks of the rows of `values`, or of the column taken in, which are whole, and Σ t³ − t; valid until the next call */
  rank: (values?: ArrayLike<number>) => { doubled: Int32Array; tieTerm: number }
  /** Σ doubled mid-rank × weight over the rows of the column taken in, without writing ranks down, and Σ t³ − t */
  weigh: (weights: Float64Array) => { sum: number; tieTerm: number }
}

/** A radix sort of 16-bit keys holds their rows in the other half of a word, so it takes columns of up to so many rows. */
const most = 65536
/**
 * Memory that every sorter works in, one after the other; no answer depends on what is left in it. It stands here because the compiler then
 * knows it as constant: with memory of its own, the second sorter of a program takes half as long again.
 */
const column = new Float64Array(most)
const halves = new Int32Array(column.buffer)
const words = new Int32Array(most)
const half = new Int32Array(most)
const order = new Int32Array(most)
const doubled = new Int32Array(most)
const low = new Int32Array(256)
const high = new Int32Array(256)

/**
 * @param n length of the columns, all alike; values finite
 * Keys of 16 bits order the numbers nearly: where none is negative, the leading bits of the double above those of the least positive
 * one; else the place between the least and the greatest. A key and its row share a word, which two passes put in order; what the
 * keys cannot tell apart is put right by insertion. Columns in which that takes long, or of more than 65,536 rows, are sorted by
 * comparison. What it returns is valid until the next call of any sorter.
 */
export function createColumnSorter(n: number): ColumnSorter {
  if (n > most) return longSorter(n)
  const rows = order.subarray(0, n)
  const ranks = doubled.subarray(0, n)
  return {
    take: (values) => take(n, values),
    takeRows: (values, from) => takeRows(n, values, from),
    sort: (values) => {
      take(n, values)
      sortTaken(n)
      return rows
    },
    rank: (values) => {
      if (values) take(n, values)
      return { doubled: ranks, tieTerm: rank(n) }
    },
    weigh: (weights) => weigh(n, weights),
  }
}

// −0 and 0 are one value, but not one key; a missing or infinite value makes the check NaN
function take(n: number, values: ArrayLike<number>): boolean {
  let check = 0
  for (let i = 0; i < n; i += 1) {
    const value = (values[i] ?? NaN) + 0
    column[i] = value
    check += value * 0
  }
  return check === 0
}

function takeRows(n: number, values: ArrayLike<number>, rows: Int32Array): boolean {
  let check = 0
  for (let i = 0; i < n; i += 1) {
    const value = (values[rows[i] ?? 0] ?? NaN) + 0
    column[i] = value
    check += value * 0
  }
  return check === 0
}

function putWord(i: number, key: number): void {
  const first = key & 255
  const second = (key >>> 8) & 255
  low[first] = (low[first] ?? 0) + 1
  high[second] = (high[second] ?? 0) + 1
  words[i] = (key << 16) | i
}

function fillByBits(n: number, least: number, greatest: number): void {
  const base = least - 1
  const shift = Math.max(0, 16 - Math.clz32(greatest - base))
  for (let i = 0; i < n; i += 1) {
    const upper = halves[2 * i + 1] ?? 0
    putWord(i, upper === 0 ? 0 : (upper - base) >>> shift)
  }
}

function fillByPlace(n: number): void {
  let least = Infinity
  let greatest = -Infinity
  for (let i = 0; i < n; i += 1) {
    const value = column[i] ?? NaN
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  // a range that is infinite, or too narrow to be divided by, makes all keys 0
  const scale = 65535 / (greatest - least)
  for (let i = 0; i < n; i += 1) putWord(i, (((column[i] ?? NaN) - least) * scale) | 0)
}

function fill(n: number): void {
  let least = 0x7fffffff
  let greatest = 0
  let signs = 0
  for (let i = 0; i < n; i += 1) {
    const upper = halves[2 * i + 1] ?? 0
    signs |= upper
    if (upper < least && upper > 0) least = upper
    if (upper > greatest) greatest = upper
  }
  low.fill(0)
  high.fill(0)
  if (signs < 0) fillByPlace(n)
  else fillByBits(n, least, greatest)
}

function scatter(n: number): void {
  let below = 0
  let above = 0
  for (let b = 0; b < 256; b += 1) {
    const inLow = low[b] ?? 0
    const inHigh = high[b] ?? 0
    low[b] = below
    high[b] = above
    below += inLow
    above += inHigh
  }
  for (let k = 0; k < n; k += 1) {
    const word = words[k] ?? 0
    const bucket = (word >>> 16) & 255
    const place = low[bucket] ?? 0
    low[bucket] = place + 1
    half[place] = word
  }
  for (let k = 0; k < n; k += 1) {
    const word = half[k] ?? 0
    const bucket = word >>> 24
    const place = high[bucket] ?? 0
    high[bucket] = place + 1
    order[place] = word & 65535
  }
}

/** Insertion over what the keys left in disorder; false when it takes too long. */
function settle(n: number): boolean {
  let budget = 16 * n
  let before = -Infinity
  for (let k = 0; k < n; k += 1) {
    const i = order[k] ?? 0
    const value = column[i] ?? NaN
    if (value >= before) {
      before = value
      continue
    }
    let at = k
    while (at > 0) {
      const j = order[at - 1] ?? 0
      if ((column[j] ?? NaN) <= value) break
      order[at] = j
      at -= 1
      budget -= 1
    }
    order[at] = i
    if (budget < 0) return false
  }
  return true
}

function sortTaken(n: number): void {
  fill(n)
  scatter(n)
  if (settle(n)) return
  order.subarray(0, n).sort((a, b) => (column[a] ?? NaN) - (column[b] ?? NaN) || a - b)
}

/** Fills `doubled`. @returns Σ t³ − t */
function rank(n: number): number {
  sortTaken(n)
  let tieTerm = 0
  for (let start = 0; start < n;) {
    const value = column[order[start] ?? 0]
    let end = start + 1
    while (end < n && column[order[end] ?? 0] === value) end += 1
    const t = end - start
    for (let k = start; k < end; k += 1) doubled[order[k] ?? 0] = start + end + 1
    if (t > 1) tieTerm += t * t * t - t
    start = end
  }
  return tieTerm
}

function weigh(n: number, weights: Float64Array): { sum: number; tieTerm: number } {
  sortTaken(n)
  let [sum, tieTerm, weight] = [0, 0, 0]
  let run = 0
  let before = NaN
  for (let k = 0; k < n; k += 1) {
    const i = order[k] ?? 0
    const value = column[i] ?? NaN
    const own = weights[i] ?? 0
    if (value === before) {
      weight += own
      run += 1
      continue
    }
    // the values before k that are alike have the ranks k − run + 1 … k
    sum += weight * (2 * k - run + 1)
    if (run > 1) tieTerm += run * run * run - run
    before = value
    weight = own
    run = 1
  }
  sum += weight * (2 * n - run + 1)
  if (run > 1) tieTerm += run * run * run - run
  return { sum, tieTerm }
}

/** The same for longer columns, by comparison, in memory of its own. */
function longSorter(n: number): ColumnSorter {
  const own = new Float64Array(n)
  const take = (values: ArrayLike<number>, rows?: Int32Array): boolean => {
    for (let i = 0; i < n; i += 1) own[i] = (values[rows ? (rows[i] ?? 0) : i] ?? NaN) + 0
    return own.every(Number.isFinite)
  }
  const rankTaken = (): { doubled: Int32Array; tieTerm: number } => {
    const doubled = Int32Array.from(midRanks(own), (value) => 2 * value)
    return { doubled, tieTerm: orderOf([ascending(own)]).tieTerm }
  }
  return {
    take: (values) => take(values),
    takeRows: take,
    sort: (values) => {
      take(values)
      return Int32Array.from(own.keys()).sort((a, b) => (own[a] ?? NaN) - (own[b] ?? NaN) || a - b)
    },
    rank: (values) => {
      if (values) take(values)
      return rankTaken()
    },
    weigh: (weights) => {
      const { doubled, tieTerm } = rankTaken()
      return { sum: doubled.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0), tieTerm }
    },
  }
}
