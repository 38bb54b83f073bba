import { InvalidInput } from '../errors.ts'
import { logNormalTwoSided } from '../stats/distributions.ts'
import type { Random } from '../stats/random.ts'
import {
  checkFollowUp,
  checkLength,
  notTestable,
  tooFewEvents,
  type FollowUp,
  type NotTestable,
} from './followUp.ts'
import { logRank } from './logRank.ts'
import { logRanksOfCuts } from './logRanksOfCuts.ts'
import { riskTable, firstFrom } from './riskTable.ts'

export interface CutpointInput extends Pick<FollowUp, 'time' | 'event'> {
  /** the variable to be cut, finite */
  values: ArrayLike<number>
  /** least and greatest share of patients at or below a cut that is looked at, default .1 and .9 */
  lowest?: number
  highest?: number
  /** how many permutations, default 0 = none, with the generator that draws them */
  permutations?: number
  random?: Random
}

export interface Cut {
  /** patients with value ≤ cut against > cut */
  value: number
  below: number
  /** standardised log-rank score of those at or below; > 0: they have more events than expected */
  z: number
  /** log-rank test of this cut alone, as if it had been chosen beforehand */
  logP: number
}

export interface CutpointScan {
  kind: 'cutpoint'
  /** every cut looked at, ascending */
  cuts: readonly Cut[]
  best: Cut
  /** log-rank test at the best cut: the p that must not be reported alone */
  naive: { chiSquared: number; logP: number }
  /** P(largest |z| over these cuts ≥ the one found), if the variable says nothing */
  adjusted: {
    /** Lausen & Schumacher 1992: limit of a Brownian bridge */
    logPLausen92: number
    /** Lausen & Schumacher 1994: improved Bonferroni bound, for the cuts actually looked at */
    logPLausen94: number
    /** (1 + as large or larger) / (1 + permutations) */
    permutation: { p: number; permutations: number } | null
    /** the smaller of the two bounds; both are valid approximations from above where p is small */
    logP: number
  }
  n: number
  events: number
}

/**
 * Maximally selected log-rank statistic: all cuts of a variable, the best one, its naive p and the p that allows for the choice.
 * @param input times, events, values; quantile limits declared beforehand
 * @returns the curve of log-rank p over all cuts, the best cut (the lowest of equals) and adjusted p; not testable: fewer than two events, no cut within the limits
 * Scores are summed along the sorted variable, so all cuts together cost one pass; so does each permutation.
 * @throws InvalidInput limits not 0 ≤ lowest < highest ≤ 1, values not finite, permutations without a generator
 * @source Lausen & Schumacher 1992, 1994; Hothorn & Lausen 2003   @oracle test/oracles/survival (R maxstat)
 * @differs z uses the permutation variance of the scores (as maxstat), log-rank its hypergeometric one, so that chi-squared at the best
 * cut is near z² and not equal; maxstat breaks ties in time by row, we give tied times the score of their whole risk set; with a single event maxstat answers, we do not.
 * Between far apart cuts the 1994 bound may take chance away: it is never taken below the p of a single cut
 */
export function scanCutpoints(input: CutpointInput): CutpointScan | NotTestable {
  const { time, event, values, lowest = 0.1, highest = 0.9, permutations = 0, random } = input
  checkFollowUp({ time, event })
  const n = time.length
  checkLength('values', values, n)
  for (let i = 0; i < n; i += 1)
    if (!Number.isFinite(values[i])) throw new InvalidInput('values', values[i], 'finite numbers')
  if (!(lowest >= 0 && lowest < highest && highest <= 1))
    throw new InvalidInput('limits', `${lowest} to ${highest}`, '0 ≤ lowest < highest ≤ 1')
  if (permutations > 0 && !random) throw new InvalidInput('random', 'none', 'a generator, for permutations')
  if (n === 0) return notTestable('no-rows', 0, 'no patients')
  const scores = logRankScores({ time, event })
  const events = Array.from(event).reduce((sum, e) => sum + e, 0)
  const few = tooFewEvents(n, events)
  if (few) return few
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b,
  )
  const places = cutPlaces(values, order, lowest, highest)
  if (places.length === 0)
    return notTestable('no-cuts', n, 'no value separates the patients within the limits')
  const sorted = Float64Array.from(order, (row) => scores[row] ?? NaN)
  const scale = spread(scores)
  if (!(scale > 0)) return notTestable('constant', n, 'all patients have the same follow-up')
  const z = standardised(sorted, places, scale)
  const alone = logRanksOfCuts({ time, event }, order, places)
  const cuts = z.map((score, k): Cut => {
    const below = places[k] ?? 0
    const logP = alone[k] ?? NaN
    return {
      value: values[order[below - 1] ?? 0] ?? NaN,
      below,
      z: score,
      logP: Number.isNaN(logP) ? logNormalTwoSided(score) : logP,
    }
  })
  const best = cuts.reduce((top, cut) => (Math.abs(cut.z) > Math.abs(top.z) + 1e-12 ? cut : top))
  const test = logRank({
    time,
    event,
    group: Uint8Array.from(values, (value) => (value > best.value ? 1 : 0)),
  })
  const m = Math.abs(best.z)
  const logPLausen92 = lausen92(m, lowest, highest)
  const logPLausen94 = lausen94(m, places, n)
  return {
    kind: 'cutpoint',
    cuts,
    best,
    naive:
      test.kind === 'logRank'
        ? { chiSquared: test.chiSquared, logP: test.logP }
        : { chiSquared: m * m, logP: best.logP },
    adjusted: {
      logPLausen92,
      logPLausen94,
      permutation:
        random && permutations > 0
          ? { p: permuted(sorted, places, scale, m, permutations, random), permutations }
          : null,
      logP: Math.min(logPLausen92, logPLausen94),
    },
    n,
    events,
  }
}

