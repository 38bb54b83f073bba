import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import { Loading, RequestFailed } from './states.tsx'

/** What `useQuery` gives: the state, and a way to ask again. */
export type Asked<Data> = readonly [
  { data?: Data | undefined; error?: CombinedError | undefined; fetching: boolean },
  (options: { requestPolicy: 'network-only' }) => void,
]

interface Props<Data> {
  of: Asked<Data>
  /** what is being done while nothing is there yet */
  loading: string
  rows?: number
  /** around the answer; it says whether a newer one is on its way */
  className?: string
  children: (data: Data) => ReactNode
}

/** A question in its states: on its way, failed with a way to try again, there, there but about to change. */
export function Answered<Data>({ of: [state, again], loading, rows, className, children }: Props<Data>) {
  const { data, error, fetching } = state
  if (error !== undefined && !fetching)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (data === undefined) return <Loading label={loading} {...(rows === undefined ? {} : { rows })} />
  if (className === undefined) return children(data)
  return (
    <div className={className} aria-busy={fetching} data-stale={fetching}>
      {children(data)}
    </div>
  )
}
