/** Every column's rows in the order of its values, and every value's rank among the distinct ones: what a tree is grown from. */
export interface Presorted {
  n: number
  features: number
  /** `order[feature · n + place]` is a row */
  order: Int32Array
  /** `codes[feature · n + row]` is the rank of the row's value among the column's distinct values */
  codes: Int32Array
  /** 1 where a value occurs more than once in the column */
  tied: Uint8Array
  columns: readonly Float64Array[]
}

/** Sorts each column once; equal values keep the order of their rows. @param columns finite, n values each */
export function presort(columns: readonly Float64Array[], n: number): Presorted {
  const order = new Int32Array(columns.length * n)
  const codes = new Int32Array(columns.length * n)
  const tied = new Uint8Array(columns.length)
  columns.forEach((column, feature) => {
    const rows = Int32Array.from({ length: n }, (_, row) => row)
    rows.sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b)
    order.set(rows, feature * n)
    let code = 0
    rows.forEach((row, place) => {
      if (place > 0 && (column[row] ?? 0) > (column[rows[place - 1] ?? 0] ?? 0)) code += 1
      codes[feature * n + row] = code
    })
    tied[feature] = code < n - 1 ? 1 : 0
  })
  return { n, features: columns.length, order, codes, tied, columns }
}
