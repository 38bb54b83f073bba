import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { checkHost, secured } from './access.ts'
import type { Log } from './context.ts'
import { isDownload } from './downloads.ts'
import { Refusal, refusalResponse } from './errors.ts'
import { clientGone } from './http.ts'
import type { Reply } from './http.ts'
import type { ImportFolders } from './importFolders.ts'
import { ndjson, runJob } from './jobs.ts'
import type { JobsAccess } from './jobs.ts'
import { serveStatic } from './staticFiles.ts'
import { webStream } from './streams.ts'
import { isUpload, receivePiece } from './uploads.ts'
import { wantsEvents } from './yoga.ts'
import type { Api } from './yoga.ts'

export interface ServerParts {
  api: Api
  log: Log
  /** folder of the web build */
  webRoot: string
  jobs?: JobsAccess
  imports?: ImportFolders
}

export interface Server {
  /** @returns the address, e.g. http://127.0.0.1:4000   @throws EADDRINUSE */
  listen(address: { host: string; port: number }): Promise<string>
  /** No new requests; those under way may finish within five seconds; then the API's threads end. */
  close(): Promise<void>
}

const shutdownMs = 4_500

/** @throws Refusal 400 */
function addressOf(incoming: IncomingMessage): URL {
  const url = URL.parse(incoming.url ?? '/', `http://${incoming.headers.host ?? ''}`)
  // a Request refuses an address with a user in it
  if (!url || !incoming.url?.startsWith('/') || url.username !== '' || url.password !== '')
    throw new Refusal(400, 'BAD_REQUEST', 'the address or the Host header is not well formed')
  return url
}

/** Aborted when the client goes before the answer is complete. */
function goneSignal(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort(clientGone)
  })
  return gone.signal
}

/** The request as the Fetch API has it. */
function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const signal = goneSignal(outgoing)
  const method = incoming.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  if (!hasBody) return new Request(url, { method, headers, signal })
  // destroying it would close the connection before the refusal is read; the server's request timeout bounds the rest
  const body = webStream(incoming, 'drained')
  // Node asks for `duplex`; the DOM's type does not know it
  const init = { method, headers, signal, body, duplex: 'half' }
  return new Request(url, init)
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  // files and job events come piece by piece, answers whole
  const type = response.headers.get('content-type')
  const isStream =
    type === ndjson ||
    wantsEvents(type) ||
    response.headers.has('content-length') ||
    response.headers.has('content-disposition')
  if (response.body && isStream) await pipeline(response.body, outgoing)
  else outgoing.end(new Uint8Array(await response.arrayBuffer()))
}

const apiPaths = new Set(['/health', '/ready', '/graphql'])

/** The way of most requests, without a Request and a Response. */
async function askedGraphql(
  api: Api,
  url: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Reply> {
  const reply = await api.graphql({
    method: incoming.method ?? 'GET',
    url,
    contentType: incoming.headers['content-type'] ?? null,
    accept: incoming.headers.accept ?? null,
    body: incoming.iterator({ destroyOnReturn: false }),
    gone: goneSignal(outgoing),
  })
  // what was not read is drained: destroying it would close the connection before the refusal is read
  if (!incoming.readableEnded) incoming.resume()
  return reply
}

async function route(parts: ServerParts, request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (apiPaths.has(url.pathname) || isDownload(url.pathname)) return parts.api.fetch(request)
  const requestId = randomUUID()
  try {
    checkHost(url)
    if (parts.jobs && url.pathname === '/internal/jobs')
      return secured(await runJob(parts.jobs, request), requestId)
    if (parts.imports && isUpload(url)) return secured(await receivePiece(parts.imports, request), requestId)
    return secured(await serveStatic(parts.webRoot, request), requestId)
  } catch (error) {
    if (error instanceof Refusal) return secured(refusalResponse(error, requestId), requestId)
    parts.log.error({ requestId, err: error }, 'a request failed')
    const hidden = new Refusal(500, 'INTERNAL', `something failed, id ${requestId}`)
    return secured(refusalResponse(hidden, requestId), requestId)
  }
}

/** One HTTP server for the API, the pages and the jobs of the command line. */
export function createServer(parts: ServerParts): Server {
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const url = addressOf(incoming)
      if (url.pathname === '/graphql' && !wantsEvents(incoming.headers.accept)) {
        const { status, headers, body } = await askedGraphql(parts.api, url, incoming, outgoing)
        outgoing.writeHead(status, headers)
        outgoing.end(body)
      } else await send(await route(parts, toRequest(incoming, outgoing, url)), outgoing)
    } catch (error) {
      if (error instanceof Refusal && !outgoing.headersSent)
        await send(refusalResponse(error, randomUUID()), outgoing)
      else outgoing.destroy()
    }
  }
  const server = createHttpServer({ requestTimeout: 30_000 }, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      parts.log.error({ err: error }, 'an answer could not be sent')
    })
  })
  return {
    async listen({ host, port }) {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>()
      server.once('error', reject)
      server.listen(port, host, () => {
        resolve(undefined)
      })
      await promise
      server.off('error', reject)
      const address = server.address()
      const actual = typeof address === 'object' && address ? address.port : port
      return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
    },
    async close() {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      server.close(() => {
        resolve(undefined)
      })
      server.closeIdleConnections()
      const force = setTimeout(() => {
        server.closeAllConnections()
      }, shutdownMs)
      await promise
      clearTimeout(force)
      await parts.api.close()
    },
  }
}
