import { createColumnSorter } from './columnRanks.ts'
import { correlationTail } from './correlationTail.ts'
import { isNotTestable } from './notTestable.ts'
import { partialCorrelation } from './partialCorrelation.ts'
import { pearson } from './pearson.ts'
import { checkLength, createPreparation, hasMissing, type Ready } from './readyColumns.ts'
import { spearman, spearmanP } from './spearman.ts'

/** What became of a pair of columns; `ManyCorrelations.state` holds the place in this list. */
export const pairStates = [
  'tested',
  'too few values',
  'all values equal',
  'explained by the covariates',
] as const

export interface ManyCorrelations {
  /** row by row: x[0] with all y, x[1] with all y, …; NaN where not tested */
  r: Float64Array
  /** two-sided log p, NaN where not tested */
  logP: Float64Array
  /** pairs of values that were there */
  n: Int32Array
  state: Uint8Array
  /** 1 where values of a tested pair occur twice on either side; always 0 for Pearson and adjusted ones */
  ties: Uint8Array
}

export interface ManyOptions {
  method?: 'pearson' | 'spearman'
  /** Spearman's p: 't', or 'r' as cor.test (AS 89 without ties). Adjusted ones are always 't' */
  p?: 't' | 'r'
  /** taken out of both sides: finite columns of n values */
  covariates?: readonly ArrayLike<number>[]
}

/**
 * Correlations of all columns x with all columns y: every column is ranked once, then products of blocks. Columns with missing
 * values (NaN) are correlated pair by pair over the patients that have both.
 * @param x columns of n values, finite or NaN   @param y columns of the same n
 * @returns r, log p, n and state of each pair
 * @throws InvalidInput lengths differ, a value is infinite, or a covariate is not finite
 * @source as `spearman`, `pearson`, `partialCorrelation`   @oracle those three in the tests, pair by pair
 */
export function correlateMany(
  x: readonly ArrayLike<number>[],
  y: readonly ArrayLike<number>[],
  { method = 'spearman', p = 't', covariates = [] }: ManyOptions = {},
): ManyCorrelations {
  const n = x[0]?.length ?? y[0]?.length ?? 0
  const rule = method === 'spearman' && covariates.length === 0 ? p : 't'
  const ready = createPreparation(n, method, covariates)
  // the fewer columns are made ready once and kept, the many pass by four at a time
  const isTurned = y.length > x.length
  const [many, few] = isTurned ? [y, x] : [x, y]
  const [manyName, fewName] = isTurned ? ['y', 'x'] : ['x', 'y']
  const right = few.map((column, j) => ready(column, `${fewName}[${j}]`))
  const pairs = x.length * y.length
  const out: ManyCorrelations = {
    r: new Float64Array(pairs).fill(NaN),
    logP: new Float64Array(pairs).fill(NaN),
    n: new Int32Array(pairs).fill(n),
    state: new Uint8Array(pairs),
    ties: new Uint8Array(pairs),
  }
  const df = n - 2 - ready.covariates
  const tail = df >= 1 ? correlationTail(df) : (): number => NaN
  const only = right.length === 1 ? right[0] : undefined
  if (only?.state === 0 && !only.hasMissing && method === 'spearman' && covariates.length === 0) {
    const pair = (i: number): Pair => ({
      x: x[isTurned ? 0 : i] ?? [],
      y: y[isTurned ? i : 0] ?? [],
      method,
      p: rule,
      covariates,
    })
    weighMany(out, { many, name: manyName, only, rule, tail, pair })
    return out
  }
  for (let block = 0; block < many.length; block += 4) {
    const left = many.slice(block, block + 4).map((column, i) => ready(column, `${manyName}[${block + i}]`))
    for (let j = 0; j < right.length; j += 1) {
      const other = right[j]
      if (!other) continue
      const sums = products(left, other.values)
      for (let i = 0; i < left.length; i += 1) {
        const own = left[i]
        if (!own) continue
        const [row, column] = isTurned ? [j, block + i] : [block + i, j]
        const at = row * y.length + column
        if (own.hasMissing || other.hasMissing) {
          pairwise(out, at, { x: x[row] ?? [], y: y[column] ?? [], method, p: rule, covariates })
          continue
        }
        const state = df < 1 ? 1 : own.state || other.state
        out.state[at] = state
        if (state > 0) continue
        const r = clamped((sums[i] ?? NaN) / Math.sqrt(own.square) / Math.sqrt(other.square))
        const ties = own.ties || other.ties
        out.r[at] = r
        if (covariates.length === 0) out.ties[at] = ties ? 1 : 0
        out.logP[at] = rule === 'r' ? rankTail(r, n, ties, tail) : tail(r)
      }
    }
  }
  return out
}

