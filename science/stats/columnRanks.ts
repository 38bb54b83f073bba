/** Sorts the rows of many short columns one after the other, reusing its memory: a radix sort on the leading bits of the numbers. */
export interface ColumnSorter {
  /** rows in ascending order of the values, valid until the next call */
  sort: (values: ArrayLike<number>) => Int32Array
  /** doubled mid-ranks of the rows, which are whole, and Σ t³ − t; the ranks are valid until the next call */
  rank: (values: ArrayLike<number>) => { doubled: Int32Array; tieTerm: number }
}

/**
 * @param n length of the columns, all alike; values finite
 * Keys are the upper 32 bits of the doubles, turned so that they sort as the numbers do; 24 of them are sorted byte by byte, and
 * what they cannot tell apart is put right by insertion. Columns in which that takes long are sorted by comparison.
 */
export function createColumnSorter(n: number): ColumnSorter {
  const column = new Float64Array(n)
  const halves = new Int32Array(column.buffer)
  const keys = new Uint32Array(n)
  const counts = new Int32Array(768)
  let order = new Int32Array(n)
  let other = new Int32Array(n)
  const doubled = new Int32Array(n)

  const fillKeys = (): void => {
    let low = 0xffffffff
    let high = 0
    for (let i = 0; i < n; i += 1) {
      const upper = halves[2 * i + 1] ?? 0
      const key = (upper < 0 ? ~upper : upper ^ 0x80000000) >>> 0
      keys[i] = key
      if (key < low) low = key
      if (key > high) high = key
    }
    const shift = Math.max(0, 8 - Math.clz32(high - low))
    counts.fill(0)
    for (let i = 0; i < n; i += 1) {
      const key = ((keys[i] ?? 0) - low) >>> shift
      keys[i] = key
      const a = key & 255
      const b = 256 + ((key >>> 8) & 255)
      const c = 512 + (key >>> 16)
      counts[a] = (counts[a] ?? 0) + 1
      counts[b] = (counts[b] ?? 0) + 1
      counts[c] = (counts[c] ?? 0) + 1
    }
  }

  const scatter = (pass: number): void => {
    const base = 256 * pass
    let sum = 0
    for (let b = base; b < base + 256; b += 1) {
      const count = counts[b] ?? 0
      counts[b] = sum
      sum += count
    }
    for (let k = 0; k < n; k += 1) {
      const i = order[k] ?? 0
      const bucket = base + (((keys[i] ?? 0) >>> (8 * pass)) & 255)
      const place = counts[bucket] ?? 0
      counts[bucket] = place + 1
      other[place] = i
    }
    const held = order
    order = other
    other = held
  }

  /** Insertion over what the keys left in disorder; false when it takes too long. */
  const settle = (): boolean => {
    let budget = 16 * n
    for (let k = 1; k < n; k += 1) {
      const i = order[k] ?? 0
      const value = column[i] ?? NaN
      let at = k
      while (at > 0 && (column[order[at - 1] ?? 0] ?? NaN) > value) {
        order[at] = order[at - 1] ?? 0
        at -= 1
        budget -= 1
      }
      order[at] = i
      if (budget < 0) return false
    }
    return true
  }

  const sort = (values: ArrayLike<number>): Int32Array => {
    // −0 and 0 are one value, but not one key
    for (let i = 0; i < n; i += 1) column[i] = (values[i] ?? NaN) + 0
    for (let i = 0; i < n; i += 1) order[i] = i
    fillKeys()
    for (let pass = 0; pass < 3; pass += 1) scatter(pass)
    if (!settle()) order.sort((a, b) => (column[a] ?? NaN) - (column[b] ?? NaN) || a - b)
    return order
  }

  const rank = (values: ArrayLike<number>): { doubled: Int32Array; tieTerm: number } => {
    sort(values)
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
    return { doubled, tieTerm }
  }

  return { sort, rank }
}