/** Event less the Nelson–Aalen hazard up to one's own time; they sum to 0. */
export function logRankScores(followUp: Pick<FollowUp, 'time' | 'event'>): Float64Array {
  const { time, event } = followUp
  const table = riskTable(followUp)
  const hazard = new Float64Array(table.time.length)
  let sum = 0
  for (let k = 0; k < hazard.length; k += 1) {
    sum += (table.nEvent[k] ?? 0) / (table.nRisk[k] ?? NaN)
    hazard[k] = sum
  }
  return Float64Array.from(time, (t, i) => (event[i] ?? 0) - (hazard[firstFrom(table.time, t)] ?? NaN))
}

/** Numbers of patients at or below each distinct value, within the limits, never everybody. */
function cutPlaces(values: ArrayLike<number>, order: Uint32Array, lowest: number, highest: number): number[] {
  const n = order.length
  const places: number[] = []
  for (let below = 1; below < n; below += 1) {
    if (values[order[below - 1] ?? 0] === values[order[below] ?? 0]) continue
    if (below >= Math.max(1, Math.floor(n * lowest)) && below <= Math.floor(n * highest)) places.push(below)
  }
  return places
}

/** n Σa² − (Σa)², over n²(n − 1): times m(n − m) it is the variance of the sum of m scores drawn without replacement. */
function spread(scores: Float64Array): number {
  const n = scores.length
  let [sum, squares] = [0, 0]
  for (const a of scores) {
    sum += a
    squares += a * a
  }
  return (n * squares - sum * sum) / (n * n * (n - 1))
}

function standardised(sorted: Float64Array, places: readonly number[], scale: number): number[] {
  const n = sorted.length
  const total = sorted.reduce((sum, a) => sum + a, 0)
  let [at, sum] = [0, 0]
  return places.map((m) => {
    for (; at < m; at += 1) sum += sorted[at] ?? NaN
    return (sum - (m / n) * total) / Math.sqrt(m * (n - m) * scale)
  })
}

/** log of the boundary-crossing probability of a Brownian bridge between two shares. */
function lausen92(b: number, lowest: number, highest: number): number {
  if (b < 1 || lowest === 0 || highest === 1) return 0
  const share = Math.log((highest * (1 - lowest)) / ((1 - highest) * lowest))
  const factor = 4 / b + (b - 1 / b) * share
  return Math.min(0, -(b * b) / 2 - 0.918938533204672742 + Math.log(factor))
}

/** log of P(|Z| > b) plus the chance of crossing between neighbouring cuts. */
function lausen94(b: number, places: readonly number[], n: number): number {
  let crossing = 0
  for (let k = 1; k < places.length; k += 1) {
    const [low, high] = [places[k - 1] ?? 0, places[k] ?? 0]
    const t = Math.sqrt(1 - (low * (n - high)) / ((n - low) * high))
    crossing += (t - ((b * b) / 4 - 1) * (t ** 3 / 6)) / Math.PI
  }
  const single = logNormalTwoSided(b)
  const relative = crossing * Math.exp(-(b * b) / 2 - single)
  // a largest of several is no rarer than one of them: where the series falls below 0 it is out of its range
  return relative > 0 && relative < Infinity ? Math.min(0, single + Math.log1p(relative)) : single
}

function permuted(
  sorted: Float64Array,
  places: readonly number[],
  scale: number,
  found: number,
  permutations: number,
  random: Random,
): number {
  const shuffled = sorted.slice()
  let asLarge = 1
  for (let b = 0; b < permutations; b += 1) {
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1)
      const kept = shuffled[i] ?? NaN
      shuffled[i] = shuffled[j] ?? NaN
      shuffled[j] = kept
    }
    const largest = standardised(shuffled, places, scale).reduce((top, z) => Math.max(top, Math.abs(z)), 0)
    if (largest >= found * (1 - 1e-12)) asLarge += 1
  }
  return asLarge / (permutations + 1)
}
