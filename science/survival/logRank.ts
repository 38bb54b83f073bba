import { InvalidInput } from '../errors.ts'
import { logChiSquaredUpper, logNormalTwoSided } from '../stats/distributions.ts'
import {
  checkFollowUp,
  checkGroups,
  checkLength,
  notTestable,
  tooFewEvents,
  type FollowUp,
  type NotTestable,
} from './followUp.ts'
import { quadraticForm } from '../stats/linear.ts'
import { doubles, orderOfTimes, orderWithin, taken } from './timeOrder.ts'

export interface LogRankInput extends FollowUp {
  /** 0 … groups − 1 */
  group: ArrayLike<number>
  /** number of groups, if the highest may have no patients */
  groups?: number
  /** 0 …; comparisons are made inside strata and summed */
  strata?: ArrayLike<number>
  /** Fleming–Harrington weights S(t−)^ρ (1 − S(t−))^γ of the pooled curve; default 0, 0: the log-rank test. ρ = 1: Peto–Prentice */
  rho?: number
  gamma?: number
}

export interface LogRankGroup {
  n: number
  /** events, weighted where ρ or γ is not 0 */
  observed: number
  expected: number
}

export interface LogRankTest {
  kind: 'logRank'
  chiSquared: number
  df: number
  /** natural logarithm of p */
  logP: number
  n: number
  events: number
  groups: readonly LogRankGroup[]
  /** covariance of observed − expected, row by row, groups × groups */
  covariance: Float64Array
}

interface Sums {
  observed: Float64Array
  expected: Float64Array
  covariance: Float64Array
}

/**
 * Log-rank test of two or more groups, and its Fleming–Harrington family, stratified or not, with or without entry times.
 * @returns χ² with its log p, observed and expected per group, their covariance (hypergeometric); not testable: fewer than two events, one group
 * One sort, one linear pass, whatever the number of events. Groups that were never at risk when something happened have no part in df.
 * @throws InvalidInput times, events, groups or strata that are none; ρ or γ negative
 * @source Mantel 1966; Harrington & Fleming 1982; Kalbfleisch & Prentice 2002, 1.5   @oracle test/oracles/survival (R survdiff)
 * @differs R has ρ only and no entry times; γ is compared with the same sums in R by hand (and with lifelines). With a single event R tests,
 * we do not: its χ² is the ratio of the groups' numbers at risk and nothing else; the reason names R's number
 */
export function logRank(input: LogRankInput): LogRankTest | NotTestable {
  const prepared = prepare(input)
  if (prepared.kind === 'notTestable') return prepared
  const found = tested(prepared)
  const few = tooFewEvents(prepared.n, prepared.events)
  if (!few || found.kind === 'notTestable') return few ?? found
  if (input.entry || input.gamma) return few
  return {
    ...few,
    reason: `${few.reason} (R’s survdiff gives χ² = ${found.chiSquared.toPrecision(4)}, which says only how many were at risk in each group)`,
  }
}

function tested({ n, groups, sums, events, sizes }: Prepared): LogRankTest | NotTestable {
  const used = [...sums.expected.keys()].filter((g) => (sums.expected[g] ?? 0) > 0)
  if (used.length < 2) return notTestable('one-group', n, 'only one group was at risk when an event happened')
  const rest = used.slice(1)
  const u = rest.map((g) => (sums.observed[g] ?? 0) - (sums.expected[g] ?? 0))
  const v = rest.map((g) => rest.map((h) => sums.covariance[g * groups + h] ?? 0))
  const chiSquared = quadraticForm(v, u)
  if (chiSquared === null)
    return notTestable('one-group', n, 'whenever an event happened only one group was at risk')
  return {
    kind: 'logRank',
    chiSquared,
    df: rest.length,
    logP: logChiSquaredUpper(chiSquared, rest.length),
    n,
    events,
    groups: sizes.map((size, g) => ({
      n: size,
      observed: sums.observed[g] ?? 0,
      expected: sums.expected[g] ?? 0,
    })),
    covariance: sums.covariance,
  }
}

