import { compareInput } from '../url.ts'
import type { ExampleRequest, ExampleSubject } from './exampleRequests.ts'
import {
  ClaimInCohortsDocument,
  CompareGroupsDocument,
  ImmuneProfileOfDocument,
  MethodAgreementOfDocument,
  OutcomeByGroupDocument,
  PlaceboOfDocument,
  RobustnessOfDocument,
} from './generated/graphql.ts'
import { requestOf } from './request.ts'

/** The very queries behind the panels of our own pages, asked for one cohort. @param endpoint reference; null where it has none */
export function pageRequests(subject: ExampleSubject, endpoint: string | null): ExampleRequest[] {
  const { release, method, grouping, groupingLabel, cohort } = subject
  const about = `${cohort}, by ${groupingLabel}`
  return [
    {
      title: 'Panels a and b: the comparison',
      what: `${about}: every patient’s value, every cell’s test, legend and methods in words.`,
      request: requestOf(CompareGroupsDocument, { input: compareInput(release, grouping, method, {}) }),
    },
    {
      title: 'Panels c and d: composition and heatmap',
      what: `${about}: group means with bootstrap intervals, z-scores, orders.`,
      request: requestOf(ImmuneProfileOfDocument, {
        input: { release, grouping, methods: [method], scale: 'AS_STORED' },
      }),
    },
    {
      title: 'Panel f: agreement of methods',
      what: 'The same cell in every method that has it: ranks, directions, consensus.',
      request: requestOf(MethodAgreementOfDocument, { input: { release, grouping } }),
    },
    {
      title: 'Panel g: the specification curve',
      what: 'The comparison under every combination of reasonable choices, against shuffled labels.',
      request: requestOf(RobustnessOfDocument, { input: { release, grouping, shuffles: 100, seed: 1 } }),
    },
    {
      title: 'Panel g: placebo',
      what: 'How often shuffled labels do as well, per cell and for the whole claim.',
      request: requestOf(PlaceboOfDocument, { input: { release, grouping, method, shuffles: 500, seed: 1 } }),
    },
    ...(endpoint === null
      ? []
      : [
          {
            title: 'Panel h: outcome',
            what: 'Kaplan–Meier curves with numbers at risk, log-rank, hazard ratios, restricted means.',
            request: requestOf(OutcomeByGroupDocument, { input: { release, grouping, endpoint } }),
          },
        ]),
    {
      title: 'The claim in every cohort',
      what: 'The published claim held against all cohorts of this server.',
      request: requestOf(ClaimInCohortsDocument, {}),
    },
  ]
}
