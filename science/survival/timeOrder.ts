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
  for (let i = 0; i < n; i += 1) words[i] = (bits[2 * i + 1 - lowWord] ?? 0) & 0x7fffffff
  const order = radixOrder(words)
  repair(order, words, values)
  return order
}

function radixOrder(keys: Uint32Array): Uint32Array {
  const n = keys.length
  let order = new Uint32Array(n)
  for (let i = 0; i < n; i += 1) order[i] = i
  let next = new Uint32Array(n)
  for (const shift of [0, 11, 22]) {
    const starts = new Uint32Array(2049)
    for (let i = 0; i < n; i += 1) {
      const at = (((keys[i] ?? 0) >>> shift) & 2047) + 1
      starts[at] = (starts[at] ?? 0) + 1
    }
    if (starts.includes(n)) continue
    for (let digit = 1; digit < 2049; digit += 1)
      starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
    for (let i = 0; i < n; i += 1) {
      const row = order[i] ?? 0
      const digit = ((keys[row] ?? 0) >>> shift) & 2047
      const at = starts[digit] ?? 0
      next[at] = row
      starts[digit] = at + 1
    }
    ;[order, next] = [next, order]
  }
  return order
}

/** Sorts each run of equal upper words by the whole value. */
function repair(order: Uint32Array, words: Uint32Array, values: Float64Array): void {
  const n = order.length
  for (let start = 0; start < n;) {
    const word = words[order[start] ?? 0]
    let end = start + 1
    let sorted = true
    while (end < n && words[order[end] ?? 0] === word) {
      if ((values[order[end] ?? 0] ?? 0) < (values[order[end - 1] ?? 0] ?? 0)) sorted = false
      end += 1
    }
    if (!sorted) order.subarray(start, end).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b)
    start = end
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
