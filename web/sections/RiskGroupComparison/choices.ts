import type { ComparisonSettingFragment, GroupingInput } from '../../gql/generated/graphql.ts'
import { groupingInput } from '../../gql/groupingInput.ts'
import { readGrouping, readOnly, restricted, writeGrouping } from '../../url.ts'
import type { Only } from '../../url.ts'
import type { CompareSearch } from '../../url.ts'

export interface SuggestedChoice {
  label: string
  text: string
  grouping: GroupingInput
}

/** The release's suggestions, each as it stands in the address. */
export function suggestedChoices(setting: ComparisonSettingFragment): SuggestedChoice[] {
  return setting.suggestedGroupings.flatMap(({ label, grouping }) => {
    const input = groupingInput(grouping)
    return input === null ? [] : [{ label, text: writeGrouping(input), grouping: input }]
  })
}

export interface Choices {
  /** as it is asked for: among those alone who are looked at */
  grouping: GroupingInput | null
  /** the same among everybody: what the controls show */
  plain: GroupingInput | null
  only: Only | null
  groupingText: string | null
  /** reference of the immune layer; null where the release has none */
  method: string | null
}

/** The first method that says how far each sample can be trusted, else the first that tells cells apart: a score of ten genes is not what a release is opened with. */
function firstMethod(methods: ComparisonSettingFragment['layers']): string | null {
  const trusted = methods.find(({ quality }) => quality !== null)
  return (trusted ?? methods.find(({ variableCount }) => variableCount > 3) ?? methods[0])?.ref ?? null
}

/** What is compared: the address where it speaks, else the release's first suggestion and first method. */
export function resolveChoices(setting: ComparisonSettingFragment, search: CompareSearch): Choices {
  const groupingText = search.grouping ?? suggestedChoices(setting)[0]?.text ?? null
  const methods = setting.layers.filter((layer) => layer.kind === 'IMMUNE')
  const plain = groupingText === null ? null : readGrouping(groupingText)
  const only = search.only === undefined ? null : readOnly(search.only)
  return {
    groupingText,
    grouping: plain && restricted(plain, only),
    plain,
    only,
    method: search.method ?? firstMethod(methods),
  }
}

/** Changes to the address; a parameter set to undefined leaves it. */
export type SearchChange = { [Name in keyof CompareSearch]?: CompareSearch[Name] | undefined }

export function changedSearch(search: CompareSearch, change: SearchChange): CompareSearch {
  const entries = Object.entries({ ...search, unread: undefined, ...change })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** The variable that a grouping reads, where it reads one. */
export function groupingVariable(grouping: GroupingInput | null): string | null {
  if (grouping === null) return null
  if (grouping.within) return groupingVariable(grouping.within.grouping)
  if (grouping.riskModel) return grouping.riskModel.score ?? 'score:gtr-ith/score'
  if (grouping.median) return grouping.median.variable
  if (grouping.quantiles) return grouping.quantiles.variable
  if (grouping.threshold) return grouping.threshold.variable
  if (grouping.categories) return grouping.categories.variable
  return null
}

export const rules = [
  'model',
  'median',
  'tertiles',
  'quantiles',
  'threshold',
  'levels',
  'sides',
  'list',
] as const
export type Rule = (typeof rules)[number]

export function ruleOf(grouping: GroupingInput | null): Rule | null {
  if (grouping === null) return null
  if (grouping.riskModel) return 'model'
  if (grouping.median) return 'median'
  if (grouping.quantiles) return grouping.quantiles.count === 3 ? 'tertiles' : 'quantiles'
  if (grouping.threshold) return 'threshold'
  if (grouping.categories) return grouping.categories.groups?.length ? 'sides' : 'levels'
  return 'list'
}
