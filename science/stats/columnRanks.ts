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

/**
 * @param n length of the columns, all alike; values finite
 * Keys of 16 bits order the numbers nearly: where none is negative, the leading bits of the double above those of the least positive
 * one; else the place between the least and the greatest. A key and its row share a word, which two passes put in order; what the
 * keys cannot tell apart is put right by insertion. Columns in which that takes long, or of more than 65,536 rows, are sorted by
 * comparison. Measured for 20,000 columns of 400: 6 µs a column, 24 bits in three passes over rows 8 to 12.
 */
export function createColumnSorter(n: number): ColumnSorter {
  const column = new Float64Array(n)
  const halves = new Int32Array(column.buffer)
  const words = new Int32Array(n)
  const half = new Int32Array(n)
  const order = new Int32Array(n)
  const doubled = new Int32Array(n)
  const low = new Int32Array(256)
  const high = new Int32Array(256)

  // −0 and 0 are one value, but not one key; a missing or infinite value makes the check NaN
  const take = (values: ArrayLike<number>): boolean => {
    let check = 0
    for (let i = 0; i < n; i += 1) {
      const value = (values[i] ?? NaN) + 0
      column[i] = value
      check += value * 0
    }
    return check === 0
  }

  const takeRows = (values: ArrayLike<number>, rows: Int32Array): boolean => {
    let check = 0
    for (let i = 0; i < n; i += 1) {
      const value = (values[rows[i] ?? 0] ?? NaN) + 0
      column[i] = value
      check += value * 0
    }
    return check === 0
  }

  const putWord = (i: number, key: number): void => {
    const first = key & 255
    const second = (key >>> 8) & 255
    low[first] = (low[first] ?? 0) + 1
    high[second] = (high[second] ?? 0) + 1
    words[i] = (key << 16) | i
  }

  const fillByBits = (least: number, greatest: number): void => {
    const base = least - 1
    const shift = Math.max(0, 16 - Math.clz32(greatest - base))
    for (let i = 0; i < n; i += 1) {
      const upper = halves[2 * i + 1] ?? 0
      putWord(i, upper === 0 ? 0 : (upper - base) >>> shift)
    }
  }

  const fillByPlace = (): void => {
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

  const fill = (): void => {
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
    if (signs < 0) fillByPlace()
    else fillByBits(least, greatest)
  }

  const scatter = (): void => {
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
  const settle = (): boolean => {
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

  const sortTaken = (): void => {
    if (n <= 65536) {
      fill()
      scatter()
      if (settle()) return
    } else for (let i = 0; i < n; i += 1) order[i] = i
    order.sort((a, b) => (column[a] ?? NaN) - (column[b] ?? NaN) || a - b)
  }

  const rank = (values?: ArrayLike<number>): { doubled: Int32Array; tieTerm: number } => {
    if (values) take(values)
    sortTaken()
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

  const weigh = (weights: Float64Array): { sum: number; tieTerm: number } => {
    sortTaken()
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

  const sort = (values: ArrayLike<number>): Int32Array => {
    take(values)
    sortTaken()
    return order
  }

  return { take, takeRows, sort, rank, weigh }
}
