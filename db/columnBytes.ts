import { InvalidInput } from '../science/errors.ts'

/** Columns as they rest in `bytea`: little-endian, which is what every machine that Node runs on has in memory. */
if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1)
  throw new Error('this machine is big-endian; columns are not')

function bytesOf(array: Float64Array | Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

/** @throws InvalidInput a number does not survive as float32 */
function narrowed(column: Float64Array, name: string): Float32Array {
  const narrow = Float32Array.from(column)
  const lost = column.findIndex((value, i) => !Object.is(narrow[i], value))
  if (lost >= 0)
    throw new InvalidInput(name, column[lost], 'a number that float32 holds exactly (or the encoding f8)')
  return narrow
}

export function columnBytes(
  column: Float64Array | Float32Array,
  encoding: 'f4' | 'f8',
  name: string,
): Uint8Array {
  if (encoding === 'f4') return bytesOf(column instanceof Float32Array ? column : narrowed(column, name))
  return bytesOf(column instanceof Float64Array ? column : Float64Array.from(column))
}

export function int4Bytes(list: Int32Array): Uint8Array {
  return bytesOf(list)
}

/** The bytes may begin anywhere in their buffer, typed arrays may not. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}

export function columnFromBytes(bytes: Uint8Array, encoding: 'f4' | 'f8'): Float64Array | Float32Array {
  return encoding === 'f4' ? new Float32Array(aligned(bytes)) : new Float64Array(aligned(bytes))
}

export function int4FromBytes(bytes: Uint8Array): Int32Array {
  return new Int32Array(aligned(bytes))
}

/** A float32 widens without change. */
export function widened(column: Float64Array | Float32Array): Float64Array {
  return column instanceof Float64Array ? column : Float64Array.from(column)
}
