import { cacheExchange, Client, fetchExchange, mapExchange, type OperationResult } from 'urql'

export const graphqlPath = '/graphql'

/** urql's type says that failed data is undefined; where the API answers `data: null` it is null. Here it is undefined. */
function withoutNullData(result: OperationResult): OperationResult {
  return result.data === null ? { ...result, data: undefined } : result
}

/** Releases are immutable, so an answer that was asked for by release stays true; the document cache keeps it for the visit. */
export function createGraphqlClient(): Client {
  return new Client({
    url: graphqlPath,
    exchanges: [mapExchange({ onResult: withoutNullData }), cacheExchange, fetchExchange],
    preferGetMethod: false,
  })
}
