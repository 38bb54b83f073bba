import { z } from 'zod'
import { missingWords } from '../missing.ts'
import type { Head } from '../recognise/head.ts'
import { cellsOf, geneNames, hasAll, isNumeric, sure } from '../recognise/looks.ts'
import { readPerSample } from './perSample.ts'
import type { Reader } from './reader.ts'
import { readSettings } from './settings.ts'

export const gdcHtseq: Reader = {
  format: 'gdc-htseq',
  role: 'expression',
  recognise(head) {
    const table = head.kind === 'folder' ? head.tables[0] : undefined
    if (table?.names.length !== 2) return null
    const rows = { ...table, rows: [table.names, ...table.rows] }
    if (geneNames(cellsOf(rows, 0)) !== 'ensembl' || !isNumeric(cellsOf(rows, 1))) return null
    const unit = htseqUnit(head, cellsOf(rows, 1))
    const kinds = htseqKinds(head)
    const mixed =
      kinds.length > 1 ? `; they are ${kinds.join(' and ')}, and each kind needs a folder of its own` : ''
    return sure(
      `${head.files.length} files of Ensembl id and number without a header: HTSeq of the GDC${mixed}`,
      {
        identifiers: 'ensembl',
        ...(unit === null ? {} : { unit }),
      },
    )
  },
  describes:
    'GDC HTSeq files of before 2022 (counts, FPKM, FPKM-UQ), one per sample, with the metadata JSON.',
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject({}), source, findings)
    if (settings === null) return null
    const read = await readPerSample(
      source,
      {
        options: { delimiter: '\t', names: ['gene_id', 'value'] },
        id: 'gene_id',
        value: 'value',
        annotations: [],
        isSummaryRow: (id) => id.startsWith('__'),
        missing: missingWords.none,
      },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'HTSeq' } }
  },
}

const kindsByName = { 'FPKM-UQ': /FPKM-UQ\.txt/i, FPKM: /FPKM\.txt/i, counts: /htseq[._]counts/i }

function htseqKinds({ files }: Head): string[] {
  return Object.entries(kindsByName).flatMap(([kind, pattern]) =>
    files.some((file) => pattern.test(file)) ? [kind] : [],
  )
}

/** By the names that the GDC gave; fractions are no counts, which of the FPKMs they are only the metadata knows. */
function htseqUnit(head: Head, values: readonly string[]): string | null {
  const [kind, other] = htseqKinds(head)
  if (kind !== undefined) return other === undefined ? kind : null
  return values.every((value) => /^\d+$/.test(value)) ? 'counts' : null
}

const starColumns = ['gene_id', 'gene_name', 'gene_type', 'unstranded', 'tpm_unstranded']

const starSettings = z.strictObject({
  column: z
    .enum([
      'unstranded',
      'stranded_first',
      'stranded_second',
      'tpm_unstranded',
      'fpkm_unstranded',
      'fpkm_uq_unstranded',
    ])
    .default('unstranded'),
})

export const gdcStarCounts: Reader = {
  format: 'gdc-star-counts',
  role: 'expression',
  recognise(head) {
    const table = head.kind === 'folder' ? head.tables[0] : undefined
    return table && hasAll(table.names, starColumns)
      ? sure(`${head.files.length} files with the columns of STAR - Counts`, {
          identifiers: 'ensembl',
          settings: { column: 'tpm_unstranded' },
          unit: 'TPM',
        })
      : null
  },
  describes: 'GDC STAR - Counts files, one per sample, with the metadata JSON or a sample sheet.',
  async read(source, findings, progress) {
    const settings = readSettings(starSettings, source, findings)
    if (settings === null) return null
    const read = await readPerSample(
      source,
      {
        options: { delimiter: '\t', comment: '#' },
        id: 'gene_id',
        value: settings.column,
        annotations: ['gene_name', 'gene_type'],
        isSummaryRow: (id) => id.startsWith('N_'),
        missing: missingWords.none,
      },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'STAR' } }
  },
}
