import { InvalidInput } from '../errors.ts'
import { logChiSquaredUpper } from '../stats/distributions.ts'
import { checkCause, type CompetingFollowUp } from './competingRisks.ts'
import { checkFollowUp, checkGroups, notTestable, tooFewEvents, type NotTestable } from './followUp.ts'
import { quadraticForm } from '../stats/linear.ts'
import { doubles, orderOfTimes, orderWithin } from './timeOrder.ts'

export interface GrayTest {
  kind: 'gray'
  cause: number
  chiSquared: number
  df: number
  logP: number
  n: number
  /** of this cause */
  events: number
}

export interface GrayInput extends CompetingFollowUp {
  group: ArrayLike<number>
  strata?: ArrayLike<number>
  cause: number
  causes: number
  /** weight (1 − incidence)^ρ, default 0 */
  rho?: number
}

/**
 * Gray's test: is the cumulative incidence of a cause the same in all groups, the other causes competing?
 * @returns χ² with log p; not testable: one group, or fewer than two had this cause
 * One sort, one linear pass over the times (groups² each).
 * @throws InvalidInput times, groups, strata or causes that are none; ρ negative
 * @source Gray 1988, with his factors for ties   @oracle test/oracles/survival (R cmprsk::cuminc)
 */
export function grayTest(input: GrayInput): GrayTest | NotTestable {
  const { time, event, group, strata, cause, causes, rho = 0 } = input
  checkCause(cause, causes)
  checkFollowUp({ time, event }, causes)
  const n = time.length
  const groups = checkGroups(group, n)
  if (!(rho >= 0 && rho < Infinity)) throw new InvalidInput('rho', rho, 'a finite number from 0')
  if (n === 0) return notTestable('no-rows', 0, 'no patients')
  const present = new Set(Array.from(group))
  if (present.size < 2 || present.size < groups) return notTestable('one-group', n, 'a group has no patients')
  let events = 0
  for (let i = 0; i < n; i += 1) if (event[i] === cause) events += 1
  const few = tooFewEvents(n, events)
  if (few) return few
  const times = doubles(time)
  const byTime = orderOfTimes(times)
  const order = strata ? orderWithin(byTime, strata, checkGroups(strata, n, undefined, 'strata')) : byTime
  const score = new Float64Array(groups)
  const variance = new Float64Array(groups * groups)
  for (let start = 0; start < n;) {
    let end = start + 1
    while (end < n && (!strata || strata[order[end] ?? 0] === strata[order[start] ?? 0])) end += 1
    new GraySums(groups, rho).add(
      { times, event, group, cause, rows: order.subarray(start, end) },
      score,
      variance,
    )
    start = end
  }
  const df = groups - 1
  const u = Array.from(score.subarray(0, df))
  const v = u.map((_, i) => Array.from(variance.subarray(i * groups, i * groups + df)))
  const chiSquared = quadraticForm(v, u)
  if (chiSquared === null)
    return notTestable('one-group', n, 'too few of this event to tell all groups apart')
  return { kind: 'gray', cause, chiSquared, df, logP: logChiSquaredUpper(chiSquared, df), n, events }
}

interface Rows {
  times: Float64Array
  event: ArrayLike<number>
  group: ArrayLike<number>
  cause: number
  rows: Uint32Array
}

/**
 * Running estimates of one stratum. The score is a martingale integral whose integrand at u looks ahead to the end of follow-up through
 * C(∞) − C(u); expanding that difference leaves three running sums per group (see `close`), so one pass is enough.
 */
class GraySums {
  readonly groups: number
  readonly rho: number
  readonly risk: Float64Array
  /** per group, just before this time: survival and incidence of the cause */
  readonly survival: Float64Array
  readonly incidence: Float64Array
  /** survival just after this time */
  readonly after: Float64Array
  /** pooled incidence under the null, before this time */
  pooled = 0
  /** C, groups × groups */
  readonly drift: Float64Array
  /** Σ spread · reach², per group; Σ spread · reach · integrand, groups × groups */
  readonly reachSquared: Float64Array
  readonly reachProduct: Float64Array

  constructor(groups: number, rho: number) {
    this.groups = groups
    this.rho = rho
    this.risk = new Float64Array(groups)
    this.survival = new Float64Array(groups).fill(1)
    this.after = new Float64Array(groups).fill(1)
    this.incidence = new Float64Array(groups)
    this.drift = new Float64Array(groups * groups)
    this.reachSquared = new Float64Array(groups)
    this.reachProduct = new Float64Array(groups * groups)
  }

