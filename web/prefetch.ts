import type { Client } from 'urql'
import {
  ClaimsDocument,
  CohortGroupingsDocument,
  CohortsDocument,
  CompareGroupsDocument,
  ComparisonCohortDocument,
} from './gql/generated/graphql.ts'
import { compareInput } from './url.ts'
import type { CompareSearch } from './url.ts'
import { resolveChoices } from './sections/RiskGroupComparison/choices.ts'

/** What a page will ask first, asked when the pointer or the focus rests on a link to it. Answers are kept for the visit. */
export const prefetch = {
  cohorts: (client: Client) => client.query(CohortsDocument, {}).toPromise(),
  choices: (client: Client) => client.query(CohortGroupingsDocument, {}).toPromise(),
  claims: (client: Client) => client.query(ClaimsDocument, {}).toPromise(),
  comparison: async (client: Client, slug: string, search: CompareSearch) => {
    const { data } = await client.query(ComparisonCohortDocument, { slug }).toPromise()
    const setting = data?.cohort?.release
    if (setting === undefined || (search.release !== undefined && search.release !== setting.id)) return
    const { grouping, method } = resolveChoices(setting, search)
    if (grouping === null || method === null) return
    await client
      .query(CompareGroupsDocument, { input: compareInput(setting.id, grouping, method, search) })
      .toPromise()
  },
}
