import { InvalidInput } from '../errors.ts'

export type Linkage = 'average' | 'complete' | 'single' | 'ward.D2'

export interface Clustering {
  /** one merge a row, as R's hclust: −i is case i (from 1), i is the cluster of merge i (from 1) */
  merge: readonly (readonly [number, number])[]
  /** height of each merge, ascending */
  height: Float64Array
  /** cases (from 0) from left to right as a dendrogram draws them */
  order: Int32Array
}

/**
 * Euclidean distances of all pairs i < j, row by row.
 * @param columns each of n finite values
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source R's documentation of dist   @oracle test/oracles/cluster (R dist)
 */
export function euclideanDistances(columns: readonly ArrayLike<number>[]): Float64Array {
  const n = columns[0]?.length ?? 0
  const p = columns.length
  const rows = new Float64Array(n * p)
  columns.forEach((column, c) => {
    if (column.length !== n) throw new InvalidInput(`columns[${c}]`, `${column.length} values`, `${n}`)
    for (let i = 0; i < n; i += 1) {
      const value = column[i] ?? NaN
      if (!Number.isFinite(value)) throw new InvalidInput(`columns[${c}]`, value, 'finite numbers')
      rows[i * p + c] = value
    }
  })
  const distances = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1, at += 1) {
      let sum = 0
      for (let a = i * p, b = j * p, end = a + p; a < end; a += 1, b += 1) {
        const d = (rows[a] ?? 0) - (rows[b] ?? 0)
        sum += d * d
      }
      distances[at] = Math.sqrt(sum)
    }
  return distances
}

interface Merge {
  a: number
  b: number
  height: number
}

/**
 * Hierarchical clustering by chains of nearest neighbours: n² steps.
 * @param distances of all pairs i < j of n cases, row by row: n(n − 1)/2 finite numbers from 0
 * @returns merges, heights and order as R's hclust
 * @throws InvalidInput no such number of distances, or one is negative or not finite
 * @source Murtagh 1983; Lance & Williams 1967; ward.D2: Murtagh & Legendre 2014   @oracle test/oracles/cluster (R hclust)
 * @differs where distances tie, several trees are right and R may draw another one; heights then still agree for single linkage
 */
export function hierarchicalClusters(distances: ArrayLike<number>, linkage: Linkage): Clustering {
  const n = Math.round((1 + Math.sqrt(1 + 8 * distances.length)) / 2)
  if ((n * (n - 1)) / 2 !== distances.length)
    throw new InvalidInput('distances', distances.length, 'n(n − 1)/2 of them')
  const full = new Float64Array(n * n)
  let at = 0
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1, at += 1) {
      const d = distances[at] ?? NaN
      if (!(d >= 0 && d < Infinity)) throw new InvalidInput(`distances[${at}]`, d, 'a finite number from 0')
      const used = linkage === 'ward.D2' ? d * d : d
      full[i * n + j] = used
      full[j * n + i] = used
    }
  const merges = chain(full, n, linkage)
  if (linkage === 'ward.D2') for (const merge of merges) merge.height = Math.sqrt(merge.height)
  return numbered(
    merges.sort((p, q) => p.height - q.height),
    n,
  )
}

/** Follows nearest neighbours until two are each other's, merges them into the second's row, goes on from what is left. */
function chain(full: Float64Array, n: number, linkage: Linkage): Merge[] {
  const size = new Int32Array(n).fill(1)
  // rows that still stand for a cluster, packed, so that later walks are shorter
  const active = Int32Array.from({ length: n }, (_, i) => i)
  const merges: Merge[] = []
  const stack: number[] = []
  for (let left = n; left > 1;) {
    if (stack.length === 0) stack.push(active[0] ?? 0)
    for (;;) {
      const tip = stack[stack.length - 1] ?? 0
      const before = stack[stack.length - 2] ?? -1
      let near = before
      let shortest = before < 0 ? Infinity : (full[tip * n + before] ?? Infinity)
      const row = tip * n
      for (let k = 0; k < left; k += 1) {
        const other = active[k] ?? 0
        const d = full[row + other] ?? Infinity
        if (d < shortest && other !== tip) {
          shortest = d
          near = other
        }
      }
      if (near === before) break
      stack.push(near)
    }
    const a = stack.pop() ?? 0
    const b = stack.pop() ?? 0
    merges.push({ a, b, height: full[a * n + b] ?? NaN })
    left -= 1
    for (let k = 0, to = 0; k <= left; k += 1) {
      const other = active[k] ?? 0
      if (other !== a) active[to++] = other
    }
    unite(full, { n, a, b, linkage, size, active, left })
  }
  return merges
}

