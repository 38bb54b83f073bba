import { createYoga } from 'graphql-yoga'
import type { Plugin } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import { checkGraphqlRequest, checkHost, secured } from './access.ts'
import { createContext } from './context.ts'
import type { ApiParts, Log, Shared } from './context.ts'
import { clientError, Refusal, refusalResponse } from './errors.ts'
import { limitQueries, limits } from './limits.ts'
import { onceAtATime } from './once.ts'
import { createReleaseFacts } from './releaseFacts.ts'
import { schema } from './schema.ts'
import { createWorkers } from './workers/workers.ts'

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

/** Reads a body, however it is sent, and stops at the limit. @throws Refusal 413 */
async function readBody(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limits.bodyBytes)
      throw new Refusal(413, 'REQUEST_TOO_LARGE', `the body may have ${limits.bodyBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** nobody reads it, but logs and tests do */
const clientGone = new Refusal(499, 'BAD_REQUEST', 'the client has gone')

function abortedRefusal(signal: AbortSignal, milliseconds: number): Refusal {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
  if (!timedOut) return clientGone
  return new Refusal(504, 'REQUEST_TIMEOUT', `this took more than ${milliseconds / 1000} s and was stopped`)
}

/** @throws Refusal 504 after the time limit, 499 when the client has gone; the work may go on until it notices */
async function within<T>(work: Promise<T>, signal: AbortSignal, milliseconds: number): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const stop = (): void => {
    reject(abortedRefusal(signal, milliseconds))
  }
  // of the two that may fail first, one is never awaited
  aborted.catch(() => undefined)
  work.catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const result = await Promise.race([work, aborted])
    signal.throwIfAborted()
    return result
  } catch (error) {
    // what notices the signal first may fail in words of its own
    throw signal.aborted ? abortedRefusal(signal, milliseconds) : error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** @throws Refusal 422 more text than a client should get at once */
async function limited(response: Response, bytes: number): Promise<Response> {
  const text = await response.text()
  if (Buffer.byteLength(text) > bytes)
    throw new Refusal(
      422,
      'RESPONSE_TOO_LARGE',
      `the answer has more than ${bytes} bytes; ask for fewer fields or smaller pages`,
    )
  const headers = new Headers(response.headers)
  headers.set('cache-control', 'no-store')
  return new Response(text, { status: response.status, headers })
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

  async function graphql(request: Request, requestId: string): Promise<Response> {
    checkGraphqlRequest(request)
    const body = await readBody(request)
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(requestMs)])
    const accept = request.headers.get('accept')?.includes('application/graphql-response+json')
      ? 'application/graphql-response+json'
      : 'application/json'
    const headers = { 'content-type': 'application/json', accept }
    const asked = new Request(request.url, { method: 'POST', headers, body, signal })
    const answered = Promise.resolve(yoga.fetch(asked, { requestId }))
    return limited(await within(answered, signal, requestMs), responseBytes)
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
