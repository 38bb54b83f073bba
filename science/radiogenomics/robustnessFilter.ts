import { InvalidInput } from '../errors.ts'
import { pyradiomicsName } from '../imaging/featureColumn.ts'
import { intraclass, type Icc, type IccForm } from '../stats/agreement.ts'
import { moments } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { isNotTestable } from '../stats/notTestable.ts'

/** The same features of the same cases measured again: by another reader, in another phase, under a perturbation. */
export interface RepeatedTable {
  /** reader, phase or perturbation */
  name: string
  cases: readonly string[]
  features: readonly string[]
  columns: readonly Float64Array[]
}

export interface RobustnessRule {
  /** `interReader` judges single readings by ICC(3,1), `perturbation` the mean of all k by ICC(3,k): the published two; or any form */
  form: Extract<IccForm, 'ICC(2,1)' | 'ICC(3,1)' | 'ICC(3,k)' | 'ICC(1,1)' | 'ICC(2,k)' | 'ICC(1,k)'>
  /** a feature at or below it is dropped */
  cutoff: number
}

export const publishedRules = {
  interReader: { form: 'ICC(3,1)', cutoff: 0.75 },
  perturbation: { form: 'ICC(3,k)', cutoff: 0.75 },
} as const satisfies Readonly<Record<'interReader' | 'perturbation', RobustnessRule>>

export interface FeatureRobustness {
  /** as the tables name it, and pyradiomics' name for it where there is one */
  feature: string
  pyradiomics: string | null
  /** cases with a value in every table, and those left out for a gap */
  cases: number
  gaps: number
  /** the figure that decides, and absolute agreement of single readings beside it; null where not testable */
  deciding: Icc | null
  consistencySingle: Icc | null
  consistencyMean: Icc | null
  agreementSingle: Icc | null
  kept: boolean
  /** why it fell out; null where it was kept */
  reason: string | null
}

export interface RobustnessReport {
  rule: RobustnessRule
  tables: readonly string[]
  /** in all tables */
  cases: number
  /** in some but not all: they take no part */
  casesLeftOut: readonly string[]
  features: readonly FeatureRobustness[]
  /** in some tables but not all: they cannot be judged */
  featuresLeftOut: readonly string[]
  /** of the kept features, how many would fall by absolute agreement of single readings at the same cutoff */
  keptButDisagreeing: number
  kept: readonly string[]
}

/**
 * Which features agree between repeated measurements. Tables of MIRP and of pyradiomics are told apart by their names (`pyradiomicsName`), not mixed.
 * @param tables two or more, the same features by name
 * @returns every feature with its figures; features that cannot be tested fall out with that reason
 * @throws InvalidInput fewer than two tables, fewer than two common cases, a name twice
 * @source Shrout & Fleiss 1979; published rules: Jin et al. 2025   @oracle test/oracles/agreement (psych::ICC) through `intraclass`
 * @differs ICC(3,k) ≥ .75 with three readings is a single ICC of only .50, so ICC(3,1) and ICC(2,1) stand beside it
 */
export function robustnessFilter(tables: readonly RepeatedTable[], rule: RobustnessRule): RobustnessReport {
  if (tables.length < 2) throw new InvalidInput('tables', tables.length, 'two or more repeated tables')
  if (!(rule.cutoff > -1 && rule.cutoff < 1))
    throw new InvalidInput('cutoff', rule.cutoff, 'between −1 and 1')
  const rows = tables.map(({ name, cases }) => placesOf(cases, `${name}: cases`))
  const columns = tables.map(({ name, features }) => placesOf(features, `${name}: features`))
  const allCases = [...new Set(tables.flatMap(({ cases }) => cases))].sort()
  const allFeatures = [...new Set(tables.flatMap(({ features }) => features))].sort()
  const cases = allCases.filter((id) => rows.every((places) => places.has(id)))
  if (cases.length < 2) throw new InvalidInput('cases', `${cases.length} in all tables`, 'at least two')
  const common = allFeatures.filter((feature) => columns.every((places) => places.has(feature)))
  const judgements = common.map((feature) => {
    const readings = tables.map(({ columns: own }, t) => {
      const column = own[columns[t]?.get(feature) ?? -1] ?? new Float64Array()
      return Float64Array.from(cases, (id) => column[rows[t]?.get(id) ?? -1] ?? NaN)
    })
    return judged(feature, readings, rule)
  })
  const features = judgements.map(({ figures }) => figures)
  const kept = judgements.filter(({ figures }) => figures.kept)
  return {
    rule,
    tables: tables.map(({ name }) => name),
    cases: cases.length,
    casesLeftOut: allCases.filter((id) => !rows.every((places) => places.has(id))),
    features,
    featuresLeftOut: allFeatures.filter((feature) => !columns.every((places) => places.has(feature))),
    keptButDisagreeing: kept.filter(({ agreement }) => !(agreement > rule.cutoff)).length,
    kept: kept.map(({ figures }) => figures.feature),
  }
}

