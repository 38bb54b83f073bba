/** Rows of a binary COPY stream as raw fields; null is SQL's null. The fields share the stream's memory. */
export function* decodeRows(stream: Uint8Array): Generator<(Uint8Array | null)[], void, undefined> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  let at = 11 + 4
  at += 4 + view.getInt32(at)
  for (;;) {
    const fields = view.getInt16(at)
    at += 2
    if (fields === -1) return
    const row: (Uint8Array | null)[] = []
    for (let i = 0; i < fields; i += 1) {
      const length = view.getInt32(at)
      at += 4
      row.push(length < 0 ? null : stream.subarray(at, at + length))
      at += Math.max(0, length)
    }
    yield row
  }
}
