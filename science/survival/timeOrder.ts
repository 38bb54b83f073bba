/**
 * The order of times in linear time: three passes of a radix sort over the upper 32 bits of the doubles (non-negative doubles
 * sort as their bits do), then a repair of the few neighbours that differ only below. For whole numbers under 2²¹ nothing is left
 * to repair.
 */

const lowWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1

/**
 * Rows by ascending value; rows of equal value keep their order.
 * @param values finite, ≥ 0
 */
export function orderOfTimes(values: Float64Array): Uint32Array {
  const n = values.length
  const words = new Uint32Array(n)
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * n)
  // the mask takes the sign of −0
  for (let i = 0, at = 1 - lowWord; i < n; i += 1, at += 2) words[i] = (bits[at] ?? 0) & 0x7fffffff
  const sorted = radixSorted(words)
  repair(sorted, values)
  return sorted.rows
}

/** Rows by ascending word, with the words in that order: carried along, so that every pass reads straight ahead. */
interface Sorted {
  words: Uint32Array
  rows: Uint32Array
}

const digits = 2048

function radixSorted(keys: Uint32Array): Sorted {
  const n = keys.length
  let from: Sorted = { words: keys, rows: new Uint32Array(n) }
  for (let i = 0; i < n; i += 1) from.rows[i] = i
  let to: Sorted = { words: new Uint32Array(n), rows: new Uint32Array(n) }
  for (let shift = 0; shift < 32; shift += 11) {
    const places = digitStarts(from.words, shift)
    if (!places) continue
    scatter(from, to, places, shift)
    ;[from, to] = [to, from]
  }
  return from
}

/** Where the words of each digit begin; null where all have the same digit. */
function digitStarts(words: Uint32Array, shift: number): Uint32Array | null {
  const counts = new Uint32Array(digits)
  for (let i = 0; i < words.length; i += 1) {
    const digit = ((words[i] ?? 0) >>> shift) & (digits - 1)
    counts[digit] = (counts[digit] ?? 0) + 1
  }
  let start = 0
  for (let digit = 0; digit < digits; digit += 1) {
    const count = counts[digit] ?? 0
    if (count === words.length) return null
    counts[digit] = start
    start += count
  }
  return counts
}

function scatter(from: Sorted, to: Sorted, places: Uint32Array, shift: number): void {
  const { words, rows } = from
  const nextWords = to.words
  const nextRows = to.rows
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? 0
    const digit = (word >>> shift) & (digits - 1)
    const at = places[digit] ?? 0
    places[digit] = at + 1
    nextWords[at] = word
    nextRows[at] = rows[i] ?? 0
  }
}

/** Sorts each run of equal upper words by the whole value. */
function repair({ words, rows }: Sorted, values: Float64Array): void {
  const n = rows.length
  for (let start = 0; start < n;) {
    const word = words[start]
    let end = start + 1
    let sorted = true
    while (end < n && words[end] === word) {
      if ((values[rows[end] ?? 0] ?? 0) < (values[rows[end - 1] ?? 0] ?? 0)) sorted = false
      end += 1
    }
    if (!sorted) sortRun(rows, values, start, end)
    start = end
  }
}

/** Runs are short where times are spread; insertion keeps rows of equal value in their order. */
function sortRun(rows: Uint32Array, values: Float64Array, start: number, end: number): void {
  if (end - start > 24) {
    rows.subarray(start, end).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b)
    return
  }
  for (let i = start + 1; i < end; i += 1) {
    const row = rows[i] ?? 0
    const value = values[row] ?? 0
    let at = i
    for (; at > start && (values[rows[at - 1] ?? 0] ?? 0) > value; at -= 1) rows[at] = rows[at - 1] ?? 0
    rows[at] = row
  }
}

/** Order by a small whole number first (stratum 0 … count − 1), keeping the given order inside each. */
export function orderWithin(order: Uint32Array, stratum: ArrayLike<number>, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  const n = order.length
  for (let i = 0; i < n; i += 1) {
    const at = (stratum[i] ?? 0) + 1
    starts[at] = (starts[at] ?? 0) + 1
  }
  for (let s = 1; s <= count; s += 1) starts[s] = (starts[s] ?? 0) + (starts[s - 1] ?? 0)
  const result = new Uint32Array(n)
  for (const row of order) {
    const s = stratum[row] ?? 0
    const at = starts[s] ?? 0
    result[at] = row
    starts[s] = at + 1
  }
  return result
}

/** Values in another order. */
export function taken(values: ArrayLike<number>, order: Uint32Array): Float64Array {
  const result = new Float64Array(order.length)
  for (let i = 0; i < order.length; i += 1) result[i] = (values[order[i] ?? 0] ?? NaN) + 0
  return result
}

/** A column as doubles; −0 becomes 0. */
export function doubles(values: ArrayLike<number>): Float64Array {
  const result = new Float64Array(values.length)
  for (let i = 0; i < result.length; i += 1) result[i] = (values[i] ?? NaN) + 0
  return result
}
