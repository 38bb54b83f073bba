/** A small file of each format, written from what its tool is known to write: how it is recognised, and one value of it. */
export interface Sample {
  name: string
  content: string | Readonly<Record<string, string>>
  format: string
  certainty: 'sure' | 'plain'
  parts: readonly Readonly<Record<string, unknown>>[]
  /** of the first part: ids, and one value by row and column (or row and sample) */
  ids: readonly string[]
  value: readonly [row: string, column: string, value: number | string | null]
  companions?: Readonly<Record<string, string>>
}

const tsv = (...rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join('\t')}\n`).join('')
const csv = (...rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join(',')}\n`).join('')

export const lm22 =
  'B cells naive,B cells memory,Plasma cells,T cells CD8,T cells CD4 naive,T cells CD4 memory resting,T cells CD4 memory activated,T cells follicular helper,T cells regulatory (Tregs),T cells gamma delta,NK cells resting,NK cells activated,Monocytes,Macrophages M0,Macrophages M1,Macrophages M2,Dendritic cells resting,Dendritic cells activated,Mast cells resting,Mast cells activated,Eosinophils,Neutrophils'.split(
    ',',
  )
const share = (n: number, of = 22) => Array.from({ length: of }, (_, i) => (i === n ? '0.79' : '0.01'))
const mangled = (names: readonly string[]) => names.map((name) => name.replace(/[^A-Za-z0-9]/g, '.'))
const genes = ['TP53', 'CD8A', 'CD19', 'CD68', 'ALB', 'AFP']
const ensembl = genes.map((_, i) => `ENSG0000000000${i + 3}.${i + 1}`)