interface Union {
  n: number
  a: number
  b: number
  linkage: Linkage
  size: Int32Array
  active: Int32Array
  left: number
}

/** Distances of the united cluster (in row b) by the formulas of Lance and Williams. */
function unite(full: Float64Array, { n, a, b, linkage, size, active, left }: Union): void {
  const sizeA = size[a] ?? 1
  const sizeB = size[b] ?? 1
  const between = full[a * n + b] ?? 0
  for (let k = 0; k < left; k += 1) {
    const c = active[k] ?? 0
    if (c === b) continue
    const toA = full[a * n + c] ?? 0
    const toB = full[b * n + c] ?? 0
    const sizeC = size[c] ?? 1
    const d =
      linkage === 'single'
        ? Math.min(toA, toB)
        : linkage === 'complete'
          ? Math.max(toA, toB)
          : linkage === 'average'
            ? (sizeA * toA + sizeB * toB) / (sizeA + sizeB)
            : ((sizeA + sizeC) * toA + (sizeB + sizeC) * toB - sizeC * between) / (sizeA + sizeB + sizeC)
    full[b * n + c] = d
    full[c * n + b] = d
  }
  size[b] = sizeA + sizeB
}

/** R's numbers: single cases before clusters, the earlier first; and the order that follows from them. */
function numbered(merges: readonly Merge[], n: number): Clustering {
  // the cluster in which a case is now: a forest with short paths
  const parent = Int32Array.from({ length: n }, (_, i) => i)
  const name = Int32Array.from({ length: n }, (_, i) => -(i + 1))
  const rootOf = (i: number): number => {
    let root = i
    while ((parent[root] ?? root) !== root) {
      parent[root] = parent[parent[root] ?? root] ?? root
      root = parent[root] ?? root
    }
    return root
  }
  const merge = merges.map(({ a, b }, m): readonly [number, number] => {
    const first = rootOf(a)
    const second = rootOf(b)
    const x = name[first] ?? 0
    const y = name[second] ?? 0
    parent[first] = second
    name[second] = m + 1
    if (x < 0 && y < 0) return x > y ? [x, y] : [y, x]
    return x < y ? [x, y] : [y, x]
  })
  const order: number[] = []
  const open = [n - 1]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < 0) {
      order.push(-next - 1)
      continue
    }
    const pair = merge[next - 1]
    if (pair) open.push(pair[1], pair[0])
    else if (n === 1) order.push(0)
  }
  return { merge, height: Float64Array.from(merges, ({ height }) => height), order: Int32Array.from(order) }
}

/**
 * Cluster of each case when the tree is cut into k, numbered from 0 by first appearance, as R's cutree (from 1).
 * @throws InvalidInput k is not 1 … n
 * @source R's documentation of cutree   @oracle test/oracles/cluster (R cutree)
 */
export function cutInto({ merge }: Clustering, k: number): Int32Array {
  const n = merge.length + 1
  if (!Number.isInteger(k) || k < 1 || k > n) throw new InvalidInput('k', k, `a whole number from 1 to ${n}`)
  const label = Int32Array.from({ length: n }, (_, i) => i)
  const members: number[][] = []
  merge.slice(0, n - k).forEach(([x, y], m) => {
    const of = (id: number): number[] => (id < 0 ? [-id - 1] : (members[id - 1] ?? []))
    const all = [...of(x), ...of(y)]
    members.push(all)
    for (const i of all) label[i] = n + m
  })
  const seen = new Map<number, number>()
  return label.map((value) => {
    const found = seen.get(value) ?? seen.size
    seen.set(value, found)
    return found
  })
}
