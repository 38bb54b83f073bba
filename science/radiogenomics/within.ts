import { InvalidInput } from '../errors.ts'
import { isMissing } from '../stats/missing.ts'
import type { ResolvedGrouping } from './grouping.ts'
import { counted } from './namedGroups.ts'

/** A category by which patients are kept or left aside. */
export interface KeptBy {
  ref: string
  label: string
  type: 'number' | 'category' | 'endpoint'
  levels: readonly string[] | null
  /** level numbers per patient, NaN = missing */
  values: Float64Array
}

/** Who is left aside, and why; the position is the patient, null = kept. */
export type LeftAside = readonly ({ code: string; reason: string } | null)[]

/**
 * Who stays when only patients with certain levels are looked at. Whoever has no level is left aside too, with that as the reason.
 * @throws InvalidInput the variable is no category, or a level is unknown or there is none
 */
export function leftAside(
  { ref, label, type, levels, values }: KeptBy,
  wanted: readonly string[],
): LeftAside {
  if (type !== 'category' || levels === null)
    throw new InvalidInput('grouping.within.variable', ref, 'a category')
  if (wanted.length === 0) throw new InvalidInput('grouping.within.levels', 'none', 'at least one level')
  const unknown = wanted.find((level) => !levels.includes(level))
  if (unknown !== undefined)
    throw new InvalidInput('grouping.within.levels', unknown, `levels of ${label}: ${levels.join(', ')}`)
  return Array.from(values, (value) => {
    if (isMissing(value)) return { code: 'within-unknown', reason: `missing value of ${label}` }
    const level = levels[value] ?? ''
    if (wanted.includes(level)) return null
    return { code: 'not-within', reason: `${label} "${level}" was left aside` }
  })
}

/** The values of those who are kept; NaN of everybody else, so that a median is theirs alone. */
export function keptValues(values: Float64Array, aside: LeftAside): Float64Array {
  return values.map((value, patient) => (aside[patient] ? NaN : value))
}

/** Takes those left aside out of their groups, with the reason, and says so in the label. */
export function restrict(
  resolved: ResolvedGrouping,
  aside: LeftAside,
  words: { label: string; levels: readonly string[] },
): ResolvedGrouping {
  const assignment = resolved.assignment.map((group, patient) => (aside[patient] ? -1 : group))
  const reasons = new Map(resolved.ungrouped.map((entry) => [entry.patient, entry]))
  aside.forEach((why, patient) => {
    if (why) reasons.set(patient, { patient, ...why })
  })
  return {
    ...resolved,
    label: `${resolved.label}, only ${words.label} ${words.levels.join(' or ')}`,
    groups: counted(resolved.groups, assignment),
    assignment,
    ungrouped: [...reasons.values()].sort((a, b) => a.patient - b.patient),
  }
}
