import { InvalidInput } from '../errors.ts'
import { kendall } from '../stats/kendall.ts'
import { correlateMany, pairStates } from '../stats/manyCorrelations.ts'
import { isMissing } from '../stats/missing.ts'
import { benjaminiHochberg } from '../stats/multiplicity.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { orthogonalise } from '../stats/orthogonal.ts'
import { spearmanP } from '../stats/spearman.ts'
import { logGamma } from '../stats/special.ts'
import { columnsAt, rowsWithAny, type ColumnBlock } from './columnBlock.ts'
import { dummiesOf, type OutcomeCovariate } from './outcomeModels.ts'
import type { Family } from './result.ts'

export type CorrelationMethod = 'spearman' | 'pearson' | 'kendall'

export interface AssociateInput {
  x: ColumnBlock
  y: ColumnBlock
  method: CorrelationMethod
  /** Spearman's p: 'r' as cor.test (AS 89 without ties), or always 't' */
  p: 'r' | 't'
  /** taken out of both sides: numbers, categories as dummies. Not with Kendall */
  covariates: readonly OutcomeCovariate[]
  /** the tumour volume, or whatever alone might explain as much; one per patient, NaN = missing. Not with Kendall */
  rival: Float64Array | null
  /** of all pairs, in words */
  family: string
}

/** How p of a pair came about; `variant` holds the place in this list. */
export const pairVariants = [
  'not tested',
  'all orders (exact)',
  'Edgeworth series (AS 89)',
  'Student’s t',
  'all orders or recursion (exact)',
  'normal',
] as const

/** Pairs row by row: x[0] with all y, x[1] with all y …; NaN where not tested. */
export interface Pairs {
  r: Float64Array
  /** natural logarithm of the two-sided p */
  logP: Float64Array
  logQ: Float64Array
  /** patients that have both (and all covariates) */
  n: Int32Array
  /** places in `pairStates` */
  state: Uint8Array
  /** places in `pairVariants` */
  variant: Uint8Array
  family: Family
  /** independent columns that were taken out */
  covariates: number
}

export interface Associations {
  raw: Pairs
  /** null without covariates; `same` is the raw r on the patients who have all covariates */
  adjusted: (Pairs & { same: Float64Array }) | null
  /** null without a rival */
  rival: {
    /** the rival with each y, over the patients who have some x */
    withY: Pairs
    /** each x with the rival */
    withX: Pairs
    /** x with y, the rival taken out */
    without: Pairs
  } | null
  /** patients with at least one x and one y */
  patients: number
  /** their places */
  rows: Int32Array
}

/**
 * Correlates all columns x with all columns y: raw, with covariates taken out, and beside what a rival (the tumour volume) gives alone.
 * @param input columns at the patient level, NaN = missing; pairs are correlated over the patients who have both
 * @returns r, log p, log q over all pairs, n and state of each pair. Adjusted: partial correlation (of ranks for Spearman)
 * @throws InvalidInput a value is infinite, lengths differ, or covariates or a rival with Kendall
 * @source as `correlateMany`, `partialCorrelation`, `kendall`   @oracle those in the tests pair by pair; TCGA-LIHC through the API (R cor.test)
 * @differs where |r| is 1 Student's t is infinite and R says p = 0; here p is 2/n!
 */
export function associate(input: AssociateInput): Associations {
  const { x, y, method, covariates, rival, family } = input
  if (x.n !== y.n) throw new InvalidInput('y', `${y.n} patients`, `${x.n}, as x has`)
  if (method === 'kendall' && (covariates.length > 0 || rival !== null))
    throw new InvalidInput('method', 'kendall', 'spearman or pearson where something is adjusted for')
  const rows = rowsWithAny(x, y)
  const one = (use: readonly number[], taken: readonly OutcomeCovariate[]): Pairs => {
    const columns = taken.flatMap((covariate) => dummiesOf(covariate, use).map(({ values }) => values))
    return correlated(columnsAt(x, use), columnsAt(y, use), { ...input, columns })
  }
  const raw = one(rows, [])
  return {
    raw: { ...raw, family: { ...raw.family, name: family } },
    adjusted: covariates.length === 0 ? null : adjusted(input, rows, one),
    rival: rival && rivalOf(input, rival, rows),
    patients: rows.length,
    rows: Int32Array.from(rows),
  }
}

type Correlate = (rows: readonly number[], covariates: readonly OutcomeCovariate[]) => Pairs

function adjusted(
  { covariates, family }: AssociateInput,
  rows: readonly number[],
  one: Correlate,
): Pairs & { same: Float64Array } {
  const complete = rows.filter((row) => covariates.every(({ values }) => !isMissing(values[row] ?? NaN)))
  const pairs = one(complete, covariates)
  const same = one(complete, []).r
  return { ...pairs, same, family: { ...pairs.family, name: `${family}, adjusted` } }
}

function rivalOf(
  input: AssociateInput,
  rival: Float64Array,
  rows: readonly number[],
): NonNullable<Associations['rival']> {
  const { x, y } = input
  const complete = rows.filter((row) => !isMissing(rival[row] ?? NaN))
  const alone = [Float64Array.from(complete, (row) => rival[row] ?? NaN)]
  const left = columnsAt(x, complete)
  const right = columnsAt(y, complete)
  return {
    withY: correlated(alone, right, { ...input, columns: [] }),
    withX: correlated(left, alone, { ...input, columns: [] }),
    without: correlated(left, right, { ...input, columns: alone }),
  }
}

