import type { GroupingChoiceFragment, GroupingInput } from './generated/graphql.ts'

type GroupingValue = GroupingChoiceFragment['grouping']

/** A proposed grouping as the input that asks for it; null where the proposal lacks what its kind needs. */
export function groupingInput(value: GroupingValue): GroupingInput | null {
  const plain = plainInput(value)
  return plain === null || value.within === null
    ? plain
    : { within: { variable: value.within.variable, levels: value.within.levels, grouping: plain } }
}

function plainInput(value: GroupingValue): GroupingInput | null {
  const { kind, variable, model, score, count, cutoff, groups, others } = value
  switch (kind) {
    case 'RISK_MODEL':
      return model === null ? null : { riskModel: score === null ? { model } : { model, score } }
    case 'MEDIAN':
      return variable === null ? null : { median: { variable } }
    case 'QUANTILES':
      return variable === null || count === null ? null : { quantiles: { variable, count } }
    case 'THRESHOLD':
      return variable === null || cutoff === null ? null : { threshold: { variable, cutoff } }
    case 'CATEGORIES':
      if (variable === null) return null
      return { categories: groups === null ? { variable } : { variable, groups } }
    case 'PATIENTS':
      return groups === null ? null : { patients: { groups, ...(others === null ? {} : { others }) } }
  }
}
