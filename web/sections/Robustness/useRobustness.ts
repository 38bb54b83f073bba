import { useState } from 'react'
import { useSubscription } from 'urql'
import type { CombinedError } from 'urql'
import { RobustnessProgressDocument } from '../../gql/generated/graphql.ts'
import type {
  RobustnessInput,
  RobustnessPartsFragment,
  RobustnessProgressSubscription,
  SpecificationPartsFragment,
} from '../../gql/generated/graphql.ts'

export interface RobustnessState {
  /** specifications that have come so far */
  rows: readonly SpecificationPartsFragment[]
  stage: string
  done: number
  of: number
  finished: RobustnessPartsFragment | null
}

const start: RobustnessState = { rows: [], stage: 'waiting', done: 0, of: 0, finished: null }

function grown(
  before: RobustnessState | undefined,
  { robustness }: RobustnessProgressSubscription,
): RobustnessState {
  const { stage, done, of, specifications, finished } = robustness
  const rows = [...(before?.rows ?? []), ...specifications]
  return { rows: finished?.specifications ?? rows, stage, done, of, finished: finished ?? null }
}

/** The curve as it grows. Leaving, cancelling or asking anew closes the stream, and with it the work. */
export function useRobustness(input: RobustnessInput): {
  state: RobustnessState
  error: CombinedError | null
  isRunning: boolean
  cancel: () => void
  again: () => void
} {
  const asked = JSON.stringify(input)
  const [cancelled, setCancelled] = useState<string | null>(null)
  const pause = cancelled === asked
  const [{ data, error, operation }, execute] = useSubscription<
    RobustnessProgressSubscription,
    RobustnessState
  >({ query: RobustnessProgressDocument, variables: { input }, pause }, grown)
  const isCurrent = JSON.stringify(operation?.variables?.input) === asked
  const state = isCurrent && data !== undefined ? data : start
  return {
    state,
    error: isCurrent ? (error ?? null) : null,
    isRunning: !pause && error === undefined && state.finished === null,
    cancel: () => {
      setCancelled(asked)
    },
    again: () => {
      setCancelled(null)
      execute()
    },
  }
}
