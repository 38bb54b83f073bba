import type { CombinedError } from 'urql'

/** What a page may say about a failed request: the caller's mistake beside its control, all else by its id only. */
export type Failure =
  | { kind: 'input'; field: string | null; message: string }
  | { kind: 'failed'; message: string; requestId: string | null }
  | { kind: 'unreachable'; message: string }

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Reads urql's error into one of the three kinds that the API makes (bad input, failure, no answer at all). */
export function failureOf(error: CombinedError): Failure {
  const first = error.graphQLErrors[0]
  if (first === undefined) {
    return { kind: 'unreachable', message: error.networkError?.message ?? 'The server did not answer.' }
  }
  const { code, field, requestId } = first.extensions
  if (code === 'BAD_USER_INPUT') return { kind: 'input', field: text(field), message: first.message }
  const id = text(requestId)
  // the masked message only repeats the id, which stands below it
  const masked = code === 'INTERNAL' && id !== null
  return {
    kind: 'failed',
    message: masked ? 'The server has noted what went wrong.' : first.message,
    requestId: id,
  }
}
