import type { Sample } from './sample.ts'
import { csv, tsv, genes, ensembl } from './sample.ts'

export const expressionSamples: readonly Sample[] = [
  {
    name: 'tpm.tsv',
    content: tsv(
      ['gene_id', 'gene_name', 'TCGA-AA-0001-01A', 'TCGA-AA-0002-01A'],
      ...ensembl.map((id, i) => [id, genes[i] ?? '', i + 0.5, i]),
    ),
    format: 'gene-matrix',
    certainty: 'sure',
    parts: [{ identifiers: 'ensembl', settings: { annotations: ['gene_name'], precision: 'f4' } }],
    ids: ['TCGA-AA-0001-01A', 'TCGA-AA-0002-01A'],
    value: [ensembl[2] ?? '', 'TCGA-AA-0001-01A', 2.5],
  },
  {
    name: 'xena.HiSeqV2',
    content: tsv(
      ['sample', 'TCGA-AA-0001-01', 'TCGA-AA-0002-11'],
      ...genes.map((gene, i) => [gene, i * 1.25, i === 2 ? 'NA' : 1]),
    ),
    format: 'gene-matrix',
    certainty: 'sure',
    parts: [{ identifiers: 'symbol', settings: { precision: 'f4' } }],
    ids: ['TCGA-AA-0001-01', 'TCGA-AA-0002-11'],
    value: ['CD19', 'TCGA-AA-0002-11', NaN],
  },
  {
    name: 'expression.gct',
    content: `#1.2\n6\t1\n${tsv(['NAME', 'Description', 'S1'], ...genes.map((gene, i) => [gene, 'na', i]))}`,
    format: 'gene-matrix',
    certainty: 'sure',
    parts: [
      { identifiers: 'symbol', settings: { skipLines: 2, annotations: ['Description'], precision: 'f4' } },
    ],
    ids: ['S1'],
    value: ['ALB', 'S1', 4],
  },
  {
    name: 'data_mrna_seq_tpm.txt',
    content: tsv(
      ['Hugo_Symbol', 'Entrez_Gene_Id', 'S1', 'S2'],
      ...genes.map((gene, i) => [gene, 7157 + i, i, 1]),
    ),
    format: 'gene-matrix',
    certainty: 'sure',
    parts: [{ identifiers: 'symbol', settings: { annotations: ['Entrez_Gene_Id'], precision: 'f4' } }],
    ids: ['S1', 'S2'],
    value: ['AFP', 'S1', 5],
  },
  {
    name: 'data_mrna_seq_v2_rsem.txt',
    content: tsv(
      ['Hugo_Symbol', 'Entrez_Gene_Id', 'S1', 'S2'],
      ...genes.slice(0, 3).map((gene, i) => [gene, 7157 + i, i, 1]),
    ),
    format: 'gene-matrix',
    certainty: 'sure',
    parts: [{ identifiers: 'symbol', settings: { annotations: ['Entrez_Gene_Id'], precision: 'f4' } }],
    ids: ['S1', 'S2'],
    value: [String(genes[1]), 'S1', 1],
  },
  {
    name: 'samples-in-rows.csv',
    content: csv(
      ['ID', ...Array.from({ length: 240 }, (_, i) => `ENSG000001${String(i).padStart(5, '0')}`)],
      ['S1', ...Array.from({ length: 240 }, (_, i) => i / 2)],
      ['S2', ...Array.from({ length: 240 }, () => 0)],
    ),
    format: 'gene-matrix',
    certainty: 'sure',
    parts: [{ identifiers: 'ensembl', settings: { samples: 'rows' } }],
    ids: ['S1', 'S2'],
    value: ['S1', 'ENSG00000100003', 1.5],
  },
  {
    name: 'LIHC.rnaseqv2.RSEM_genes_normalized.data.txt',
    content: tsv(
      ['Hybridization REF', 'TCGA-AA-0001-01A-11R-A213-07', 'TCGA-AA-0002-01A-11R-A213-07'],
      ['gene_id', 'normalized_count', 'normalized_count'],
      ['?|100130426', 0, 1],
      ['A1BG|1', 12.5, 3],
    ),
    format: 'firehose-rsem',
    certainty: 'sure',
    parts: [{ identifiers: 'symbol-entrez', settings: { value: 'normalized_count' } }],
    ids: ['TCGA-AA-0001-01A-11R-A213-07', 'TCGA-AA-0002-01A-11R-A213-07'],
    value: ['A1BG|1', 'TCGA-AA-0001-01A-11R-A213-07', 12.5],
  },
  {
    name: 'legacy',
    content: {
      'u1/unc.edu.u1.1.rsem.genes.normalized_results': tsv(['gene_id', 'normalized_count'], ['A1BG|1', 12.5]),
    },
    companions: { sampleSheet: tsv(['File ID', 'File Name', 'Sample ID'], ['u1', 'x', 'TCGA-AA-0001-01A']) },
    format: 'rsem-genes',
    certainty: 'sure',
    parts: [{ identifiers: 'symbol-entrez', settings: { column: 'normalized_count' } }],
    ids: ['TCGA-AA-0001-01A'],
    value: ['A1BG|1', 'TCGA-AA-0001-01A', 12.5],
  },
  {
    name: 'star',
    content: {
      'u1/a.rna_seq.augmented_star_gene_counts.tsv': `# gene-model: GENCODE v36\n${tsv(
        'gene_id,gene_name,gene_type,unstranded,stranded_first,stranded_second,tpm_unstranded,fpkm_unstranded,fpkm_uq_unstranded'.split(
          ',',
        ),
        ['N_unmapped', '', '', 8120268, 8120268, 8120268, '', '', ''],
        ['ENSG00000000003.15', 'TSPAN6', 'protein_coding', 3231, 1634, 1597, 44.6685, 16.8557, 23.8956],
        ['ENSG00000002586.20_PAR_Y', 'CD99', 'protein_coding', 0, 0, 0, 0, 0, 0],
      )}`,
    },
    companions: { sampleSheet: tsv(['File ID', 'File Name', 'Sample ID'], ['u1', 'x', 'TCGA-AA-0001-01A']) },
    format: 'gdc-star-counts',
    certainty: 'sure',
    parts: [{ identifiers: 'ensembl', unit: 'TPM', settings: { column: 'tpm_unstranded' } }],
    ids: ['TCGA-AA-0001-01A'],
    value: ['ENSG00000000003.15', 'TCGA-AA-0001-01A', 44.6685],
  },
  {
    name: 'htseq',
    content: { 'u1/a.htseq.counts': 'ENSG00000000003.13\t2000\nENSG00000000005.5\t4\n__no_feature\t77\n' },
    companions: { sampleSheet: tsv(['File ID', 'File Name', 'Sample ID'], ['u1', 'x', 'TCGA-AA-0001-01A']) },
    format: 'gdc-htseq',
    certainty: 'sure',
    parts: [{ identifiers: 'ensembl', unit: 'counts' }],
    ids: ['TCGA-AA-0001-01A'],
    value: ['ENSG00000000003.13', 'TCGA-AA-0001-01A', 2000],
  },
]
