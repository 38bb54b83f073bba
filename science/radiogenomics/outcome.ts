import { InvalidInput } from '../errors.ts'
import { ascending, describe } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { createRandom } from '../stats/random.ts'
import { scanCutpoints } from '../survival/cutpoint.ts'
import { notTestable, type FollowUp, type NotTestable } from '../survival/followUp.ts'
import { subset } from '../survival/kaplanMeier.ts'
import { logRank, logRankTrend } from '../survival/logRank.ts'
import { restrictedMean, type MeanContrast } from '../survival/restrictedMean.ts'
import {
  outcomeCurve,
  placesOnCurves,
  timeAxis,
  type CurvePlace,
  type OutcomeCurve,
  type TimeAxis,
} from './outcomeCurves.ts'
import {
  hazardModel,
  type HazardModel,
  type ModelNotFitted,
  type ModelTest,
  type OutcomeCovariate,
} from './outcomeModels.ts'
import { finiteOrNull, probability } from './probability.ts'
import type { GroupResult, Interval, OutcomeResult, Warning } from './result.ts'

export interface OutcomeInput {
  /** ordered as they are shown; differences are first − other */
  groups: readonly { key: string; label: string }[]
  /** one per patient: index into `groups`, or −1 */
  assignment: Int32Array
  /** what the groups are of, in words */
  groupedBy: string
  /** index of the group that hazards are compared with */
  reference: number
  /** whether their order means something, so that a trend can be asked for */
  ordered: boolean
  /** per patient, days; NaN = missing; event 1 or 0 */
  endpoint: { label: string; time: Float64Array; event: Float64Array }
  covariates: readonly OutcomeCovariate[]
  /** declared end of the restricted means, days; null: the last time of the group followed least */
  tau: number | null
  /** times of the risk table, days; null: as on the axis */
  times: readonly number[] | null
  /** the number that was cut into groups; null: no search for cuts */
  cut: { label: string; values: Float64Array } | null
  /** of the cut search; 0 = none */
  permutations: number
  seed: number
}

export interface TrendResult {
  kind: 'trend'
  method: string
  z: number
  logP: number
  pValue: number | null
}

export interface RestrictedMeans {
  kind: 'restrictedMean'
  tau: number
  /** how τ came to be */
  tauRule: string
  means: { key: string; mean: Interval }[]
  /** first group − each other group */
  differences: { first: string; second: string; difference: Interval; logP: number; pValue: number | null }[]
}

export interface CutSearch {
  kind: 'cutpoint'
  label: string
  n: number
  events: number
  /** every cut between the shares `lowest` and `highest` of patients */
  cuts: { value: number; below: number; z: number; logP: number }[]
  lowest: number
  highest: number
  best: { value: number; below: number; above: number }
  naive: ModelTest
  /** allows for the choice of the cut */
  adjusted: { method: string; logP: number; pValue: number | null }
  permutation: { p: number; permutations: number } | null
}

export interface OutcomeByGroup {
  n: number
  events: number
  axis: TimeAxis
  curves: OutcomeCurve[]
  /** each patient on the curve of the group */
  places: CurvePlace[]
  /** follow-up of each group: n, endpoint missing, time 0, times */
  groups: GroupResult[]
  logRank: OutcomeResult | NotTestable
  /** null where the groups have no order or are two */
  trend: TrendResult | NotTestable | null
  /** the groups alone, then each covariate alone */
  univariable: (HazardModel | ModelNotFitted)[]
  /** groups and covariates together; null without covariates */
  multivariable: HazardModel | ModelNotFitted | null
  restrictedMeans: RestrictedMeans | NotTestable
  cutSearch: CutSearch | NotTestable | null
  warnings: Warning[]
}

const lowest = 0.1
const highest = 0.9

/**
 * Survival by group: curves, log-rank (and trend), hazard ratios, restricted means, and all cuts of the number behind the groups.
 * @param input groups, who is in which, an endpoint in days at the patient level, covariates
 * @returns every part with its numbers, or with the reason why the data cannot give it; curves are there also where nothing can be tested
 * @throws InvalidInput a time negative or infinite, an event neither 0 nor 1, τ out of range, lengths differ
 * @source as `kaplanMeier`, `logRank`, `cox`, `proportionality`, `restrictedMean`, `scanCutpoints`
 * @oracle TCGA-LIHC, HCC-TACE-Seg and TCGA-BRCA in the tests (R survival)
 */
