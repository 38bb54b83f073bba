/** Formats rsem-genes (legacy TCGA, a file a sample) and firehose-rsem (its merged matrix with two header lines). */
import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { barcodeShare, cellsOf, hasAll, sure, textTable } from '../recognise/looks.ts'
import { readMatrix } from './matrix.ts'
import { readPerSample } from './perSample.ts'
import type { Reader } from './reader.ts'
import { matrixSettings, readSettings } from './settings.ts'
import { tableOptions } from './textTable.ts'

/** `A1BG|1`, and `?|100130426` where there is no symbol */
const symbolEntrez = /^[^|\s]+\|\d+$/

const perSampleSettings = z.strictObject({
  column: z.enum(['raw_count', 'scaled_estimate', 'normalized_count']).default('normalized_count'),
})

const units = {
  raw_count: 'RSEM expected counts',
  scaled_estimate: 'TPM / 1e6',
  normalized_count: 'RSEM, upper-quartile normalised',
} as const

export const rsemGenes: Reader = {
  format: 'rsem-genes',
  role: 'expression',
  describes:
    'Legacy TCGA RSEM files, one per sample (rsem.genes.results or rsem.genes.normalized_results), with the metadata JSON.',
  recognise(head) {
    const table = head.kind === 'folder' ? head.tables[0] : undefined
    if (!table?.names.includes('gene_id')) return null
    if (!cellsOf(table, table.names.indexOf('gene_id')).every((id) => symbolEntrez.test(id))) return null
    const column = hasAll(table.names, ['raw_count', 'scaled_estimate']) ? 'raw_count' : 'normalized_count'
    return table.names.includes(column)
      ? sure(`gene_id such as A1BG|1 and ${column}: RSEM of the legacy archive`, {
          identifiers: 'symbol-entrez',
          settings: { column },
          unit: units[column],
        })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(perSampleSettings, source, findings)
    if (settings === null) return null
    const read = await readPerSample(
      source,
      {
        options: { delimiter: '\t' },
        id: 'gene_id',
        value: settings.column,
        annotations: [],
        isSummaryRow: () => false,
        missing: missingWords.none,
      },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'RSEM' } }
  },
}

export const firehoseRsem: Reader = {
  format: 'firehose-rsem',
  role: 'expression',
  describes:
    'RSEM matrix of the Broad Firehose: "Hybridization REF" and barcodes, then a second line that names the value.',
  recognise(head) {
    const table = textTable(head)
    const second = table?.rows[0] ?? []
    return table?.names[0] === 'Hybridization REF' &&
      second[0] === 'gene_id' &&
      barcodeShare(table.names.slice(1)) > 0.9
      ? sure(`Hybridization REF, barcodes and ${second[1] ?? ''} in the second line: a Firehose matrix`, {
          identifiers: 'symbol-entrez',
          settings: { value: second[1] ?? '' },
          unit: 'RSEM, upper-quartile normalised',
        })
      : null
  },
  async read(source, findings, progress) {
    const schema = z.strictObject({ ...matrixSettings, value: z.string().default('normalized_count') })
    const settings = readSettings(schema, source, findings)
    if (settings === null) return null
    const read = await readMatrix(
      { ...tableOptions(source, settings), maxColumns: 100_000 },
      { missing: missingWords.none, isHeaderRow: (id) => id === 'gene_id', headerValue: settings.value },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'RSEM (Firehose)' } }
  },
}