export const immuneSamples: readonly Sample[] = [
  {
    name: 'CIBERSORTx_Job7_Results.txt',
    content: tsv(
      ['Mixture', ...lm22, 'P-value', 'Correlation', 'RMSE'],
      ['S1', ...share(2), 9999, 0.3, 1.01],
      ['S2', ...share(14), 9999, 0.2, 1.02],
    ),
    format: 'cibersort-r',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22' }],
    ids: ['S1', 'S2'],
    value: ['S1', 'P-value', NaN],
  },
  {
    name: 'CIBERSORTx_Job8_Adjusted.csv',
    content: csv(
      ['Mixture', ...lm22, 'P-value', 'Correlation', 'RMSE', 'Absolute score (sig.score)'],
      ['S1', ...lm22.map(() => '0.05'), 0.01, 0.3, 1.01, 1.1],
    ),
    format: 'cibersort-r',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22-absolute' }],
    ids: ['S1'],
    value: ['S1', 'Absolute score (sig.score)', 1.1],
  },
  {
    name: 'gepia.csv',
    content: csv(
      ['""', ...mangled(lm22), 'P-value', 'Correlation', 'RMSE', 'Absolute score (sig.score)'],
      ['TCGA.19.1787.01', ...lm22.map(() => '0.05'), 9999, 0.3, 1.01, 1.1],
    ),
    format: 'cibersort-r',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22-absolute' }],
    ids: ['TCGA.19.1787.01'],
    value: ['TCGA.19.1787.01', 'P-value', NaN],
  },
  {
    name: 'panimmune.tsv',
    content: tsv(
      ['SampleID', 'CancerType', ...mangled(lm22), 'P.value', 'Correlation', 'RMSE'],
      ['TCGA.BD.A3ER.01A.11R.A213.07', 'LIHC', ...share(2), 0.3, 0.02, 1.07],
    ),
    format: 'panimmune-cibersort',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22' }],
    ids: ['TCGA.BD.A3ER.01A.11R.A213.07'],
    value: ['TCGA.BD.A3ER.01A.11R.A213.07', 'Plasma.cells', 0.79],
  },
  {
    name: 'infiltration_estimation_for_tcga.csv',
    content: csv(
      [
        'cell_type',
        'B cell_TIMER',
        'T cell CD4+_TIMER',
        'T cell CD8+_TIMER',
        'Neutrophil_TIMER',
        'Macrophage_TIMER',
        'Myeloid dendritic cell_TIMER',
        'Macrophage M1_CIBERSORT',
        'B cell plasma_CIBERSORT',
        'Macrophage M1_CIBERSORT-ABS',
        'B cell plasma_CIBERSORT-ABS',
        'Monocyte_MCPCOUNTER',
        'Macrophage/Monocyte_MCPCOUNTER',
        'immune score_XCELL',
        'uncharacterized cell_EPIC',
      ],
      ['TCGA-OR-A5J1-01', 0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.6, 0.4, 0.05, 0.07, 3.5, 3.5, 0.2, 0.9],
    ),
    format: 'timer2',
    certainty: 'sure',
    parts: [
      { methodKey: 'timer', settings: { method: 'TIMER' } },
      { methodKey: 'cibersort-lm22', settings: { method: 'CIBERSORT' } },
      { methodKey: 'cibersort-lm22-absolute', settings: { method: 'CIBERSORT-ABS' } },
      { methodKey: 'mcp-counter', settings: { method: 'MCPCOUNTER' } },
      { methodKey: 'xcell', settings: { method: 'XCELL' } },
      { methodKey: 'epic', settings: { method: 'EPIC' } },
    ],
    ids: ['TCGA-OR-A5J1-01'],
    value: ['TCGA-OR-A5J1-01', 'Macrophage_TIMER', 0.1],
  },
  {
    name: 'iobr.csv',
    content: csv(
      [
        'ID',
        'Macrophages_M1_CIBERSORT',
        'Plasma_cells_CIBERSORT',
        'P-value_CIBERSORT',
        'Correlation_CIBERSORT',
        'RMSE_CIBERSORT',
        'Bcells_EPIC',
        'otherCells_EPIC',
        'MHC_IPS',
        'IPS_IPS',
      ],
      ['S1', 0.4, 0.6, 9999, 0.2, 1.1, 0.1, 0.9, 2.5, 7],
    ),
    format: 'iobr',
    certainty: 'sure',
    parts: [
      { methodKey: 'cibersort-lm22', settings: { method: 'CIBERSORT' } },
      { methodKey: 'epic', settings: { method: 'EPIC' } },
      { role: 'clinical', settings: { method: 'IPS' } },
    ],
    ids: ['S1'],
    value: ['S1', 'P-value_CIBERSORT', NaN],
  },
  {
    name: 'quantiseq.txt',
    content: tsv(
      'Sample,B.cells,Macrophages.M1,Macrophages.M2,Monocytes,Neutrophils,NK.cells,T.cells.CD4,T.cells.CD8,Tregs,Dendritic.cells,Other'.split(
        ',',
      ),
      ['S1', ...share(10, 11)],
    ),
    format: 'quantiseq',
    certainty: 'sure',
    parts: [{ methodKey: 'quantiseq', settings: { samples: 'rows' } }],
    ids: ['S1'],
    value: ['S1', 'Other', 0.79],
  },
  {
    name: 'immunedeconv-quantiseq.csv',
    content: csv(
      ['""', 'cell_type', 'TCGA.19.1787.01', 'TCGA.S9.A7J2.01'],
      ...[
        'B cell',
        'Macrophage M1',
        'Macrophage M2',
        'Monocyte',
        'Neutrophil',
        'NK cell',
        'T cell CD4+ (non-regulatory)',
        'T cell CD8+',
        'T cell regulatory (Tregs)',
        'Myeloid dendritic cell',
        'uncharacterized cell',
      ].map((cell, i) => [`"${i + 1}"`, `"${cell}"`, i === 1 ? 0.9 : 0.01, 0.09]),
    ),
    format: 'quantiseq-immunedeconv',
    certainty: 'sure',
    parts: [{ methodKey: 'quantiseq' }],
    ids: ['TCGA.19.1787.01', 'TCGA.S9.A7J2.01'],
    value: ['Macrophage M1', 'TCGA.19.1787.01', 0.9],
  },
  {
    name: 'immunedeconv-turned.tsv',
    content: tsv(
      [
        'sample',
        'B cell',
        'Cancer associated fibroblast',
        'T cell CD4+',
        'T cell CD8+',
        'Endothelial cell',
        'Macrophage',
        'NK cell',
        'uncharacterized cell',
      ],
      ['S1', ...share(7, 8)],
    ),
    format: 'immunedeconv-table',
    certainty: 'sure',
    parts: [{ methodKey: 'epic' }],
    ids: ['S1'],
    value: ['S1', 'uncharacterized cell', 0.79],
  },
  {
    // as R's write.table leaves it: no name over the row names
    name: 'EPIC_cellFractions.txt',
    content: tsv(
      ['Bcells', 'CAFs', 'CD4_Tcells', 'CD8_Tcells', 'Endothelial', 'Macrophages', 'NKcells', 'otherCells'],
      ['S1', 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3],
      ['S2', 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2],
    ),
    format: 'epic',
    certainty: 'sure',
    parts: [{ methodKey: 'epic', settings: { samples: 'rows', rowNames: true } }],
    ids: ['S1', 'S2'],
    value: ['S2', 'otherCells', 0.2],
  },
  {
    name: 'EPIC_mRNAProportions.tsv',
    content: tsv(
      ['cell', 'S1'],
      ...[
        'Bcells',
        'CAFs',
        'CD4_Tcells',
        'CD8_Tcells',
        'Endothelial',
        'Macrophages',
        'NKcells',
        'otherCells',
      ].map((cell) => [cell, 0.125]),
    ),
    format: 'epic',
    certainty: 'sure',
    parts: [{ methodKey: 'epic', settings: { samples: 'columns', table: 'mRNAProportions' } }],
    ids: ['S1'],
    value: ['CAFs', 'S1', 0.125],
  },
  {
    name: 'mcp.tsv',
    content: tsv(
      ['', 'S1', 'S2'],
      ...[
        'T cells',
        'CD8 T cells',
        'Cytotoxic lymphocytes',
        'B lineage',
        'NK cells',
        'Monocytic lineage',
        'Myeloid dendritic cells',
        'Neutrophils',
        'Endothelial cells',
        'Fibroblasts',
      ].map((cell, i) => [cell, i + 0.5, i]),
    ),
    format: 'mcp-counter',
    certainty: 'sure',
    parts: [{ methodKey: 'mcp-counter', settings: { samples: 'columns' } }],
    ids: ['S1', 'S2'],
    value: ['Monocytic lineage', 'S1', 5.5],
  },
  {
    name: 'timer.csv',
    content: csv(
      ['sampleID', 'B_cell', 'T_cell.CD4', 'T_cell.CD8', 'Neutrophil', 'Macrophage', 'DC'],
      ['TCGA-OR-A5J1-01', 0.1, 0.12, 0.2, 0.1, 0.05, 0.4],
    ),
    format: 'timer',
    certainty: 'sure',
    parts: [{ methodKey: 'timer', settings: { samples: 'rows' } }],
    ids: ['TCGA-OR-A5J1-01'],
    value: ['TCGA-OR-A5J1-01', 'DC', 0.4],
  },
  {
    name: 'estimate.gct',
    content: `#1.2\n3\t2\n${tsv(['NAME', 'Description', 'A.1', 'B.1'], ['StromalScore', 'StromalScore', -1.5, 2], ['ImmuneScore', 'ImmuneScore', 3, 4])}`,
    format: 'estimate-gct',
    certainty: 'sure',
    parts: [{ methodKey: 'estimate' }],
    ids: ['A.1', 'B.1'],
    value: ['StromalScore', 'A.1', -1.5],
  },
  {
    name: 'estimate.tsv',
    content: tsv(
      ['ID', 'StromalScore', 'ImmuneScore', 'ESTIMATEScore', 'TumorPurity'],
      ['A', -1.5, 2, 0.5, 0.8],
    ),
    format: 'estimate',
    certainty: 'sure',
    parts: [{ methodKey: 'estimate' }],
    ids: ['A'],
    value: ['A', 'TumorPurity', 0.8],
  },
  {
    name: 'ips.tsv',
    content: tsv(
      [
        'barcode',
        'disease',
        'ips_ctla4_neg_pd1_neg',
        'ips_ctla4_neg_pd1_pos',
        'ips_ctla4_pos_pd1_neg',
        'ips_ctla4_pos_pd1_pos',
        'clinical_data_gender',
      ],
      ['TCGA-4T-AA8H', 'COAD', 9, 7, 8, 6, 'female'],
    ),
    format: 'ips',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-4T-AA8H'],
    value: ['TCGA-4T-AA8H', 'ips_ctla4_pos_pd1_neg', 8],
  },
  {
    name: 'leukocytes.tsv',
    content: tsv(
      ['ACC', 'TCGA-OR-A5J1-01A-11D-A29J-05', 0.0463],
      ['ACC', 'TCGA-OR-A5J2-01A-11D-A29J-05', 0.05],
    ),
    format: 'leukocyte-fraction',
    certainty: 'sure',
    parts: [{ methodKey: 'leukocyte-fraction' }],
    ids: ['TCGA-OR-A5J1-01A-11D-A29J-05', 'TCGA-OR-A5J2-01A-11D-A29J-05'],
    value: ['TCGA-OR-A5J1-01A-11D-A29J-05', 'leukocyte_fraction', 0.0463],
  },
  {
    name: 'data_immune_cell_expression_signatures.txt',
    content: tsv(
      ['ENTITY_STABLE_ID', 'NAME', 'DESCRIPTION', 'URL', 'POG1', 'POG2'],
      ...lm22.map((cell, i) => [`c${i}`, cell, cell, 'https://x.org', 0.1 + i, 0.2]),
    ),
    format: 'cbioportal-generic-assay',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22' }],
    ids: ['POG1', 'POG2'],
    value: ['Plasma cells', 'POG1', 2.1],
  },
]

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

