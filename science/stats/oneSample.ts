import { InvalidInput } from '../errors.ts'
import { logBinomialLower, logBinomialPmf, logBinomialUpper } from './discrete.ts'
import { fUpperQuantile } from './distributions.ts'
import { logSum } from './fisher.ts'
import { isNotTestable, type NotTestable } from './notTestable.ts'
import { wilcoxonSignedRank, type SignedRankTest } from './signedRank.ts'
import { pairedT } from './studentT.ts'

function checkReference(mu: number): void {
  if (!Number.isFinite(mu)) throw new InvalidInput('mu', mu, 'a finite number')
}

const filled = (n: number, mu: number): Float64Array => new Float64Array(n).fill(mu)

export interface OneSampleT {
  t: number
  df: number
  logP: number
  mean: { value: number; low: number; high: number }
}

/**
 * One-sample t-test: is the mean mu?
 * @param x length n ≥ 2, finite, any unit   @param mu in that unit
 * @returns t, df = n − 1, two-sided log p, the mean with its interval; not testable where all values are equal
 * @throws InvalidInput fewer than two values, or mu is not finite
 * @source Student 1908   @oracle test/oracles/oneSample (R t.test(mu = ))
 */
export function oneSampleT(
  x: ArrayLike<number>,
  { mu = 0, level = 0.95 }: { mu?: number; level?: number } = {},
): OneSampleT | NotTestable {
  checkReference(mu)
  const test = pairedT(x, filled(x.length, mu), level)
  if (isNotTestable(test)) return test
  const { value, low, high } = test.difference
  return {
    t: test.t,
    df: test.df,
    logP: test.logP,
    mean: { value: value + mu, low: low + mu, high: high + mu },
  }
}

export interface OneSampleSignedRank extends SignedRankTest {
  /** Hodges–Lehmann pseudomedian of x, in its unit */
  pseudomedian: { value: number; low: number | null; high: number | null }
}

/**
 * One-sample Wilcoxon signed-rank test: are the values symmetric about mu?
 * @param x length n ≥ 1, finite, any unit   @param mu in that unit
 * @returns as `wilcoxonSignedRank` of x − mu, and the pseudomedian of x; not testable where every value is mu
 * @throws InvalidInput no value, or mu is not finite
 * @source Hollander & Wolfe 1999, 3.1   @oracle test/oracles/oneSample (R wilcox.test(mu = ), exactRankTests with ties)
 * @differs as `wilcoxonSignedRank`
 */
export function oneSampleSignedRank(
  x: ArrayLike<number>,
  {
    mu = 0,
    level = 0.95,
    zeros = 'dropped',
  }: { mu?: number; level?: number; zeros?: 'dropped' | 'pratt' } = {},
): OneSampleSignedRank | NotTestable {
  checkReference(mu)
  const test = wilcoxonSignedRank(x, filled(x.length, mu), { level, zeros })
  if (isNotTestable(test)) return test
  const { value, low, high } = test.shift
  const moved = (bound: number | null): number | null => (bound === null ? null : bound + mu)
  return { ...test, pseudomedian: { value: value + mu, low: moved(low), high: moved(high) } }
}

export interface BinomialTest {
  share: number
  /** Clopper–Pearson */
  low: number
  high: number
  /** two-sided: all counts that are no likelier than this one */
  logP: number
  logPLess: number
  logPGreater: number
}

/**
 * Exact binomial test of one share.
 * @param k of n had it, 0 ≤ k ≤ n, n ≥ 1   @param p share under the null, inside 0 … 1
 * @returns share with its exact interval, log p two-sided and one-sided
 * @throws InvalidInput counts that are none, n = 0, or p not inside 0 … 1
 * @source Clopper & Pearson 1934; two-sided as R: by likelihood, equal up to 1e-7   @oracle test/oracles/oneSample (R binom.test)
 */
export function binomialTest(
  k: number,
  n: number,
  { p = 0.5, level = 0.95 }: { p?: number; level?: number } = {},
): BinomialTest {
  if (!(p > 0 && p < 1)) throw new InvalidInput('p', p, 'between 0 and 1')
  if (!(n >= 1)) throw new InvalidInput('n', n, 'a whole number from 1')
  const own = logBinomialPmf(k, n, p)
  const logs = Float64Array.from({ length: n + 1 }, (_, i) => logBinomialPmf(i, n, p))
  const tail = (1 - level) / 2
  const above = (k + 1) * fUpperQuantile(tail, 2 * (k + 1), 2 * (n - k))
  return {
    share: k / n,
    low: k === 0 ? 0 : k / (k + (n - k + 1) * fUpperQuantile(tail, 2 * (n - k + 1), 2 * k)),
    high: k === n ? 1 : above / (n - k + above),
    logP: Math.min(0, logSum(logs.filter((log) => log <= own + Math.log1p(1e-7)))),
    logPLess: logBinomialLower(k, n, p),
    logPGreater: logBinomialUpper(k, n, p),
  }
}
