import { decodeRows } from '../copyDecoder.ts'
import { columnFromBytes } from '../columnBytes.ts'

/** Columns of a layer as they came from the database: one buffer that a thread can take over and decode. */
export interface StoredBlock {
  /** binary COPY of the values of all variables, in their order */
  bytes: Uint8Array<ArrayBuffer>
  encoding: 'f4' | 'f8'
  rowCount: number
  /** one a patient: row of the layer, −1 = none */
  patientRows: Int32Array
  /** ordinals of the variables that are wanted, ascending */
  ordinals: Int32Array
}

/** Values at the patient level, column after column; NaN = missing. No I/O: this is what threads do. */
export function decodeBlock({ bytes, encoding, rowCount, patientRows, ordinals }: StoredBlock): {
  n: number
  count: number
  values: Float64Array
} {
  const n = patientRows.length
  const values = new Float64Array(n * ordinals.length).fill(NaN)
  let place = 0
  let ordinal = -1
  for (const [field] of decodeRows(bytes)) {
    ordinal += 1
    if (ordinals[place] !== ordinal) continue
    if (!field) throw new Error(`the variable ${ordinal} of a layer has no values`)
    const column = columnFromBytes(field, encoding)
    if (column.length !== rowCount) throw new Error(`${column.length} values where ${rowCount} were expected`)
    for (let patient = 0; patient < n; patient += 1) {
      const row = patientRows[patient] ?? -1
      if (row >= 0) values[place * n + patient] = column[row] ?? NaN
    }
    place += 1
  }
  if (place !== ordinals.length) throw new Error(`${place} columns where ${ordinals.length} were expected`)
  return { n, count: ordinals.length, values }
}
