import { CombinedError, stringifyDocument, type AnyVariables, type TypedDocumentNode } from 'urql'
import { graphqlPath } from './client.ts'

/** What a subscription sends, one event after the other; aborting the signal closes the connection, and with it the work. */
export async function* events<Data, Variables extends NonNullable<AnyVariables>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): AsyncGenerator<Data> {
  const response = await fetch(graphqlPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: stringifyDocument(document), variables }),
    signal,
  }).catch((error: unknown) => {
    throw new CombinedError({ networkError: error instanceof Error ? error : new Error(String(error)) })
  })
  if (response.body === null) throw new CombinedError({ networkError: new Error('an empty answer') })
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const parts = (rest + decoder.decode(value, { stream: true })).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const line = part
        .split('\n')
        .find((each) => each.startsWith('data:') && each.length > 'data:'.length + 1)
      if (line !== undefined) yield dataOf(line.slice('data:'.length)) as Data
    }
  }
}

/** @throws CombinedError the API refused or failed */
function dataOf(text: string): unknown {
  const result = JSON.parse(text) as { data?: unknown; errors?: { message: string }[] }
  if (result.errors !== undefined || result.data === undefined || result.data === null)
    throw new CombinedError({ graphQLErrors: result.errors ?? [{ message: 'an event without data' }] })
  return result.data
}
