import { logNormalTwoSided } from './distributions.ts'
import { notTestable, type NotTestable } from './notTestable.ts'
import { checkPairs, fisherInterval } from './pearson.ts'
import { logGamma } from './special.ts'

export interface KendallCorrelation {
  /** τ-b, −1…1 */
  tau: number
  /** concordant − discordant pairs */
  s: number
  logP: number
  variant: 'exact' | 'asymptotic'
  ties: boolean
  low: number | null
  high: number | null
  n: number
}

interface TieSums {
  /** pairs tied */
  pairs: number
  /** Σ t(t − 1)(t − 2) and Σ t(t − 1)(2t + 5) */
  triples: number
  spread: number
}

function addTie(sums: TieSums, t: number): void {
  sums.pairs += (t * (t - 1)) / 2
  sums.triples += t * (t - 1) * (t - 2)
  sums.spread += t * (t - 1) * (2 * t + 5)
}

/** Ties of values that stand next to each other when sorted. */
function tieSums(length: number, isSame: (a: number, b: number) => boolean): TieSums {
  const sums: TieSums = { pairs: 0, triples: 0, spread: 0 }
  let run = 1
  for (let i = 1; i <= length; i += 1) {
    if (i < length && isSame(i - 1, i)) run += 1
    else {
      addTie(sums, run)
      run = 1
    }
  }
  return sums
}

/** Sorts in place by merging and counts the pairs that stood in descending order. */
function inversions(values: Float64Array): number {
  const n = values.length
  let from: Float64Array = values
  let to: Float64Array = new Float64Array(n)
  let count = 0
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n)
      const end = Math.min(start + 2 * width, n)
      let left = start
      let right = middle
      for (let k = start; k < end; k += 1) {
        const takesRight = left >= middle || (right < end && (from[right] ?? NaN) < (from[left] ?? NaN))
        if (takesRight) {
          count += middle - left
          to[k] = from[right] ?? NaN
          right += 1
        } else {
          to[k] = from[left] ?? NaN
          left += 1
        }
      }
    }
    const held = from
    from = to
    to = held
  }
  if (from !== values) values.set(from)
  return count
}

/**
 * Kendall's τ-b.
 * @param x length n, finite, any unit   @param y same length
 * @returns τ-b, two-sided log p: exact for n < 50 without ties, else normal with Kendall's variance under ties, no correction for
 * continuity; interval on Fisher's scale. Not testable with fewer than 2 pairs or a constant column
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Kendall 1970, 4 and 5; Knight 1966 (n log n); interval: Fieller, Hartley & Pearson 1957, √(.437/(n − 4))
 * @oracle test/oracles/correlation (R cor.test(method = "kendall"))
 */
export function kendall(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): KendallCorrelation | NotTestable {
  checkPairs(x, y)
  const n = x.length
  if (n < 2) return notTestable('too few values', n)
  const a = (i: number): number => x[i] ?? NaN
  const b = (i: number): number => y[i] ?? NaN
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => a(i) - a(j) || b(i) - b(j))
  const place = (i: number): number => order[i] ?? 0
  const tiesX = tieSums(n, (i, j) => a(place(i)) === a(place(j)))
  const both = tieSums(n, (i, j) => a(place(i)) === a(place(j)) && b(place(i)) === b(place(j)))
  const sortedY = Float64Array.from(order, (i) => b(i))
  const discordant = inversions(sortedY)
  const tiesY = tieSums(n, (i, j) => sortedY[i] === sortedY[j])
  const pairs = (n * (n - 1)) / 2
  if (tiesX.pairs === pairs || tiesY.pairs === pairs) return notTestable('all values equal', n)
  const s = pairs - tiesX.pairs - tiesY.pairs + both.pairs - 2 * discordant
  const tau = Math.max(-1, Math.min(1, s / Math.sqrt(pairs - tiesX.pairs) / Math.sqrt(pairs - tiesY.pairs)))
  const ties = tiesX.pairs + tiesY.pairs > 0
  const error = n > 4 ? Math.sqrt(0.437 / (n - 4)) : NaN
  return {
    tau,
    s,
    ties,
    n,
    ...(n < 50 && !ties
      ? { logP: exactLogP(discordant, n), variant: 'exact' as const }
      : { logP: logNormalTwoSided(s / spreadOfS(n, tiesX, tiesY)), variant: 'asymptotic' as const }),
    ...fisherInterval(tau, error, level),
  }
}

function spreadOfS(n: number, tiesX: TieSums, tiesY: TieSums): number {
  const free = (n * (n - 1) * (2 * n + 5) - tiesX.spread - tiesY.spread) / 18
  const pairs = (2 * tiesX.pairs * tiesY.pairs) / (n * (n - 1))
  const triples = n < 3 ? 0 : (tiesX.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2))
  return Math.sqrt(free + pairs + triples)
}

/** Twice the smaller tail of the number of discordant pairs over all n! orders, as shares so that 49! does not matter. */
function exactLogP(discordant: number, n: number): number {
  const most = (n * (n - 1)) / 2
  const wanted = Math.min(discordant, most - discordant)
  let counts = new Float64Array(wanted + 1)
  counts[0] = 1
  for (let i = 2; i <= n; i += 1) {
    const next = new Float64Array(wanted + 1)
    let window = 0
    for (let k = 0; k <= wanted; k += 1) {
      window += counts[k] ?? 0
      if (k >= i) window -= counts[k - i] ?? 0
      next[k] = window
    }
    counts = next
  }
  const tail = counts.reduce((sum, count) => sum + count, 0)
  return Math.min(0, Math.LN2 + Math.log(tail) - logGamma(n + 1))
}
