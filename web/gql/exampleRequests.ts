import { compareInput } from '../url.ts'
import {
  CompareCellsDocument,
  FindVariablesDocument,
  ListCohortsDocument,
  WhoIsLeftOutDocument,
  type CohortGroupingsQuery,
  type GroupingInput,
} from './generated/graphql.ts'
import { groupingInput } from './groupingInput.ts'
import { requestOf } from './request.ts'
import type { ApiRequest } from './snippets.ts'

export interface ExampleRequest {
  title: string
  /** what one learns from it, in a sentence */
  what: string
  request: ApiRequest
}

/** What the examples are about. */
export interface ExampleSubject {
  cohort: string
  release: string
  method: string
  grouping: GroupingInput
  groupingLabel: string
}

const placeholder: ExampleSubject = {
  cohort: 'a cohort',
  release: '<release>',
  method: 'immune:cibersort-lm22',
  grouping: { median: { variable: 'imaging:<layer>/<feature>' } },
  groupingLabel: 'the median of an imaging feature',
}

/** The first cohort on which a comparison can be asked for, so that the examples run as they stand; null where there is none. */
export function exampleSubject(cohorts: CohortGroupingsQuery['cohorts']): ExampleSubject | null {
  for (const { title, release } of cohorts) {
    const method = release.layers[0]
    for (const { label, grouping } of release.suggestedGroupings) {
      const input = groupingInput(grouping)
      if (method === undefined || input === null) continue
      return { cohort: title, release: release.id, method: method.ref, grouping: input, groupingLabel: label }
    }
  }
  return null
}

function subjectOf(cohorts: CohortGroupingsQuery['cohorts']): ExampleSubject {
  const release = cohorts[0]?.release.id ?? placeholder.release
  return exampleSubject(cohorts) ?? { ...placeholder, release }
}

/** Requests to begin with, filled in for what is on this server. */
export function exampleRequests(cohorts: CohortGroupingsQuery['cohorts']): ExampleRequest[] {
  const { cohort, release, method, grouping, groupingLabel } = subjectOf(cohorts)
  return [
    {
      title: 'Compare immune cells between groups',
      what: `Every cell of ${method} in ${cohort}, by ${groupingLabel}: effects with intervals, p, q and the answer in words.`,
      request: requestOf(CompareCellsDocument, { input: compareInput(release, grouping, method, {}) }),
    },
    {
      title: 'What is on this server',
      what: 'Cohorts, releases, immune methods and the groupings that make sense.',
      request: requestOf(ListCohortsDocument, {}),
    },
    {
      title: 'Find a variable',
      what: 'Names of variables are what every argument takes; search them by words.',
      request: requestOf(FindVariablesDocument, { release, search: 'macrophage' }),
    },
    {
      title: 'Who was left out',
      what: 'The ledger of patients and specimens that are not in a layer, with the reason.',
      request: requestOf(WhoIsLeftOutDocument, { release }),
    },
  ]
}