interface Weighed {
  many: readonly ArrayLike<number>[]
  name: string
  only: Ready
  rule: 't' | 'r'
  tail: (r: number) => number
  pair: (i: number) => Pair
}

/** One column of ranks against many: their ranks are weighed by its own while they are sorted, and nothing is written down. */
function weighMany(out: ManyCorrelations, { many, name, only, rule, tail, pair }: Weighed): void {
  const n = only.values.length
  const sorter = createColumnSorter(n)
  for (let i = 0; i < many.length; i += 1) {
    const column = many[i] ?? []
    checkLength(column, n, `${name}[${i}]`)
    if (!sorter.take(column)) {
      hasMissing(column, `${name}[${i}]`)
      pairwise(out, i, pair(i))
      continue
    }
    // whole numbers: the sum is that of centred ranks, since the centred ranks of the one add up to 0
    const { sum, tieTerm } = sorter.weigh(only.values)
    const square = (n * n * n - n - tieTerm) / 3
    if (square === 0) {
      out.state[i] = 2
      continue
    }
    const r = clamped(sum / Math.sqrt(square) / Math.sqrt(only.square))
    const ties = only.ties || tieTerm > 0
    out.r[i] = r
    out.ties[i] = ties ? 1 : 0
    out.logP[i] = rule === 'r' ? rankTail(r, n, ties, tail) : tail(r)
  }
}

function clamped(r: number): number {
  return Math.max(-1, Math.min(1, r))
}

function rankTail(rho: number, n: number, ties: boolean, tail: (r: number) => number): number {
  if (ties || n > 1290) return tail(rho)
  const s = Math.round(((n * n * n - n) * (1 - rho)) / 6)
  return spearmanP({ rho, s, n, ties, method: 'r' }).logP
}

/** Four sums of products at a time: each value of y is read once for four columns. */
function products(left: readonly Ready[], y: Float64Array): Float64Array {
  const sums = new Float64Array(4)
  const none = left[0]?.values ?? y
  const a = none
  const b = left[1]?.values ?? none
  const c = left[2]?.values ?? none
  const d = left[3]?.values ?? none
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < y.length; i += 1) {
    const value = y[i] ?? 0
    first += (a[i] ?? 0) * value
    second += (b[i] ?? 0) * value
    third += (c[i] ?? 0) * value
    fourth += (d[i] ?? 0) * value
  }
  sums[0] = first
  sums[1] = second
  sums[2] = third
  sums[3] = fourth
  return sums
}

interface Pair {
  x: ArrayLike<number>
  y: ArrayLike<number>
  method: 'pearson' | 'spearman'
  p: 't' | 'r'
  covariates: readonly ArrayLike<number>[]
}

function pairwise(out: ManyCorrelations, at: number, { x, y, method, p, covariates }: Pair): void {
  const rows: number[] = []
  for (let i = 0; i < x.length; i += 1) if (!Number.isNaN((x[i] ?? NaN) + (y[i] ?? NaN))) rows.push(i)
  const pick = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows, (row) => column[row] ?? NaN)
  out.n[at] = rows.length
  const result = one({ x: pick(x), y: pick(y), method, p, covariates: covariates.map(pick) })
  if (isNotTestable(result)) {
    out.state[at] = result.reason === 'all values equal' ? 2 : result.reason.startsWith('explained') ? 3 : 1
    return
  }
  out.r[at] = 'rho' in result ? result.rho : result.r
  out.ties[at] = 'ties' in result && result.ties ? 1 : 0
  out.logP[at] = result.logP
}

function one({ x, y, method, p, covariates }: Pair) {
  if (covariates.length > 0) return partialCorrelation(x, y, covariates, { method })
  return method === 'pearson' ? pearson(x, y) : spearman(x, y, { method: p })
}
