import { useQuery } from 'urql'
import type { CombinedError } from 'urql'
import { OutcomeByGroupDocument } from '../../gql/generated/graphql.ts'
import type { OutcomeByGroupQuery, OutcomeInput } from '../../gql/generated/graphql.ts'

export type Outcome = OutcomeByGroupQuery['outcome']
export type Model = Outcome['univariable'][number]
export type FittedModel = Extract<Model, { __typename: 'HazardModel' }>

export interface OutcomeState {
  outcome: Outcome | null
  isStale: boolean
  error: CombinedError | null
  retry: () => void
}

const nothing: OutcomeInput = { release: '', grouping: { median: { variable: '' } }, endpoint: '' }

/** The old figure stays, marked stale, until the new one is there; a request that nobody waits for is cancelled. */
export function useOutcome(input: OutcomeInput | null): OutcomeState {
  const [state, again] = useQuery({
    query: OutcomeByGroupDocument,
    ...(input === null ? { variables: { input: nothing }, pause: true } : { variables: { input } }),
  })
  const isCurrent = JSON.stringify(state.operation?.variables.input) === JSON.stringify(input)
  return {
    outcome: input === null ? null : (state.data?.outcome ?? null),
    isStale: state.fetching || !isCurrent,
    error: isCurrent && !state.fetching ? (state.error ?? null) : null,
    retry: () => {
      again({ requestPolicy: 'network-only' })
    },
  }
}