const pyradiomics = [
  'original_shape_Sphericity',
  'original_firstorder_Mean',
  'wavelet-LLH_glcm_Contrast',
  'log-sigma-1-0-mm-3D_ngtdm_Busyness',
]

export const imagingSamples: readonly Sample[] = [
  {
    name: 'lesions.csv',
    content: csv(
      [
        'diagnostics_Versions_PyRadiomics',
        'diagnostics_Mask-original_Spacing',
        ...pyradiomics,
        'identifier',
        'mask_idx',
      ],
      ['v3.0.1', '"(0.97, 0.97, 2.5)"', 0.5, 100, 2, 0.1, 'p1', 1],
      ['v3.0.1', '"(0.97, 0.97, 2.5)"', 0.6, 110, 2, 0.2, 'p1', 2],
    ),
    format: 'pyradiomics-csv',
    certainty: 'sure',
    parts: [{ settings: { idColumn: 'identifier' } }],
    ids: ['p1', 'p1'],
    value: ['p1', 'original_firstorder_Mean', 100],
  },
  {
    // saved by a spreadsheet: byte order mark, semicolons, a junk column, versions turned into dates, diagnostics last
    name: 'damaged.csv',
    content: `\ufeffColumn1;Patient;${pyradiomics.join(';')};diagnostics_Versions_PyRadiomics\r\n1;p1;0.5;100;2;0.1;02/03/2001\r\n2;p2;0.6;90;3;0.1;02/03/2001\r\n`,
    format: 'pyradiomics-csv',
    certainty: 'sure',
    parts: [{ settings: { idColumn: 'Patient' } }],
    ids: ['p1', 'p2'],
    value: ['p2', 'original_firstorder_Mean', 90],
  },
  {
    name: 'mirp.csv',
    content: csv(
      [
        'sample_name',
        'image_modality',
        'image_voxel_size_x',
        'image_file_name',
        'morph_volume',
        'stat_mean',
        'cm_joint_max_d1_2d_avg_fbn_n32',
        'ivh_v10',
        'log_s1.0_stat_mean',
      ],
      ['p1', 'ct', 1, '/x/p1.nii', 1200.5, 50, 0.1, 0.9, 3],
    ),
    format: 'mirp',
    certainty: 'sure',
    parts: [{ settings: {} }],
    ids: ['p1'],
    value: ['p1', 'morph_volume', 1200.5],
  },
  {
    name: 'worc.csv',
    content: csv(
      [
        'Patient',
        'label',
        'PREDICT_original_sf_compactness_avg_2.5D',
        'PREDICT_original_hf_mean',
        'PREDICT_original_tf_GLCM_contrast',
        'PyRadiomics_original_shape_Sphericity',
        'PREDICT_original_vf_mean',
      ],
      ['p1', 1, 0.4, 30, 2, 0.7, 1],
    ),
    format: 'worc',
    certainty: 'sure',
    parts: [{ settings: {} }],
    ids: ['p1'],
    value: ['p1', 'label', '1'],
  },
  {
    name: 'features.csv',
    content: csv(
      ['patient_id', 'lesion', 'a', 'b', 'c', 'd', 'e', 'f'],
      ['p1', 'l1', 1.5, 2.5, 3.5, 4.5, 1.5, 2.5],
      ['p2', 'l2', 1.5, 2, 3, 4.25, 1.5, 2.5],
    ),
    format: 'feature-table',
    certainty: 'plain',
    parts: [{ settings: { text: ['lesion'] } }],
    ids: ['p1', 'p2'],
    value: ['p2', 'd', 4.25],
  },
  {
    name: 'scores.csv',
    content: csv(
      [
        'case_submitter_id',
        'ITH_proba',
        'ITH_label',
        'GTR_proba',
        'GTR_label',
        'IntegratedIndex',
        'Inte_label',
      ],
      ['p1', 0.3, 1, 0.4, 1, 0.35, 1],
      ['p2', 0.7, 0, 0.8, 0, 0.75, 0],
    ),
    format: 'score-table',
    certainty: 'sure',
    parts: [{ settings: { gtr: 'GTR_proba', ith: 'ITH_proba' } }],
    ids: ['p1', 'p2'],
    value: ['p2', 'Inte_label', '0'],
  },
]

