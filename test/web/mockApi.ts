import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildSchema, graphql, GraphQLError, type GraphQLSchema } from 'graphql'
import { mockCohorts } from './mockCohorts.ts'
import type { MockRelease } from './mockRelease.ts'

/*
 * The printed contract, answered from a planted cohort: pages are tested in a browser without a database, and their
 * failures (refused, broken, slow) can be made to happen.
 */

export interface MockRequest {
  query: string
  variables?: Record<string, unknown>
  operationName?: string
}

export interface MockApi {
  /** every request that came, in order */
  requests: MockRequest[]
  /** operation name → what it answers instead: an error, or never */
  broken: Map<string, 'error' | 'never'>
  answer: (request: MockRequest) => Promise<unknown>
}

let schema: GraphQLSchema | null = null

function contract(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(resolve(import.meta.dirname, '../../api/schema.graphql'), 'utf8'))
  return schema
}

function operationName(request: MockRequest): string {
  return request.operationName ?? /\bquery\s+(\w+)/.exec(request.query)?.[1] ?? ''
}

function rootValue() {
  const cohorts = mockCohorts()
  const releases = (): MockRelease[] => cohorts.flatMap((cohort) => cohort.releases)
  return {
    cohorts,
    cohort: ({ slug }: { slug: string }) => cohorts.find((cohort) => cohort.slug === slug) ?? null,
    release: ({ hash }: { hash: string }) =>
      releases().find((release) => release.id === hash || release.contentHash === hash) ?? null,
    riskModels: [],
  }
}

/** What the real API answers for a mistake of its own: no stack, an id to quote. */
function masked(): GraphQLError {
  return new GraphQLError('something failed, id req-7k2m', {
    extensions: { code: 'INTERNAL', requestId: 'req-7k2m' },
  })
}

export function createMockApi(): MockApi {
  const api: MockApi = {
    requests: [],
    broken: new Map(),
    answer: async (request) => {
      api.requests.push(request)
      const broken = api.broken.get(operationName(request))
      if (broken === 'never') return new Promise(() => undefined)
      if (broken === 'error') return { data: null, errors: [masked().toJSON()] }
      return graphql({
        schema: contract(),
        source: request.query,
        rootValue: rootValue(),
        ...(request.variables === undefined ? {} : { variableValues: request.variables }),
      })
    },
  }
  return api
}
