/** The embedded database belongs to one process: when the server has it, the command line gives its job to the server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Job, JobEvent, Report } from './job.ts'

const serverFile = z.object({ url: z.url().nullable(), token: z.string().min(1), pid: z.int() })
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

export class HandoffFailed extends Error {}

export type RunningServer = { kind: 'ready'; url: string; token: string } | { kind: 'starting' }

/** The server that has the data directory; null when none has said so. @throws HandoffFailed the note is not of this machine */
export async function runningServer(dataDirectory: string): Promise<RunningServer | null> {
  const text = await readFile(join(dataDirectory, 'server.json'), 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = serverFile.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { url, token, pid } = parsed.data
  if (url !== null && !loopback.has(new URL(url).hostname))
    throw new HandoffFailed(`${join(dataDirectory, 'server.json')} names another machine (${url}).`)
  if (!isRunning(pid)) return null
  return url === null ? { kind: 'starting' } : { kind: 'ready', url, token }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Gives the job to the server and passes its events on. @throws HandoffFailed with a sentence for people */
export async function handOver(
  server: { url: string; token: string },
  job: Job,
  onEvent: (event: JobEvent) => void,
  signal: AbortSignal,
): Promise<Report> {
  const response = await fetch(new URL('/internal/jobs', server.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(job),
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw new HandoffFailed(`The running server at ${server.url} does not answer (${words(error)}).`)
  })
  if (!response.ok || !response.body)
    throw new HandoffFailed(
      `The running server refused the job (${response.status}): ${await response.text()}`,
    )
  for await (const line of lines(response.body)) {
    const event = JSON.parse(line) as JobEvent
    if (event.kind === 'failed') throw new HandoffFailed(event.message)
    onEvent(event)
    if (event.kind === 'report') return event.report
  }
  throw new HandoffFailed('The running server stopped before the job was done; run the command again.')
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts.filter((part) => part !== '')
  }
  if (rest !== '') yield rest
}
