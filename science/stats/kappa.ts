import { InvalidInput } from '../errors.ts'
import { marginsOf, type Table } from './contingency.ts'
import { logNormalTwoSided, normalUpperQuantile, tUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

export interface Kappa {
  /** −1…1; 0 = agreement by chance, 1 = complete */
  kappa: number
  low: number
  high: number
  /** large-sample standard error where κ is not 0 */
  error: number
  /** against κ = 0, by the error that holds there */
  z: number
  logP: number
  observed: number
  byChance: number
}

export type KappaWeights = 'none' | 'linear' | 'quadratic'

/** How much two categories agree: 1 the same, 0 the farthest apart. */
function agreement(i: number, j: number, size: number, weights: KappaWeights): number {
  const far = Math.abs(i - j) / (size - 1)
  return weights === 'none' ? (i === j ? 1 : 0) : weights === 'linear' ? 1 - far : 1 - far * far
}

/**
 * Cohen's κ of two readers, weighted where the categories have an order.
 * @param table square: how often reader one said row i and reader two column j
 * @returns not testable where agreement by chance is complete
 * @throws InvalidInput not square, smaller than 2 × 2, or a count that is none
 * @source Cohen 1960, 1968; errors: Fleiss, Cohen & Everitt 1969   @oracle test/oracles/kappa (psych::cohen.kappa, vcd::Kappa)
 */
export function cohenKappa(
  table: Table,
  { weights = 'none', level = 0.95 }: { weights?: KappaWeights; level?: number } = {},
): Kappa | NotTestable {
  const { rows, columns, total } = marginsOf(table)
  const size = rows.length
  if (columns.length !== size)
    throw new InvalidInput('table', `${size} × ${columns.length}`, 'a square table')
  if (total === 0) return notTestable('too few values', 0)
  const shareOf = (sums: number[]): number[] => sums.map((sum) => sum / total)
  const first = shareOf(rows)
  const second = shareOf(columns)
  const w = (i: number, j: number): number => agreement(i, j, size, weights)
  let observed = 0
  let byChance = 0
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      observed += (w(i, j) * count) / total
      byChance += w(i, j) * (first[i] ?? 0) * (second[j] ?? 0)
    })
  })
  if (!(byChance < 1 - 1e-14)) return notTestable('all values equal', total)
  const kappa = (observed - byChance) / (1 - byChance)
  const rowMean = first.map((_, i) => second.reduce((sum, share, j) => sum + share * w(i, j), 0))
  const columnMean = second.map((_, j) => first.reduce((sum, share, i) => sum + share * w(i, j), 0))
  let spread = 0
  let spreadNull = 0
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      const means = (rowMean[i] ?? 0) + (columnMean[j] ?? 0)
      spread += (count / total) * (w(i, j) - means * (1 - kappa)) ** 2
      spreadNull += (first[i] ?? 0) * (second[j] ?? 0) * (w(i, j) - means) ** 2
    })
  })
  const rest = kappa - byChance * (1 - kappa)
  const error = Math.sqrt(Math.max(0, spread - rest * rest) / total) / (1 - byChance)
  const errorNull = Math.sqrt(Math.max(0, spreadNull - byChance * byChance) / total) / (1 - byChance)
  const reach = normalUpperQuantile((1 - level) / 2) * error
  return {
    kappa,
    low: Math.max(-1, kappa - reach),
    high: Math.min(1, kappa + reach),
    error,
    z: kappa / errorNull,
    logP: logNormalTwoSided(kappa / errorNull),
    observed,
    byChance,
  }
}

export interface FleissKappa {
  kappa: number
  low: number
  high: number
  /** linearised over the cases: holds at any κ */
  error: number
  /** against κ = 0, by the error that holds there */
  z: number
  logP: number
  /** κ of each category against all others; null where a category was chosen never or always */
  categories: (number | null)[]
}

/**
 * Fleiss' κ of three or more readers (or two, then Scott's π).
 * @param counts a row per case: how many of the readers chose each category; all rows have the same sum ≥ 2
 * @returns κ with its interval (Student, cases − 1 df; cases are the sample, readers are not), z and log p against κ = 0; not testable
 * where all readers always chose the same category
 * @throws InvalidInput fewer than 2 cases or categories, or rows of other sums
 * @source Fleiss 1971; error at κ = 0: Fleiss, Nee & Landis 1979; interval: Gwet 2021 (linearised variance)
 * @oracle test/oracles/kappa (irr::kappam.fleiss's formula; Gwet's error by numerical derivatives, both in R)
 * @differs irr gives no interval; its error holds at κ = 0 only and is too small or too large elsewhere, so an interval is not made of it
 */
export function fleissKappa(
  counts: Table,
  { level = 0.95 }: { level?: number } = {},
): FleissKappa | NotTestable {
  const { rows, columns, total } = marginsOf(counts)
  const readers = rows[0] ?? 0
  const cases = rows.length
  if (readers < 2 || rows.some((sum) => sum !== readers))
    throw new InvalidInput('counts', rows.join(', '), 'the same number of readers, at least 2, in every case')
  const shares = columns.map((sum) => sum / total)
  const byChance = shares.reduce((sum, share) => sum + share * share, 0)
  if (!(byChance < 1)) return notTestable('all values equal', cases)
  const pairs = cases * readers * (readers - 1)
  let agreeing = 0
  for (const row of counts) for (const count of row) agreeing += count * (count - 1)
  const kappa = (agreeing / pairs - byChance) / (1 - byChance)
  const free = shares.reduce((sum, share) => sum + share * (1 - share), 0)
  const skew = shares.reduce((sum, share) => sum + share * (1 - share) * (1 - 2 * share), 0)
  const errorNull = (Math.SQRT2 / (free * Math.sqrt(pairs))) * Math.sqrt(free * free - skew)
  const categories = shares.map((share, j) => {
    if (share === 0 || share === 1) return null
    const apart = counts.reduce((sum, row) => sum + (row[j] ?? 0) * (readers - (row[j] ?? 0)), 0)
    return 1 - apart / (pairs * share * (1 - share))
  })
  const error = linearisedError(counts, { kappa, byChance, shares, readers })
  const reach = tUpperQuantile((1 - level) / 2, cases - 1) * error
  return {
    kappa,
    low: Math.max(-1, kappa - reach),
    high: Math.min(1, kappa + reach),
    error,
    z: kappa / errorNull,
    logP: logNormalTwoSided(kappa / errorNull),
    categories,
  }
}

/** Standard error of κ over cases: each case's influence on the agreement seen, less twice that on the agreement by chance. */
function linearisedError(
  counts: Table,
  {
    kappa,
    byChance,
    shares,
    readers,
  }: { kappa: number; byChance: number; shares: readonly number[]; readers: number },
): number {
  const cases = counts.length
  let squares = 0
  for (const row of counts) {
    const agreeing = row.reduce((sum, count) => sum + count * (count - 1), 0) / (readers * (readers - 1))
    const expected = row.reduce((sum, count, j) => sum + (shares[j] ?? 0) * count, 0) / readers
    const own = (agreeing - byChance - 2 * (1 - kappa) * (expected - byChance)) / (1 - byChance)
    squares += (own - kappa) ** 2
  }
  return Math.sqrt(squares / cases / (cases - 1))
}
