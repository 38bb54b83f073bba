import { createRandom } from '../stats/random.ts'
import {
  applySplit,
  bestSplit,
  logTable,
  nothingFound,
  scoreOf,
  type Growth,
  type Scan,
  type Sums,
} from './treeSplit.ts'
import type { Presorted } from './presort.ts'

/**
 * A grown tree as plain lists, one entry per node; node 0 is the root. Inner nodes keep their own value and size, so that a smaller tree
 * is this one read less far: what lets a grid of depths and sizes be searched with few trees.
 */
export interface Tree {
  /** place of the feature that is asked for; −1 in a leaf */
  feature: readonly number[]
  /** a value ≤ threshold goes left */
  threshold: readonly number[]
  left: readonly number[]
  right: readonly number[]
  /** share of outcome 1 (gini, entropy) or the step of the linear predictor (newton) */
  value: readonly number[]
  /** training rows that came by */
  size: readonly number[]
}

export type Grow = (sums: Sums, growth: Growth) => Tree

interface Node {
  place: number
  start: number
  end: number
  depth: number
  first: number
  second: number
  seed: number
}

interface Draft {
  feature: number[]
  threshold: number[]
  left: number[]
  right: number[]
  value: number[]
  size: number[]
}

/**
 * A grower of trees over the same rows: its buffers are made once.
 * @param data sorted columns
 * @source Breiman et al. 1984 (splits by impurity); Chen & Guestrin 2016 (second-order gain); columns sorted once and partitioned: Mehta et al. 1996
 */
export function treeGrower(data: Presorted): Grow {
  const scan: Scan = {
    data,
    order: new Int32Array(data.order.length),
    spare: new Int32Array(data.n),
    goesLeft: new Uint8Array(data.n),
    places: new Int32Array(data.features),
    best: nothingFound(),
    cut: { at: -1, gain: 0, first: 0, second: 0 },
    logs: logTable(data.n),
  }
  return (sums, growth) => grow(scan, sums, growth)
}

function grow(scan: Scan, sums: Sums, growth: Growth): Tree {
  const { first, second, included } = sums
  let end = 0
  let sumFirst = 0
  let sumSecond = 0
  for (let row = 0; row < scan.data.n; row += 1) {
    if (included?.[row] === 0) continue
    end += 1
    sumFirst += first[row] ?? 0
    sumSecond += second[row] ?? 0
  }
  const draft: Draft = { feature: [], threshold: [], left: [], right: [], value: [], size: [] }
  const root = { start: 0, end, depth: 0, first: sumFirst, second: sumSecond, seed: growth.seed }
  const waiting: Node[] = [{ ...root, place: addNode(draft, root, growth) }]
  // late in boosting most trees are a root: no rows are copied for them
  if (isFinal(root, growth)) return draft
  fillOrder(scan, included)
  for (let node = waiting.pop(); node; node = waiting.pop()) split(scan, sums, growth, draft, waiting, node)
  return draft
}

/** Copies the sorted rows that take part. */
function fillOrder({ data, order }: Scan, included: Uint8Array | null): void {
  if (!included) {
    order.set(data.order)
    return
  }
  for (let feature = 0; feature < data.features; feature += 1) {
    const base = feature * data.n
    let put = base
    for (let place = base; place < base + data.n; place += 1) {
      const row = data.order[place] ?? 0
      // written always, kept where the place moves on
      order[put] = row
      put += included[row] ?? 0
    }
  }
}

function addNode(draft: Draft, node: Omit<Node, 'place'>, { criterion, lambda }: Growth): number {
  draft.feature.push(-1)
  draft.threshold.push(0)
  draft.left.push(-1)
  draft.right.push(-1)
  const value =
    criterion === 'newton' ? node.first / (node.second + lambda) : shareOf(node.first, node.second)
  draft.value.push(Number.isFinite(value) ? value : 0)
  draft.size.push(node.end - node.start)
  return draft.feature.length - 1
}

/** Share of outcome 1. Sums of weights are rounded: what is left of an outcome that is gone is none of it, and no share lies outside 0…1. */
function shareOf(first: number, second: number): number {
  if (first <= 1e-12 * second) return 0
  return second - first <= 1e-12 * second ? 1 : first / second
}

