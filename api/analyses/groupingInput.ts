import type { Grouping, PlainGrouping } from '../../science/radiogenomics/grouping.ts'
import { InvalidInput } from '../../science/errors.ts'
import { parseVariableRef, variableRef } from '../../science/variableRef.ts'

export interface MembersShape {
  label: string
  members: readonly string[]
}

/** `GroupingInput` of the contract: exactly one field, which GraphQL has checked already. */
export interface GroupingInputShape {
  riskModel?: { model: string; score?: string | null | undefined } | null | undefined
  median?: { variable: string } | null | undefined
  quantiles?: { variable: string; count: number } | null | undefined
  threshold?: { variable: string; cutoff: number } | null | undefined
  categories?: { variable: string; groups?: readonly MembersShape[] | null | undefined } | null | undefined
  patients?: { groups: readonly MembersShape[]; others?: string | null | undefined } | null | undefined
  within?: { variable: string; levels: readonly string[]; grouping: GroupingInputShape } | null | undefined
}

function variable(text: string, field: string): string {
  return variableRef(parseVariableRef(text, field))
}

function labelledOnce(groups: readonly MembersShape[], field: string): readonly MembersShape[] {
  if (groups.length < 1 || groups.length > 20) throw new InvalidInput(field, groups.length, '1 to 20 groups')
  const labels = groups.map((group) => group.label)
  if (labels.some((label) => label.trim() === ''))
    throw new InvalidInput(`${field}.label`, '', 'a label that is not empty')
  const twice = labels.find((label, i) => labels.indexOf(label) !== i)
  if (twice !== undefined) throw new InvalidInput(`${field}.label`, twice, 'each label once')
  return groups
}

function parseQuantiles(input: { variable: string; count: number }): PlainGrouping {
  const { count } = input
  if (count < 2 || count > 10) throw new InvalidInput('grouping.quantiles.count', count, '2 to 10')
  return { kind: 'quantiles', variable: variable(input.variable, 'grouping.quantiles.variable'), count }
}

function parseCategories(input: NonNullable<GroupingInputShape['categories']>): PlainGrouping {
  const name = variable(input.variable, 'grouping.categories.variable')
  if (!input.groups) return { kind: 'categories', variable: name }
  const groups = labelledOnce(input.groups, 'grouping.categories.groups').map((group) => ({
    label: group.label,
    levels: [...new Set(group.members)].sort(),
  }))
  return { kind: 'categories', variable: name, groups }
}

function parsePatients(input: NonNullable<GroupingInputShape['patients']>): PlainGrouping {
  const groups = labelledOnce(input.groups, 'grouping.patients.groups').map((group) => ({
    label: group.label,
    patients: [...new Set(group.members)].sort(),
  }))
  const { others } = input
  if (others === null || others === undefined) return { kind: 'patients', groups }
  if (others.trim() === '' || groups.some(({ label }) => label === others))
    throw new InvalidInput('grouping.patients.others', others, 'a label that no other group has')
  return { kind: 'patients', groups, others }
}

/** @throws InvalidInput a reference is malformed, a count out of range, a label empty or given twice */
export function parseGrouping(input: GroupingInputShape): Grouping {
  if (!input.within) return parsePlain(input)
  const { variable: ref, levels, grouping } = input.within
  if (grouping.within)
    throw new InvalidInput('grouping.within.grouping', 'within', 'a grouping of another kind')
  return {
    kind: 'within',
    variable: variable(ref, 'grouping.within.variable'),
    levels: [...new Set(levels)].sort(),
    grouping: parsePlain(grouping),
  }
}

function parsePlain(input: GroupingInputShape): PlainGrouping {
  if (input.riskModel) {
    const score = variable(input.riskModel.score ?? 'score:gtr-ith/score', 'grouping.riskModel.score')
    return { kind: 'riskModel', model: input.riskModel.model, score }
  }
  if (input.median)
    return { kind: 'median', variable: variable(input.median.variable, 'grouping.median.variable') }
  if (input.quantiles) return parseQuantiles(input.quantiles)
  if (input.threshold) {
    const { cutoff } = input.threshold
    // written into the query itself, 1e999 is a Float
    if (!Number.isFinite(cutoff))
      throw new InvalidInput('grouping.threshold.cutoff', cutoff, 'a finite number')
    return {
      kind: 'threshold',
      variable: variable(input.threshold.variable, 'grouping.threshold.variable'),
      cutoff,
    }
  }
  if (input.categories) return parseCategories(input.categories)
  if (input.patients) return parsePatients(input.patients)
  throw new InvalidInput('grouping', 'nothing', 'exactly one kind of grouping')
}

/** A grouping in the shape of its own input. */
export interface GroupingShape {
  kind: PlainGrouping['kind']
  variable: string | null
  model: string | null
  score: string | null
  count: number | null
  cutoff: number | null
  groups: readonly MembersShape[] | null
  others: string | null
  within: { variable: string; levels: readonly string[] } | null
}

const none = { variable: null, model: null, score: null, count: null, cutoff: null, groups: null }
const empty = { ...none, others: null, within: null }

export function groupingShape(grouping: Grouping): GroupingShape {
  if (grouping.kind !== 'within') return plainShape(grouping)
  const { variable: ref, levels } = grouping
  return { ...plainShape(grouping.grouping), within: { variable: ref, levels } }
}

function plainShape(grouping: PlainGrouping): GroupingShape {
  switch (grouping.kind) {
    case 'categories': {
      const groups = grouping.groups?.map(({ label, levels }) => ({ label, members: levels })) ?? null
      return { ...empty, kind: grouping.kind, variable: grouping.variable, groups }
    }
    case 'patients': {
      const groups = grouping.groups.map(({ label, patients }) => ({ label, members: patients }))
      return { ...empty, kind: grouping.kind, groups, others: grouping.others ?? null }
    }
    default:
      return { ...empty, ...grouping }
  }
}

/** A shape as the input that asks for it. */
export function groupingInputOf(shape: GroupingShape): GroupingInputShape {
  const plain = plainInput(shape)
  return shape.within ? { within: { ...shape.within, grouping: plain } } : plain
}

function plainInput(shape: GroupingShape): GroupingInputShape {
  const variableName = shape.variable ?? ''
  switch (shape.kind) {
    case 'riskModel':
      return { riskModel: { model: shape.model ?? '', score: shape.score } }
    case 'median':
      return { median: { variable: variableName } }
    case 'quantiles':
      return { quantiles: { variable: variableName, count: shape.count ?? 0 } }
    case 'threshold':
      return { threshold: { variable: variableName, cutoff: shape.cutoff ?? NaN } }
    case 'categories':
      return { categories: { variable: variableName, groups: shape.groups } }
    case 'patients':
      return { patients: { groups: shape.groups ?? [], others: shape.others } }
  }
}
