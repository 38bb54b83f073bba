import { cacheExchange, Client, fetchExchange, mapExchange, type OperationResult } from 'urql'

export const graphqlPath = '/graphql'

/** urql's type says that failed data is undefined; where the API answers `data: null` it is null. Here it is undefined. */
function withoutNullData(result: OperationResult): OperationResult {
  return result.data === null ? { ...result, data: undefined } : result
}

/** urql aborts what nobody waits for any more and then leaves the rejection to nobody: such a request just never ends. */
const fetchUnlessLeft: typeof fetch = async (input, init) => {
  const left = (error: unknown): Promise<never> => {
    if (init?.signal?.aborted === true) return new Promise<never>(() => undefined)
    throw error
  }
  const response = await fetch(input, init).catch(left)
  const { status, statusText, headers } = response
  // read here, so that leaving in the middle of an answer is caught too; answers are one JSON document
  const body = await response.text().catch(left)
  return new Response(body, { status, statusText, headers })
}

/** Releases are immutable, so an answer that was asked for by release stays true; the document cache keeps it for the visit. */
export function createGraphqlClient(): Client {
  return new Client({
    url: graphqlPath,
    fetch: fetchUnlessLeft,
    // urql would also take a stream of events, and an answer that comes as one is not kept by the server
    fetchOptions: { headers: { accept: 'application/graphql-response+json, application/json' } },
    exchanges: [mapExchange({ onResult: withoutNullData }), cacheExchange, fetchExchange],
    preferGetMethod: false,
  })
}