export interface TrendTest {
  kind: 'trend'
  /** Σ score · (observed − expected) over its standard deviation; > 0: more events where scores are higher */
  z: number
  logP: number
  n: number
  events: number
}

/**
 * Log-rank test for trend over ordered groups (two-sided).
 * @param scores one per group, default 0, 1, 2 …; only their spacing matters
 * @returns z with log p; not testable: as `logRank`, or equal scores of those at risk
 * @throws InvalidInput as `logRank`; scores that are none
 * @source Tarone 1975; Collett 2015, 2.6.4   @oracle test/oracles/survival (R: survdiff's sums; Cox score test without ties)
 */
export function logRankTrend(input: LogRankInput, scores?: readonly number[]): TrendTest | NotTestable {
  const prepared = prepare(input)
  if (prepared.kind === 'notTestable') return prepared
  const { n, groups, sums, events } = prepared
  const few = tooFewEvents(n, events)
  if (few) return few
  if (scores && (scores.length !== groups || !scores.every(Number.isFinite)))
    throw new InvalidInput('scores', scores.join(', '), `${groups} finite numbers`)
  let u = 0
  let v = 0
  for (let g = 0; g < groups; g += 1) {
    const score = scores?.[g] ?? g
    u += score * ((sums.observed[g] ?? 0) - (sums.expected[g] ?? 0))
    for (let h = 0; h < groups; h += 1)
      v += score * (scores?.[h] ?? h) * (sums.covariance[g * groups + h] ?? 0)
  }
  if (!(v > 1e-12 * events))
    return notTestable('one-group', n, 'the scores do not differ among those at risk')
  const z = u / Math.sqrt(v)
  return { kind: 'trend', z, logP: logNormalTwoSided(z), n, events }
}

interface Prepared {
  kind: 'prepared'
  n: number
  groups: number
  events: number
  sizes: number[]
  sums: Sums
}

function prepare(input: LogRankInput): Prepared | NotTestable {
  const { time, event, group, strata, rho = 0, gamma = 0 } = input
  checkFollowUp(input)
  const n = time.length
  const groups = checkGroups(group, n, input.groups)
  for (const [field, value] of Object.entries({ rho, gamma }))
    if (!(value >= 0 && value < Infinity)) throw new InvalidInput(field, value, 'a finite number from 0')
  if (strata) checkLength('strata', strata, n)
  const sizes = Array.from({ length: groups }, () => 0)
  let events = 0
  for (let i = 0; i < n; i += 1) {
    const g = group[i] ?? 0
    sizes[g] = (sizes[g] ?? 0) + 1
    events += event[i] ?? 0
  }
  if (n === 0) return notTestable('no-rows', 0, 'no patients')
  if (sizes.filter((size) => size > 0).length < 2)
    return notTestable('one-group', n, 'only one group has patients')
  if (events === 0) return notTestable('no-events', n, 'nobody had the event')
  const sums = {
    observed: new Float64Array(groups),
    expected: new Float64Array(groups),
    covariance: new Float64Array(groups * groups),
  }
  addStrata(input, groups, { rho, gamma }, sums)
  return { kind: 'prepared', n, groups, events, sizes, sums }
}

