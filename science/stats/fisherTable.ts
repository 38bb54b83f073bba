import { InvalidInput } from '../errors.ts'
import { marginsOf, type Table } from './contingency.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { permutationP } from './permutation.ts'
import type { Random } from './random.ts'
import { logGamma } from './special.ts'

export interface FisherTable {
  logP: number
  variant: { kind: 'exact' } | { kind: 'permutation'; permutations: number }
}

/** log 0! … log n!. */
function logFactorials(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, i) => logGamma(i + 1))
}

const tolerance = Math.log1p(1e-7)

/**
 * Fisher's exact test of an r × c table (Freeman–Halton): all tables of these margins that are no likelier than this one.
 * @param work how many partial tables may be looked at before random tables are drawn instead
 * @param permutations of these random tables   @param random their generator
 * @returns exact p, or that of random tables, (1 + b)/(B + 1); not testable where fewer than two rows or columns have a count
 * @throws InvalidInput smaller than 2 × 2, a count that is none, or no such number of tables
 * @source Freeman & Halton 1951; Mehta & Patel 1983 (columns one by one, equal remainders together)
 * @oracle test/oracles/fisher (R fisher.test)
 */
export function fisherTable(
  table: Table,
  {
    random,
    permutations = 100_000,
    work = 2_000_000,
  }: { random: Random; permutations?: number; work?: number },
): FisherTable | NotTestable {
  const { rows, columns, total } = marginsOf(table)
  if (!Number.isInteger(permutations) || permutations < 1)
    throw new InvalidInput('permutations', permutations, 'a whole number from 1')
  const margins = { rows: rows.filter((sum) => sum > 0), columns: columns.filter((sum) => sum > 0) }
  if (margins.rows.length < 2 || margins.columns.length < 2)
    return notTestable('a table margin is zero', total)
  const logs = logFactorials(total)
  const observed = -table.flat().reduce((sum, count) => sum + (logs[count] ?? NaN), 0)
  const exact = exactLogP(margins, { logs, observed, work })
  if (exact !== null) return { logP: exact, variant: { kind: 'exact' } }
  const p = sampledP(margins, { logs, observed, permutations, random })
  return { logP: Math.log(p), variant: { kind: 'permutation', permutations } }
}

interface Sums {
  rows: readonly number[]
  columns: readonly number[]
}

/** Partial tables that leave the same sorted rows are one node; in it, those of the same likelihood so far are one path. */
type Nodes = Map<string, { rows: readonly number[]; paths: Map<number, { log: number; count: number }> }>

function exactLogP(
  { rows, columns }: Sums,
  { logs, observed, work }: { logs: Float64Array; observed: number; work: number },
): number | null {
  // columns along the shorter side keep the nodes few
  const [long, short] = rows.length <= columns.length ? [columns, rows] : [rows, columns]
  const constant = [...rows, ...columns].reduce((sum, count) => sum + (logs[count] ?? NaN), 0)
  const all = logs[logs.length - 1] ?? NaN
  let left = work
  let nodes: Nodes = new Map([['', { rows: short, paths: new Map([[0, { log: 0, count: 1 }]]) }]])
  for (const column of long) {
    const next: Nodes = new Map()
    for (const { rows: remaining, paths } of nodes.values()) {
      for (const { rest, log } of fillings(remaining, column, logs)) {
        const key = rest.join()
        const node = next.get(key) ?? { rows: rest, paths: new Map<number, { log: number; count: number }>() }
        next.set(key, node)
        left -= paths.size
        if (left < 0) return null
        for (const path of paths.values()) {
          const sum = path.log + log
          const rounded = Math.round(sum * 1e9)
          const same = node.paths.get(rounded)
          if (same) same.count += path.count
          else node.paths.set(rounded, { log: sum, count: path.count })
        }
      }
    }
    nodes = next
  }
  let p = 0
  let largest = -Infinity
  const ends = [...(nodes.values().next().value?.paths.values() ?? [])].filter(
    ({ log }) => log <= observed + tolerance,
  )
  for (const { log } of ends) largest = Math.max(largest, log)
  for (const { log, count } of ends) p += count * Math.exp(log - largest)
  return Math.min(0, Math.log(p) + largest + constant - all)
}

/** All ways to fill a column from what the rows have left: the sorted rest and −Σ log x!. */
function fillings(
  rows: readonly number[],
  column: number,
  logs: Float64Array,
): { rest: number[]; log: number }[] {
  const found: { rest: number[]; log: number }[] = []
  const taken = new Array<number>(rows.length).fill(0)
  const behind = rows.map((_, i) => rows.slice(i + 1).reduce((sum, count) => sum + count, 0))
  const visit = (i: number, open: number, log: number): void => {
    if (i === rows.length) {
      const rest = rows.map((row, r) => row - (taken[r] ?? 0)).sort((a, b) => a - b)
      found.push({ rest, log })
      return
    }
    const most = Math.min(rows[i] ?? 0, open)
    for (let x = Math.max(0, open - (behind[i] ?? 0)); x <= most; x += 1) {
      taken[i] = x
      visit(i + 1, open - x, log - (logs[x] ?? NaN))
    }
  }
  visit(0, column, 0)
  return found
}

/** Random tables with these margins: the patients' rows dealt anew to their columns. */
function sampledP(
  { rows, columns }: Sums,
  {
    logs,
    observed,
    permutations,
    random,
  }: { logs: Float64Array; observed: number; permutations: number; random: Random },
): number {
  const labels = Int32Array.from(rows.flatMap((count, i) => new Array<number>(count).fill(i)))
  const counts = new Int32Array(rows.length)
  let asUnlikely = 0
  for (let b = 0; b < permutations; b += 1) {
    for (let i = labels.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1)
      const held = labels[i] ?? 0
      labels[i] = labels[j] ?? 0
      labels[j] = held
    }
    let log = 0
    let at = 0
    for (const column of columns) {
      counts.fill(0)
      for (let k = 0; k < column; k += 1, at += 1) {
        const row = labels[at] ?? 0
        counts[row] = (counts[row] ?? 0) + 1
      }
      for (const count of counts) log -= logs[count] ?? NaN
    }
    if (log <= observed + tolerance) asUnlikely += 1
  }
  return permutationP(asUnlikely, permutations)
}