function placesOf(names: readonly string[], field: string): Map<string, number> {
  const places = new Map(names.map((name, place) => [name, place]))
  if (places.size !== names.length) {
    const twice = names.find((name, place) => places.get(name) !== place)
    throw new InvalidInput(field, twice ?? '', 'every name once')
  }
  return places
}

interface Judgement {
  figures: FeatureRobustness
  /** absolute agreement of single readings; NaN where not testable */
  agreement: number
}

function judged(feature: string, readings: readonly Float64Array[], rule: RobustnessRule): Judgement {
  const n = readings[0]?.length ?? 0
  const there = Int32Array.from({ length: n }, (_, i) => i).filter((i) =>
    readings.every((column) => Number.isFinite(column[i] ?? NaN) && !isMissing(column[i] ?? NaN)),
  )
  const known = readings.map((column) => Float64Array.from(there, (i) => column[i] ?? NaN))
  const all = there.length < 2 ? null : intraclass(known)
  // readings that differ by a constant are as consistent as can be, and no F exists for them
  const isExact =
    all !== null &&
    isNotTestable(all) &&
    all.reason === 'all differences equal' &&
    (rule.form.startsWith('ICC(3') || agrees(known))
  const of = (form: IccForm): Icc | null =>
    all === null || isNotTestable(all) ? null : (all.find((icc) => icc.form === form) ?? null)
  const deciding = of(rule.form)
  const reason =
    deciding === null
      ? isExact
        ? null
        : `not testable: ${all === null ? `${there.length} cases without a gap` : isNotTestable(all) ? all.reason : ''}`
      : deciding.value > rule.cutoff
        ? null
        : `${rule.form} ${deciding.value.toFixed(3)}, not above ${rule.cutoff}`
  const agreementSingle = of('ICC(2,1)')
  return {
    agreement: isExact ? shiftedAgreement(known) : (agreementSingle?.value ?? NaN),
    figures: {
      feature,
      pyradiomics: pyradiomicsName(feature),
      cases: there.length,
      gaps: n - there.length,
      deciding,
      consistencySingle: of('ICC(3,1)'),
      consistencyMean: of('ICC(3,k)'),
      agreementSingle,
      kept: reason === null,
      reason,
    },
  }
}

/** ICC(2,1) of readings that differ by constants only: variance between cases over that and the variance between readers; 1 where they are the same. */
function shiftedAgreement(readings: readonly Float64Array[]): number {
  const cases = moments(readings[0] ?? []).sd ** 2
  const readers = moments(readings.map((column) => moments(column).mean)).sd ** 2
  return cases / (cases + readers)
}

/** The same to the last digit. */
function agrees(readings: readonly Float64Array[]): boolean {
  const [first] = readings
  return readings.every((column) => column.every((value, i) => value === first?.[i]))
}

/**
 * The features to leave out of pyradiomics tables for failing in a report of either tool.
 * @returns pyradiomics' names with the reason, and the failed ones that pyradiomics does not have
 */
export function unstableFeatures({ features }: RobustnessReport): {
  leaveOut: Map<string, string>
  withoutName: string[]
} {
  const leaveOut = new Map<string, string>()
  const withoutName: string[] = []
  for (const { feature, pyradiomics, reason } of features) {
    if (reason === null) continue
    if (pyradiomics === null) withoutName.push(feature)
    else leaveOut.set(pyradiomics, pyradiomics === feature ? reason : `${reason} (${feature})`)
  }
  return { leaveOut, withoutName }
}
