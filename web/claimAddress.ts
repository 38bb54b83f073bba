import type { GroupingInput } from './gql/generated/graphql.ts'
import { nonEmpty, readGrouping } from './url.ts'

/** What the claim page's address may say. */
export interface ClaimSearch {
  claim?: string
  /** groups chosen in one cohort: `<cohort>~<grouping as in the comparison's address>` */
  by?: string
}

export function readClaimSearch(search: Record<string, unknown>): ClaimSearch {
  const claim = nonEmpty(search['claim'])
  const by = nonEmpty(search['by'])
  return {
    ...(claim === undefined ? {} : { claim }),
    ...(by === undefined || readChosenGroups(by) === null ? {} : { by }),
  }
}

/** The cohort and the grouping that were chosen, or null where the text names none. */
export function readChosenGroups(text: string): { slug: string; grouping: GroupingInput } | null {
  const at = text.indexOf('~')
  const grouping = at < 1 ? null : readGrouping(text.slice(at + 1))
  return grouping && { slug: text.slice(0, at), grouping }
}
