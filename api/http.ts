import { Refusal } from './errors.ts'
import { limits } from './limits.ts'

/** Reads a body, however it is sent, and stops at the limit. @throws Refusal 413; 499 where it breaks off */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  try {
    return await readWithin(body)
  } catch (error) {
    // a body that cannot be read to its end was left by who sent it
    throw error instanceof Refusal ? error : clientGone
  }
}

async function readWithin(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limits.bodyBytes)
      throw new Refusal(413, 'REQUEST_TOO_LARGE', `the body may have ${limits.bodyBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What `/graphql` needs of a request. Not a `Request`: making and reading those costs more than an answer that is kept. */
export interface GraphqlAsked {
  method: string
  url: URL
  contentType: string | null
  accept: string | null
  body: AsyncIterable<Uint8Array>
  /** aborted when the client has gone */
  gone: AbortSignal
}

/** An answer ready to be sent. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** nobody reads it, but logs and tests do */
export const clientGone = new Refusal(499, 'BAD_REQUEST', 'the client has gone')

function abortedRefusal(signal: AbortSignal, milliseconds: number): Refusal {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
  if (!timedOut) return clientGone
  return new Refusal(504, 'REQUEST_TIMEOUT', `this took more than ${milliseconds / 1000} s and was stopped`)
}

/** @throws Refusal 504 after the time limit, 499 when the client has gone; the work may go on until it notices */
export async function within<T>(work: Promise<T>, signal: AbortSignal, milliseconds: number): Promise<T> {
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

/** What a request is answered with, whole. */
export interface Answered {
  status: number
  contentType: string
  body: Uint8Array<ArrayBuffer>
  /** an answer without errors: the same question gets it again as long as the data are the same */
  mayBeKept: boolean
}

const dataFirst = new TextEncoder().encode('{"data":')

/** @throws Refusal 422 more text than a client should get at once */
export async function wholeAnswer(response: Response, mostBytes: number): Promise<Answered> {
  const body = new Uint8Array(await response.arrayBuffer())
  if (body.byteLength > mostBytes)
    throw new Refusal(
      422,
      'RESPONSE_TOO_LARGE',
      `the answer has more than ${mostBytes} bytes; ask for fewer fields or smaller pages`,
    )
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'application/json',
    body,
    // where there are errors, they stand first
    mayBeKept: response.status === 200 && dataFirst.every((byte, i) => body[i] === byte),
  }
}
