import { InvalidInput } from '../errors.ts'
import { cliffDelta } from '../stats/cliffDelta.ts'
import { ascending } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { randomEffects } from '../stats/randomEffects.ts'
import type { RandomEffects } from '../stats/randomEffects.ts'
import { orderOf } from '../stats/rank.ts'
import { estimateNumber, plainNumber, probabilityWords, signedNumber } from './words.ts'

/** Cliff's δ of one cell in one cohort with its sampling variance; null where a group has fewer than two values. */
export interface CellEffect {
  cell: string
  delta: number | null
  variance: number | null
}

/** The effect of a cell as it can be pooled. @param values one a patient, NaN = missing   @param groups place of the group of each, 0 or 1 */
export function cellEffect(cell: string, values: readonly number[], groups: readonly number[]): CellEffect {
  if (values.length !== groups.length)
    throw new InvalidInput('groups', `${groups.length} values`, `${values.length}, one a patient`)
  const [x = [], y = []] = [0, 1].map((group) =>
    values.filter((value, i) => groups[i] === group && !isMissing(value)),
  )
  if (x.length < 2 || y.length < 2) return { cell, delta: null, variance: null }
  const { value, variance } = cliffDelta(
    orderOf([ascending(Float64Array.from(x)), ascending(Float64Array.from(y))]),
  )
  return { cell, delta: value, variance }
}

/** One cohort of the strip: what was compared, by whom, in which unit, and what came of it. */
export interface PoolCohort {
  slug: string
  title: string
  /** nobody pools patients with what a generator made */
  simulated: boolean
  /** the variable or model that made the groups, their labels and where they were cut */
  exposure: string
  groups: readonly string[]
  cutoffs: readonly number[]
  method: string
  unit: string
  /** submitter ids */
  patients: readonly string[]
  effects: readonly CellEffect[]
}

export interface PooledCell {
  cell: string
  /** cohorts in it, by slug */
  cohorts: readonly string[]
  /** Cliff's δ with its 95 % interval; null where it cannot be pooled */
  value: number | null
  low: number | null
  high: number | null
  logP: number | null
  tauSquared: number | null
  iSquared: number | null
  /** natural logarithm of Cochran's p */
  heterogeneityLogP: number | null
  /** where one more such cohort would lie; null of fewer than three */
  prediction: { low: number; high: number } | null
  reason: string | null
  words: string
}

export interface Pooled {
  /** slugs */
  cohorts: readonly string[]
  titles: readonly string[]
  exposure: string
  method: string
  unit: string
  cells: readonly PooledCell[]
}

const given = (text: string): string => (text === '' ? 'not given' : text)

interface Respect {
  name: string
  of: (cohort: PoolCohort) => string
  /** shorter, for sentences */
  shown?: (cohort: PoolCohort) => string
}

function cutWords(cutoffs: readonly number[], digits: number): string {
  return cutoffs.length === 0 ? 'nowhere' : cutoffs.map((value) => plainNumber(value, digits)).join(' and ')
}

const sameness: readonly Respect[] = [
  { name: 'what the groups are made of', of: ({ exposure }) => given(exposure) },
  { name: 'the groups', of: ({ groups }) => groups.join(' against ') },
  {
    name: 'where they are cut',
    of: ({ cutoffs }) => cutWords(cutoffs, 6),
    shown: ({ cutoffs }) => cutWords(cutoffs, 3),
  },
  { name: 'methods', of: ({ method }) => given(method) },
  { name: 'units', of: ({ unit }) => given(unit) },
  { name: 'origins', of: ({ simulated }) => (simulated ? 'simulated' : 'real') },
]

/** In what the cohorts differ; all digits where fewer would make two of them look alike. */
function kindsOf({ of, shown = of }: Respect, cohorts: readonly PoolCohort[]): string[] {
  const [kinds, words] = [of, shown].map((text) => [...new Set(cohorts.map(text))])
  return (words?.length === kinds?.length ? words : kinds) ?? []
}

function likenessOf(cohort: PoolCohort): string {
  return JSON.stringify(sameness.map(({ of }) => of(cohort)))
}

/** Patients of one cohort who are in another too: their effects are not independent. */
function sharedWith(cohort: PoolCohort, others: readonly PoolCohort[]): string | null {
  const own = new Set(cohort.patients)
  for (const other of others) {
    const n = other.patients.filter((patient) => own.has(patient)).length
    if (n > 0) return `${n} patients of ${cohort.title} are in ${other.title} too`
  }
  return null
}

