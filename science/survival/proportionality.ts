import { logChiSquaredUpper } from '../stats/distributions.ts'
import { midRanks } from '../stats/rank.ts'
import { scaledCoefficients, type ChiSquaredTest, type CoxFit } from './cox.ts'
import { mirror } from './coxPass.ts'
import { notTestable, type NotTestable } from './followUp.ts'
import { cholesky, dot, solve } from '../stats/linear.ts'
import { eachRiskSet, linearPredictor } from './riskSets.ts'
import { firstFrom } from './riskTable.ts'
import { kaplanMeier } from './kaplanMeier.ts'

/** Function of time that a coefficient is suspected to follow. */
export type TimeTransform = 'km' | 'identity' | 'log' | 'rank'

export interface ProportionalityTest {
  kind: 'proportionality'
  transform: TimeTransform
  /** one per term: all columns of a factor together */
  terms: readonly (ChiSquaredTest & { term: string })[]
  global: ChiSquaredTest
  n: number
  events: number
}

/**
 * Score test of proportional hazards: does β + θ g(t) fit better than β? Per term and for all terms together.
 * @param fit of `cox`   @param transform g: km (default, 1 − S(t−) of all patients), identity, log or rank of time
 * @returns χ² with log p; not testable: a single event time, log of time 0
 * @source Grambsch & Therneau 1994; the score test itself as in R survival ≥ 3.0   @oracle test/oracles/survival (R cox.zph)
 * @differs survival < 3.0 and lifelines use the older approximation, which takes the information as constant over time
 */
export function proportionality(
  fit: CoxFit,
  transform: TimeTransform = 'km',
): ProportionalityTest | NotTestable {
  const { data } = fit
  const p = data.columns
  const g = transformedTime(fit, transform)
  if (!g) return notTestable('constant', data.n, 'an event at time 0 has no logarithm')
  const { score, information } = augmented(fit, g)
  const columnsOf = new Map<string, number[]>()
  fit.terms.forEach(({ term }, j) => columnsOf.set(term, [...(columnsOf.get(term) ?? []), j]))
  const test = (columns: readonly number[]): ChiSquaredTest | null => {
    const used = [...Array.from({ length: p }, (_, j) => j), ...columns.map((j) => p + j)]
    const part = used.flatMap((a) => used.map((b) => information[a * 2 * p + b] ?? NaN))
    const u = used.map((a) => (a < p ? 0 : (score[a] ?? NaN)))
    const factor = cholesky(part, used.length, 1e-10)
    if (typeof factor === 'number') return null
    const statistic = dot(u, solve(factor, u))
    return { statistic, df: columns.length, logP: logChiSquaredUpper(statistic, columns.length) }
  }
  const global = test(Array.from({ length: p }, (_, j) => j))
  const terms = [...columnsOf].map(([term, columns]) => ({ term, result: test(columns) }))
  if (!global || terms.some(({ result }) => result === null))
    return notTestable('constant', data.n, 'too few different event times to see a change over time')
  return {
    kind: 'proportionality',
    transform,
    terms: terms.flatMap(({ term, result }) => (result ? [{ term, ...result }] : [])),
    global,
    n: data.n,
    events: data.events,
  }
}

/** g of each sorted row, centred over the events; null where the logarithm of 0 would be taken. */
function transformedTime({ data }: CoxFit, transform: TimeTransform): Float64Array | null {
  const g = raw(data, transform)
  let sum = 0
  for (let i = 0; i < data.n; i += 1) if (data.event[i] === 1) sum += g[i] ?? NaN
  if (!Number.isFinite(sum)) return null
  return g.map((value) => value - sum / data.events)
}

function raw({ time, event, entry }: CoxFit['data'], transform: TimeTransform): Float64Array {
  if (transform === 'identity') return time
  if (transform === 'log') return time.map(Math.log)
  if (transform === 'rank') return midRanks(time)
  const curve = kaplanMeier({ time, event, ...(entry ? { entry: entry.time } : {}) })
  return time.map((t) => {
    const before = firstFrom(curve.time, t)
    return 1 - (before === 0 ? 1 : (curve.survival[before - 1] ?? NaN))
  })
}

/** Score and information of the model with θ beside β, at θ = 0. */
function augmented(fit: CoxFit, g: Float64Array): { score: Float64Array; information: Float64Array } {
  const { data } = fit
  const p = data.columns
  const size = 2 * p
  const score = new Float64Array(size)
  const information = new Float64Array(size * size)
  for (let i = 0; i < data.n; i += 1)
    if (data.event[i] === 1)
      for (let j = 0; j < p; j += 1)
        score[p + j] = (score[p + j] ?? 0) + (g[i] ?? 0) * (data.x[i * p + j] ?? 0)
  const weight = linearPredictor(data, scaledCoefficients(fit)).map(Math.exp)
  eachRiskSet(data, weight, true, ({ risk: { s0, s1, s2 }, count, first }) => {
    const now = g[first] ?? NaN
    for (let j = 0; j < p; j += 1) {
      const mean = (s1[j] ?? 0) / s0
      score[p + j] = (score[p + j] ?? 0) - now * count * mean
      for (let k = 0; k < p; k += 1) {
        const product = s2[Math.min(j, k) * p + Math.max(j, k)] ?? 0
        const v = (count * (product - mean * (s1[k] ?? 0))) / s0
        information[j * size + k] = (information[j * size + k] ?? 0) + v
        information[j * size + p + k] = (information[j * size + p + k] ?? 0) + now * v
        information[(p + j) * size + p + k] = (information[(p + j) * size + p + k] ?? 0) + now * now * v
      }
    }
  })
  mirror(information, size)
  return { score, information }
}
