import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { MockRequest } from '../web/mockApi.ts'
import { builtPages } from '../world/builtPages.ts'

const dist = join(import.meta.dirname, '../../web/dist')

/** The strictest policy that the pages must work under; the real server sends at least this. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
  })
  response.end(bytes)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export interface ServedPages {
  address: string
  close: () => Promise<void>
}

/** The built pages in front of an API that answers in this process; every other path is the page itself. */
export async function servePages(answer: (request: MockRequest) => Promise<unknown>): Promise<ServedPages> {
  await builtPages()
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/graphql') {
      const result = await answer(JSON.parse(await readBody(request)) as MockRequest)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    } else if (path === '/graphiql') {
      await sendFile(join(dist, 'graphiql.html'), response)
    } else if (extname(path) !== '') {
      await sendFile(join(dist, normalize(path)), response)
    } else {
      await sendFile(join(dist, 'index.html'), response)
    }
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the test server has no port')
  return {
    address: `http://127.0.0.1:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
}
