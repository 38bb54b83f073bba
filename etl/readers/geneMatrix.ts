import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { readMatrix } from './matrix.ts'
import type { Reader } from './reader.ts'
import { delimiterSetting, readSettings } from './settings.ts'
import { tableOptions } from './textTable.ts'

const settingsSchema = z.strictObject({
  delimiter: delimiterSetting,
  missing: z.array(z.string()).optional(),
  idColumn: z.string().optional().describe('column of gene ids; left out: the first'),
  annotations: z
    .array(z.string())
    .default([])
    .describe('columns that say something of the gene, e.g. gene_name'),
  precision: z.enum(['f4', 'f8']).default('f8'),
  skipLines: z.int().min(0).max(10).default(0).describe('lines before the header; .gct has 2'),
})

export const geneMatrix: Reader = {
  format: 'gene-matrix',
  describes:
    'Gene × sample matrix (.tsv, .csv, .gct, plain or gzip): gene id, optional annotations, samples.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const { delimiter, skipLines, idColumn, annotations, precision } = settings
    return readMatrix(
      { ...tableOptions(source, delimiter), skipLines },
      {
        idColumn,
        annotations,
        precision,
        missing: [...missingWords.r, ...(settings.missing ?? [])],
        isSummaryRow: (id) =>
          /^(__|N_)(no_?feature|ambiguous|too_low_aQual|not_aligned|alignment_not_unique|unmapped|multimapping)$/i.test(
            id,
          ),
        genes: true,
      },
      findings,
      progress,
    )
  },
}