export function outcomeByGroup(input: OutcomeInput): OutcomeByGroup {
  const { groups, assignment, endpoint } = input
  if (assignment.length !== endpoint.time.length)
    throw new InvalidInput(
      'assignment',
      `${assignment.length} values`,
      `${endpoint.time.length}, one per patient`,
    )
  const all: FollowUp = endpoint
  const has = (i: number): boolean =>
    !isMissing(endpoint.time[i] ?? NaN) && !isMissing(endpoint.event[i] ?? NaN)
  const rows = [...assignment.keys()].filter((i) => (assignment[i] ?? -1) >= 0 && has(i))
  const followUp = subset(all, rows)
  const group = Int32Array.from(rows, (row) => assignment[row] ?? 0)
  const last = rows.reduce((most, row) => Math.max(most, endpoint.time[row] ?? 0), 0)
  const axis = timeAxis(last)
  const times = input.times ?? axis.ticks.map(({ time }) => time)
  const curves = groups.map((own, g) =>
    outcomeCurve(
      own,
      all,
      rows.filter((row) => assignment[row] === g),
      times,
    ),
  )
  const followed = groups.map((own, g) => followUpOf(own, g, input))
  const asCovariate = groupsAsCovariate(input)
  const univariable = [asCovariate, ...input.covariates].map((covariate) =>
    hazardModel(covariate.label, all, rows, [covariate]),
  )
  const multivariable =
    input.covariates.length === 0
      ? null
      : hazardModel('multivariable', all, rows, [asCovariate, ...input.covariates])
  return {
    n: rows.length,
    events: curves.reduce((sum, { events }) => sum + events, 0),
    axis,
    curves,
    places: placesOnCurves(curves, all, rows, group),
    groups: followed,
    logRank: logRankOf(input, { followUp, group }, followed, univariable[0]),
    trend: trendOf(input, followUp, group),
    univariable,
    multivariable,
    restrictedMeans: restrictedMeansOf(input, curves, { followUp, group }),
    cutSearch: cutSearchOf(input, has),
    warnings: outcomeWarnings(univariable, multivariable),
  }
}

function groupsAsCovariate({ groups, assignment, reference, groupedBy }: OutcomeInput): OutcomeCovariate {
  const values = Float64Array.from(assignment, (g) => (g < 0 ? NaN : g))
  const levels = groups.map(({ label }) => label)
  return { key: 'groups', label: groupedBy, kind: 'category', levels, reference, values }
}

/** How the patients of a group were followed; `summary` is of the times, events and censorings alike. */
function followUpOf(
  { key, label }: { key: string; label: string },
  g: number,
  { assignment, endpoint }: OutcomeInput,
): GroupResult {
  const own = [...assignment.keys()].filter((i) => assignment[i] === g)
  const times = own.map((i) => endpoint.time[i] ?? NaN).filter((time) => !isMissing(time))
  return {
    key,
    label,
    n: times.length,
    nMissing: own.length - times.length,
    nZero: times.filter((time) => time === 0).length,
    summary: describe(ascending(times)),
  }
}

function logRankOf(
  { groups, endpoint }: OutcomeInput,
  { followUp, group }: { followUp: FollowUp; group: Int32Array },
  followed: readonly GroupResult[],
  byGroup: HazardModel | ModelNotFitted | undefined,
): OutcomeResult | NotTestable {
  if (group.length === 0) return notTestable('no-rows', 0, 'nobody in a group has this endpoint')
  const found = logRank({ ...followUp, group, groups: groups.length })
  if (found.kind === 'notTestable') return found
  const pValue = probability(found.logP)
  return {
    kind: 'outcome',
    method: 'log-rank test',
    variant: { kind: 'asymptotic', correction: 'none' },
    statistic: { name: 'χ²', value: found.chiSquared },
    df: [found.df],
    effectSize: effectOf(byGroup),
    logP: found.logP,
    pValue,
    qValue: pValue,
    family: { name: `${endpoint.label} alone`, planned: 1, tested: 1, adjustment: 'BH' },
    groups: followed,
    smallestReachableP: null,
    warnings: [],
    events: groups.map(({ key }, g) => ({
      key,
      observed: found.groups[g]?.observed ?? 0,
      expected: found.groups[g]?.expected ?? 0,
    })),
  }
}

function effectOf(model: HazardModel | ModelNotFitted | undefined): Interval {
  const none = { name: 'hazard ratio', value: null, low: null, high: null, level: 0.95, unit: '' }
  if (model?.kind !== 'cox')
    return { ...none, intervalMethod: 'Wald', reason: model?.reason ?? 'no hazard ratio' }
  const [only, ...others] = model.ratios
  if (only && others.length === 0) return only.hazardRatio
  return (
    model.concordance ?? {
      ...none,
      name: 'Harrell’s C',
      intervalMethod: 'infinitesimal jackknife, logit scale',
    }
  )
}

function trendOf(
  { groups, ordered }: OutcomeInput,
  followUp: FollowUp,
  group: Int32Array,
): TrendResult | NotTestable | null {
  if (!ordered || groups.length < 3 || group.length === 0) return null
  const found = logRankTrend({ ...followUp, group, groups: groups.length })
  if (found.kind === 'notTestable') return found
  const method = `log-rank test for trend, scores 0 to ${groups.length - 1} in the order shown`
  return { kind: 'trend', method, z: found.z, logP: found.logP, pValue: probability(found.logP) }
}

