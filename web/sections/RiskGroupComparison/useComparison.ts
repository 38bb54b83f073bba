import { useQuery } from 'urql'
import type { CombinedError } from 'urql'
import { CompareGroupsDocument } from '../../gql/generated/graphql.ts'
import type { CompareGroupsInput } from '../../gql/generated/graphql.ts'
import type { Comparison } from './answer.ts'

export interface ComparisonState {
  /** the newest answer there is, also while the next is on its way */
  comparison: Comparison | null
  /** what `comparison` answers is no longer what is asked */
  isStale: boolean
  error: CombinedError | null
  retry: () => void
}

/**
 * The answer to `input`. While a new one is on its way the old one stays, marked stale; a request that nobody waits
 * for any more is cancelled (urql tears the old operation down, which aborts its fetch).
 */
export function useComparison(input: CompareGroupsInput | null): ComparisonState {
  const [state, again] = useQuery({
    query: CompareGroupsDocument,
    ...(input === null ? { variables: { input: nothing }, pause: true } : { variables: { input } }),
  })
  const answered: unknown = state.operation?.variables.input
  const isCurrent = JSON.stringify(answered) === JSON.stringify(input)
  return {
    comparison: input === null ? null : (state.data?.compareGroups ?? null),
    isStale: state.fetching || !isCurrent,
    error: isCurrent && !state.fetching ? (state.error ?? null) : null,
    retry: () => {
      again({ requestPolicy: 'network-only' })
    },
  }
}

const nothing: CompareGroupsInput = { release: '', grouping: { median: { variable: '' } }, method: '' }
