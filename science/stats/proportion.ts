import { InvalidInput } from '../errors.ts'
import { logBinomialLower, logBinomialUpper } from './discrete.ts'

export interface Proportion {
  /** k / n; null where n is 0 */
  share: number | null
  low: number | null
  high: number | null
}

/** Root of a rising function on 0 … 1 to the last bit. */
function rootOf(rising: (p: number) => number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 200; i += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) return middle
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * A share with its exact interval.
 * @param k successes, 0 … n   @param n trials, ≥ 0
 * @returns bounds whose tail probabilities are each half of what the level leaves; null where n is 0
 * @throws InvalidInput k or n is no such count, or a level outside 0 … 1
 * @source Clopper & Pearson 1934   @oracle test/oracles/proportion (R binom.test)
 */
export function exactProportion(k: number, n: number, level = 0.95): Proportion {
  if (!(Number.isInteger(n) && n >= 0)) throw new InvalidInput('n', n, 'a whole number from 0')
  if (!(Number.isInteger(k) && k >= 0 && k <= n)) throw new InvalidInput('k', k, `a whole number 0 to ${n}`)
  if (!(level > 0 && level < 1)) throw new InvalidInput('level', level, 'between 0 and 1')
  if (n === 0) return { share: null, low: null, high: null }
  const tail = Math.log((1 - level) / 2)
  return {
    share: k / n,
    low: k === 0 ? 0 : rootOf((p) => logBinomialUpper(k, n, p) - tail),
    high: k === n ? 1 : rootOf((p) => tail - logBinomialLower(k, n, p)),
  }
}
