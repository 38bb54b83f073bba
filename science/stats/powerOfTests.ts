import { InvalidInput } from '../errors.ts'
import { logNormalUpper, normalUpperQuantile, tUpperQuantile } from './distributions.ts'
import { noncentralTUpper } from './power.ts'

function checkShare(field: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new InvalidInput(field, value, 'between 0 and 1')
}

/**
 * Power of the two-sample t-test, two-sided, at a standardised difference.
 * @param d Cohen's d   @param m size of the first group ≥ 1   @param n of the second ≥ 1, m + n ≥ 3
 * @throws InvalidInput sizes too small, or alpha not between 0 and 1
 * @source Cohen 1988, 2.3; noncentral t, far tail not counted   @oracle test/oracles/power (R power.t.test(strict = FALSE))
 */
export function powerOfT({
  d,
  m,
  n,
  alpha = 0.05,
}: {
  d: number
  m: number
  n: number
  alpha?: number
}): number {
  checkShare('alpha', alpha)
  if (!(m >= 1 && n >= 1 && m + n > 2))
    throw new InvalidInput('sizes', `${m} and ${n}`, 'three patients in all')
  const df = m + n - 2
  const noncentrality = Math.abs(d) * Math.sqrt((m * n) / (m + n))
  return noncentralTUpper(tUpperQuantile(alpha / 2, df), df, noncentrality)
}

/**
 * Power of the paired t-test, two-sided.
 * @param d mean difference over the standard deviation of the differences   @param n pairs ≥ 2
 * @throws InvalidInput fewer than 2 pairs, or alpha not between 0 and 1
 * @source Cohen 1988, 2.3.5   @oracle test/oracles/power (R power.t.test(type = "paired"))
 */
export function powerOfPairedT({ d, n, alpha = 0.05 }: { d: number; n: number; alpha?: number }): number {
  checkShare('alpha', alpha)
  if (!(n >= 2)) throw new InvalidInput('n', n, 'at least 2 pairs')
  return noncentralTUpper(tUpperQuantile(alpha / 2, n - 1), n - 1, Math.abs(d) * Math.sqrt(n))
}

/**
 * Power of the comparison of two proportions, two-sided, normal approximation with the pooled error under equality.
 * @param first proportion   @param second proportion   @param n patients in each group
 * @throws InvalidInput a proportion is not between 0 and 1, or n < 1
 * @source Fleiss, Levin & Paik 2003, 4.2   @oracle test/oracles/power (R power.prop.test)
 */
export function powerOfProportions({
  first,
  second,
  n,
  alpha = 0.05,
}: {
  first: number
  second: number
  n: number
  alpha?: number
}): number {
  checkShare('first', first)
  checkShare('second', second)
  checkShare('alpha', alpha)
  if (!(n >= 1)) throw new InvalidInput('n', n, 'at least 1')
  const z = normalUpperQuantile(alpha / 2)
  const mean = (first + second) / 2
  const reach = Math.sqrt(n) * Math.abs(first - second) - z * Math.sqrt(2 * mean * (1 - mean))
  const spread = Math.sqrt(first * (1 - first) + second * (1 - second))
  return Math.exp(logNormalUpper(-reach / spread))
}

/**
 * Power of the test that a correlation is 0, two-sided, on Fisher's scale with the bias of z.
 * @param r correlation, −1 < r < 1   @param n patients ≥ 4
 * @throws InvalidInput r or n outside, or alpha not between 0 and 1
 * @source Cohen 1988, 3.5   @oracle test/oracles/powerMore (R pwr::pwr.r.test)
 */
export function powerOfCorrelation({ r, n, alpha = 0.05 }: { r: number; n: number; alpha?: number }): number {
  checkShare('alpha', alpha)
  if (!(r > -1 && r < 1)) throw new InvalidInput('r', r, 'between -1 and 1')
  if (!(n >= 4)) throw new InvalidInput('n', n, 'at least 4')
  const t = tUpperQuantile(alpha / 2, n - 2)
  const critical = Math.atanh(Math.sqrt((t * t) / (t * t + n - 2)))
  const z = Math.atanh(Math.abs(r)) + Math.abs(r) / (2 * (n - 1))
  const root = Math.sqrt(n - 3)
  return Math.exp(logNormalUpper((critical - z) * root)) + Math.exp(logNormalUpper((critical + z) * root))
}

/**
 * The smallest correlation that is found with a power, r > 0.
 * @throws InvalidInput n < 4, or power or alpha not between 0 and 1
 * @source as `powerOfCorrelation`, by halving   @oracle test/oracles/powerMore (R pwr::pwr.r.test solved for r)
 */
export function minimumDetectableCorrelation(n: number, power = 0.8, alpha = 0.05): number {
  checkShare('power', power)
  let [low, high] = [0, 1 - 1e-15]
  for (let i = 0; i < 100; i += 1) {
    const middle = (low + high) / 2
    if (powerOfCorrelation({ r: middle, n, alpha }) < power) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The smallest whole number per group with which a power is reached.
 * @param powerAt power with n per group, growing with n   @param power wanted, e.g. .8
 * @returns null where even 10⁷ per group do not reach it
 * @throws InvalidInput power not between 0 and 1
 * @source doubling and halving   @oracle test/oracles/further (R power.t.test solved for n)
 */
export function sizeForPower(powerAt: (n: number) => number, power: number): number | null {
  checkShare('power', power)
  let high = 2
  while (powerAt(high) < power) {
    high *= 2
    if (high > 1e7) return null
  }
  let low = 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (powerAt(middle) >= power) high = middle
    else low = middle
  }
  return high
}
