import { createYoga } from 'graphql-yoga'
import type { Plugin } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import { readDataVersion } from '../db/read/dataVersion.ts'
import { checkGraphqlRequest, checkHost, secured, securityHeaders } from './access.ts'
import { createAnswerCache } from './answerCache.ts'
import { createContext } from './context.ts'
import { createAnalysisStore } from './analyses/analysisStore.ts'
import type { ApiParts, Handed, Log, Shared } from './context.ts'
import { isDownload, layerDownload } from './downloads.ts'
import { clientError, Refusal, refusalBody, refusalResponse } from './errors.ts'
import { clientGone, readBody, wholeAnswer, within } from './http.ts'
import type { Answered, GraphqlAsked, Reply } from './http.ts'
import { limitQueries, limits } from './limits.ts'
import { onceAtATime } from './once.ts'
import { createProgress } from './progress.ts'
import { createReleaseFacts } from './releaseFacts.ts'
import { schema } from './schema.ts'
import { createWorkers } from './workers/workers.ts'

interface Asked {
  url: string
  body: string
  accept: string
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
  /** what is asked at /graphql, by the shortest way */
  graphql(asked: GraphqlAsked): Promise<Reply>
  /** GraphQL at /graphql, tables at /download, /health and /ready; anything else is 404 */
  fetch(request: Request): Promise<Response>
  /** ends the worker threads; the database belongs to the caller */
  close(): Promise<void>
}

const eventStream = 'text/event-stream'

/** Whether a request at /graphql asks for a stream of events. */
export function wantsEvents(accept: string | null | undefined): boolean {
  return accept?.includes(eventStream) ?? false
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
    progress: createProgress(),
    analyses: createAnalysisStore(parts.db, parts.log),
  }
  const answers = createAnswerCache(() => readDataVersion(parts.db))
  const yoga = createYoga<Handed>({
    schema,
    context: (handed) => createContext(shared, handed),
    plugins: [limitQueries(), showErrors(parts.log)],
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    logging: false,
  })

  async function computed({ url, accept, body }: Asked, from: Omit<Handed, 'neverKeep'>): Promise<Answered> {
    const kept = { may: true }
    const neverKeep = (): void => {
      kept.may = false
    }
    const handed = { ...from, neverKeep }
    const signal = AbortSignal.any([handed.gone, AbortSignal.timeout(requestMs)])
    if (signal.aborted) throw clientGone
    const headers = { 'content-type': 'application/json', accept }
    const request = new Request(url, { method: 'POST', headers, body, signal })
    const response = Promise.resolve(yoga.fetch(request, handed))
    const answer = await wholeAnswer(await within(response, signal, requestMs), responseBytes)
    return { ...answer, mayBeKept: answer.mayBeKept && kept.may }
  }

  async function answered(asked: GraphqlAsked, requestId: string): Promise<Answered> {
    const { url, gone } = asked
    checkHost(url)
    checkGraphqlRequest(asked.method, asked.contentType)
    if (gone.aborted) throw clientGone
    const accept = asked.accept?.includes('application/graphql-response+json')
      ? 'application/graphql-response+json'
      : 'application/json'
    const body = await readBody(asked.body)
    return answers.answer(`${accept}\n${body}`, () =>
      computed({ url: url.href, accept, body }, { requestId, gone }),
    )
  }

  async function graphql(asked: GraphqlAsked): Promise<Reply> {
    const requestId = randomUUID()
    const own = { ...securityHeaders, 'x-request-id': requestId }
    try {
      const { status, contentType, body } = await answered(asked, requestId)
      const headers = { 'content-type': contentType, 'cache-control': 'no-store', ...own }
      return { status, headers, body }
    } catch (error) {
      const refusal = refusalOf(asked.gone.aborted ? clientGone : error, requestId, parts.log)
      const body = encoder.encode(JSON.stringify(refusalBody(refusal, requestId)))
      return { status: refusal.status, headers: { 'content-type': 'application/json', ...own }, body }
    }
  }

  let streams = 0

  /** Events of a subscription; the work ends with the connection, or after `limits.streamMs`. */
  async function events(asked: GraphqlAsked, requestId: string): Promise<Response> {
    const { url, gone } = asked
    checkGraphqlRequest(asked.method, asked.contentType)
    const body = await readBody(asked.body)
    if (streams >= limits.streams)
      throw new Refusal(503, 'UNAVAILABLE', `${limits.streams} streams are open; try again later`)
    const ended = new AbortController()
    const signal = AbortSignal.any([gone, ended.signal, AbortSignal.timeout(limits.streamMs)])
    const headers = { 'content-type': 'application/json', accept: eventStream }
    const request = new Request(url.href, { method: 'POST', headers, body, signal })
    streams += 1
    const over = (): void => {
      if (!ended.signal.aborted) streams -= 1
      ended.abort(clientGone)
    }
    gone.addEventListener('abort', over, { once: true })
    try {
      const response = await yoga.fetch(request, { requestId, gone: signal, neverKeep: () => undefined })
      const counted = new TransformStream<Uint8Array, Uint8Array>({ flush: over })
      return new Response(response.body?.pipeThrough(counted) ?? null, response)
    } catch (error) {
      over()
      throw error
    }
  }

  async function ready(): Promise<Response> {
    try {
      await parts.db.query('select 1')
      return Response.json({ ready: true })
    } catch {
      throw new Refusal(503, 'UNAVAILABLE', 'the database does not answer')
    }
  }

  function route(request: Request): Promise<Response> | Response {
    const url = new URL(request.url)
    if (url.pathname === '/health') return Response.json({ healthy: true })
    if (url.pathname === '/ready') return ready()
    if (isDownload(url.pathname)) return layerDownload(parts.db, request)
    throw new Refusal(404, 'NOT_FOUND', `nothing is at ${url.pathname}`)
  }

  return {
    graphql,
    async close() {
      await workers.close()
      await shared.analyses.settled()
    },
    async fetch(request) {
      const asked = graphqlAsked(request)
      if (asked.url.pathname === '/graphql' && !wantsEvents(request.headers.get('accept'))) {
        const { status, headers, body } = await graphql(asked)
        return new Response(body, { status, headers })
      }
      const requestId = randomUUID()
      try {
        checkHost(asked.url)
        const isStream = asked.url.pathname === '/graphql'
        return secured(await (isStream ? events(asked, requestId) : route(request)), requestId)
      } catch (error) {
        const reason = request.signal.aborted ? clientGone : error
        return secured(refusalResponse(refusalOf(reason, requestId, parts.log), requestId), requestId)
      }
    },
  }
}

const encoder = new TextEncoder()

function graphqlAsked(request: Request): GraphqlAsked {
  return {
    method: request.method,
    url: new URL(request.url),
    contentType: request.headers.get('content-type'),
    accept: request.headers.get('accept'),
    body: request.body ?? noBody(),
    gone: request.signal,
  }
}

async function* noBody(): AsyncGenerator<Uint8Array> {}

function refusalOf(error: unknown, requestId: string, log: Log): Refusal {
  // nobody reads that answer, and nothing is wrong
  if (error === clientGone) log.info({ requestId }, 'a client has gone before its answer')
  if (error instanceof Refusal) return error
  log.error({ requestId, err: error }, 'a request failed')
  return new Refusal(500, 'INTERNAL', `something failed, id ${requestId}`)
}
