/** Small questions that recognising asks of the beginning of a file. */
import { parseBarcode } from '../../science/radiogenomics/barcodes.ts'
import { immuneMethod } from '../../science/immune/methods.ts'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { parseNumber } from '../numbers.ts'
import type { Recognition, RecognisedPart } from '../readers/reader.ts'
import type { Head, HeadTable } from './head.ts'

/** The only table of a text file. */
export function textTable(head: Head): HeadTable | null {
  return head.kind === 'text' ? (head.tables[0] ?? null) : null
}

export function hasAll(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => names.includes(name))
}

/** Names compared as people vary them: case, spaces and punctuation aside. */
export function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9+]/g, '')
}

export function sure(because: string, ...parts: RecognisedPart[]): Recognition {
  return { because, certainty: 'sure', parts: parts.length > 0 ? parts : [{}] }
}

export function plain(because: string, ...parts: RecognisedPart[]): Recognition {
  return { because, certainty: 'plain', parts: parts.length > 0 ? parts : [{}] }
}

/** A column of the rows shown. */
export function cellsOf(table: HeadTable, index: number): string[] {
  return table.rows.map((row) => row[index] ?? '')
}

const missing = new Set(['', 'na', 'nan', 'n/a', '#n/a', "'--", '--', '[not available]', 'null'])

export function isMissing(text: string): boolean {
  return missing.has(text.trim().toLowerCase())
}

/** Whether all cells that say something are numbers, and there is one. */
export function isNumeric(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => !isMissing(cell))
  return said.length > 0 && said.every((cell) => parseNumber(cell) !== null)
}

/** Whether a column is meant to be numbers: a bad cell in it has to be refused by the check, not to turn the column into words. */
export function isMostlyNumeric(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => !isMissing(cell))
  const numbers = said.filter((cell) => parseNumber(cell) !== null).length
  return said.length > 0 && (numbers === said.length || (numbers >= 5 && numbers >= 0.9 * said.length))
}

/** The share of names that a method's vocabulary knows as cells, quality or totals. */
export function knownShare(method: string, names: readonly string[]): number {
  if (names.length === 0) return 0
  return names.filter((name) => crosswalk(method, name).kind !== 'unknown').length / names.length
}

/** How many different cells of a method the names cover. */
export function cellsKnown(method: string, names: readonly string[]): number {
  const found = names.map((name) => crosswalk(method, name)).filter(({ kind }) => kind === 'cell')
  return new Set(found.map((cell) => ('key' in cell ? cell.key : ''))).size
}

/** Whether names are the whole of what a method writes: nothing foreign, and most of its cells. */
export function isMethod(method: string, names: readonly string[], share = 1): boolean {
  const cells = immuneMethod(method)?.cells.length ?? Infinity
  return knownShare(method, names) >= share && cellsKnown(method, names) >= cells * 0.7
}

export function barcodeShare(ids: readonly string[]): number {
  const said = ids.filter((id) => id.trim() !== '')
  return said.length === 0 ? 0 : said.filter((id) => parseBarcode(id.trim()) !== null).length / said.length
}

/** What tools give for each gene of one comparison, or of one sample: no column of these is a sample or a feature. */
const geneStatistic =
  /^(expected_count|est_counts|raw_count|scaled_estimate|TPM|FPKM|FPKM_UQ|eff(ective)?_length|baseMean|log2?_?FoldChange|logFC|log2FC|lfcSE|AveExpr|logCPM|p[._]?val(ue)?|adj[._]?P[._]?Val(ue)?|padj|q[._]?val(ue)?|FDR)$/i

/** Whether names are those of one gene's numbers: RSEM of one sample, DESeq2, edgeR, limma. */
export function areGeneStatistics(names: readonly string[]): boolean {
  return names.filter((name) => geneStatistic.test(name)).length >= 2
}

const ensembl = /^ENS[A-Z]*G[R\d]\d{10}(\.\d+)?(_PAR_Y)?$/
const symbol = /^[A-Z][A-Za-z0-9.-]{1,15}$/

/** What kind of gene names a list holds; null when it holds none. */
export function geneNames(names: readonly string[]): 'ensembl' | 'symbol' | null {
  const said = names.filter((name) => !/^(N_|__)/.test(name))
  if (said.length === 0) return null
  if (said.filter((name) => ensembl.test(name)).length >= 0.8 * said.length) return 'ensembl'
  // ids of patients count up behind one prefix or are barcodes, genes do neither
  const prefixes = new Set(said.map((name) => name.replace(/\d+$/, '')))
  if (prefixes.size < 0.3 * said.length || barcodeShare(said) > 0.2) return null
  return said.filter((name) => symbol.test(name)).length >= 0.8 * said.length ? 'symbol' : null
}