function addStrata(
  { time, event, entry, group, strata }: LogRankInput,
  groups: number,
  weights: { rho: number; gamma: number },
  sums: Sums,
): void {
  const times = doubles(time)
  const stratumOf = strata ?? new Uint8Array(times.length)
  const count = strata ? checkGroups(strata, times.length, undefined, 'strata') : 1
  const sorted = (values: Float64Array): Uint32Array => {
    const order = orderOfTimes(values)
    return strata ? orderWithin(order, stratumOf, count) : order
  }
  const byTime = sorted(times)
  const codes = new Uint32Array(times.length)
  for (let i = 0; i < codes.length; i += 1) codes[i] = 2 * (group[i] ?? 0) + (event[i] ?? 0)
  const all = { times: taken(times, byTime), codes: takenCodes(codes, byTime) }
  const entries = entry && doubles(entry)
  const byEntry = entries && sorted(entries)
  for (let start = 0; start < byTime.length;) {
    const stratum = stratumOf[byTime[start] ?? 0]
    let end = byTime.length
    if (strata)
      for (end = start + 1; end < byTime.length; end += 1) if (stratumOf[byTime[end] ?? 0] !== stratum) break
    const entering =
      entries && byEntry
        ? {
            times: taken(entries, byEntry.subarray(start, end)),
            codes: takenCodes(codes, byEntry.subarray(start, end)),
          }
        : undefined
    addStratum(
      { times: all.times.subarray(start, end), codes: all.codes.subarray(start, end), entering },
      groups,
      weights,
      sums,
    )
    start = end
  }
}

function takenCodes(codes: Uint32Array, rows: Uint32Array): Uint32Array {
  const result = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i += 1) result[i] = codes[rows[i] ?? 0] ?? 0
  return result
}

/** One stratum by ascending time; a code is twice the group, and one more for an event. */
interface Stratum {
  times: Float64Array
  codes: Uint32Array
  /** by ascending entry time */
  entering: { times: Float64Array; codes: Uint32Array } | undefined
}

function addStratum(
  { times, codes, entering }: Stratum,
  groups: number,
  { rho, gamma }: { rho: number; gamma: number },
  sums: Sums,
): void {
  const n = times.length
  const risk = new Float64Array(groups)
  if (!entering) for (let i = 0; i < n; i += 1) bump(risk, (codes[i] ?? 0) >>> 1, 1)
  let all = entering ? 0 : n
  let entered = 0
  let survival = 1
  for (let i = 0; i < n;) {
    const t = times[i] ?? NaN
    if (entering)
      for (; entered < n && (entering.times[entered] ?? Infinity) < t; entered += 1) {
        bump(risk, (entering.codes[entered] ?? 0) >>> 1, 1)
        all += 1
      }
    const start = i
    let dead = 0
    for (; i < n && times[i] === t; i += 1) dead += (codes[i] ?? 0) & 1
    if (dead > 0) {
      const weight = weightAt(survival, rho, gamma)
      for (let k = start; k < i; k += 1)
        if (((codes[k] ?? 0) & 1) === 1) bump(sums.observed, (codes[k] ?? 0) >>> 1, weight)
      addExpected(risk, all, dead, weight, sums)
      survival *= (all - dead) / all
    }
    for (let k = start; k < i; k += 1) bump(risk, (codes[k] ?? 0) >>> 1, -1)
    all -= i - start
  }
}

function bump(sums: Float64Array, at: number, by: number): void {
  sums[at] = (sums[at] ?? 0) + by
}

function weightAt(survival: number, rho: number, gamma: number): number {
  if (rho === 0 && gamma === 0) return 1
  return survival ** rho * (1 - survival) ** gamma
}

/** Mean and covariance of the deaths per group, given the margins at one time. */
function addExpected(risk: Float64Array, all: number, dead: number, weight: number, sums: Sums): void {
  const groups = risk.length
  const spread = all > 1 ? (weight * weight * dead * (all - dead)) / (all * all * (all - 1)) : 0
  for (let g = 0; g < groups; g += 1) {
    const inG = risk[g] ?? 0
    if (inG === 0) continue
    bump(sums.expected, g, (weight * dead * inG) / all)
    if (spread === 0) continue
    const row = g * groups
    for (let h = 0; h < groups; h += 1) bump(sums.covariance, row + h, -spread * inG * (risk[h] ?? 0))
    bump(sums.covariance, row + g, spread * inG * all)
  }
}
