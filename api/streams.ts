import type { Readable } from 'node:stream'

/** A Node stream of bytes as the Fetch API wants it. @param whenUnwanted what becomes of the rest when nobody reads on */
export function webStream(
  readable: Readable,
  whenUnwanted: () => unknown = () => readable.destroy(),
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
      whenUnwanted()
    },
  })
}
