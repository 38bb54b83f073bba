/**
 * What every reader gives: the rows of one file exactly as the tool wrote them, with line numbers, nothing repaired.
 * Ids and column names are verbatim; harmonise decides what they mean.
 */
import type { Corrections } from '../corrections.ts'
import type { Findings } from '../findings.ts'
import type { Head } from '../recognise/head.ts'

/** One file (or, for per-sample formats, one folder of files) on disk. */
export interface Source {
  /** manifest id, used as `file` in findings */
  id: string
  /** absolute path */
  path: string
  /** other files that this one cannot be read without, by role (e.g. `metadata`), absolute paths */
  companions: Readonly<Record<string, string>>
  /** what the manifest declares: column names, filters, units. Each reader checks its own with zod */
  settings: Readonly<Record<string, unknown>>
  /** cells that the manifest declares to be other than they are written */
  corrections?: Corrections | undefined
}

/** What was seen of the file itself, for the provenance record. */
export interface FileFacts {
  encoding: 'utf-8' | 'utf-8-bom' | 'binary'
  delimiter: string | null
  rows: number
  columns: number
  tool: string | null
  version: string | null
  settings: Readonly<Record<string, unknown>>
}

export type ColumnValues =
  | { kind: 'number'; values: Float64Array }
  /** null = missing by the format's own NA words */
  | { kind: 'text'; values: readonly (string | null)[] }

export type TableColumn = { name: string } & ColumnValues

/** Rows are observations: patients, lesions, aliquots, series, treatments. */
export interface ReadTable {
  shape: 'table'
  facts: FileFacts
  /** id of each row as written */
  ids: readonly string[]
  /** 1-based line (or sheet row) of each row */
  lines: Int32Array
  columns: readonly TableColumn[]
}

/** Rows are variables (genes, cells), columns are samples. `values[r][c]`. */
export interface ReadMatrix {
  shape: 'matrix'
  facts: FileFacts
  rowIds: readonly string[]
  rowLines: Int32Array
  sampleIds: readonly string[]
  /** one array per row, as long as sampleIds; NaN = missing */
  values: readonly (Float64Array | Float32Array)[]
  /** what the file says of its rows besides their ids, e.g. `gene_name`, `gene_type`; each as long as rowIds */
  rowAnnotations?: Readonly<Record<string, readonly (string | null)[]>>
}

export type ReadResult = ReadTable | ReadMatrix

/** What a file or folder is by its content: one entry of the manifest, or several where one file holds several methods. */
export interface Recognition {
  /** what betrays it, in words for the person who reads the drafted manifest */
  because: string
  /** sure: only this tool writes it so; plain: a table like many others */
  certainty: 'sure' | 'plain'
  parts: readonly RecognisedPart[]
}

export interface RecognisedPart {
  /** settings for the reader */
  settings?: Readonly<Record<string, unknown>>
  /** immune results: a method of science/immune/methods.ts */
  methodKey?: string
  /** expression: the unit, where the format states it */
  unit?: string
  /** expression: what the row names are */
  identifiers?: 'ensembl' | 'symbol' | 'symbol-entrez'
  /** where the part is for something else than the format usually is */
  role?: Reader['role']
  /** told apart from the other parts of the file by this word */
  name?: string
}

export interface Reader {
  /** name in manifests, e.g. `cibersort-r` */
  format: string
  /** what such a file is for */
  role: 'features' | 'immune' | 'expression' | 'clinical' | 'ct-series' | 'scores'
  /** whether the beginning of a file is of this format; readers are asked in the order of their list */
  recognise(head: Head): Recognition | null
  /** one sentence for the list of formats */
  describes: string
  /**
   * Reads a file. Everything that is wrong goes to `findings`; the result is null when nothing usable was read.
   * @param progress called now and then with bytes or rows done
   */
  read(
    source: Source,
    findings: Findings,
    progress: (done: number, total: number) => void,
  ): Promise<ReadResult | null>
}