  add({ times, event, group, cause, rows }: Rows, score: Float64Array, variance: Float64Array): void {
    for (const row of rows) bump(this.risk, group[row] ?? 0, 1)
    for (let i = 0; i < rows.length;) {
      const start = i
      const own = new Float64Array(this.groups)
      const other = new Float64Array(this.groups)
      const t = times[rows[i] ?? 0]
      for (; i < rows.length && times[rows[i] ?? 0] === t; i += 1) {
        const row = rows[i] ?? 0
        const what = event[row] ?? 0
        if (what === cause) bump(own, group[row] ?? 0, 1)
        else if (what > 0) bump(other, group[row] ?? 0, 1)
      }
      this.step(own, other, score, variance)
      for (let k = start; k < i; k += 1) bump(this.risk, group[rows[k] ?? 0] ?? 0, -1)
    }
    this.close(variance)
  }

  step(own: Float64Array, other: Float64Array, score: Float64Array, variance: Float64Array): void {
    const ownAll = own.reduce((a, b) => a + b, 0)
    if (ownAll + other.reduce((a, b) => a + b, 0) === 0) return
    const { groups, risk, survival, incidence, after } = this
    const adjusted = risk.map((r, g) => (r > 0 ? r / (survival[g] ?? NaN) : 0))
    const all = adjusted.reduce((a, b) => a + b, 0)
    const expected = adjusted.map((r, g) => r * (1 - (incidence[g] ?? 0)))
    const expectedAll = expected.reduce((a, b) => a + b, 0)
    const weight = (1 - this.pooled) ** this.rho
    const pooledAfter = this.pooled + ownAll / all
    const gain = ownAll / (all * (1 - this.pooled))
    const jump = new Float64Array(groups * groups)
    for (let g = 0; g < groups; g += 1) {
      const r = risk[g] ?? 0
      if (r <= 0) continue
      after[g] = ((survival[g] ?? 0) * (r - (own[g] ?? 0) - (other[g] ?? 0))) / r
      bump(score, g, weight * ((own[g] ?? 0) - (ownAll * (expected[g] ?? 0)) / expectedAll))
      for (let h = 0; h < groups; h += 1) {
        const share = (adjusted[h] ?? 0) / all
        jump[g * groups + h] = weight * (adjusted[g] ?? 0) * ((g === h ? 1 : 0) - share)
        bump(this.drift, g * groups + h, (jump[g * groups + h] ?? 0) * gain)
      }
    }
    for (let k = 0; k < groups; k += 1) {
      const r = risk[k] ?? 0
      if (r <= 0) continue
      const s = survival[k] ?? 0
      const left = after[k] ?? 0
      const remaining = left > 0 ? (1 - pooledAfter) / left : 0
      if (ownAll > 0) {
        const ties = ownAll > 1 ? 1 - (ownAll - 1) / (all * s - 1) : 1
        this.spread(k, 1 - remaining, (ties * s * ownAll) / (all * r), jump, variance)
      }
      const d = other[k] ?? 0
      if (d > 0 && left > 0) {
        const ties = d > 1 ? 1 - (d - 1) / (r - 1) : 1
        this.spread(k, -remaining, (ties * s * s * d) / (r * r), null, variance)
      }
    }
    this.pooled = pooledAfter
    for (let g = 0; g < groups; g += 1) {
      if ((risk[g] ?? 0) > 0) bump(incidence, g, ((survival[g] ?? 0) * (own[g] ?? 0)) / (risk[g] ?? 1))
      survival[g] = after[g] ?? 0
    }
  }

  /** Adds spread · zᵢ zⱼ, zᵢ = jumpᵢₖ − reach · (Cᵢₖ − C∞ᵢₖ), as far as it is known before C∞ is. */
  spread(k: number, reach: number, spread: number, jump: Float64Array | null, variance: Float64Array): void {
    const { groups, drift } = this
    bump(this.reachSquared, k, reach * reach * spread)
    const known = (i: number): number => (jump?.[i * groups + k] ?? 0) - reach * (drift[i * groups + k] ?? 0)
    for (let i = 0; i < groups; i += 1) {
      bump(this.reachProduct, i * groups + k, known(i) * reach * spread)
      for (let j = 0; j < groups; j += 1) bump(variance, i * groups + j, known(i) * known(j) * spread)
    }
  }

  close(variance: Float64Array): void {
    const { groups, drift, reachSquared, reachProduct } = this
    for (let i = 0; i < groups; i += 1)
      for (let j = 0; j < groups; j += 1)
        for (let k = 0; k < groups; k += 1) {
          const ci = drift[i * groups + k] ?? 0
          const cj = drift[j * groups + k] ?? 0
          const squares = ci * cj * (reachSquared[k] ?? 0)
          const products = ci * (reachProduct[j * groups + k] ?? 0) + cj * (reachProduct[i * groups + k] ?? 0)
          bump(variance, i * groups + j, squares + products)
        }
  }
}

function bump(sums: Float64Array, at: number, by: number): void {
  sums[at] = (sums[at] ?? 0) + by
}