export const clinicalSamples: readonly Sample[] = [
  {
    name: 'clinical.tsv',
    content: tsv(
      [
        'case_id',
        'case_submitter_id',
        'project_id',
        'age_at_index',
        'days_to_death',
        'vital_status',
        'days_to_last_follow_up',
      ],
      ['u1', 'TCGA-AA-0001', 'TCGA-LIHC', 60, "'--", 'Alive', 300],
      ['u1', 'TCGA-AA-0001', 'TCGA-LIHC', 60, "'--", 'Alive', 300],
    ),
    format: 'gdc-clinical-old',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-AA-0001', 'TCGA-AA-0001'],
    value: ['TCGA-AA-0001', 'days_to_death', NaN],
  },
  {
    name: 'gdc-2025.tsv',
    content: tsv(
      ['project.project_id', 'cases.submitter_id', 'demographic.days_to_death', 'demographic.vital_status'],
      ['TCGA-LIHC', 'TCGA-AA-0001', 40, 'Dead'],
    ),
    format: 'gdc-clinical',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-AA-0001'],
    value: ['TCGA-AA-0001', 'demographic.days_to_death', 40],
  },
  {
    name: 'survival.txt',
    content: tsv(
      ['sample', '_PATIENT', 'OS', 'OS.time', 'Redaction'],
      ['TCGA-2V-A95S-01', 'TCGA-2V-A95S', 0, '', ''],
    ),
    format: 'xena-survival',
    certainty: 'sure',
    parts: [{}],
    ids: ['TCGA-2V-A95S-01'],
    value: ['TCGA-2V-A95S-01', 'OS.time', NaN],
  },
  {
    name: 'data_clinical_patient.txt',
    content: `#Patient\tOverall Survival Status\tMonths\tSex\n#Identifier\tStatus\tMonths\tSex\n#STRING\tSTRING\tNUMBER\tSTRING\n#1\t1\t1\t1\n${tsv(['PATIENT_ID', 'OS_STATUS', 'OS_MONTHS', 'SEX'], ['P1', '1:DECEASED', 12.5, 'Male'])}`,
    format: 'cbioportal-clinical',
    certainty: 'sure',
    parts: [{ settings: { numbers: ['OS_MONTHS'] } }],
    ids: ['P1'],
    value: ['P1', 'OS_MONTHS', 12.5],
  },
  {
    name: 'export.csv',
    content: csv(
      ['Study ID', 'Patient ID', 'Sample ID', 'Overall Survival (Months)', 'Overall Survival Status'],
      ['lihc', 'P1', 'P1-01', 12.5, '0:LIVING'],
    ),
    format: 'cbioportal-export',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'Overall Survival (Months)', 12.5],
  },
  {
    name: 'plain.csv',
    content: csv(['patient', 'sex', 'stage'], ['p1', 'M', 'I'], ['p2', 'F', 'II']),
    format: 'clinical-table',
    certainty: 'plain',
    parts: [{ settings: {} }],
    ids: ['p1', 'p2'],
    value: ['p2', 'stage', 'II'],
  },
]

