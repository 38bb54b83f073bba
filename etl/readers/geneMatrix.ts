/** Format gene-matrix: genes × samples in either orientation, with or without annotations, .gct, Xena and cBioPortal too. */
import { z } from 'zod'
import { missingWords } from '../missing.ts'
import type { HeadTable } from '../recognise/head.ts'
import {
  areGeneStatistics,
  barcodeShare,
  cellsOf,
  geneNames,
  isNumeric,
  plain,
  sure,
  textTable,
} from '../recognise/looks.ts'
import { readSampleRows } from './immuneShapes.ts'
import { readMatrix } from './matrix.ts'
import type { Reader, Recognition, RecognisedPart } from './reader.ts'
import { matrixSettings, readSettings } from './settings.ts'
import { tableOptions } from './textTable.ts'

const settingsSchema = z.strictObject({
  ...matrixSettings,
  idColumn: z.string().optional().describe('column of gene ids (or of sample ids); left out: the first'),
  annotations: z
    .array(z.string())
    .default([])
    .describe('columns that say something of the gene, e.g. gene_name'),
  precision: z.enum(['f4', 'f8']).default('f8'),
  skipLines: z.int().min(0).max(10).default(0).describe('lines before the header; .gct has 2'),
  samples: z.enum(['columns', 'rows']).default('columns').describe('rows: each line is a sample'),
})

export const geneMatrix: Reader = {
  format: 'gene-matrix',
  role: 'expression',
  describes:
    'Gene × sample matrix (.tsv, .csv, .gct, plain or gzip): gene id, optional annotations, samples.',
  recognise(head) {
    const table = textTable(head)
    return table && (genesInRows(table) ?? genesInColumns(table))
  },
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const { skipLines, idColumn, annotations, precision, samples } = settings
    if (samples === 'rows')
      return readSampleRows(
        source,
        settings,
        {
          ...(idColumn === undefined ? {} : { id: idColumn }),
          required: annotations,
          kind: skipping(annotations),
        },
        findings,
        progress,
      )
    return readMatrix(
      { ...tableOptions(source, settings), skipLines },
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

function skipping(annotations: readonly string[]): (name: string) => 'skip' | 'number' {
  return (name) => (annotations.includes(name) ? 'skip' : 'number')
}

/** names of columns beside a gene's id that are no samples */
const geneWords =
  /^(Description|gene_?name|gene_?symbol|symbol|gene_?type|biotype|gene_?biotype|Entrez_Gene_Id|entrez(_?id)?|ENTREZID|chr(om(osome)?)?|start|end|strand|length|width|Hugo_Symbol|Approved symbol)$/i

function genesInRows(table: HeadTable): Recognition | null {
  const { names, before } = table
  const ids = cellsOf(table, 0)
  const identifiers = geneNames(ids)
  const annotations = names.slice(1).filter((name) => geneWords.test(name))
  const samples = names.flatMap((name, i) => (i > 0 && !annotations.includes(name) ? [i] : []))
  if (identifiers === null || samples.length === 0 || areGeneStatistics(names)) return null
  // a few words may be symbols by chance, but nobody else calls a column Hugo_Symbol
  const fewest = identifiers === 'ensembl' ? 2 : names[0] === 'Hugo_Symbol' ? 1 : 5
  if (ids.length < fewest) return null
  const shown =
    samples.length > 50 ? samples.filter((_, n) => n % Math.floor(samples.length / 50) === 0) : samples
  if (!shown.every((index) => isNumeric(cellsOf(table, index)))) return null
  if (new Set(ids).size < ids.length * 0.5) return null
  const gct = before[0]?.startsWith('#1.') === true
  const part: RecognisedPart = {
    identifiers,
    settings: {
      // the two lines of .gct, what featureCounts was called with
      ...(before.length > 0 ? { skipLines: before.length } : {}),
      ...(annotations.length > 0 ? { annotations } : {}),
      precision: 'f4',
    },
  }
  const words = `${identifiers === 'ensembl' ? 'Ensembl ids' : 'gene symbols'} in rows, ${samples.length} samples in columns`
  if (gct) return sure(`a .gct file: ${words}`, part)
  if (names[0] === 'Hugo_Symbol') return sure(`cBioPortal's expression table: ${words}`, part)
  return identifiers === 'ensembl' || barcodeShare(samples.map((i) => names[i] ?? '')) > 0.9
    ? sure(words, part)
    : plain(words, part)
}

function genesInColumns(table: HeadTable): Recognition | null {
  const genes = table.names.slice(1)
  const identifiers = geneNames(genes)
  if (identifiers === null || genes.length < 200) return null
  const some = genes.flatMap((_, i) => (i % Math.ceil(genes.length / 100) === 0 ? [i + 1] : []))
  if (!some.every((index) => isNumeric(cellsOf(table, index)))) return null
  const words = `${genes.length} ${identifiers === 'ensembl' ? 'Ensembl ids' : 'gene symbols'} in columns, samples in rows`
  const part: RecognisedPart = { identifiers, settings: { samples: 'rows' } }
  return identifiers === 'ensembl' ? sure(words, part) : plain(words, part)
}
