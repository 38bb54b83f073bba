import type { Presorted } from './presort.ts'

export interface Growth {
  criterion: 'gini' | 'entropy' | 'newton'
  /** splits from the root to a leaf at most; null = no limit */
  depth: number | null
  /** a node of fewer rows is a leaf */
  minSplit: number
  /** rows on each side of a split at least */
  minLeaf: number
  /** sum of `second` on each side at least */
  minWeight: number
  /** added to the sum of `second` (newton) */
  lambda: number
  /** features that differ looked at in a node; null = all */
  tried: number | null
  /** decides which features are looked at; each node's draw depends on the path to it alone */
  seed: number
}

/** Two sums decide everything: Σ w y and Σ w (gini, entropy), Σ gradient and Σ curvature (newton). */
export interface Sums {
  first: Float64Array
  second: Float64Array
  /** rows that take part; null = all */
  included: Uint8Array | null
}

export interface Found {
  gain: number
  /** −1: none */
  feature: number
  threshold: number
  /** rows, Σ first and Σ second on the left */
  size: number
  first: number
  second: number
}

/** The place of a feature's best split in the order of its values, −1 where none beats the best so far. */
interface Cut {
  at: number
  gain: number
  first: number
  second: number
}

/** What the growing of trees works in: allocated once. */
export interface Scan {
  data: Presorted
  /** rows of the nodes, per feature in the order of its values */
  order: Int32Array
  spare: Int32Array
  goesLeft: Uint8Array
  places: Int32Array
  best: Found
  /** what one feature's look found */
  cut: Cut
  /** x log x of 0 … n: most sums are whole */
  logs: Float64Array
}

export interface Range {
  start: number
  end: number
  first: number
  second: number
}

export function nothingFound(): Found {
  return { gain: 0, feature: -1, threshold: 0, size: 0, first: 0, second: 0 }
}

/** x log x of the whole numbers to n. */
export function logTable(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, x) => (x === 0 ? 0 : x * Math.log(x)))
}

function timesLog(logs: Float64Array, x: number): number {
  return logs[x] ?? (x > 0 ? x * Math.log(x) : 0)
}

/**
 * How well one value would do for a node: a split gains what both sides score above their node. Gini is G²/H up to terms that do not
 * change by splitting, so it is Newton's gain without λ.
 */
export function scoreOf(
  logs: Float64Array,
  { criterion, lambda }: Growth,
  first: number,
  second: number,
): number {
  if (criterion !== 'entropy') return (first * first) / (second + (criterion === 'newton' ? lambda : 0))
  return timesLog(logs, first) + timesLog(logs, second - first) - timesLog(logs, second)
}

/** Looks through one feature; keeps what is better than the best so far. Returns whether the feature differs within the node. */
export function bestSplit(scan: Scan, sums: Sums, growth: Growth, node: Range, feature: number): boolean {
  const { data, order, best, cut } = scan
  const base = feature * data.n
  const from = base + node.start
  const to = base + node.end
  const { codes } = data
  if ((codes[base + (order[from] ?? 0)] ?? 0) === (codes[base + (order[to - 1] ?? 0)] ?? 0)) return false
  cut.at = -1
  cut.gain = best.gain
  if (growth.criterion === 'entropy' || data.tied[feature] === 1)
    cutBetweenTies(scan, sums, growth, node, base)
  else cutAnywhere(scan, sums, growth, node, base)
  if (cut.at >= 0) {
    const column = data.columns[feature]
    const below = column?.[order[cut.at - 1] ?? 0] ?? NaN
    const above = column?.[order[cut.at] ?? 0] ?? NaN
    const middle = below / 2 + above / 2
    best.gain = cut.gain
    best.feature = feature
    // halfway, unless rounding makes that the upper value, which has to go right
    best.threshold = middle < above ? middle : below
    best.size = cut.at - from
    best.first = cut.first
    best.second = cut.second
  }
  return true
}

