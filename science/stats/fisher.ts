import { InvalidInput } from '../errors.ts'
import { marginsOf, type Table } from './contingency.ts'
import { logHypergeometricPmf, urnRange } from './discrete.ts'
import { notTestable, type NotTestable } from './notTestable.ts'

export interface FisherTwoByTwo {
  /** two-sided: all tables of these margins that are no likelier than this one */
  logP: number
  logPLess: number
  logPGreater: number
  /** conditional maximum likelihood; null where it is infinite */
  oddsRatio: number | null
  /** 0 where the first cell is as small as it can be */
  low: number
  /** null where it is infinite */
  high: number | null
}

/** R counts tables as equally likely up to this factor. */
const relativeError = 1 + 1e-7

/**
 * Fisher's exact test of a 2 × 2 table, with the conditional odds ratio and its exact interval.
 * @param table [[a, b], [c, d]]; the odds ratio is that of a·d over b·c
 * @returns not testable where a row or column is empty
 * @throws InvalidInput not 2 × 2, or a count that is none
 * @source Fisher 1935; interval: Cornfield 1956 as in R   @oracle test/oracles/fisher (R fisher.test)
 * @differs R's odds ratio and bounds stop at a tolerance of 1e-4; ours are solved to 1e-12
 */
export function fisherTwoByTwo(table: Table, level = 0.95): FisherTwoByTwo | NotTestable {
  const { rows, columns, total } = marginsOf(table)
  if (rows.length !== 2 || columns.length !== 2)
    throw new InvalidInput('table', `${rows.length} × ${columns.length}`, '2 × 2')
  if ([...rows, ...columns].some((sum) => sum === 0)) return notTestable('a table margin is zero', total)
  const urn = { successes: rows[0] ?? 0, failures: rows[1] ?? 0, draws: columns[0] ?? 0 }
  const { low, high } = urnRange(urn)
  const logs = Float64Array.from({ length: high - low + 1 }, (_, i) => logHypergeometricPmf(low + i, urn))
  const x = (table[0]?.[0] ?? NaN) - low
  const bar = (logs[x] ?? NaN) + Math.log(relativeError)
  const tail = (1 - level) / 2
  return {
    logP: Math.min(0, logSum(logs.filter((log) => log <= bar))),
    logPLess: Math.min(0, logSum(logs.subarray(0, x + 1))),
    logPGreater: Math.min(0, logSum(logs.subarray(x))),
    oddsRatio: x === logs.length - 1 ? null : x === 0 ? 0 : Math.exp(oddsWhere((t) => meanAt(logs, t), x)),
    low: x === 0 ? 0 : Math.exp(oddsWhere((t) => tailAt(logs, t, x), tail)),
    high: x === logs.length - 1 ? null : Math.exp(oddsWhere((t) => tailAt(logs, t, x + 1), 1 - tail)),
  }
}

/** log Σ eˣ. */
export function logSum(logs: ArrayLike<number>): number {
  let largest = -Infinity
  for (let i = 0; i < logs.length; i += 1) largest = Math.max(largest, logs[i] ?? NaN)
  if (largest === -Infinity) return -Infinity
  let sum = 0
  for (let i = 0; i < logs.length; i += 1) sum += Math.exp((logs[i] ?? NaN) - largest)
  return largest + Math.log(sum)
}

/** Weights of the noncentral hypergeometric at a log odds ratio. */
function weightsAt(logs: Float64Array, logOdds: number): Float64Array {
  const weights = logs.map((log, k) => log + k * logOdds)
  const all = logSum(weights)
  return weights.map((log) => Math.exp(log - all))
}

function meanAt(logs: Float64Array, logOdds: number): number {
  return weightsAt(logs, logOdds).reduce((sum, weight, k) => sum + k * weight, 0)
}

/** P(X ≥ from). */
function tailAt(logs: Float64Array, logOdds: number, from: number): number {
  return weightsAt(logs, logOdds)
    .subarray(from)
    .reduce((sum, weight) => sum + weight, 0)
}

/** The log odds ratio at which a function that grows with it takes a value, by halving. */
function oddsWhere(value: (logOdds: number) => number, target: number): number {
  let low = -1
  let high = 1
  const isShort = (t: number): boolean => value(t) < target
  while (isShort(high) && high < 700) high *= 2
  while (!isShort(low) && low > -700) low *= 2
  for (let i = 0; i < 200 && high - low > 1e-14 * Math.max(1, Math.abs(low)); i += 1) {
    const middle = (low + high) / 2
    if (isShort(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}