interface How extends Pick<AssociateInput, 'method' | 'p' | 'family'> {
  columns: readonly Float64Array[]
}

function correlated(x: readonly Float64Array[], y: readonly Float64Array[], how: How): Pairs {
  const { method, columns, family } = how
  const { found, variant } = method === 'kendall' ? byKendall(x, y) : byMoments(x, y, how)
  const logP = found.logP.map((log, i) => (log === -Infinity ? smallestLogP(found.n[i] ?? 0) : log))
  const { logQ, tested } = benjaminiHochberg(logP)
  return {
    ...found,
    logP,
    logQ,
    variant,
    family: { name: family, planned: x.length * y.length, tested, adjustment: 'BH' },
    covariates: columns.length === 0 ? 0 : independent(columns),
  }
}

interface Paired {
  found: Found
  variant: Uint8Array
}

function byKendall(x: readonly Float64Array[], y: readonly Float64Array[]): Paired {
  const found = kendallPairs(x, y)
  return { found, variant: kendallVariants(x, y, found) }
}

function byMoments(
  x: readonly Float64Array[],
  y: readonly Float64Array[],
  { method, p, columns }: How,
): Paired {
  const ranks = method === 'spearman'
  const { ties, ...found } = correlateMany(x, y, {
    method: ranks ? 'spearman' : 'pearson',
    p,
    covariates: columns,
  })
  if (ranks && p === 'r' && columns.length === 0) return { found, variant: rankVariants(found, ties) }
  return { found, variant: found.state.map((state) => (state === 0 ? 3 : 0)) }
}

/** Of 2/n!, the smallest p that n patients in any of n! orders can give. */
function smallestLogP(n: number): number {
  return Math.LN2 - logGamma(n + 1)
}

function independent(columns: readonly Float64Array[]): number {
  const n = columns[0]?.length ?? 0
  return orthogonalise([new Float64Array(n).fill(1), ...columns]).kept.length - 1
}

type Found = Pick<Pairs, 'r' | 'logP' | 'n' | 'state'>

function both(x: Float64Array, y: Float64Array): number[] {
  const rows: number[] = []
  for (let i = 0; i < x.length; i += 1) if (!isMissing(x[i] ?? NaN) && !isMissing(y[i] ?? NaN)) rows.push(i)
  return rows
}

function kendallPairs(x: readonly Float64Array[], y: readonly Float64Array[]): Found {
  const pairs = x.length * y.length
  const found = {
    r: new Float64Array(pairs).fill(NaN),
    logP: new Float64Array(pairs).fill(NaN),
    n: new Int32Array(pairs),
    state: new Uint8Array(pairs),
  }
  eachPair(x, y, (first, second, at) => {
    const rows = both(first, second)
    const result = kendall(
      rows.map((row) => first[row] ?? NaN),
      rows.map((row) => second[row] ?? NaN),
    )
    found.n[at] = rows.length
    if (isNotTestable(result)) found.state[at] = result.reason === 'all values equal' ? 2 : 1
    else {
      found.r[at] = result.tau
      found.logP[at] = result.logP
    }
  })
  return found
}

function eachPair(
  x: readonly Float64Array[],
  y: readonly Float64Array[],
  visit: (x: Float64Array, y: Float64Array, at: number) => void,
): void {
  x.forEach((first, i) => {
    y.forEach((second, j) => {
      visit(first, second, i * y.length + j)
    })
  })
}

function haveTies(x: Float64Array, y: Float64Array): boolean {
  const rows = both(x, y)
  const distinct = (column: Float64Array): number => new Set(rows.map((row) => column[row])).size
  return distinct(x) < rows.length || distinct(y) < rows.length
}

/** Whether p of ρ without ties is AS 89's, or t because the series has broken down. */
function seriesHolds(rho: number, n: number): boolean {
  const s = Math.round(((n * n * n - n) * (1 - rho)) / 6)
  return spearmanP({ rho, s, n, ties: false, method: 'r' }).variant === 'edgeworth'
}

/** The rule of `spearman`: t with ties or above 1,290 or where the series breaks down, all orders up to 9, else AS 89. */
function rankVariants({ n, r, state }: Found, ties: Uint8Array): Uint8Array {
  return state.map((reason, at) => {
    const pairs = n[at] ?? 0
    if (reason !== 0) return 0
    if (ties[at] === 1 || pairs > 1290) return 3
    if (pairs <= 9) return 1
    return seriesHolds(r[at] ?? NaN, pairs) ? 2 : 3
  })
}

function kendallVariants(
  x: readonly Float64Array[],
  y: readonly Float64Array[],
  { n, state }: Found,
): Uint8Array {
  const variants = new Uint8Array(state.length)
  eachPair(x, y, (first, second, at) => {
    if (state[at] === 0) variants[at] = (n[at] ?? 0) < 50 && !haveTies(first, second) ? 4 : 5
  })
  return variants
}

/** Why a pair was not tested, in words; null where it was. */
export function whyNotPaired(state: number): string | null {
  return state === 0 ? null : (pairStates[state] ?? 'not tested')
}
