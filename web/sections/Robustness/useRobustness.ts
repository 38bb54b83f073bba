import { useEffect, useState } from 'react'
import { CombinedError } from 'urql'
import { events } from '../../gql/events.ts'
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

function grown(before: RobustnessState, { robustness }: RobustnessProgressSubscription): RobustnessState {
  const { stage, done, of, specifications, finished } = robustness
  return { rows: finished?.specifications ?? [...before.rows, ...specifications], stage, done, of, finished }
}

interface Followed {
  /** what the state answers */
  asked: string
  state: RobustnessState
  error: CombinedError | null
  isCancelled: boolean
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
  const [round, setRound] = useState(0)
  const [followed, setFollowed] = useState<Followed>({ asked, state: start, error: null, isCancelled: false })
  const [stop, setStop] = useState<AbortController | null>(null)
  useEffect(() => {
    const control = new AbortController()
    setStop(control)
    setFollowed({ asked, state: start, error: null, isCancelled: false })
    const variables = { input: JSON.parse(asked) as RobustnessInput }
    const follow = async () => {
      for await (const event of events(RobustnessProgressDocument, variables, control.signal)) {
        if (control.signal.aborted) return
        setFollowed((before) => ({ ...before, state: grown(before.state, event) }))
      }
    }
    follow().catch((error: unknown) => {
      // who closed the stream needs no error
      if (control.signal.aborted) return
      const shown =
        error instanceof CombinedError ? error : new CombinedError({ networkError: asError(error) })
      setFollowed((before) => ({ ...before, error: shown }))
    })
    return () => {
      control.abort()
    }
  }, [asked, round])
  const current = followed.asked === asked ? followed : { state: start, error: null, isCancelled: false }
  return {
    state: current.state,
    error: current.error,
    isRunning: !current.isCancelled && current.error === null && current.state.finished === null,
    cancel: () => {
      stop?.abort()
      setFollowed((before) => ({ ...before, isCancelled: true }))
    },
    again: () => {
      setRound((before) => before + 1)
    },
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
