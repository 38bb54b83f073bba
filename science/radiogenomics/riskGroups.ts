import { InvalidInput } from '../errors.ts'
import { ascending, quantile } from '../stats/describe.ts'
import { isMissing, presentValues } from '../stats/missing.ts'
import { categoryGroups, counted, patientGroups } from './namedGroups.ts'
import type { Cutoff, Group, PlainGrouping, ResolvedGrouping } from './grouping.ts'
import { riskGroupOf } from './riskScore.ts'
import { plainNumber } from './words.ts'

/** The variable that patients are grouped by, at the patient level. */
export interface GroupingVariable {
  /** `<kind>:<layer>/<key>` */
  ref: string
  label: string
  unit: string
  type: 'number' | 'category' | 'endpoint'
  levels: readonly string[] | null
  /** one per patient, in patient order; NaN = missing; level numbers for a category */
  values: Float64Array
}

/** The stored model of a risk-model grouping. */
export interface GroupingModel {
  label: string
  cutoff: number
  cutoffRule: string
  trainedOn: { cohort: string; patients: number; description: string }
}

export interface GroupingInput {
  grouping: PlainGrouping
  /** submitter ids, in patient order */
  patients: readonly string[]
  /** null for a list of patients */
  variable: GroupingVariable | null
  /** null unless grouping by a risk model */
  model: GroupingModel | null
  /** for the origin of a cutoff */
  cohort: string
  release: string
}

type Ungrouped = ResolvedGrouping['ungrouped'][number]

/**
 * Puts patients into ordered, labelled groups: who is in which, by which cutoff, and where the cutoff comes from.
 * Risk models give [HIGH risk, LOW risk] (score ≤ cutoff is high); cuts of a number give the highest first, ties go below.
 * @param input the choice, and the patient-level column that it names
 * @returns one assignment per patient, −1 with a reason for everybody left out
 * @throws InvalidInput the variable is missing, of the wrong type or an endpoint; a cutoff, count or list that cannot be used
 */
export function resolveGrouping(input: GroupingInput): ResolvedGrouping {
  const { grouping, patients } = input
  if (grouping.kind === 'patients') return patientGroups(grouping, patients)
  const variable = checkedVariable(input)
  const head = { kind: grouping.kind, label: variable.label, variable: variable.ref }
  switch (grouping.kind) {
    case 'categories':
      return { ...head, cutoffs: [], ...categoryGroups(variable, grouping.groups) }
    case 'riskModel':
      return { ...head, ...modelGroups(input, variable) }
    case 'median':
      return { ...head, ...cutGroups(variable, [medianCut(input, variable)]) }
    case 'threshold': {
      if (!Number.isFinite(grouping.cutoff))
        throw new InvalidInput('grouping.cutoff', grouping.cutoff, 'a finite number')
      const cutoff = { value: grouping.cutoff, rule: 'given threshold', origin: 'given with the request' }
      return { ...head, ...cutGroups(variable, [cutoff]) }
    }
    case 'quantiles':
      return { ...head, ...cutGroups(variable, quantileCuts(input, variable, grouping.count)) }
  }
}

function checkedVariable({ grouping, patients, variable }: GroupingInput): GroupingVariable {
  if (!variable) throw new InvalidInput('grouping', grouping.kind, 'a grouping whose variable is given')
  if (variable.type === 'endpoint')
    throw new InvalidInput(
      'grouping.variable',
      variable.ref,
      'a number or a category: an endpoint makes no groups',
    )
  const wanted = grouping.kind === 'categories' ? 'category' : 'number'
  if (variable.type !== wanted)
    throw new InvalidInput('grouping.variable', `${variable.ref} (${variable.type})`, `a ${wanted}`)
  if (variable.values.length !== patients.length)
    throw new InvalidInput(
      'variable.values',
      `${variable.values.length} values`,
      `${patients.length}, one per patient`,
    )
  return variable
}

function originWords({ cohort, release }: GroupingInput, n: number): string {
  return `${n} ${n === 1 ? 'patient' : 'patients'} of ${cohort}, release ${release}, with a value`
}

function medianCut(input: GroupingInput, variable: GroupingVariable): Cutoff {
  const sorted = ascending(presentValues(variable.values, variable.ref))
  if (sorted.length === 0) throw new InvalidInput('grouping.variable', variable.ref, 'a variable with values')
  return { value: quantile(sorted, 0.5), rule: 'median', origin: originWords(input, sorted.length) }
}

