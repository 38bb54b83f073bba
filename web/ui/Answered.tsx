import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import { Page } from './Page.tsx'
import { Loading, RequestFailed } from './states.tsx'

interface State<Data> {
  data?: Data | undefined
  error?: CombinedError | undefined
  fetching: boolean
}

/** What `useQuery` gives: the state, and a way to ask again. */
export type Asked<Data> = readonly [State<Data>, (options: { requestPolicy: 'network-only' }) => void]

/** Without the answer to an earlier question, which would be taken for the answer to this one. */
export function fresh<Data>([state, again]: Asked<Data>): Asked<Data> {
  return [state.fetching ? { ...state, data: undefined } : state, again]
}

/** Two questions as one; the second may not be asked at all. */
export function together<One, Other>(
  [one, again]: Asked<One>,
  second: Asked<Other> | null,
): Asked<{ one: One; other: Other | null }> {
  const other: State<Other | null> = second === null ? { data: null, fetching: false } : second[0]
  const data =
    one.data === undefined || other.data === undefined ? undefined : { one: one.data, other: other.data }
  return [
    {
      data,
      error: one.error ?? other.error,
      fetching: one.fetching || other.fetching,
    },
    (options) => {
      again(options)
      second?.[1](options)
    },
  ]
}

interface Props<Data> {
  of: Asked<Data>
  /** what is being done while nothing is there yet */
  loading: string
  rows?: number
  /** around the answer; it says whether a newer one is on its way */
  className?: string
  /** title of the page that these states are, where the answer is a page itself */
  page?: string
  children: (data: Data) => ReactNode
}

/** A question in its states: on its way, failed with a way to try again, there, there but about to change. */
export function Answered<Data>({ of: [state, again], className, children, ...waiting }: Props<Data>) {
  const { data, error, fetching } = state
  if (error !== undefined && !fetching)
    return (
      <InPage title={waiting.page}>
        <RequestFailed
          error={error}
          retry={() => {
            again({ requestPolicy: 'network-only' })
          }}
        />
      </InPage>
    )
  if (data === undefined)
    return (
      <InPage title={waiting.page}>
        <Loading label={waiting.loading} {...(waiting.rows === undefined ? {} : { rows: waiting.rows })} />
      </InPage>
    )
  if (className === undefined) return children(data)
  return (
    <div className={className} aria-busy={fetching} data-stale={fetching}>
      {children(data)}
    </div>
  )
}

function InPage({ title, children }: { title: string | undefined; children: ReactNode }) {
  return title === undefined ? children : <Page title={title}>{children}</Page>
}
