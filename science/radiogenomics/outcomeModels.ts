import { concordance } from '../survival/concordance.ts'
import { cox, type ChiSquaredTest, type CoxFit, type CoxTerm } from '../survival/cox.ts'
import { notTestable, type FollowUp, type NotTestable } from '../survival/followUp.ts'
import { subset } from '../survival/kaplanMeier.ts'
import { proportionality } from '../survival/proportionality.ts'
import { isMissing } from '../stats/missing.ts'
import { fewEventsWords, restsOn, type RestsOn } from './fewEvents.ts'
import { finiteOrNull, probability } from './probability.ts'
import type { Interval } from './result.ts'

/** What hazards are compared by: a number per patient, or a category against its reference level. NaN = missing. */
export type OutcomeCovariate = { key: string; label: string; values: Float64Array } & (
  | { kind: 'number'; unit: string }
  /** values are places in `levels` */
  | { kind: 'category'; levels: readonly string[]; reference: number }
)

export interface ModelTest {
  statistic: number | null
  df: number
  logP: number
  pValue: number | null
}

/** One hazard ratio: of a level against the reference, or per unit of a number. */
export interface HazardRatio {
  /** key of the covariate */
  term: string
  label: string
  level: string | null
  reference: string | null
  /** patients and events at this level; of a number, all */
  n: number
  events: number
  /** the smaller side of the comparison */
  restsOn: RestsOn
  /** in words where that is fewer than five events, else null */
  caution: string | null
  hazardRatio: Interval
  z: number | null
  logP: number
  pValue: number | null
}

export interface HazardModel {
  kind: 'cox'
  name: string
  n: number
  events: number
  ratios: HazardRatio[]
  /** "partial", or "penalised (Firth)" where the data are separated */
  likelihood: string
  /** names of the coefficients that have no finite estimate, which is why the likelihood was penalised */
  separated: string[]
  likelihoodRatio: ModelTest
  wald: ModelTest
  score: ModelTest | null
  concordance: Interval | null
  proportionality: Proportionality | NotTestable
  /** patients with a missing covariate: by covariate, and in all */
  incomplete: { n: number; by: { label: string; patients: number[] }[] }
}

export interface Proportionality {
  kind: 'proportionality'
  transform: string
  global: ModelTest
  terms: (ModelTest & { term: string })[]
}

export interface ModelNotFitted extends NotTestable {
  name: string
}

const columnName = (key: string, level: string): string => `${key} = ${level}`

/** One column of a covariate. */
export interface Dummy {
  name: string
  /** key of the covariate */
  term: string
  values: Float64Array
  /** place of the level; −1 of a number */
  level: number
}

/** A covariate as columns of numbers over some patients: a category has one per level but the reference; a level that nobody has makes none. */
export function dummiesOf(covariate: OutcomeCovariate, rows: readonly number[]): Dummy[] {
  const values = Float64Array.from(rows, (row) => covariate.values[row] ?? NaN)
  const { key } = covariate
  if (covariate.kind === 'number') return [{ name: key, term: key, values, level: -1 }]
  const reference = referenceAmong(covariate, values)
  return covariate.levels.flatMap((level, place) => {
    if (place === reference || !values.includes(place)) return []
    const indicator = values.map((value) => (value === place ? 1 : 0))
    return [{ name: columnName(key, level), term: key, values: indicator, level: place }]
  })
}

/** The reference, or the first level that somebody has where nobody has that one; −1 of a number. */
function referenceAmong(covariate: OutcomeCovariate, values: Float64Array): number {
  if (covariate.kind === 'number') return -1
  if (values.includes(covariate.reference)) return covariate.reference
  return covariate.levels.findIndex((_, place) => values.includes(place))
}

function testOf({ statistic, df, logP }: ChiSquaredTest): ModelTest {
  return { statistic: finiteOrNull(statistic), df, logP, pValue: probability(logP) }
}

/** "per year", "per mm³" */
function perUnit(unit: string): string {
  return `per ${unit === '' ? 'unit' : unit.replace(/^(year|month|week|day)s$/, '$1')}`
}

