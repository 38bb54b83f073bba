import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handOver, runningServer } from '../../etl/handoff.ts'
import type { JobEvent } from '../../etl/job.ts'

let folder = ''
let server: Server
let url = ''
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radimmune-handoff-'))
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      answer(request, response, body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

const never = new AbortController().signal
const announce = (note: object) => writeFile(join(folder, 'server.json'), JSON.stringify(note))

describe('runningServer', () => {
  it('is null without a note, with a damaged note, and when the process is gone', async () => {
    expect(await runningServer(folder)).toBeNull()
    await writeFile(join(folder, 'server.json'), '{"url":')
    expect(await runningServer(folder)).toBeNull()
    await announce({ url, token: 't', pid: 2 ** 22 + 1 })
    expect(await runningServer(folder)).toBeNull()
  })

  it('reads the note of a process that runs', async () => {
    await announce({ url, token: 't', pid: process.pid })
    expect(await runningServer(folder)).toEqual({ kind: 'ready', url, token: 't' })
  })

  it('knows a server that has the database and no address yet', async () => {
    await announce({ url: null, token: 't', pid: process.pid })
    expect(await runningServer(folder)).toEqual({ kind: 'starting' })
  })

  it('sends no token to another machine', async () => {
    await announce({ url: 'http://example.org:4000', token: 't', pid: process.pid })
    await expect(runningServer(folder)).rejects.toThrow('another machine')
  })
})

describe('handOver', () => {
  const report = { command: 'list' as const, cohorts: [] }

  it('posts the job with the token and passes events on, however they are cut', async () => {
    let seen = ''
    answer = (request, response, body) => {
      seen = `${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''} ${body}`
      const text = [
        { kind: 'progress', stage: 'read', message: 'größe', done: 1, total: 2 },
        { kind: 'report', report },
      ]
        .map((event) => `${JSON.stringify(event)}\n`)
        .join('')
      const bytes = Buffer.from(text)
      response.write(bytes.subarray(0, 47))
      setTimeout(() => response.end(bytes.subarray(47)), 20)
    }
    const events: JobEvent[] = []
    const done = await handOver(
      { url, token: 'secret' },
      { command: 'list' },
      (event) => events.push(event),
      never,
    )
    expect(done).toEqual(report)
    expect(seen).toBe('POST /internal/jobs Bearer secret {"command":"list"}')
    expect(events).toMatchObject([{ kind: 'progress', message: 'größe' }, { kind: 'report' }])
  })

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['a failure', (r) => r.end('{"kind":"failed","message":"disk full"}\n'), 'disk full'],
    ['a refusal', (r) => r.writeHead(403).end('the token is wrong'), 'the token is wrong'],
    [
      'a server that stops',
      (r) => r.end('{"kind":"progress","stage":"read","message":"","done":0,"total":1}\n'),
      'stopped before the job was done',
    ],
    ['a connection that breaks', (r) => r.destroy(), 'does not answer'],
  ])('says what happened at %s', async (_, respond, words) => {
    answer = (_request, response) => {
      respond(response)
    }
    await expect(handOver({ url, token: 't' }, { command: 'list' }, () => undefined, never)).rejects.toThrow(
      words,
    )
  })
})