function intervalOf(
  name: string,
  { value, low, high }: { value: number; low: number; high: number },
  level: number,
): Interval {
  const intervalMethod = 'Greenwood’s error, Wald'
  const bounds = { value: finiteOrNull(value), low: finiteOrNull(low), high: finiteOrNull(high) }
  return { name, ...bounds, level, unit: 'days', intervalMethod }
}

function restrictedMeansOf(
  { groups, tau }: OutcomeInput,
  curves: readonly OutcomeCurve[],
  { followUp, group }: { followUp: FollowUp; group: Int32Array },
): RestrictedMeans | NotTestable {
  if (groups.length < 2) return notTestable('one-group', group.length, 'there is one group')
  const lastTimes = curves.map(({ lastTime }) => lastTime ?? 0)
  const allowed = Math.min(...lastTimes)
  const empty = curves.find(({ n }) => n === 0)
  if (empty) return notTestable('one-group', group.length, `nobody in “${empty.label}” has this endpoint`)
  if (!(allowed > 0)) return notTestable('no-rows', group.length, 'a group was followed for no time')
  const least = groups[lastTimes.indexOf(allowed)]?.label ?? ''
  const found = restrictedMean(followUp, group, { tau: tau ?? allowed })
  if (found.kind === 'notTestable') return found
  const contrast = (second: string, { logP, ...difference }: MeanContrast) => ({
    first: groups[0]?.key ?? '',
    second,
    difference: intervalOf('difference of restricted means', difference, found.level),
    logP,
    pValue: probability(logP),
  })
  return {
    kind: 'restrictedMean',
    tau: found.tau,
    tauRule: tau === null ? `the last time of “${least}”, the group followed least` : 'as asked for',
    means: found.groups.map((mean, g) => ({
      key: groups[g]?.key ?? '',
      mean: intervalOf('restricted mean', { ...mean, value: mean.mean }, found.level),
    })),
    differences: found.differences.map((each, i) => contrast(groups[i + 1]?.key ?? '', each)),
  }
}

function cutSearchOf(
  { cut, endpoint, permutations, seed }: OutcomeInput,
  has: (i: number) => boolean,
): CutSearch | NotTestable | null {
  if (!cut) return null
  const rows = [...cut.values.keys()].filter((i) => !isMissing(cut.values[i] ?? NaN) && has(i))
  const values = Float64Array.from(rows, (row) => cut.values[row] ?? NaN)
  const random = createRandom(seed)
  const found = scanCutpoints({ ...subset(endpoint, rows), values, lowest, highest, permutations, random })
  if (found.kind === 'notTestable') return found
  const { best, naive, adjusted } = found
  return {
    kind: 'cutpoint',
    label: cut.label,
    n: found.n,
    events: found.events,
    cuts: [...found.cuts],
    lowest,
    highest,
    best: { value: best.value, below: best.below, above: found.n - best.below },
    naive: { statistic: naive.chiSquared, df: 1, logP: naive.logP, pValue: probability(naive.logP) },
    adjusted: {
      method: 'maximally selected log-rank statistic (Lausen & Schumacher 1992, 1994: the smaller bound)',
      logP: adjusted.logP,
      pValue: probability(adjusted.logP),
    },
    permutation: adjusted.permutation,
  }
}

const proportionalAt = Math.log(0.05)

function outcomeWarnings(
  univariable: readonly (HazardModel | ModelNotFitted)[],
  multivariable: HazardModel | ModelNotFitted | null,
): Warning[] {
  const models = [...univariable, ...(multivariable ? [multivariable] : [])]
  return models.flatMap((model) => {
    if (model.kind === 'notTestable') return []
    const warnings: Warning[] = []
    const { proportionality, separated, name, incomplete, ratios, events } = model
    if (proportionality.kind === 'proportionality' && proportionality.global.logP < proportionalAt)
      warnings.push({
        code: 'hazards-not-proportional',
        message: `${name}: the hazards do not look proportional, so one hazard ratio is an average over time; restricted means need no such assumption.`,
      })
    if (separated.length > 0)
      warnings.push({
        code: 'separated',
        message: `${name}: no event on one side of ${separated.join(', ')}; the hazard ratio is Firth’s penalised one with a profile interval.`,
      })
    if (model === multivariable && incomplete.n > 0)
      warnings.push({
        code: 'incomplete-cases',
        message: `${incomplete.n} ${incomplete.n === 1 ? 'patient lacks a covariate and is' : 'patients lack a covariate and are'} not in the multivariable model.`,
      })
    if (ratios.length > 1 && events < 10 * ratios.length)
      warnings.push({
        code: 'few-events',
        message: `${name}: ${events} events for ${ratios.length} coefficients; below ten each, estimates are unstable.`,
      })
    return warnings
  })
}
