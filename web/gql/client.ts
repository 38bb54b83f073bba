import { cacheExchange, Client, fetchExchange } from 'urql'

export const graphqlPath = '/graphql'

/** Releases are immutable, so an answer that was asked for by release stays true; the document cache keeps it for the visit. */
export function createGraphqlClient(): Client {
  return new Client({
    url: graphqlPath,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
  })
}
