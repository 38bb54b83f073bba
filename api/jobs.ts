import { createHash, timingSafeEqual } from 'node:crypto'
import { Refusal } from './errors.ts'

/** Long work that the command line hands to the running server; the composition root knows what it is. */
export interface Jobs {
  /** Reports progress and the end as events, one JSON value each. @throws when the work fails */
  run(job: unknown, onEvent: (event: object) => void, signal: AbortSignal): Promise<void>
}

export interface JobsAccess {
  jobs: Jobs
  /** known to whoever may read the data directory */
  token: string
}

function sameToken(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

async function readJob(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.length > 1024 * 1024) throw new Refusal(413, 'REQUEST_TOO_LARGE', 'the job may have 1 MiB')
  try {
    const job: unknown = JSON.parse(text)
    return job
  } catch {
    throw new Refusal(400, 'BAD_REQUEST', 'the job is not JSON')
  }
}

/** one JSON value a line */
export const ndjson = 'application/x-ndjson'

/** Runs a job and streams its events as NDJSON; a failure is the last event, `{"kind":"failed"}`. @throws Refusal 400, 403, 405, 413 */
export async function runJob({ jobs, token }: JobsAccess, request: Request): Promise<Response> {
  if (request.method !== 'POST') throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'jobs are posted')
  const given = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  if (!sameToken(given, token)) throw new Refusal(403, 'BAD_REQUEST', 'the token is wrong')
  const job = await readJob(request)
  const encoder = new TextEncoder()
  const gone = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: object): void => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
      }
      try {
        await jobs.run(job, send, AbortSignal.any([request.signal, gone.signal]))
      } catch (error) {
        send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      }
      if (!gone.signal.aborted) controller.close()
    },
    cancel() {
      gone.abort(new Error('the command line has gone'))
    },
  })
  return new Response(body, {
    headers: { 'content-type': ndjson, 'cache-control': 'no-store' },
  })
}
