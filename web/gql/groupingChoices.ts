import { writeGrouping } from '../url.ts'
import type { GroupingChoiceFragment } from './generated/graphql.ts'
import { groupingInput } from './groupingInput.ts'

/** Proposed groupings as options of a list, each named by its text of the address; the one that stands there is always among them. */
export function groupingChoices(
  suggested: readonly GroupingChoiceFragment[],
  chosen?: string,
): { value: string; label: string }[] {
  const choices = suggested.flatMap(({ label, grouping }) => {
    const input = groupingInput(grouping)
    return input === null ? [] : [{ value: writeGrouping(input), label }]
  })
  if (chosen === undefined || choices.some(({ value }) => value === chosen)) return choices
  return [...choices, { value: chosen, label: chosen }]
}
