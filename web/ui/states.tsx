import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import { failureOf } from '../gql/failure.ts'
import { Button } from './Button.tsx'

/*
 * The four drawn states of anything that waits for an answer. Never a blank, never a spinner alone.
 */

/** An answer is on its way: rows of grey where it will stand. */
export function Loading({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <div className="state state-loading" role="status">
      <span className="visually-hidden">{label} …</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton" style={{ inlineSize: `${88 - ((row * 37) % 45)}%` }} />
      ))}
    </div>
  )
}

interface StateText {
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** The answer is that there is nothing: say what was looked for, and what one can do. */
export function Empty({ title, children, action }: StateText) {
  return (
    <div className="state state-empty">
      <p className="state-title">{title}</p>
      {children !== undefined && <div className="state-text">{children}</div>}
      {action}
    </div>
  )
}

/** The data cannot answer; `reason` is the API's sentence, `children` the points that are there all the same. */
export function NotTestable({
  reason,
  title = 'Not testable',
  children,
}: {
  reason: string
  title?: string
  children?: ReactNode
}) {
  return (
    <div className="state state-not-testable">
      <p className="state-title">{title}</p>
      <p>{reason}</p>
      {children}
    </div>
  )
}

/** The program failed: an id to quote, and a way to try again. */
export function Failed({
  title = 'Something failed',
  message,
  id,
  retry,
}: {
  title?: string
  message: string
  id: string | null
  retry?: (() => void) | undefined
}) {
  return (
    <div className="state state-failed" role="alert">
      <p className="state-title">{title}</p>
      <p>{message}</p>
      {id !== null && (
        <p>
          Quote this id: <code>{id}</code>
        </p>
      )}
      {retry !== undefined && <Button onClick={retry}>Try again</Button>}
    </div>
  )
}

/** A failed request, drawn by its kind. */
export function RequestFailed({ error, retry }: { error: CombinedError; retry?: (() => void) | undefined }) {
  const failure = failureOf(error)
  switch (failure.kind) {
    case 'input':
      return <Failed title="The request was refused" message={failure.message} id={null} />
    case 'unreachable':
      return <Failed title="No answer from the API" message={failure.message} id={null} retry={retry} />
    case 'failed':
      return <Failed message={failure.message} id={failure.requestId} retry={retry} />
  }
}
