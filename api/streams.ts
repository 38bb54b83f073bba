import type { Readable } from 'node:stream'

/** A Node stream of bytes as the Fetch API wants it. */
export function webStream(readable: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = readable.iterator()
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) controller.close()
      else if (next.value instanceof Uint8Array) controller.enqueue(new Uint8Array(next.value))
      else controller.error(new TypeError('the stream does not give bytes'))
    },
    cancel() {
      readable.destroy()
    },
  })
}
