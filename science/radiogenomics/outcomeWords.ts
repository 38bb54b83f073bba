import { fewestEvents } from './fewEvents.ts'
import type { NotTestable } from '../survival/followUp.ts'
import type { CutSearch, OutcomeByGroup, RestrictedMeans } from './outcome.ts'
import type { TimeAxis } from './outcomeCurves.ts'
import type { HazardModel, HazardRatio, ModelNotFitted } from './outcomeModels.ts'
import type { Interval } from './result.ts'
import { estimateNumber, plainNumber, probabilityWords, signedNumber } from './words.ts'

/** One sentence of the answer, with what it is about. */
export interface OutcomeLine {
  about: 'logRank' | 'trend' | 'median' | 'hazardRatio' | 'proportionality' | 'restrictedMean' | 'cut'
  text: string
}

/**
 * The outcome in words: what was found, how sure, how many. It judges nothing.
 * @param endpoint e.g. "Overall survival"   @param groupedBy what the groups are of
 */
export function outcomeInWords(endpoint: string, groupedBy: string, outcome: OutcomeByGroup): OutcomeLine[] {
  return [
    { about: 'logRank', text: logRankWords(endpoint, groupedBy, outcome) },
    ...trendWords(outcome),
    { about: 'median', text: medianWords(outcome) },
    ...hazardWords(outcome.univariable[0]),
    ...restrictedWords(outcome.restrictedMeans, outcome),
    ...cutWords(outcome.cutSearch),
  ]
}

function logRankWords(
  endpoint: string,
  groupedBy: string,
  { n, events, curves, logRank }: OutcomeByGroup,
): string {
  const who = `${endpoint} by ${groupedBy}: ${n} patients in ${curves.length} groups, ${events} ${events === 1 ? 'event' : 'events'}`
  if (logRank.kind === 'notTestable') return `${who}; not tested: ${logRank.reason}.`
  const { statistic, df, logP } = logRank
  const chi = estimateNumber(statistic.value ?? NaN, 3)
  return `${who}; log-rank χ² = ${chi} (${df.join()} df), P = ${probabilityWords(logP)}.`
}

function trendWords({ trend }: OutcomeByGroup): OutcomeLine[] {
  if (trend === null) return []
  if (trend.kind === 'notTestable') return [{ about: 'trend', text: `Trend: not tested, ${trend.reason}.` }]
  const direction = trend.z > 0 ? 'more events towards the last group' : 'fewer events towards the last group'
  const text = `Trend over the groups in their order: z = ${estimateNumber(trend.z, 3)}, P = ${probabilityWords(trend.logP)} (${direction}).`
  return [{ about: 'trend', text }]
}

/** Days in the unit of the axis. */
function inUnits(days: number, { daysPerUnit }: TimeAxis): string {
  // days are counted, months and years are not
  return daysPerUnit === 1 ? plainNumber(days, 3) : estimateNumber(days / daysPerUnit, 3)
}

function medianWords({ curves, axis }: OutcomeByGroup): string {
  const each = curves.map(({ label, n, events, median }) => {
    const bound = (days: number | null): string => (days === null ? 'not reached' : inUnits(days, axis))
    const value =
      median.value === null
        ? 'not reached'
        : `${inUnits(median.value, axis)} ${axis.unit} (95 % CI ${bound(median.low)} to ${bound(median.high)})`
    return `of ${label}: ${value}, ${events} of ${n} with an event`
  })
  return `Median ${each.join('; ')}.`
}

function ratioBounds({ value, low, high }: Interval): string {
  const bound = (x: number | null, none: string): string => (x === null ? none : estimateNumber(x, 3))
  return `${bound(value, 'none')} (95 % CI ${bound(low, '0')} to ${bound(high, '∞')})`
}

/** "III against I", "age per year" */
function comparedWords({ label, level, reference, hazardRatio }: HazardRatio): string {
  return level === null ? `${label} ${hazardRatio.unit}` : `${level} against ${reference ?? ''}`
}

/** E.g. "III against I: 2.68 (95 % CI 1.75 to 4.08), P = 1.23 × 10⁻⁶" */
export function ratioWords(ratio: HazardRatio): string {
  return `${comparedWords(ratio)}: ${ratioBounds(ratio.hazardRatio)}, P = ${probabilityWords(ratio.logP)}`
}

/** Which ratios of a model rest on few events, a sentence; empty where none does. */
export function fewEventsOf(ratios: readonly HazardRatio[]): string {
  const each = ratios.flatMap((ratio) =>
    ratio.caution === null ? [] : [`${comparedWords(ratio)} ${ratio.caution}`],
  )
  if (each.length === 0) return ''
  // alone and together the same is said once
  return `Caution, fewer than ${fewestEvents} events: ${[...new Set(each)].join('; ')}. Single patients decide what is estimated there.`
}

function hazardWords(model: HazardModel | ModelNotFitted | undefined): OutcomeLine[] {
  if (!model) return []
  if (model.kind === 'notTestable')
    return [{ about: 'hazardRatio', text: `Hazard ratio: not estimated, ${model.reason}.` }]
  const kind = model.likelihood === 'partial' ? 'Cox' : 'Cox, penalised (Firth)'
  const text =
    `Hazard ratio (${kind}) of ${model.ratios.map(ratioWords).join('; of ')}. ${fewEventsOf(model.ratios)}`.trimEnd()
  const { proportionality } = model
  const fits =
    proportionality.kind === 'notTestable'
      ? `Proportional hazards: not tested, ${proportionality.reason}.`
      : `Proportional hazards: P = ${probabilityWords(proportionality.global.logP)} (score test, time as 1 − Kaplan–Meier).`
  return [
    { about: 'hazardRatio', text },
    { about: 'proportionality', text: fits },
  ]
}

function restrictedWords(
  means: RestrictedMeans | NotTestable,
  { curves, axis }: Pick<OutcomeByGroup, 'curves' | 'axis'>,
): OutcomeLine[] {
  if (means.kind === 'notTestable')
    return [{ about: 'restrictedMean', text: `Restricted mean: not computed, ${means.reason}.` }]
  const name = (key: string): string => curves.find((curve) => curve.key === key)?.label ?? key
  const each = means.differences.map(({ first, second, difference, logP }) => {
    const of = (days: number | null, write: (x: number, digits: number) => string): string =>
      days === null ? 'none' : write(days / axis.daysPerUnit, 3)
    const bounds = `95 % CI ${of(difference.low, estimateNumber)} to ${of(difference.high, estimateNumber)}`
    return `${name(first)} − ${name(second)}: ${of(difference.value, signedNumber)} ${axis.unit} (${bounds}), P = ${probabilityWords(logP)}`
  })
  const tau = `${inUnits(means.tau, axis)} ${axis.unit}, ${means.tauRule}`
  return [{ about: 'restrictedMean', text: `Restricted mean to τ = ${tau}. ${each.join('; ')}.` }]
}

function cutWords(search: CutSearch | NotTestable | null): OutcomeLine[] {
  if (search === null) return []
  if (search.kind === 'notTestable') return [{ about: 'cut', text: `Cuts: not searched, ${search.reason}.` }]
  const { label, best, naive, adjusted, cuts } = search
  const text = `Of ${cuts.length} cuts of ${label} the one that separates best is ${plainNumber(best.value, 4)} (${best.below} at or below, ${best.above} above): naive P = ${probabilityWords(naive.logP)}, allowing for the choice P = ${probabilityWords(adjusted.logP)}.`
  return [{ about: 'cut', text }]
}
