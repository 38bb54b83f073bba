/** What a composition panel and a heatmap draw: mean shares of each group with bootstrap intervals, and cells × patients as z-scores with their orders. */
import { InvalidInput } from '../errors.ts'
import { drawWithinGroups } from '../stats/bootstrap.ts'
import { euclideanDistances, hierarchicalClusters } from '../stats/cluster.ts'
import { ascending, moments, quantile } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { createRandom } from '../stats/random.ts'

export interface ProfileInput {
  /** keys of the groups, in order */
  groups: readonly string[]
  /** one per patient: index into `groups`, or −1 */
  assignment: Int32Array
  /** cells of one method, one value per patient; NaN = missing */
  cells: readonly { key: string; values: Float64Array }[]
  /** by which patients are put in order; null = by group alone */
  score: Float64Array | null
  /** whether the cells of a patient are parts of a whole, so that stacking them means something */
  isComposition: boolean
  /** 100 to 20,000 */
  replicates: number
  seed: number
}

export interface GroupMean {
  group: string
  n: number
  mean: number
  /** 95 % percentile bootstrap; null below two patients */
  low: number | null
  high: number | null
}

export interface CellProfile {
  key: string
  /** empty unless a composition */
  means: GroupMean[]
  /** one per patient in `patients`: (value − mean) / sd over them; null where missing, or where all are equal */
  z: (number | null)[]
  /** the value itself, in the same order */
  values: (number | null)[]
}

export interface ImmuneProfile {
  /** places of the grouped patients in the input, in score order within groups */
  patients: number[]
  /** places in `patients`, by group and then as a dendrogram orders them */
  clusteredPatients: number[]
  /** places in `cells`, as a dendrogram orders them */
  clusteredCells: number[]
  cells: CellProfile[]
  /** grouped patients who lack a cell, and are in no mean */
  nIncomplete: number
  replicates: number
  seed: number
}

/**
 * @param input one method, groups, and a score to put patients in order by
 * @returns means with percentile intervals (patients resampled whole within their group), z-scores, and orders: by group and score, and by
 *   average-linkage clustering of z within each group
 * @throws InvalidInput lengths differ, or replicates out of range
 * @source Efron & Tibshirani 1993, 13.3; Eisen et al. 1998 for clustered heatmaps   @oracle by hand and properties in the tests; R hclust through `cluster`
 */
export function immuneProfile(input: ProfileInput): ImmuneProfile {
  const { assignment, cells, replicates, seed } = input
  if (!Number.isInteger(replicates) || replicates < 100 || replicates > 20_000)
    throw new InvalidInput('replicates', replicates, '100 to 20,000')
  for (const { key, values } of cells)
    if (values.length !== assignment.length)
      throw new InvalidInput(key, `${values.length} values`, `${assignment.length}, one per patient`)
  const patients = inOrder(input)
  const rows = cells.map(({ key, values }) => rowOf(key, values, patients))
  const means = input.isComposition ? groupMeans(input) : cells.map(() => [])
  return {
    patients,
    clusteredPatients: clusterPatients(input, patients, rows),
    clusteredCells: clusterRows(rows.map(({ z }) => z.map((value) => value ?? 0))),
    cells: rows.map((row, i) => ({ ...row, means: means[i] ?? [] })),
    nIncomplete: patients.filter((patient) => !isWhole(cells, patient)).length,
    replicates,
    seed,
  }
}

function inOrder({ assignment, score }: ProfileInput): number[] {
  const grouped = [...assignment.keys()].filter((patient) => (assignment[patient] ?? -1) >= 0)
  const place = (patient: number) => {
    const value = score?.[patient] ?? NaN
    return isMissing(value) ? Infinity : value
  }
  return grouped.sort((a, b) => {
    const byGroup = (assignment[a] ?? 0) - (assignment[b] ?? 0)
    if (byGroup !== 0) return byGroup
    const [first, second] = [place(a), place(b)]
    return first === second ? a - b : first - second
  })
}

function rowOf(key: string, values: Float64Array, patients: readonly number[]): Omit<CellProfile, 'means'> {
  const own = patients.map((patient) => values[patient] ?? NaN)
  const present = own.filter((value) => !isMissing(value))
  const { mean, sd } = moments(present)
  const isFlat = present.length < 2 || !(sd > 1e-12 * Math.abs(mean))
  return {
    key,
    z: own.map((value) => (isMissing(value) || isFlat ? null : (value - mean) / sd)),
    values: own.map((value) => (isMissing(value) ? null : value)),
  }
}

function isWhole(cells: ProfileInput['cells'], patient: number): boolean {
  return cells.every(({ values }) => !isMissing(values[patient] ?? NaN))
}

/** Patients are resampled whole, so that the parts of a replicate still sum to what they sum to. */
function groupMeans({ groups, assignment, cells, replicates, seed }: ProfileInput): GroupMean[][] {
  const members = groups.map((_, g) =>
    [...assignment.keys()].filter((patient) => assignment[patient] === g && isWhole(cells, patient)),
  )
  const draws = drawWithinGroups(
    members.map((list) => list.length),
    replicates,
    createRandom(seed),
  )
  const starts = members.map((_, g) => members.slice(0, g).reduce((sum, list) => sum + list.length, 0))
  return cells.map(({ values }) =>
    groups.map((group, g) => {
      const own = (members[g] ?? []).map((patient) => values[patient] ?? NaN)
      const n = own.length
      const mean = n === 0 ? NaN : own.reduce((sum, value) => sum + value, 0) / n
      if (n < 2) return { group, n, mean, low: null, high: null }
      const start = starts[g] ?? 0
      const replicated = Float64Array.from(draws, (draw) => {
        let sum = 0
        for (let i = 0; i < n; i += 1) sum += own[draw[start + i] ?? 0] ?? NaN
        return sum / n
      })
      const sorted = ascending(replicated)
      return { group, n, mean, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) }
    }),
  )
}

/** Within each group, so that groups stay side by side. */
function clusterPatients(
  { assignment }: ProfileInput,
  patients: readonly number[],
  rows: readonly Pick<CellProfile, 'z'>[],
): number[] {
  const byGroup = Map.groupBy(patients.keys(), (place) => assignment[patients[place] ?? -1] ?? -1)
  return [...byGroup.values()].flatMap((places) => {
    const columns = places.map((place) => rows.map(({ z }) => z[place] ?? 0))
    return clusterRows(columns).map((i) => places[i] ?? 0)
  })
}

/** Order of rows by average linkage of Euclidean distances. */
function clusterRows(rows: readonly (readonly number[])[]): number[] {
  if (rows.length < 3) return [...rows.keys()]
  const width = rows[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? 0))
  if (width === 0) return [...rows.keys()]
  return Array.from(hierarchicalClusters(euclideanDistances(columns), 'average').order)
}