/**
 * Why effects of several cohorts may not be pooled; empty where they may.
 * Unlike exposures, groups, cuts, methods or units answer different questions: a mean of them would have no meaning.
 */
export function whyNotPooled(cohorts: readonly PoolCohort[]): string[] {
  if (cohorts.length < 2) return ['one cohort is no series']
  const unlike = sameness.flatMap((respect) => {
    const kinds = kindsOf(respect, cohorts)
    return kinds.length > 1 ? [`${respect.name} differ: ${kinds.join('; ')}`] : []
  })
  const shared = cohorts.flatMap((cohort, i) => sharedWith(cohort, cohorts.slice(0, i)) ?? [])
  return [...unlike, ...shared]
}

/**
 * Pools the effects of cohorts that are alike in every respect: REML random effects of Fisher's z of Cliff's δ, Hartung and Knapp's
 * interval, never narrower than the usual one, brought back to δ.
 * @returns one pool for each set of two or more alike cohorts, in the order of the cohorts; a cohort that shares patients with an earlier one is in none
 * @source `randomEffects`; the variance of atanh δ is var(δ) / (1 − δ²)², the delta method
 * @oracle metafor::rma on the same z and variances (test/science/radiogenomics/poolClaim.test.ts)
 */
export function poolClaim(cohorts: readonly PoolCohort[], cells: readonly string[]): Pooled[] {
  const classes = new Map<string, PoolCohort[]>()
  for (const cohort of cohorts) {
    const alike = classes.get(likenessOf(cohort)) ?? []
    if (sharedWith(cohort, alike) === null) classes.set(likenessOf(cohort), [...alike, cohort])
  }
  return [...classes.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined || alike.length < 2) return []
    return [
      {
        cohorts: alike.map(({ slug }) => slug),
        titles: alike.map(({ title }) => title),
        exposure: first.exposure,
        method: first.method,
        unit: first.unit,
        cells: cells.map((cell) => pooledCell(cell, alike)),
      },
    ]
  })
}

/** At ±1 the variance of δ is 0 and z is infinite: complete separation has no weight that could be justified. */
function canPool({ delta, variance }: CellEffect): boolean {
  return delta !== null && variance !== null && variance > 0 && Math.abs(delta) < 1
}

function pooledCell(cell: string, alike: readonly PoolCohort[]): PooledCell {
  const found = alike.flatMap(({ slug, effects }) => {
    const effect = effects.find((each) => each.cell === cell)
    return effect && canPool(effect) ? [{ slug, effect }] : []
  })
  const none = {
    ...{ cell, value: null, low: null, high: null, logP: null, tauSquared: null, iSquared: null },
    ...{ heterogeneityLogP: null, prediction: null },
  }
  const z = found.map(({ effect }) => Math.atanh(effect.delta ?? 0))
  const variances = found.map(({ effect }) => (effect.variance ?? 0) / (1 - (effect.delta ?? 0) ** 2) ** 2)
  const cohorts = found.map(({ slug }) => slug)
  const pooled = randomEffects(z, variances)
  if (isNotTestable(pooled)) {
    const reason = `${cohorts.length} of ${alike.length} cohorts have an effect with a variance; two are needed`
    return { ...none, cohorts, reason, words: `Not pooled: ${reason}.` }
  }
  const { logP, tauSquared, iSquared, heterogeneity, prediction } = pooled
  const shown = {
    value: Math.tanh(pooled.estimate),
    low: Math.tanh(pooled.low),
    high: Math.tanh(pooled.high),
  }
  return {
    cell,
    cohorts,
    ...shown,
    logP,
    tauSquared,
    iSquared,
    heterogeneityLogP: heterogeneity.logP,
    prediction: prediction && { low: Math.tanh(prediction.low), high: Math.tanh(prediction.high) },
    reason: null,
    words: pooledWords(pooled, shown),
  }
}

function pooledWords(
  { k, logP, iSquared, heterogeneity }: RandomEffects,
  { value, low, high }: { value: number; low: number; high: number },
): string {
  const few =
    k < 5
      ? ` With ${k} cohorts the interval is wide by right: Student’s t has ${k - 1} degree${k === 2 ? '' : 's'} of freedom.`
      : ''
  return `δ ${signedNumber(value, 2)} (95 % CI ${estimateNumber(low, 2)} to ${estimateNumber(high, 2)}), P = ${probabilityWords(logP)}, ${k} cohorts; I² ${plainNumber(100 * iSquared, 2)} %, heterogeneity P = ${probabilityWords(heterogeneity.logP)}.${few}`
}
