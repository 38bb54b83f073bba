import { InvalidInput } from '../errors.ts'
import { ascending, type Ascending } from './describe.ts'
import { logNormalTwoSided, normalUpperQuantile } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { midRanks } from './rank.ts'
import { pairedDifferences } from './studentT.ts'
import { kthWalshAverage, pseudomedian } from './walsh.ts'
import type { ShiftInterval } from './wilcoxon.ts'

export interface SignedRankTest {
  /** rank sum of the positive differences */
  v: number
  logP: number
  variant: 'exact' | 'conditional-exact' | 'asymptotic'
  ties: boolean
  /** differences that are 0: `zeros` says what was done with them */
  nZero: number
  zeros: 'dropped' | 'pratt'
  /** log of the smallest p that these ties and this n allow */
  smallestLogP: number
  /** matched-pairs rank-biserial correlation (V⁺ − V⁻)/(V⁺ + V⁻), −1…1 */
  rankBiserial: number
  /** Hodges–Lehmann pseudomedian of x − y, in the unit of x */
  shift: ShiftInterval
}

/**
 * Wilcoxon signed-rank test of paired values, mid-ranks for ties.
 * @param x length n ≥ 1, finite, any unit   @param y same length and unit, row by row the same patient
 * @param zeros 'dropped' (Wilcoxon) or 'pratt' (ranked, then left out of the sum)
 * @returns V, two-sided log p, pseudomedian of x − y with its interval; not testable where every difference is 0
 * Exact for fewer than 50 differences without ties or zeros; conditional exact given ties and zeros below 50; else normal,
 * corrected for ties and continuity.
 * @throws InvalidInput lengths differ, or no pair
 * @source Hollander & Wolfe 1999, 3.1 to 3.3; Pratt 1959
 * @oracle test/oracles/signedRank (R wilcox.test, exactRankTests, coin)
 * @differs R uses the normal approximation as soon as one tie or zero exists; R leaves zeros out of the pseudomedian, ours keeps
 * them, since they are differences; R's interval in the normal case comes from a root finder, ours is made of Walsh averages
 */
export function wilcoxonSignedRank(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { level = 0.95, zeros = 'dropped' }: { level?: number; zeros?: 'dropped' | 'pratt' } = {},
): SignedRankTest | NotTestable {
  const differences = pairedDifferences(x, y)
  if (differences.length === 0) throw new InvalidInput('pairs', 0, 'at least 1')
  const { positive, doubled, nZero } = signedRanks(differences, zeros)
  if (doubled.length === 0) return notTestable('all differences zero', differences.length)
  const all = doubled.reduce((sum, rank) => sum + rank, 0)
  const ties = nZero > 0 || new Set(doubled).size < doubled.length
  const exact = differences.length < 50
  return {
    v: positive / 2,
    ...(exact ? exactly(doubled, positive, all) : asymptotic(doubled, positive, all)),
    variant: !exact ? 'asymptotic' : ties ? 'conditional-exact' : 'exact',
    ties,
    nZero,
    zeros,
    rankBiserial: (2 * positive) / all - 1,
    shift: shiftInterval(ascending(differences), { exact, level }),
  }
}

/** Doubled mid-ranks of |difference| of those that are not 0, and the doubled rank sum of the positive ones. */
function signedRanks(
  differences: Float64Array,
  zeros: 'dropped' | 'pratt',
): { positive: number; doubled: Int32Array; nZero: number } {
  const kept = zeros === 'pratt' ? differences : differences.filter((value) => value !== 0)
  const ranks = midRanks(kept.map(Math.abs))
  let positive = 0
  kept.forEach((value, i) => {
    if (value > 0) positive += 2 * (ranks[i] ?? 0)
  })
  const doubled = Int32Array.from(
    ranks.filter((_, i) => kept[i] !== 0),
    (rank) => 2 * rank,
  )
  return { positive, doubled, nZero: differences.length - doubled.length }
}

type Decided = Pick<SignedRankTest, 'logP' | 'smallestLogP'>

/** Ways to reach each sum when every rank is taken or left: 2ⁿ in all, whole numbers below 2⁵⁰. */
function subsetSums(ranks: Int32Array, total: number): Float64Array {
  const ways = new Float64Array(total + 1)
  ways[0] = 1
  let reached = 0
  for (const rank of ranks) {
    for (let s = reached; s >= 0; s -= 1) ways[s + rank] = (ways[s + rank] ?? 0) + (ways[s] ?? 0)
    reached += rank
  }
  return ways
}

function exactly(doubled: Int32Array, positive: number, all: number): Decided {
  const ways = subsetSums(doubled, all)
  let tail = 0
  for (let s = 0; s <= Math.min(positive, all - positive); s += 1) tail += ways[s] ?? 0
  const logAll = doubled.length * Math.LN2
  return {
    logP: Math.min(0, Math.log(2 * tail) - logAll),
    smallestLogP: Math.min(0, Math.LN2 - logAll),
  }
}

function asymptotic(doubled: Int32Array, positive: number, all: number): Decided {
  // four times V and its spread: the squared ranks hold the corrections for ties and for Pratt's zeros
  const sigma = Math.sqrt(doubled.reduce((sum, rank) => sum + rank * rank, 0))
  const logP = (distance: number): number => logNormalTwoSided(Math.max(0, distance - 2) / sigma)
  return { logP: logP(Math.abs(2 * positive - all)), smallestLogP: logP(all) }
}

function shiftInterval(d: Ascending, { exact, level }: { exact: boolean; level: number }): ShiftInterval {
  const n = d.length
  const pairs = (n * (n + 1)) / 2
  const tail = (1 - level) / 2
  // between two Walsh averages nothing ties, unless differences are equal: the wider interval is taken
  const sigma = Math.sqrt((pairs * (2 * n + 1)) / 12)
  const k = exact
    ? signedRankQuantile(n, tail)
    : Math.ceil(pairs / 2 - 0.5 - normalUpperQuantile(tail) * sigma)
  const bounded = k >= 1
  return {
    value: pseudomedian(d),
    low: bounded ? kthWalshAverage(d, k) : null,
    high: bounded ? kthWalshAverage(d, pairs + 1 - k) : null,
    how: exact ? 'order-statistics' : 'test-inversion',
  }
}

/** Smallest q with P(V ≤ q) ≥ tail for n distinct ranks, as R's qsignrank. */
function signedRankQuantile(n: number, tail: number): number {
  const total = (n * (n + 1)) / 2
  const ways = subsetSums(
    Int32Array.from({ length: n }, (_, i) => i + 1),
    total,
  )
  const target = (tail - 10 * Number.EPSILON) * 2 ** n
  let sum = 0
  for (let q = 0; q <= total; q += 1) {
    sum += ways[q] ?? 0
    if (sum >= target) return q
  }
  return total
}
