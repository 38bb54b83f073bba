import { createHash } from 'node:crypto'
import type { ReleaseContent } from '../db/release/content.ts'
import type { Json } from '../science/canonical.ts'
import { canonicalJson } from '../science/canonical.ts'

/**
 * SHA-256 over the harmonised content in its sorted order: the same patients, variables and values give the same hash, whatever
 * the files were called and in whichever order their rows and columns stood. Findings and provenance are no part of it.
 */
export function contentHash(content: ReleaseContent): string {
  const hash = createHash('sha256')
  const { layers, ...rest } = content
  hash.update('radimmune content 1\n')
  hash.update(canonicalJson(asJson(rest)))
  for (const { rows, patientRows, columns, ...words } of layers) {
    hash.update(`\n${canonicalJson(asJson({ ...words, sourceFiles: undefined }))}\n`)
    hash.update(bytesOf(rows))
    hash.update(patientRows ? bytesOf(patientRows) : 'no patient level')
    for (const column of columns) hash.update(bytesOf(canonical(column)))
  }
  return hash.digest('hex')
}

/** Plain JSON of a plain object; undefined members vanish. */
export function asJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, asJson(member)]])),
    )
  throw new TypeError(`no JSON for ${typeof value}`)
}

/** One NaN and one zero, whatever their bits were. */
function canonical(column: Float64Array | Float32Array): Float64Array | Float32Array {
  const copy = column.slice()
  for (let i = 0; i < copy.length; i += 1) {
    const value = copy[i] ?? NaN
    if (Number.isNaN(value)) copy[i] = NaN
    else if (value === 0) copy[i] = 0
  }
  return copy
}

/** Bytes as they lie in memory; the machines that this runs on are all little-endian. */
function bytesOf(values: Int32Array | Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