/** All values differ: every place may be cut. The loop that growing trees spends its time in: no division, no look for ties. */
function cutAnywhere(
  { order, cut }: Scan,
  { first, second }: Sums,
  { criterion, lambda: held, minLeaf, minWeight }: Growth,
  node: Range,
  base: number,
): void {
  const from = base + node.start
  const earliest = from + Math.max(1, minLeaf)
  const latest = base + node.end - Math.max(1, minLeaf)
  const lambda = criterion === 'newton' ? held : 0
  const { first: allFirst, second: allSecond } = node
  let sumFirst = 0
  let sumSecond = 0
  for (let i = from; i < earliest; i += 1) {
    const row = order[i] ?? 0
    sumFirst += first[row] ?? 0
    sumSecond += second[row] ?? 0
  }
  let gain = cut.gain
  for (let i = earliest; i <= latest; i += 1) {
    const rest = allSecond - sumSecond
    // what is left on the right only shrinks
    if (rest < minWeight) break
    if (sumSecond >= minWeight) {
      const restFirst = allFirst - sumFirst
      const left = sumSecond + lambda
      const right = rest + lambda
      const score = sumFirst * sumFirst * right + restFirst * restFirst * left
      const scale = left * right
      if (score > gain * scale) {
        gain = score / scale
        cut.at = i
        cut.first = sumFirst
        cut.second = sumSecond
      }
    }
    const row = order[i] ?? 0
    sumFirst += first[row] ?? 0
    sumSecond += second[row] ?? 0
  }
  cut.gain = gain
}

/** Cuts only between values that differ; every criterion. */
function cutBetweenTies(
  { data: { codes }, order, cut, logs }: Scan,
  { first, second }: Sums,
  growth: Growth,
  node: Range,
  base: number,
): void {
  const { minLeaf, minWeight, criterion } = growth
  const from = base + node.start
  const to = base + node.end
  const lambda = criterion === 'newton' ? growth.lambda : 0
  const isEntropy = criterion === 'entropy'
  const earliest = from + minLeaf
  const latest = to - minLeaf
  let code = codes[base + (order[from] ?? 0)] ?? 0
  let sumFirst = 0
  let sumSecond = 0
  for (let i = from; i < to; i += 1) {
    const row = order[i] ?? 0
    const next = codes[base + row] ?? 0
    if (next !== code) {
      code = next
      if (i > latest) break
      if (i >= earliest) {
        const rest = node.second - sumSecond
        if (sumSecond >= minWeight && rest >= minWeight) {
          const restFirst = node.first - sumFirst
          const left = sumSecond + lambda
          const right = rest + lambda
          const score = isEntropy
            ? scoreOf(logs, growth, sumFirst, sumSecond) + scoreOf(logs, growth, restFirst, rest)
            : sumFirst * sumFirst * right + restFirst * restFirst * left
          const scale = isEntropy ? 1 : left * right
          if (score > cut.gain * scale) {
            cut.gain = score / scale
            cut.at = i
            cut.first = sumFirst
            cut.second = sumSecond
          }
        }
      }
    }
    sumFirst += first[row] ?? 0
    sumSecond += second[row] ?? 0
  }
}

/** Sorts the node's rows of every feature into left and right, each in its order; a side that is not gone on with may be lost. */
export function applySplit(
  { data, order, spare, goesLeft, best }: Scan,
  { start, end }: Range,
  middle: number,
  goOn: { left: boolean; right: boolean },
): void {
  const { n, features } = data
  const chosen = best.feature * n
  for (let i = start; i < middle; i += 1) goesLeft[order[chosen + i] ?? 0] = 1
  for (let i = middle; i < end; i += 1) goesLeft[order[chosen + i] ?? 0] = 0
  for (let feature = 0; feature < features; feature += 1) {
    if (feature === best.feature) continue
    const base = feature * n
    if (goOn.left) {
      let put = base + start
      let aside = 0
      for (let i = base + start; i < base + end; i += 1) {
        const row = order[i] ?? 0
        // written always, kept where the place moves on: no branch to mispredict
        order[put] = row
        spare[aside] = row
        const isLeft = goesLeft[row] ?? 0
        put += isLeft
        aside += 1 - isLeft
      }
      if (goOn.right) for (let i = 0; i < aside; i += 1) order[put + i] = spare[i] ?? 0
    } else {
      let put = base + end - 1
      for (let i = base + end - 1; i >= base + start; i -= 1) {
        const row = order[i] ?? 0
        order[put] = row
        put -= 1 - (goesLeft[row] ?? 0)
      }
    }
  }
}
