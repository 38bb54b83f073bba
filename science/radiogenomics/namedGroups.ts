import { InvalidInput } from '../errors.ts'
import { isMissing } from '../stats/missing.ts'
import { variableKeys } from '../variableRef.ts'
import type { Group, PlainGrouping, ResolvedGrouping } from './grouping.ts'

/** Groups that are named, not cut: the levels of a category, and lists of patients. */

type Assigned = Pick<ResolvedGrouping, 'groups' | 'assignment' | 'ungrouped' | 'dropped'>

/** Adds to each group how many patients it has. */
export function counted(names: readonly Omit<Group, 'n'>[], assignment: Int32Array): Group[] {
  const sizes = new Int32Array(names.length)
  for (const group of assignment) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
  return names.map((name, i) => ({ ...name, n: sizes[i] ?? 0 }))
}

/**
 * Groups by the levels of a category: merged and ordered as asked, else every level that somebody has, in natural order.
 * @param variable level numbers per patient, NaN = missing   @param merged labels with the levels they take in
 * @throws InvalidInput a level is unknown or named twice, or a value is no level number
 */
export function categoryGroups(
  {
    label,
    levels,
    values,
    ref,
  }: { label: string; levels: readonly string[] | null; values: Float64Array; ref: string },
  merged?: readonly { label: string; levels: readonly string[] }[],
): Assigned {
  const names = levels ?? []
  for (const value of values)
    if (!isMissing(value) && names[value] === undefined)
      throw new InvalidInput(ref, value, `a level number, 0 to ${names.length - 1}`)
  const wanted = merged ?? naturalOrder(names).map((level) => ({ label: level, levels: [level] }))
  const present = new Set(values)
  const kept = merged ? wanted : wanted.filter((group) => present.has(names.indexOf(group.label)))
  const groupOfLevel = levelPlaces(names, kept)
  const assignment = Int32Array.from(values, (value) => (isMissing(value) ? -1 : (groupOfLevel[value] ?? -1)))
  const ungrouped = Array.from(values).flatMap((value, patient) => {
    if (isMissing(value)) return [{ patient, code: 'missing-value', reason: `missing value of ${label}` }]
    if ((assignment[patient] ?? -1) >= 0) return []
    return [{ patient, code: 'level-left-out', reason: `${label} "${names[value] ?? ''}" is in no group` }]
  })
  const dropped = wanted
    .filter((group) => !kept.includes(group))
    .map((group) => ({ label: group.label, reason: `no patient has ${label} "${group.label}"` }))
  return { groups: counted(keyed(kept), assignment), assignment, ungrouped, dropped }
}

function keyed(groups: readonly { label: string }[]): Omit<Group, 'n'>[] {
  const keys = variableKeys(groups.map((group) => group.label))
  return groups.map((group, i) => ({ key: keys[i] ?? '', label: group.label }))
}

function levelPlaces(names: readonly string[], groups: readonly { levels: readonly string[] }[]): Int32Array {
  const places = new Int32Array(names.length).fill(-1)
  groups.forEach((group, g) => {
    for (const level of group.levels) {
      const at = names.indexOf(level)
      if (at < 0) throw new InvalidInput('grouping.groups', level, `one of ${names.join(', ')}`)
      if ((places[at] ?? -1) >= 0)
        throw new InvalidInput('grouping.groups', level, 'each level in one group only')
      places[at] = g
    }
  })
  return places
}

const stage = /^(.*?)\s*(I{1,3}|IV|VI{0,3}|IX|X|\d+)\s*([A-Ea-e]?\d*)$/
const roman = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

function stageOf(level: string): { prefix: string; number: number; rest: string } | null {
  const [, prefix, figure, rest] = stage.exec(level.trim()) ?? []
  if (prefix === undefined || figure === undefined) return null
  const place = roman.indexOf(figure)
  return {
    prefix: prefix.toLowerCase(),
    number: place > 0 ? place : Number.parseInt(figure, 10),
    rest: rest ?? '',
  }
}

/** Stage I before Stage II before Stage IV, T2 before T10, then levels that are no stages; without stages the order stays. */
export function naturalOrder(levels: readonly string[]): string[] {
  const staged = levels.flatMap((level) => {
    const found = stageOf(level)
    return found ? [{ level, ...found }] : []
  })
  if (staged.length < 2 || new Set(staged.map(({ prefix }) => prefix)).size > 1) return [...levels]
  staged.sort((a, b) => a.number - b.number || compareText(a.rest, b.rest))
  const ordered = staged.map(({ level }) => level)
  return [...ordered, ...levels.filter((level) => !ordered.includes(level))]
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Groups by lists of submitter ids; `others` makes a last group of everybody who is in no list.
 * @throws InvalidInput fewer than one list, an id that the release does not have, or one in two groups
 */
export function patientGroups(
  grouping: Extract<PlainGrouping, { kind: 'patients' }>,
  patients: readonly string[],
): ResolvedGrouping {
  const ordinals = new Map(patients.map((id, i) => [id, i]))
  const assignment = new Int32Array(patients.length).fill(-1)
  const unknown: string[] = []
  grouping.groups.forEach((group, g) => {
    for (const id of new Set(group.patients)) {
      const patient = ordinals.get(id)
      if (patient === undefined) unknown.push(id)
      else if ((assignment[patient] ?? -1) >= 0)
        throw new InvalidInput('grouping.groups', id, 'each patient in one group only')
      else assignment[patient] = g
    }
  })
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 5).join(', ')
    throw new InvalidInput('grouping.groups', shown, `patients of this release (${unknown.length} are not)`)
  }
  const named = grouping.others === undefined ? [] : [{ label: grouping.others }]
  if (named.length > 0)
    assignment.forEach((group, patient) => {
      if (group < 0) assignment[patient] = grouping.groups.length
    })
  return {
    kind: 'patients',
    label: 'lists of patients',
    variable: null,
    groups: counted(keyed([...grouping.groups, ...named]), assignment),
    cutoffs: [],
    assignment,
    ungrouped: Array.from(assignment).flatMap((group, patient) =>
      group < 0 ? [{ patient, code: 'not-listed', reason: 'in none of the lists' }] : [],
    ),
  }
}