function ratioOf(
  term: CoxTerm,
  { covariate, level, level0 }: { covariate: OutcomeCovariate; level: number; level0: number },
  { values, event }: { values: Float64Array; event: ArrayLike<number> },
): HazardRatio {
  const isNumber = covariate.kind === 'number'
  const unit = isNumber ? perUnit(covariate.unit) : ''
  const sideOf = (place: number): RestsOn => {
    const own = Array.from(values.keys()).filter((i) => isNumber || values[i] === place)
    const name = isNumber ? null : (covariate.levels[place] ?? null)
    return { level: name, n: own.length, events: own.filter((i) => event[i] === 1).length }
  }
  const side = sideOf(level)
  const smaller = isNumber ? side : restsOn(side, sideOf(level0))
  return {
    term: covariate.key,
    label: covariate.label,
    level: side.level,
    reference: isNumber ? null : (covariate.levels[level0] ?? null),
    n: side.n,
    events: side.events,
    restsOn: smaller,
    caution: fewEventsWords(smaller),
    hazardRatio: {
      name: 'hazard ratio',
      value: finiteOrNull(term.hazardRatio),
      low: finiteOrNull(term.low),
      high: finiteOrNull(term.high),
      level: 0.95,
      unit,
      intervalMethod: term.intervalMethod,
    },
    z: finiteOrNull(term.z),
    logP: term.logP,
    pValue: probability(term.logP),
  }
}

function concordanceOf(fit: CoxFit, followUp: FollowUp, columns: readonly Dummy[]): Interval | null {
  const marker = new Float64Array(followUp.time.length)
  fit.terms.forEach(({ coefficient }, j) => {
    const values = columns[j]?.values ?? []
    for (let i = 0; i < marker.length; i += 1) marker[i] = (marker[i] ?? 0) + coefficient * (values[i] ?? 0)
  })
  const found = concordance({ ...followUp, marker })
  if (found.kind === 'notTestable') return null
  return {
    name: 'Harrell’s C',
    value: finiteOrNull(found.c),
    low: finiteOrNull(found.low),
    high: finiteOrNull(found.high),
    level: found.level,
    unit: '',
    intervalMethod: 'infinitesimal jackknife, logit scale',
  }
}

function proportionalityOf(fit: CoxFit): Proportionality | NotTestable {
  if (fit.likelihood !== 'partial')
    return notTestable('no-convergence', fit.n, 'not tested where the likelihood had to be penalised')
  const found = proportionality(fit)
  if (found.kind === 'notTestable') return found
  return {
    kind: 'proportionality',
    transform: found.transform,
    global: testOf(found.global),
    terms: found.terms.map((term) => ({ term: term.term, ...testOf(term) })),
  }
}

function whoIsComplete(
  covariates: readonly OutcomeCovariate[],
  rows: readonly number[],
): { complete: number[]; incomplete: HazardModel['incomplete'] } {
  const lacks = (covariate: OutcomeCovariate, row: number): boolean => isMissing(covariate.values[row] ?? NaN)
  const complete = rows.filter((row) => !covariates.some((covariate) => lacks(covariate, row)))
  const by = covariates
    .map((covariate) => ({
      label: covariate.label,
      patients: rows.filter((row) => lacks(covariate, row)),
    }))
    .filter(({ patients }) => patients.length > 0)
  return { complete, incomplete: { n: rows.length - complete.length, by } }
}

/**
 * One Cox model (Efron) of the patients who have all its covariates, with everything that is asked of it.
 * @param name what the model is, in words   @param followUp of all patients   @param rows patients who are compared
 * @returns hazard ratios against the named references, tests, concordance, test of proportional hazards, and who lacks what;
 * not testable as `cox`
 * @oracle TCGA-LIHC by stage in the tests (R coxph, cox.zph)
 */
export function hazardModel(
  name: string,
  followUp: FollowUp,
  rows: readonly number[],
  covariates: readonly OutcomeCovariate[],
): HazardModel | ModelNotFitted {
  const { complete, incomplete } = whoIsComplete(covariates, rows)
  const own = subset(followUp, complete)
  const columns = covariates.flatMap((covariate) =>
    dummiesOf(covariate, complete).map((column) => ({ ...column, covariate })),
  )
  if (columns.length === 0)
    return { ...notTestable('one-group', complete.length, 'nothing differs between the patients'), name }
  const fit = cox({
    ...own,
    covariates: columns.map(({ name: column, term, values }) => ({
      name: column,
      values,
      ...(term ? { term } : {}),
    })),
  })
  if (fit.kind === 'notTestable') return { ...fit, name }
  return {
    kind: 'cox',
    name,
    n: fit.n,
    events: fit.events,
    ratios: fit.terms.flatMap((term, j) => {
      const column = columns[j]
      if (!column) return []
      const { covariate, level } = column
      const values = Float64Array.from(complete, (row) => covariate.values[row] ?? NaN)
      const level0 = referenceAmong(covariate, values)
      return [ratioOf(term, { covariate, level, level0 }, { values, event: own.event })]
    }),
    likelihood: fit.likelihood,
    separated: [...fit.separated],
    likelihoodRatio: testOf(fit.likelihoodRatio),
    wald: testOf(fit.wald),
    score: fit.score && testOf(fit.score),
    concordance: concordanceOf(fit, own, columns),
    proportionality: proportionalityOf(fit),
    incomplete,
  }
}
