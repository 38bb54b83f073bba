/** Provenance of imported values as it is packed when a release is written; db/provenance.ts unpacks it. */
import { gzipSync } from 'node:zlib'
import type { PackedProvenance } from './content.ts'

/** A column, or a row of a matrix, of a file as written; `line` is null for columns. */
export type WrittenSource = readonly [name: string, line: number | null]

/** Where the rows and variables of one imported layer come from. */
export interface LayerProvenance {
  /** manifest ids */
  files: readonly string[]
  /** for each row of the layer: position in `files`, first and last line of the block it was made of, its id as written */
  rowFile: readonly number[]
  from: readonly number[]
  to: readonly number[]
  written: readonly string[]
  /** by key of the variable: what of the file it was made of. A variable that is not here was computed */
  variables: Readonly<Record<string, readonly WrittenSource[]>>
  /** what was done between file and value, in sentences */
  rules: readonly string[]
}

export function packProvenance(name: string, detail: LayerProvenance): PackedProvenance {
  return { layer: name, detail: gzipSync(JSON.stringify(detail), { level: 1 }) }
}
