import { createYoga } from 'graphql-yoga'
import type { Plugin } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import { readDataVersion } from '../db/read/dataVersion.ts'
import { checkGraphqlRequest, checkHost, secured } from './access.ts'
import { createAnswerCache } from './answerCache.ts'
import { createContext } from './context.ts'
import type { ApiParts, Log, Shared } from './context.ts'
import { clientError, Refusal, refusalResponse } from './errors.ts'
import { clientGone, readBody, wholeAnswer, within } from './http.ts'
import type { Answered } from './http.ts'
import { limitQueries, limits } from './limits.ts'
import { onceAtATime } from './once.ts'
import { createReleaseFacts } from './releaseFacts.ts'
import { schema } from './schema.ts'
import { createWorkers } from './workers/workers.ts'

interface Asked {
  body: string
  accept: string
  signal: AbortSignal
}

interface Handed {
  requestId: string
}

/** Every error that leaves passes here, whether it comes of parsing, validating or executing. */
function showErrors(log: Log): Plugin<object, Handed> {
  return {
    onResultProcess(answer) {
      const { requestId } = answer.serverContext
      const result = answer.result
      if (Array.isArray(result) || !('errors' in result)) return
      const errors = result.errors.map((error) => clientError(error, requestId, log))
      answer.setResult({ ...result, errors })
    },
  }
}

export interface Api {
  /** GraphQL at /graphql, /health and /ready; anything else is 404 */
  fetch(request: Request): Promise<Response>
  /** ends the worker threads; the database belongs to the caller */
  close(): Promise<void>
}

/** The API without a port; the server and the tests hand it requests. */
export function createApi(parts: ApiParts): Api {
  const { requestMs, responseBytes } = parts.limits ?? limits
  const workers = createWorkers(2)
  const shared: Shared = {
    ...parts,
    workers,
    facts: createReleaseFacts(parts.db),
    once: onceAtATime(),
  }
  const answers = createAnswerCache(() => readDataVersion(parts.db))
  const yoga = createYoga<Handed>({
    schema,
    context: ({ requestId }) => createContext(shared, requestId),
    plugins: [limitQueries(), showErrors(parts.log)],
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    logging: false,
  })

  async function computed(url: string, asked: Asked, requestId: string): Promise<Answered> {
    const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(requestMs)])
    const headers = { 'content-type': 'application/json', accept: asked.accept }
    const request = new Request(url, { method: 'POST', headers, body: asked.body, signal })
    const response = Promise.resolve(yoga.fetch(request, { requestId }))
    return wholeAnswer(await within(response, signal, requestMs), responseBytes)
  }

  async function graphql(request: Request, requestId: string): Promise<Response> {
    checkGraphqlRequest(request)
    if (request.signal.aborted) throw clientGone
    const accept = request.headers.get('accept')?.includes('application/graphql-response+json')
      ? 'application/graphql-response+json'
      : 'application/json'
    const asked = { body: await readBody(request), accept, signal: request.signal }
    const answer = await answers.answer(`${accept}\n${asked.body}`, () =>
      computed(request.url, asked, requestId),
    )
    const headers = { 'content-type': answer.contentType, 'cache-control': 'no-store' }
    return new Response(answer.body, { status: answer.status, headers })
  }

  async function ready(): Promise<Response> {
    try {
      await parts.db.query('select 1')
      return Response.json({ ready: true })
    } catch {
      throw new Refusal(503, 'UNAVAILABLE', 'the database does not answer')
    }
  }

  function route(request: Request, requestId: string): Promise<Response> | Response {
    const url = new URL(request.url)
    checkHost(url)
    if (url.pathname === '/graphql') return graphql(request, requestId)
    if (url.pathname === '/health') return Response.json({ healthy: true })
    if (url.pathname === '/ready') return ready()
    throw new Refusal(404, 'NOT_FOUND', `nothing is at ${url.pathname}`)
  }

  return {
    close: () => workers.close(),
    async fetch(request) {
      const requestId = randomUUID()
      try {
        return secured(await route(request, requestId), requestId)
      } catch (error) {
        const reason = request.signal.aborted ? clientGone : error
        return secured(refused(reason, requestId, parts.log), requestId)
      }
    },
  }
}

function refused(error: unknown, requestId: string, log: Log): Response {
  if (error instanceof Refusal) return refusalResponse(error, requestId)
  log.error({ requestId, err: error }, 'a request failed')
  return refusalResponse(new Refusal(500, 'INTERNAL', `something failed, id ${requestId}`), requestId)
}
