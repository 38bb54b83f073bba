import { useQuery } from 'urql'
import type { TypedDocumentNode } from 'urql'
import type { Asked } from './Answered.tsx'

/**
 * The answer to a question that changes under the reader's hands. While a new one is on its way the old answer stays, and counts as
 * about to change until the new one is there; a request that nobody waits for any more is cancelled (urql ends it, which aborts its fetch).
 * @param input null while nothing can be asked yet   @param nothing stands in for it
 */
export function useAnswerTo<Data, Input extends object>(
  query: TypedDocumentNode<Data, { input: Input }>,
  input: Input | null,
  nothing: Input,
): Asked<Data> {
  const [state, again] = useQuery({ query, variables: { input: input ?? nothing }, pause: input === null })
  const asked = state.operation?.variables.input
  const isCurrent = JSON.stringify(asked) === JSON.stringify(input)
  return [
    {
      data: input === null ? undefined : state.data,
      error: isCurrent ? state.error : undefined,
      fetching: state.fetching || !isCurrent,
    },
    again,
  ]
}
