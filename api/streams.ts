import type { Readable } from 'node:stream'

/** A Node stream of bytes as the Fetch API wants it. @param rest what becomes of what nobody reads */
export function webStream(
  readable: Readable,
  rest: 'destroyed' | 'drained' = 'destroyed',
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = readable.iterator({ destroyOnReturn: false })
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) controller.close()
      else if (next.value instanceof Uint8Array) controller.enqueue(new Uint8Array(next.value))
      else controller.error(new TypeError('the stream does not give bytes'))
    },
    cancel() {
      if (rest === 'destroyed') readable.destroy()
      // as long as the iterator listens, nothing flows
      else void chunks.return?.().then(() => readable.resume())
    },
  })
}
