import type { Ascending } from './describe.ts'

/**
 * The best k-means partitions of sorted values for k = 1 … most: in one dimension clusters are intervals, so dynamic programming
 * finds the smallest sum of squares. `result[k − 1][j]` is the first place of cluster j.
 * @param x ascending, n ≥ most
 * @source Wang & Song 2011 (Ckmeans.1d.dp), by halving as in Song & Zhong 2020: k n log n steps
 */
export function bestClusters(x: Ascending, most: number): number[][] {
  const n = x.length
  const cost = segmentCost(x)
  let previous = Float64Array.from({ length: n }, (_, i) => cost(0, i))
  const starts: Int32Array[] = [new Int32Array(n)]
  const found: number[][] = [[0]]
  for (let k = 2; k <= most; k += 1) {
    const current = new Float64Array(n).fill(Infinity)
    const start = new Int32Array(n)
    fillRow({ from: k - 1, to: n - 1, low: k - 1, high: n - 1 }, { previous, current, start, cost })
    starts.push(start)
    previous = current
    found.push(traceBack(starts, k, n))
  }
  return found
}

function traceBack(starts: readonly Int32Array[], k: number, n: number): number[] {
  const places = new Array<number>(k).fill(0)
  let end = n - 1
  for (let j = k - 1; j >= 1; j -= 1) {
    const start = starts[j]?.[end] ?? 0
    places[j] = start
    end = start - 1
  }
  return places
}

/** Sum of squares around the mean of x[from … to], from running sums about the middle value. */
function segmentCost(x: Ascending): (from: number, to: number) => number {
  const n = x.length
  const centre = x[Math.floor(n / 2)] ?? 0
  const sums = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  for (let i = 0; i < n; i += 1) {
    const d = (x[i] ?? NaN) - centre
    sums[i + 1] = (sums[i] ?? 0) + d
    squares[i + 1] = (squares[i] ?? 0) + d * d
  }
  return (from, to) => {
    const sum = (sums[to + 1] ?? 0) - (sums[from] ?? 0)
    return Math.max(0, (squares[to + 1] ?? 0) - (squares[from] ?? 0) - (sum * sum) / (to - from + 1))
  }
}

interface Row {
  previous: Float64Array
  current: Float64Array
  start: Int32Array
  cost: (from: number, to: number) => number
}

/** Best start of the last cluster for every end: it never moves left as the end moves right, so each half searches its own part. */
function fillRow(
  { from, to, low, high }: { from: number; to: number; low: number; high: number },
  row: Row,
): void {
  if (from > to) return
  const middle = (from + to) >> 1
  let best = Infinity
  let at = low
  for (let s = low; s <= Math.min(middle, high); s += 1) {
    const sum = (row.previous[s - 1] ?? Infinity) + row.cost(s, middle)
    if (sum < best) {
      best = sum
      at = s
    }
  }
  row.current[middle] = best
  row.start[middle] = at
  fillRow({ from, to: middle - 1, low, high: at }, row)
  fillRow({ from: middle + 1, to, low: at, high }, row)
}