function isFinal(
  node: Omit<Node, 'place'>,
  { criterion, depth, minSplit, minLeaf, minWeight }: Growth,
): boolean {
  const size = node.end - node.start
  if (size < minSplit || size < 2 * minLeaf || (depth !== null && node.depth >= depth)) return true
  if (criterion === 'newton') return node.second < 2 * minWeight
  // one outcome only is left: nothing to tell apart
  const share = shareOf(node.first, node.second)
  return share === 0 || share === 1
}

function split(scan: Scan, sums: Sums, growth: Growth, draft: Draft, waiting: Node[], node: Node): void {
  if (isFinal(node, growth)) return
  const { best } = scan
  lookForSplit(scan, sums, growth, node)
  if (best.feature < 0) return
  const middle = node.start + best.size
  const depth = node.depth + 1
  const onLeft = { start: node.start, end: middle, depth, first: best.first, second: best.second }
  const onRight = {
    start: middle,
    end: node.end,
    depth,
    first: node.first - best.first,
    second: node.second - best.second,
  }
  const left = { ...onLeft, seed: childSeed(node.seed, 1) }
  const right = { ...onRight, seed: childSeed(node.seed, 2) }
  draft.feature[node.place] = best.feature
  draft.threshold[node.place] = best.threshold
  const leftPlace = addNode(draft, left, growth)
  const rightPlace = addNode(draft, right, growth)
  draft.left[node.place] = leftPlace
  draft.right[node.place] = rightPlace
  const goOn = { left: !isFinal(left, growth), right: !isFinal(right, growth) }
  if (goOn.left || goOn.right) applySplit(scan, node, middle, goOn)
  if (goOn.right) waiting.push({ ...right, place: rightPlace })
  if (goOn.left) waiting.push({ ...left, place: leftPlace })
}

function childSeed(seed: number, side: 1 | 2): number {
  let z = (Math.imul(seed ^ (side * 0x9e3779b9), 0x85ebca6b) + side) >>> 0
  z = Math.imul(z ^ (z >>> 15), 0xc2b2ae35)
  return (z ^ (z >>> 16)) >>> 0
}

/** The best split of the features that are looked at: in their order, or drawn until enough of them differ within the node. */
function lookForSplit(scan: Scan, sums: Sums, growth: Growth, node: Node): void {
  const { best, data, places } = scan
  best.feature = -1
  // an impure node is split even where nothing is gained at once, as scikit-learn does; a boosted one has to gain
  best.gain =
    scoreOf(scan.logs, growth, node.first, node.second) +
    (growth.criterion === 'newton' ? 1e-6 : -1e-9 * node.second)
  if (growth.tried === null) {
    for (let feature = 0; feature < data.features; feature += 1) bestSplit(scan, sums, growth, node, feature)
    return
  }
  for (let i = 0; i < data.features; i += 1) places[i] = i
  const random = createRandom(node.seed)
  let left = growth.tried
  for (let i = 0; i < data.features && left > 0; i += 1) {
    const at = i + random.below(data.features - i)
    const feature = places[at] ?? 0
    places[at] = places[i] ?? 0
    if (bestSplit(scan, sums, growth, node, feature)) left -= 1
  }
}

/**
 * The value of each row, a tree read at most `depth` deep and not below nodes of fewer than `minSplit` rows.
 * @param columns the features the tree was grown on, in their order
 */
export function treeValues(
  tree: Tree,
  columns: readonly Float64Array[],
  n: number,
  { depth = Infinity, minSplit = 0 } = {},
): Float64Array {
  const { feature, threshold, left, right, value, size } = tree
  const out = new Float64Array(n)
  for (let row = 0; row < n; row += 1) {
    let node = 0
    for (let level = 0; level < depth && (size[node] ?? 0) >= minSplit; level += 1) {
      const asked = feature[node] ?? -1
      if (asked < 0) break
      node = ((columns[asked]?.[row] ?? NaN) <= (threshold[node] ?? NaN) ? left[node] : right[node]) ?? 0
    }
    out[row] = value[node] ?? NaN
  }
  return out
}

/** Splits from the root to the deepest leaf. */
export function treeDepth({ left, right }: { left: readonly number[]; right: readonly number[] }): number {
  const depth = new Int32Array(left.length)
  let most = 0
  left.forEach((child, node) => {
    if (child < 0) return
    // a child stands behind its parent
    const below = (depth[node] ?? 0) + 1
    depth[child] = below
    depth[right[node] ?? 0] = below
    most = Math.max(most, below)
  })
  return most
}