const uid = '1.3.6.1.4.1.14519.5.2.1'

export const seriesSamples: readonly Sample[] = [
  {
    name: 'series.json',
    content: JSON.stringify([
      {
        PatientID: 'P1',
        StudyInstanceUID: `${uid}.1`,
        SeriesInstanceUID: `${uid}.1.1`,
        Modality: 'CT',
        ImageCount: 80,
      },
      {
        PatientID: 'P1',
        StudyInstanceUID: `${uid}.1`,
        SeriesInstanceUID: `${uid}.1.2`,
        Modality: 'SEG',
        Manufacturer: 'GE',
      },
    ]),
    companions: {
      tcia: `downloadServerUrl=https://x.org\nincludeAnnotation=true\nmanifestVersion=3.0\nListOfSeriesToDownload=\nSeries ID\n${uid}.1.1\n`,
    },
    format: 'nbia-series',
    certainty: 'sure',
    parts: [{ settings: { json: true } }],
    ids: ['P1'],
    value: ['P1', 'ImageCount', '80'],
  },
  {
    name: 'series.csv',
    content: csv(
      ['SeriesInstanceUID', 'StudyInstanceUID', 'Modality', 'PatientID', 'Manufacturer'],
      [`${uid}.1.1`, `${uid}.1`, 'CT', 'P1', ''],
    ),
    format: 'nbia-series',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'Manufacturer', null],
  },
  {
    name: 'metadata.csv',
    content: csv(
      ['Series UID', 'Collection', 'Subject ID', 'Study UID', 'Modality'],
      [`${uid}.1.1`, 'TCGA-LIHC', 'P1', `${uid}.1`, 'CT'],
    ),
    format: 'nbia-metadata',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'Modality', 'CT'],
  },
  {
    name: 'aimi.csv',
    content: csv(
      ['Reviewer', 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'AISegmentation', 'LikertScore'],
      ['rad1', 'P1', `${uid}.1`, `${uid}.1.1`, 'a.dcm', 5],
    ),
    format: 'aimi-ct-series',
    certainty: 'sure',
    parts: [{}],
    ids: ['P1'],
    value: ['P1', 'LikertScore', 5],
  },
]

export const samples: readonly Sample[] = [
  ...immuneSamples,
  ...expressionSamples,
  ...imagingSamples,
  ...clinicalSamples,
  ...seriesSamples,
]
