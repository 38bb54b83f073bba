import { useEffect } from 'react'
import { useQuery } from 'urql'
import type { CombinedError } from 'urql'
import { ScoringsDocument } from '../../gql/generated/graphql.ts'
import type { ScoringStateFragment } from '../../gql/generated/graphql.ts'

export type Scoring = ScoringStateFragment
export type ScoringReport = NonNullable<Scoring['report']>

const askAgainMs = 500

export function isUnderWay({ state }: Pick<Scoring, 'state'>): boolean {
  return state === 'WAITING' || state === 'RUNNING'
}

/** Where a model was applied, asked again as long as one is under way: what runs does not need this tab. */
export function useScorings(model: string): {
  scorings: readonly Scoring[]
  error: CombinedError | undefined
  again: () => void
} {
  const [{ data, error, fetching }, ask] = useQuery({
    query: ScoringsDocument,
    variables: { model },
    requestPolicy: 'network-only',
  })
  const scorings = data?.scorings ?? []
  const isBusy = scorings.some(isUnderWay)
  useEffect(() => {
    if (!isBusy || fetching) return
    const timer = setTimeout(() => {
      ask({ requestPolicy: 'network-only' })
    }, askAgainMs)
    return () => {
      clearTimeout(timer)
    }
  }, [isBusy, fetching, ask, data])
  return {
    scorings,
    error,
    again: () => {
      ask({ requestPolicy: 'network-only' })
    },
  }
}
