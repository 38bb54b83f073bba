import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Jobs } from '../../api/jobs.ts'
import { createServer } from '../../api/server.ts'
import type { Server } from '../../api/server.ts'
import { makeDirectory } from '../db/databases.ts'
import { openHarness, postGraphql } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
let root: string
let server: Server
let url: string
const seen: { job?: unknown; aborted?: boolean } = {}

const jobs: Jobs = {
  async run(job, onEvent, signal) {
    seen.job = job
    onEvent({ kind: 'progress', share: 0.5 })
    if (job === 'fail') throw new Error('it went wrong')
    if (job === 'wait')
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          seen.aborted = true
          resolve()
        })
      })
    onEvent({ kind: 'done' })
  },
}

beforeAll(async () => {
  h = await openHarness()
  root = await makeDirectory()
  await mkdir(join(root, 'dist/assets'), { recursive: true })
  await writeFile(join(root, 'secret.txt'), 'secret')
  await writeFile(join(root, 'dist/index.html'), '<!doctype html><title>app</title>')
  await writeFile(join(root, 'dist/graphiql.html'), '<!doctype html><title>graphiql</title>')
  await writeFile(join(root, 'dist/assets/index-B4x9Zq1_.js'), 'console.log(1)')
  await writeFile(join(root, 'dist/assets/index-B4x9Zq1_.js.br'), 'packed')
  await symlink(join(root, 'secret.txt'), join(root, 'dist/link.txt'))
  server = createServer({
    api: h.api,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    webRoot: join(root, 'dist'),
    jobs: { jobs, token: 'right-token' },
  })
  url = await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
  await h.close()
  await rm(root, { recursive: true, force: true })
})

