import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { readPerSample } from './perSample.ts'
import type { Reader } from './reader.ts'
import { readSettings } from './settings.ts'

export const gdcHtseq: Reader = {
  format: 'gdc-htseq',
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
