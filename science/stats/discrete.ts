import { InvalidInput } from '../errors.ts'
import { log1mExp, logIncompleteBeta, stirlingRest } from './special.ts'

/** log n! − log(√(2πn) (n/e)ⁿ). Below 10 from the factorial itself, which is exact there. */
function stirlingError(n: number): number {
  if (n >= 10) return stirlingRest(n)
  let factorial = 1
  for (let i = 2; i <= n; i += 1) factorial *= i
  return Math.log(factorial / Math.sqrt(2 * Math.PI * n)) - n * Math.log(n) + n
}

/** x log(x / m) + m − x ≥ 0, without cancellation where x is near m. @source Loader 2000 */
function deviancePart(x: number, m: number): number {
  const difference = x - m
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = difference / (x + m)
  let sum = difference * v
  let term = 2 * x * v
  for (let j = 1; j < 1000; j += 1) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

function pmf(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 0 : -Infinity
  if (q === 0) return k === n ? 0 : -Infinity
  if (k === 0) return p < 0.1 ? -deviancePart(n, n * q) - n * p : n * Math.log(q)
  if (k === n) return q < 0.1 ? -deviancePart(n, n * p) - n * q : n * Math.log(p)
  const rest = n - k
  const centre = stirlingError(n) - stirlingError(k) - stirlingError(rest)
  const spread = deviancePart(k, n * p) + deviancePart(rest, n * q)
  return centre - spread - 0.5 * Math.log((2 * Math.PI * k * rest) / n)
}

function checkBinomial(k: number, n: number, p: number): void {
  if (!Number.isInteger(n) || n < 0) throw new InvalidInput('n', n, 'a whole number from 0')
  if (!Number.isInteger(k) || k < 0 || k > n) throw new InvalidInput('k', k, `a whole number from 0 to ${n}`)
  if (!(p >= 0 && p <= 1)) throw new InvalidInput('p', p, 'a probability, 0 to 1')
}

/**
 * log P(X = k) of the binomial, by the saddle point, so that large n loses no digits.
 * @source Loader 2000   @oracle test/oracles/discrete (R dbinom(log = TRUE))
 */
export function logBinomialPmf(k: number, n: number, p: number): number {
  checkBinomial(k, n, p)
  return pmf(k, n, p, 1 - p)
}

/**
 * log P(X ≥ k) of the binomial.
 * @source Abramowitz & Stegun 26.5.24 (incomplete beta)   @oracle test/oracles/discrete (R pbinom(log.p = TRUE))
 */
export function logBinomialUpper(k: number, n: number, p: number): number {
  checkBinomial(k, n, p)
  return k === 0 ? 0 : logIncompleteBeta(k, n - k + 1, Math.log(p), Math.log1p(-p))
}

/** log P(X ≤ k) of the binomial. @source as `logBinomialUpper`   @oracle test/oracles/discrete (R pbinom) */
export function logBinomialLower(k: number, n: number, p: number): number {
  checkBinomial(k, n, p)
  return k === n ? 0 : logIncompleteBeta(n - k, k + 1, Math.log1p(-p), Math.log(p))
}

/** An urn: `draws` balls are taken without return from `successes` white and `failures` black ones. */
export interface Urn {
  successes: number
  failures: number
  draws: number
}

/** Fewest and most white balls that can be drawn. */
export function urnRange({ successes, failures, draws }: Urn): { low: number; high: number } {
  return { low: Math.max(0, draws - failures), high: Math.min(successes, draws) }
}

function checkUrn(urn: Urn): void {
  for (const [field, value] of Object.entries(urn))
    if (!Number.isInteger(value) || value < 0) throw new InvalidInput(field, value, 'a whole number from 0')
  if (urn.draws > urn.successes + urn.failures)
    throw new InvalidInput('draws', urn.draws, `at most ${urn.successes + urn.failures}`)
}

/**
 * log P(X = k) of the hypergeometric; −Infinity outside its range.
 * @source Loader 2000   @oracle test/oracles/discrete (R dhyper(log = TRUE))
 */
export function logHypergeometricPmf(k: number, urn: Urn): number {
  checkUrn(urn)
  const { successes, failures, draws } = urn
  const { low, high } = urnRange(urn)
  if (!Number.isInteger(k) || k < low || k > high) return -Infinity
  if (low === high) return 0
  const all = successes + failures
  const p = draws / all
  const q = (all - draws) / all
  return pmf(k, successes, p, q) + pmf(draws - k, failures, p, q) - pmf(draws, all, p, q)
}

/** log of Σ pmf from k towards one end, relative to pmf(k). */
function logTail(k: number, urn: Urn, step: 1 | -1): number {
  const { low, high } = urnRange(urn)
  const { successes, failures, draws } = urn
  let term = 1
  let sum = 1
  for (let i = k; step === 1 ? i < high : i > low; i += step) {
    term *=
      step === 1
        ? ((successes - i) * (draws - i)) / ((i + 1) * (failures - draws + i + 1))
        : (i * (failures - draws + i)) / ((successes - i + 1) * (draws - i + 1))
    sum += term
    if (term < sum * 1e-18) break
  }
  return logHypergeometricPmf(k, urn) + Math.log(sum)
}

/**
 * log P(X ≥ k) of the hypergeometric: Fisher's one-sided p.
 * @source Feller 1968, II.6   @oracle test/oracles/discrete (R phyper(log.p = TRUE))
 */
export function logHypergeometricUpper(k: number, urn: Urn): number {
  checkUrn(urn)
  const { low, high } = urnRange(urn)
  if (k <= low) return 0
  if (k > high) return -Infinity
  const mean = (urn.draws * urn.successes) / (urn.successes + urn.failures)
  return Math.min(0, k > mean ? logTail(k, urn, 1) : log1mExp(logTail(k - 1, urn, -1)))
}

/** log P(X ≤ k) of the hypergeometric. @source as `logHypergeometricUpper`   @oracle test/oracles/discrete (R phyper) */
export function logHypergeometricLower(k: number, urn: Urn): number {
  checkUrn(urn)
  const { low, high } = urnRange(urn)
  if (k >= high) return 0
  if (k < low) return -Infinity
  const mean = (urn.draws * urn.successes) / (urn.successes + urn.failures)
  return Math.min(0, k < mean ? logTail(k, urn, -1) : log1mExp(logTail(k + 1, urn, 1)))
}
