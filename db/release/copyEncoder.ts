/** PostgreSQL's binary COPY format: a signature, rows of length-prefixed fields in network order, a trailer. */

export type FieldType =
  'int4' | 'int8' | 'float8' | 'bool' | 'text' | 'text[]' | 'float8[]' | 'json' | 'bytea'

const signature = Uint8Array.of(0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0)
const textOid = 25
const float8Oid = 701
const utf8 = new TextEncoder()
const batchBytes = 8 * 2 ** 20

class CopyBuffer {
  #bytes: Uint8Array<ArrayBuffer>
  #view: DataView
  length = 0

  constructor(size: number) {
    this.#bytes = new Uint8Array(size)
    this.#view = new DataView(this.#bytes.buffer)
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    // more than little takes a whole batch in the end: no doubling on the way there
    const larger = new Uint8Array(Math.max(batchBytes + 2 ** 20, this.length + 2 * more))
    larger.set(this.#bytes.subarray(0, this.length))
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }

  int2(value: number): void {
    this.#room(2)
    this.#view.setInt16(this.length, value)
    this.length += 2
  }

  int4(value: number): void {
    this.#room(4)
    this.#view.setInt32(this.length, value)
    this.length += 4
  }

  int8(value: number): void {
    this.#room(8)
    this.#view.setBigInt64(this.length, BigInt(value))
    this.length += 8
  }

  float8(value: number): void {
    this.#room(8)
    this.#view.setFloat64(this.length, value)
    this.length += 8
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** length, then UTF-8 */
  text(value: string): void {
    this.#room(4 + value.length * 3)
    const { written } = utf8.encodeInto(value, this.#bytes.subarray(this.length + 4))
    this.int4(written)
    this.length += written
  }

  bool(value: boolean): void {
    this.#room(1)
    this.#view.setUint8(this.length, value ? 1 : 0)
    this.length += 1
  }

  /** length of what follows, known only afterwards */
  sized(write: () => void): void {
    const at = this.length
    this.int4(0)
    write()
    this.#view.setInt32(at, this.length - at - 4)
  }

  arrayHead(oid: number, items: number): void {
    this.int4(items === 0 ? 0 : 1)
    this.int4(0)
    this.int4(oid)
    if (items === 0) return
    this.int4(items)
    this.int4(1)
  }

  begin(): void {
    this.length = 0
    this.raw(signature)
    this.int4(0)
    this.int4(0)
  }

  end(): Uint8Array {
    this.int2(-1)
    return this.#bytes.subarray(0, this.length)
  }
}

function wrong(type: FieldType, value: unknown): TypeError {
  return new TypeError(`COPY field of type ${type} got ${typeof value} ${String(value)}`)
}

function integer(type: FieldType, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrong(type, value)
  if (type === 'int4' && value !== (value | 0)) throw wrong(type, value)
  return value
}

function writeList(buffer: CopyBuffer, type: 'text[]' | 'float8[]', value: unknown): void {
  if (!Array.isArray(value)) throw wrong(type, value)
  const items: readonly unknown[] = value
  buffer.sized(() => {
    buffer.arrayHead(type === 'text[]' ? textOid : float8Oid, items.length)
    for (const item of items) writeField(buffer, type === 'text[]' ? 'text' : 'float8', item)
  })
}

function writeField(buffer: CopyBuffer, type: FieldType, value: unknown): void {
  if (value === null || value === undefined) {
    buffer.int4(-1)
    return
  }
  switch (type) {
    case 'int4':
      buffer.int4(4)
      buffer.int4(integer(type, value))
      return
    case 'int8':
      buffer.int4(8)
      buffer.int8(integer(type, value))
      return
    case 'float8':
      if (typeof value !== 'number') throw wrong(type, value)
      buffer.int4(8)
      buffer.float8(value)
      return
    case 'bool':
      if (typeof value !== 'boolean') throw wrong(type, value)
      buffer.int4(1)
      buffer.bool(value)
      return
    case 'text':
      if (typeof value !== 'string' || !value.isWellFormed()) throw wrong(type, value)
      buffer.text(value)
      return
    case 'json':
      buffer.text(JSON.stringify(value))
      return
    case 'bytea':
      if (!(value instanceof Uint8Array)) throw wrong(type, value)
      buffer.int4(value.length)
      buffer.raw(value)
      return
    case 'text[]':
    case 'float8[]':
      writeList(buffer, type, value)
  }
}

/**
 * Rows as complete binary COPY streams of about 8 MB each, so that memory stays bounded whatever the number of rows.
 * The bytes given are valid until the next but one is asked for: one stream can be sent while the next is written.
 */
export function* encodeRows(
  types: readonly FieldType[],
  rows: Iterable<readonly unknown[]>,
): Generator<Uint8Array, void, undefined> {
  let [buffer, other] = [new CopyBuffer(64 * 1024), new CopyBuffer(64 * 1024)]
  buffer.begin()
  let empty = true
  for (const row of rows) {
    if (row.length !== types.length)
      throw new TypeError(`COPY row of ${row.length} fields for ${types.length} columns`)
    buffer.int2(types.length)
    types.forEach((type, column) => {
      writeField(buffer, type, row[column])
    })
    empty = false
    if (buffer.length >= batchBytes) {
      yield buffer.end()
      ;[buffer, other] = [other, buffer]
      buffer.begin()
      empty = true
    }
  }
  if (!empty) yield buffer.end()
}