function quantileCuts(input: GroupingInput, variable: GroupingVariable, count: number): Cutoff[] {
  const sorted = ascending(presentValues(variable.values, variable.ref))
  if (!Number.isInteger(count) || count < 2 || count > 10)
    throw new InvalidInput('grouping.quantiles.count', count, 'a whole number from 2 to 10')
  if (sorted.length === 0) throw new InvalidInput('grouping.variable', variable.ref, 'a variable with values')
  const cuts: Cutoff[] = []
  for (let i = count - 1; i >= 1; i -= 1) {
    const p = i / count
    cuts.push({
      value: quantile(sorted, p),
      rule: `quantile ${plainNumber(p, 3)}`,
      origin: originWords(input, sorted.length),
    })
  }
  if (cuts.some((cut, i) => cut.value === cuts[i + 1]?.value))
    throw new InvalidInput(
      'grouping.quantiles.count',
      count,
      `fewer groups: ties make two cuts of ${variable.label} equal`,
    )
  return cuts
}

type Dealt = Pick<ResolvedGrouping, 'groups' | 'cutoffs' | 'assignment' | 'ungrouped'>

/** @param cutoffs highest first; a value at a cut belongs below it */
function cutGroups({ values, label, ref }: GroupingVariable, cutoffs: readonly Cutoff[]): Dealt {
  const names = cutNames(label, cutoffs)
  return dealt({ values, label, ref }, names, cutoffs, (value) => {
    const place = cutoffs.findIndex((cutoff) => value > cutoff.value)
    return place < 0 ? cutoffs.length : place
  })
}

function cutNames(label: string, cutoffs: readonly Cutoff[]): Omit<Group, 'n'>[] {
  const cuts = cutWords(cutoffs.map(({ value }) => value))
  const last = cuts.length - 1
  const names = [
    `${label} > ${cuts[0] ?? ''}`,
    ...cuts.slice(1).map((cut, i) => `${cut} < ${label} ≤ ${cuts[i] ?? ''}`),
    `${label} ≤ ${cuts[last] ?? ''}`,
  ]
  if (cuts.length === 1)
    return names.map((name, i) => ({ key: i === 0 ? 'above' : 'at-or-below', label: name }))
  return names.map((name, i) => ({ key: `q${names.length - i}`, label: name }))
}

/** Five digits, as the cutoff is shown elsewhere, or as many as tell the cuts apart. */
function cutWords(cuts: readonly number[]): string[] {
  for (let digits = 5; digits < 17; digits += 1) {
    const words = cuts.map((cut) => plainNumber(cut, digits))
    if (new Set(words).size === cuts.length) return words
  }
  return cuts.map(String)
}

function modelGroups({ model }: GroupingInput, { values, label, ref }: GroupingVariable): Dealt {
  if (!model) throw new InvalidInput('grouping.model', 'no model', 'the key of a stored risk model')
  const { cutoff, cutoffRule, trainedOn } = model
  const patients = `${trainedOn.patients} training ${trainedOn.patients === 1 ? 'patient' : 'patients'}`
  // which side is which is told by no name of a group: a high score of response is a low risk
  const origin = `${patients} of ${trainedOn.cohort}, model ${model.label}: ${trainedOn.description}; at or below it high risk, above it low risk`
  const names = [
    { key: 'high', label: 'High risk' },
    { key: 'low', label: 'Low risk' },
  ]
  return dealt({ values, label, ref }, names, [{ value: cutoff, rule: cutoffRule, origin }], (score) =>
    riskGroupOf(score, cutoff) === 'high' ? 0 : 1,
  )
}

function dealt(
  { values, label, ref }: Pick<GroupingVariable, 'values' | 'label' | 'ref'>,
  names: readonly Omit<Group, 'n'>[],
  cutoffs: readonly Cutoff[],
  place: (value: number) => number,
): Dealt {
  presentValues(values, ref)
  const assignment = Int32Array.from(values, (value) => (isMissing(value) ? -1 : place(value)))
  return { cutoffs, assignment, groups: counted(names, assignment), ungrouped: missing(assignment, label) }
}

function missing(assignment: Int32Array, label: string): Ungrouped[] {
  return Array.from(assignment).flatMap((group, patient) =>
    group < 0 ? [{ patient, code: 'missing-value', reason: `missing value of ${label}` }] : [],
  )
}
