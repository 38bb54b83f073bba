import type { CohortGroupingsQuery } from '../../gql/generated/graphql.ts'
import { groupingInput } from '../../gql/groupingInput.ts'
import { writeGrouping } from '../../url.ts'
import type { CompareSearch } from '../../url.ts'

export interface TourStep {
  title: string
  text: string
  /** where it is seen: a heading of the page, by its id */
  seenAt: { id: string; words: string } | null
  /** null: the claim page */
  compare: { slug: string; search: CompareSearch } | null
}

interface TourCohort {
  title: string
  slug: string
  search: CompareSearch
}

/** A cohort whose groups are those of a risk model, for the claim is about such; the demonstration cohort before others. */
export function tourCohort(cohorts: CohortGroupingsQuery['cohorts']): TourCohort | null {
  for (const { slug, title, release } of cohorts.toSorted(
    (a, b) => Number(b.simulated) - Number(a.simulated),
  )) {
    const method = release.layers[0]?.ref
    const model = release.suggestedGroupings.find(({ grouping }) => grouping.kind === 'RISK_MODEL')
    const input = model === undefined ? null : groupingInput(model.grouping)
    if (method === undefined || input === null) continue
    return { slug, title, search: { release: release.id, grouping: writeGrouping(input), method } }
  }
  return null
}

/** The published claim in four steps: what it says, what one cohort says, whether it hangs on one choice, and how to take it home. */
export function tourSteps(cohort: TourCohort): TourStep[] {
  const { slug, title, search } = cohort
  const tested = { slug, search }
  return [
    {
      title: 'What is claimed',
      text: 'Tumours of low risk by a CT score are said to hold more plasma cells and M1 and fewer M2 macrophages. Here it is in full, with what has to be known before it is believed, and with the verdict of every cohort of this server.',
      seenAt: { id: 'claim-strip', words: 'The cohorts side by side' },
      compare: null,
    },
    {
      title: 'Held against one cohort',
      text: `${title}: the answer in words first, then every patient. Under each cell stand the difference with its interval, P, and q over all cells of the method.`,
      seenAt: { id: 'panel-1', words: 'Panel a' },
      compare: tested,
    },
    {
      title: 'Does it hang on one choice?',
      text: 'The same comparison under every other cut, method, scale, test and adjustment, and on shuffled labels: how often does chance do as well?',
      seenAt: { id: 'panel-7', words: 'Panel g' },
      compare: { slug, search: { ...search, robust: 'on' } },
    },
    {
      title: 'Take it home',
      text: 'Download gives the figure with its caption inside, its numbers, its legend and methods to paste, and a place on the board. The address of this page opens the same figure tomorrow.',
      seenAt: { id: 'panel-1', words: 'Panel a and its Download' },
      compare: tested,
    },
  ]
}