interface Raw {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** Below fetch, which would not let us send a foreign Host header or a path with dots. */
function raw(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Raw> {
  const { promise, resolve, reject } = Promise.withResolvers<Raw>()
  const { hostname, port } = new URL(url)
  const sent = httpRequest({
    hostname,
    port,
    path,
    method: options.method ?? 'GET',
    headers: options.headers,
  })
  sent.on('error', reject)
  sent.on('response', (response) => {
    let body = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => (body += chunk))
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
  })
  sent.end(options.body)
  return promise
}

const json = { 'content-type': 'application/json' }
const slugs = JSON.stringify({ query: '{ cohorts { slug } }' })

describe('who is answered', () => {
  it('is this machine by its own names', async () => {
    const { status, body } = await raw('/graphql', { method: 'POST', headers: json, body: slugs })
    expect([status, body]).toEqual([200, '{"data":{"cohorts":[{"slug":"planted"}]}}'])
  })

  it.each(['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.nip.io', '192.168.0.1'])(
    'is nobody who asks for %s',
    async (host) => {
      for (const path of ['/graphql', '/health', '/', '/internal/jobs']) {
        const { status, body } = await raw(path, { method: 'POST', headers: { ...json, host }, body: slugs })
        expect(status, path).toBe(421)
        expect(body).toContain('MISDIRECTED_REQUEST')
      }
    },
  )

  it.each(['a b', 'x'.repeat(300), '[::1', '127.0.0.1@evil.example', 'u:p@127.0.0.1'])(
    'is nobody with the host %j',
    async (host) => {
      const { status } = await raw('/', { headers: { host } })
      expect([400, 421]).toContain(status)
    },
  )

  it('is told so with a body that is too large', async () => {
    const { status, body } = await raw('/graphql', {
      method: 'POST',
      headers: json,
      body: 'x'.repeat(20_000_000),
    })
    expect([status, body]).toEqual([413, expect.stringContaining('REQUEST_TOO_LARGE')])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
  ])('is no form of another page (%s)', async (type) => {
    const { status } = await raw('/graphql', {
      method: 'POST',
      headers: { 'content-type': type },
      body: slugs,
    })
    expect(status).toBe(415)
  })

  it('is no GET and no preflight of another page', async () => {
    expect((await raw('/graphql?query=%7Bcohorts%7Bslug%7D%7D')).status).toBe(405)
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' }
    const preflight = await raw('/graphql', { method: 'OPTIONS', headers })
    expect(preflight.status).toBe(405)
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('gets security headers and a request id with every answer', async () => {
    for (const path of ['/', '/graphql', '/health', '/nothing.here']) {
      const { headers } = await raw(path)
      expect(headers['content-security-policy'], path).toContain("default-src 'self'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers).not.toHaveProperty('access-control-allow-origin')
      expect(headers).not.toHaveProperty('x-powered-by')
    }
  })

  it('learns whether the server is up and whether the database answers', async () => {
    expect((await raw('/health')).body).toBe('{"healthy":true}')
    expect((await raw('/ready')).body).toBe('{"ready":true}')
  })
})

describe('pages', () => {
  it('are the application at every address without a dot', async () => {
    for (const path of ['/', '/compare/tcga-brca?x=1', '/cohorts/demo']) {
      const { status, headers, body } = await raw(path)
      expect([status, body]).toEqual([200, '<!doctype html><title>app</title>'])
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['cache-control']).toBe('no-cache')
    }
    expect((await raw('/graphiql')).body).toContain('<title>graphiql</title>')
  })

  it('keep assets with a hash in their name for ever, packed where the reader can unpack', async () => {
    const plain = await raw('/assets/index-B4x9Zq1_.js')
    expect(plain.body).toBe('console.log(1)')
    expect(plain.headers['cache-control']).toContain('immutable')
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
    const packed = await raw('/assets/index-B4x9Zq1_.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(packed.headers['content-encoding']).toBe('br')
    expect(packed.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(packed.body).toBe('packed')
  })

  it.each([
    '/missing.js',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/link.txt',
    '/secret.txt%00.html',
    '/assets',
  ])('never come from outside the build: %s', async (path) => {
    const { body } = await raw(path)
    expect(body).not.toContain('secret\n')
    expect(body === 'secret').toBe(false)
  })

  it('that do not exist are 404, and nothing is written', async () => {
    expect((await raw('/missing.js')).status).toBe(404)
    expect((await raw('/', { method: 'DELETE' })).status).toBe(405)
    expect((await raw('/%E0%A4%A')).status).toBe(400)
    expect((await raw('/', { method: 'HEAD' })).body).toBe('')
  })
})

describe('jobs of the command line', () => {
  const post = (job: unknown, token = 'right-token'): Promise<Raw> =>
    raw('/internal/jobs', {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: JSON.stringify(job),
    })

  it('run with the right token and stream their events', async () => {
    const { status, headers, body } = await post({ command: 'import' })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/x-ndjson')
    expect(body).toBe('{"kind":"progress","share":0.5}\n{"kind":"done"}\n')
    expect(seen.job).toEqual({ command: 'import' })
  })

  it('tell of their failure in the last event', async () => {
    const events = (await post('fail')).body.trim().split('\n')
    expect(JSON.parse(events.at(-1) ?? '')).toEqual({ kind: 'failed', message: 'it went wrong' })
  })

  it.each(['', 'wrong', 'right-token2', 'right-toke'])('are refused with the token %j', async (token) => {
    expect((await post({}, token)).status).toBe(403)
  })

  it('stop when the command line goes', async () => {
    const gone = new AbortController()
    const response = await fetch(`${url}/internal/jobs`, {
      method: 'POST',
      headers: { ...json, authorization: 'Bearer right-token' },
      body: '"wait"',
      signal: gone.signal,
    })
    await response.body?.getReader().read()
    gone.abort()
    await expect.poll(() => seen.aborted).toBe(true)
  })
})

describe('the server', () => {
  it('answers the next question after a client that went in the middle', async () => {
    const gone = new AbortController()
    const asked = fetch(`${url}/graphql`, { method: 'POST', headers: json, body: slugs, signal: gone.signal })
    gone.abort()
    await expect(asked).rejects.toThrow()
    expect((await raw('/graphql', { method: 'POST', headers: json, body: slugs })).status).toBe(200)
  })

  it('says so when the port is taken', async () => {
    const other = createHttpServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const second = createServer({
      api: h.api,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      webRoot: root,
    })
    await expect(second.listen({ host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/)
    other.close()
  })

  it('stops a request that has gone before it began', async () => {
    const gone = new AbortController()
    gone.abort()
    const request = new Request(postGraphql({ query: '{ cohorts { slug } }' }), { signal: gone.signal })
    const response = await h.api.fetch(request)
    expect(response.status).toBe(499)
  })
})
