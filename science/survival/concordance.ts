import { InvalidInput } from '../errors.ts'
import { logitLimits } from '../stats/logitLimits.ts'
import {
  checkFollowUp,
  checkGroups,
  checkLength,
  checkLevel,
  notTestable,
  type FollowUp,
  type NotTestable,
} from './followUp.ts'
import { doubles, orderOfTimes } from './timeOrder.ts'

export interface ConcordanceInput extends FollowUp {
  /** higher = expected to have the event earlier (a risk score); finite */
  marker: ArrayLike<number>
  /** pairs are compared inside strata only */
  strata?: ArrayLike<number>
  /** rows of one patient, for the standard error */
  cluster?: ArrayLike<number>
  /** default .95 */
  level?: number
}

export interface Concordance {
  kind: 'concordance'
  /** (concordant + tied marker / 2) / comparable pairs */
  c: number
  /** infinitesimal jackknife */
  standardError: number
  /** on the logit scale; null where C is 0 or 1 or no patient moves it */
  low: number | null
  high: number | null
  level: number
  concordant: number
  discordant: number
  tiedMarker: number
  n: number
  events: number
}

/**
 * Harrell's C: of two patients of whom one is seen to have the event first, how often has that one the higher marker?
 * A death and a censoring at the same time are comparable (the death came first), two deaths at the same time are not.
 * @returns C with the infinitesimal jackknife standard error and limits on the logit scale; not testable: no comparable pair
 * n log n: ranks of the marker in a Fenwick tree, once from the last time and once from the first.
 * @throws InvalidInput times, events or markers that are none
 * @source Harrell, Lee & Mark 1996; Therneau & Watson 2017 for the standard error   @oracle test/oracles/survival (R concordance)
 * @differs R's default takes a higher value for longer survival; ours is that of a risk, as coxph prints it. R gives no interval; C ± 1.96
 * standard errors holds the truth too seldom (docs/calibration.md), hence the logit scale
 */
export function concordance(input: ConcordanceInput): Concordance | NotTestable {
  const { time, event, marker, level = 0.95 } = input
  checkFollowUp(input)
  checkLevel(level)
  const n = time.length
  checkLength('marker', marker, n)
  for (let i = 0; i < n; i += 1)
    if (!Number.isFinite(marker[i])) throw new InvalidInput('marker', marker[i], 'finite numbers')
  const pairs = countPairs(input)
  let [concordant, discordant, tiedMarker, events] = [0, 0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    concordant += (pairs.concordant[i] ?? 0) / 2
    discordant += (pairs.discordant[i] ?? 0) / 2
    tiedMarker += (pairs.tied[i] ?? 0) / 2
    events += event[i] ?? 0
  }
  const comparable = concordant + discordant + tiedMarker
  if (comparable === 0) return notTestable('no-pairs', n, 'nobody is seen to have the event before another')
  const c = (concordant + tiedMarker / 2) / comparable
  const standardError = Math.sqrt(jackknife(pairs, c, comparable, input.cluster))
  return {
    kind: 'concordance',
    c,
    standardError,
    ...logitLimits(c, standardError, level),
    level,
    concordant,
    discordant,
    tiedMarker,
    n,
    events,
  }
}

/** Pairs that each patient is part of; every pair is counted at both its members. */
interface Pairs {
  concordant: Float64Array
  discordant: Float64Array
  tied: Float64Array
}

function jackknife(
  pairs: Pairs,
  c: number,
  comparable: number,
  cluster: ArrayLike<number> | undefined,
): number {
  const shares = new Map<number, number>()
  for (let i = 0; i < pairs.tied.length; i += 1) {
    const [yes, no, tied] = [pairs.concordant[i] ?? 0, pairs.discordant[i] ?? 0, pairs.tied[i] ?? 0]
    const influence = (yes + tied / 2 - c * (yes + no + tied)) / comparable
    const id = cluster ? (cluster[i] ?? NaN) : i
    shares.set(id, (shares.get(id) ?? 0) + influence)
  }
  let sum = 0
  for (const share of shares.values()) sum += share * share
  return sum
}

function countPairs({ time, event, entry, marker, strata }: ConcordanceInput): Pairs {
  const n = time.length
  const pairs = {
    concordant: new Float64Array(n),
    discordant: new Float64Array(n),
    tied: new Float64Array(n),
  }
  const count = strata ? checkGroups(strata, n, undefined, 'strata') : 1
  const members: number[][] = Array.from({ length: count }, () => [])
  for (let i = 0; i < n; i += 1) members[strata?.[i] ?? 0]?.push(i)
  for (const rows of members) {
    const of = (column: ArrayLike<number>): Float64Array =>
      Float64Array.from(rows, (row) => column[row] ?? NaN)
    const times = doubles(of(time))
    const { codes, levels } = ranked(of(marker))
    const entries = entry && doubles(of(entry))
    const stratum: Stratum = {
      rows,
      times,
      events: of(event),
      codes,
      levels,
      entries,
      order: orderOfTimes(times),
      entryOrder: entries && orderOfTimes(entries),
    }
    asEarlier(stratum, pairs)
    asLater(stratum, pairs)
  }
  return pairs
}

