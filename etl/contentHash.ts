import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { ReleaseContent } from '../db/release/content.ts'
import { canonicalJson } from '../science/canonical.ts'

/**
 * SHA-256 over the harmonised content in its sorted order: the same patients, variables and values give the same hash, whatever
 * the files were called and in whichever order their rows and columns stood. Findings and provenance are no part of it.
 */
export function contentHash(content: ReleaseContent): string {
  const hash = createHash('sha256')
  for (const piece of pieces(content)) hash.update(piece)
  return hash.digest('hex')
}

const breathBytes = 8 * 2 ** 20

/** The same, letting others have their turn now and then: for the thread that answers questions. */
export async function contentHashInTurns(content: ReleaseContent): Promise<string> {
  const hash = createHash('sha256')
  let since = 0
  for (const piece of pieces(content)) {
    hash.update(piece)
    since += piece.length
    if (since < breathBytes) continue
    since = 0
    await setImmediate()
  }
  return hash.digest('hex')
}

function* pieces({ layers, ...rest }: ReleaseContent): Generator<string | Uint8Array> {
  yield 'radimmune content 1\n'
  yield canonicalJson(rest)
  for (const { rows, patientRows, columns, ...words } of layers) {
    yield `\n${canonicalJson({ ...words, sourceFiles: undefined })}\n`
    yield bytesOf(rows)
    yield patientRows ? bytesOf(patientRows) : 'no patient level'
    yield* canonicalColumns(columns)
  }
}

/** Columns with one NaN and one zero, whatever their bits were; the bytes given are valid until the next are asked for. */
function* canonicalColumns(columns: readonly (Float64Array | Float32Array)[]): Generator<Uint8Array> {
  let copy: Float64Array | Float32Array = new Float64Array(0)
  for (const column of columns) {
    const fits =
      copy.length === column.length && copy instanceof Float32Array === column instanceof Float32Array
    if (!fits) copy = column.slice()
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] ?? NaN
      // -0 + 0 is 0
      copy[i] = Number.isNaN(value) ? NaN : value + 0
    }
    yield bytesOf(copy)
  }
}

/** Bytes as they lie in memory; the machines that this runs on are all little-endian. */
function bytesOf(values: Int32Array | Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
