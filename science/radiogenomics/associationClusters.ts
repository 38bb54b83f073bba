import { hierarchicalClusters } from '../stats/cluster.ts'
import { dendrogramOf, type Dendrogram } from '../stats/dendrogram.ts'
import { isMissing } from '../stats/missing.ts'
import { pairwiseDistances } from '../stats/pairwiseDistances.ts'

export interface ClusteredSide {
  /** all variables of the side, those in the tree first, the others after them as they were given */
  order: Int32Array
  /** how many of them are in the tree */
  clustered: number
  /** null where fewer than two could be clustered */
  tree: Dendrogram | null
}

export interface AssociationClusters {
  /** null where the side has more than `mostClustered` variables */
  x: ClusteredSide | null
  y: ClusteredSide | null
}

/** The distances of so many are 25 MB, and their tree takes half a second. */
export const mostClustered = 2500

export interface AssociationMatrix {
  /** first x with all y, then the next; NaN where not tested */
  r: Float64Array
  nx: number
  ny: number
}

/**
 * Both sides of a matrix of correlations put in an order in which like stands beside like: Euclidean distance between the
 * coefficients of two variables, average linkage. What was tested with nothing stands at the end, as does, rarely, a variable
 * that shares no tested partner with another.
 * @source Eisen et al. 1998 (the picture), Sokal & Michener 1958 (the linkage)   @oracle R dist and hclust in the tests
 */
export function clusterAssociations({ r, nx, ny }: AssociationMatrix): AssociationClusters {
  const rows = (): Float64Array[] => Array.from({ length: nx }, (_, i) => r.slice(i * ny, (i + 1) * ny))
  const columns = (): Float64Array[] =>
    Array.from({ length: ny }, (_, j) =>
      Float64Array.from({ length: nx }, (_unused, i) => r[i * ny + j] ?? NaN),
    )
  return {
    x: nx > mostClustered ? null : clusteredSide(rows()),
    y: ny > mostClustered ? null : clusteredSide(columns()),
  }
}

function clusteredSide(cases: readonly Float64Array[]): ClusteredSide {
  const inside = cases.flatMap((values, i) => (values.some((value) => !isMissing(value)) ? [i] : []))
  const distances = pairwiseDistances(inside.map((i) => cases[i] ?? new Float64Array(0)))
  const whole = withoutStrangers(inside, distances)
  const given =
    whole.length === inside.length
      ? distances
      : pairwiseDistances(whole.map((i) => cases[i] ?? new Float64Array(0)))
  const others = cases.flatMap((_, i) => (whole.includes(i) ? [] : [i]))
  if (whole.length < 2)
    return { order: Int32Array.from([...whole, ...others]), clustered: whole.length, tree: null }
  const tree = dendrogramOf(hierarchicalClusters(given, 'average'))
  const order = [...Array.from(tree.order, (at) => whole[at] ?? 0), ...others]
  return { order: Int32Array.from(order), clustered: whole.length, tree }
}

/** Leaves out, one by one, whoever lacks a distance to most others. */
function withoutStrangers(items: readonly number[], distances: Float64Array): number[] {
  if (!distances.some(Number.isNaN)) return [...items]
  const n = items.length
  const lacking = items.map(() => new Set<number>())
  let at = 0
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1, at += 1)
      if (Number.isNaN(distances[at] ?? NaN)) {
        lacking[i]?.add(j)
        lacking[j]?.add(i)
      }
  const left = new Set(items.keys())
  for (;;) {
    const worst = [...left].reduce(
      (a, b) => ((lacking[b]?.size ?? 0) > (lacking[a]?.size ?? 0) ? b : a),
      [...left][0] ?? 0,
    )
    if ((lacking[worst]?.size ?? 0) === 0) break
    for (const other of lacking[worst] ?? []) lacking[other]?.delete(worst)
    lacking[worst]?.clear()
    left.delete(worst)
  }
  return [...left].map((i) => items[i] ?? 0)
}