interface Stratum {
  rows: readonly number[]
  times: Float64Array
  events: Float64Array
  codes: Uint32Array
  levels: number
  entries: Float64Array | undefined
  order: Uint32Array
  entryOrder: Uint32Array | undefined
}

/** Dense rank of each value, from 0. */
function ranked(values: Float64Array): { codes: Uint32Array; levels: number } {
  const sorted = doubles(values).sort()
  let levels = 0
  for (let i = 0; i < sorted.length; i += 1)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[levels++] = sorted[i] ?? NaN
  const distinct = sorted.subarray(0, levels)
  const codes = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i += 1) {
    let low = 0
    let high = levels
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((distinct[middle] ?? NaN) < (values[i] ?? NaN)) low = middle + 1
      else high = middle
    }
    codes[i] = low
  }
  return { codes, levels }
}

/** Counts by rank, with sums below a rank in logarithmic time. */
class Fenwick {
  readonly tree: Float64Array
  readonly counts: Float64Array
  total = 0
  constructor(levels: number) {
    this.tree = new Float64Array(levels + 1)
    this.counts = new Float64Array(levels)
  }
  add(code: number, by: number): void {
    this.total += by
    this.counts[code] = (this.counts[code] ?? 0) + by
    for (let at = code + 1; at < this.tree.length; at += at & -at) this.tree[at] = (this.tree[at] ?? 0) + by
  }
  below(code: number): number {
    let sum = 0
    for (let at = code; at > 0; at -= at & -at) sum += this.tree[at] ?? 0
    return sum
  }
}

function add(column: Float64Array, row: number, by: number): void {
  column[row] = (column[row] ?? 0) + by
}

/** Each death against those at risk at its time who outlast it: from the last time to the first. */
function asEarlier(
  { rows, times, events, codes, levels, entries, order, entryOrder }: Stratum,
  pairs: Pairs,
): void {
  const atRisk = new Fenwick(levels)
  let leaving = order.length - 1
  for (let i = order.length - 1; i >= 0;) {
    const t = times[order[i] ?? 0] ?? NaN
    let first = i
    while (first > 0 && times[order[first - 1] ?? 0] === t) first -= 1
    for (let k = first; k <= i; k += 1)
      if (events[order[k] ?? 0] !== 1) atRisk.add(codes[order[k] ?? 0] ?? 0, 1)
    if (entries && entryOrder)
      for (; leaving >= 0; leaving -= 1) {
        const row = entryOrder[leaving] ?? 0
        if (!((entries[row] ?? NaN) >= t)) break
        atRisk.add(codes[row] ?? 0, -1)
      }
    for (let k = first; k <= i; k += 1) {
      const row = order[k] ?? 0
      if (events[row] !== 1) continue
      const code = codes[row] ?? 0
      const lower = atRisk.below(code)
      const same = atRisk.counts[code] ?? 0
      add(pairs.concordant, rows[row] ?? 0, lower)
      add(pairs.tied, rows[row] ?? 0, same)
      add(pairs.discordant, rows[row] ?? 0, atRisk.total - lower - same)
    }
    for (let k = first; k <= i; k += 1)
      if (events[order[k] ?? 0] === 1) atRisk.add(codes[order[k] ?? 0] ?? 0, 1)
    i = first - 1
  }
}

/** Each patient against the deaths that it outlasted while under observation: from the first time to the last. */
function asLater(
  { rows, times, events, codes, levels, entries, order, entryOrder }: Stratum,
  pairs: Pairs,
): void {
  const dead = new Fenwick(levels)
  const count = (row: number, sign: number): void => {
    const code = codes[row] ?? 0
    const lower = dead.below(code)
    const same = dead.counts[code] ?? 0
    add(pairs.discordant, rows[row] ?? 0, sign * lower)
    add(pairs.tied, rows[row] ?? 0, sign * same)
    add(pairs.concordant, rows[row] ?? 0, sign * (dead.total - lower - same))
  }
  let entering = 0
  const enterBefore = (t: number): void => {
    if (!entries || !entryOrder) return
    for (; entering < entryOrder.length; entering += 1) {
      const row = entryOrder[entering] ?? 0
      if (!((entries[row] ?? NaN) < t)) return
      count(row, -1)
    }
  }
  for (let i = 0; i < order.length;) {
    const t = times[order[i] ?? 0] ?? NaN
    enterBefore(t)
    const first = i
    while (i < order.length && times[order[i] ?? 0] === t) i += 1
    for (let k = first; k < i; k += 1) if (events[order[k] ?? 0] === 1) count(order[k] ?? 0, 1)
    for (let k = first; k < i; k += 1) if (events[order[k] ?? 0] === 1) dead.add(codes[order[k] ?? 0] ?? 0, 1)
    for (let k = first; k < i; k += 1) if (events[order[k] ?? 0] !== 1) count(order[k] ?? 0, 1)
  }
}
