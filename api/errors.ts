import { GraphQLError } from 'graphql'
import { DatabaseUnavailable } from '../db/client.ts'
import { InvalidInput } from '../science/errors.ts'
import type { Log } from './context.ts'

/** Every code that an error of this API can carry. */
export const errorCodes = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL',
  'METHOD_NOT_ALLOWED',
  'MISDIRECTED_REQUEST',
  'NOT_FOUND',
  'QUERY_TOO_LARGE',
  'REQUEST_TIMEOUT',
  'REQUEST_TOO_LARGE',
  'RESPONSE_TOO_LARGE',
  'UNAVAILABLE',
  'UNSUPPORTED_MEDIA_TYPE',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** An error that a client may read as it is. */
export function shownError(code: ErrorCode, message: string, status = 200): GraphQLError {
  return new GraphQLError(message, { extensions: status === 200 ? { code } : { code, http: { status } } })
}

/** A request that is refused before or outside GraphQL. */
export class Refusal extends Error {
  readonly status: number
  readonly code: ErrorCode
  constructor(status: number, code: ErrorCode, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

function isShownCode(code: unknown): code is ErrorCode {
  return errorCodes.some((known) => known === code && known !== 'INTERNAL')
}

function innermost(error: Error): Error {
  return error instanceof GraphQLError && error.cause instanceof Error ? innermost(error.cause) : error
}

const longestEcho = 2000

/** A client gets back what it gave, but not all of it where that is long. */
function shortened({ field, given, allowed }: InvalidInput): Record<'field' | 'given' | 'allowed', string> {
  const short = (text: string): string =>
    text.length > longestEcho
      ? `${text.slice(0, longestEcho).toWellFormed()}… (${text.length} characters)`
      : text
  return { field: short(field), given: short(given), allowed: short(allowed) }
}

/** What the caller can do nothing about is hidden behind an id; the log has the rest under the same id. */
function masked(error: GraphQLError, cause: Error, requestId: string, log: Log): GraphQLError {
  log.error({ requestId, path: error.path, err: cause }, 'a request failed')
  return rewritten(error, `something failed, id ${requestId}`, { code: 'INTERNAL', requestId })
}

function rewritten(error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError {
  const http = error.extensions['http']
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { ...extensions, ...(http === undefined ? {} : { http }) },
  })
}

/**
 * The three kinds: the caller is wrong (shown, with field, given and allowed), the program or the database is wrong (masked);
 * that the data cannot answer is no error but a value, `NotTestable`.
 */
export function clientError(error: GraphQLError, requestId: string, log: Log): GraphQLError {
  const cause = innermost(error)
  // the request was stopped; whoever stopped it answers
  const isStopped = cause.name === 'AbortedGraphQLExecutionError' || cause instanceof DOMException
  if (isStopped || cause instanceof Refusal)
    return rewritten(error, 'stopped', { code: 'REQUEST_TIMEOUT', requestId })
  if (cause instanceof DatabaseUnavailable) {
    log.error({ requestId, path: error.path, err: cause }, 'the database does not answer')
    return rewritten(error, 'the database does not answer now', { code: 'UNAVAILABLE', requestId })
  }
  if (cause instanceof InvalidInput) {
    const { field, given, allowed } = shortened(cause)
    return rewritten(error, `${field}: got ${given}, allowed is ${allowed}`, {
      code: 'BAD_USER_INPUT',
      field,
      given,
      allowed,
      requestId,
    })
  }
  if (!(cause instanceof GraphQLError)) return masked(error, cause, requestId, log)
  const code = cause.extensions['code']
  if (isShownCode(code)) return rewritten(error, error.message, { ...cause.extensions, code, requestId })
  // without a path it comes of coercing variables; with one, of a value that does not fit its own type
  if (error.path === undefined || error.message.startsWith('Argument "'))
    return rewritten(error, error.message, { code: 'BAD_USER_INPUT', requestId })
  return masked(error, cause, requestId, log)
}

/** A refusal in the shape of a GraphQL answer, so that a client reads one shape only. */
export function refusalBody({ code, message }: Refusal, requestId: string): object {
  return { errors: [{ message, extensions: { code, requestId } }] }
}

export function refusalResponse(refusal: Refusal, requestId: string): Response {
  return Response.json(refusalBody(refusal, requestId), { status: refusal.status })
}
