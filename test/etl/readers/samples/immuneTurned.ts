/** Results of deconvolution as people pass them on: turned round, with columns beside the cells, in another tool's dress. */
import type { Sample } from './sample.ts'
import { csv, lm22, mangled, share, tsv } from './sample.ts'

const immunedeconvXcell =
  'Myeloid dendritic cell activated,B cell,T cell CD4+ memory,T cell CD4+ naive,T cell CD4+ (non-regulatory),T cell CD4+ central memory,T cell CD4+ effector memory,T cell CD8+ naive,T cell CD8+,T cell CD8+ central memory,T cell CD8+ effector memory,Class-switched memory B cell,Common lymphoid progenitor,Common myeloid progenitor,Myeloid dendritic cell,Endothelial cell,Eosinophil,Cancer associated fibroblast,Granulocyte-monocyte progenitor,Hematopoietic stem cell,Macrophage,Macrophage M1,Macrophage M2,Mast cell,B cell memory,Monocyte,B cell naive,Neutrophil,NK cell,T cell NK,Plasmacytoid dendritic cell,B cell plasma,T cell gamma delta,T cell CD4+ Th1,T cell CD4+ Th2,T cell regulatory (Tregs),immune score,stroma score,microenvironment score'.split(
    ',',
  )
const six = ['B cell', 'T cell CD4+', 'T cell CD8+', 'Neutrophil', 'Macrophage', 'Myeloid dendritic cell']

export const turnedSamples: readonly Sample[] = [
  {
    name: 'cibersort_t.tsv',
    content: tsv(
      ['', 'S1', 'S2'],
      ...lm22.map((cell, i) => [cell, share(2)[i] ?? '', share(14)[i] ?? '']),
      ['P-value', 9999, 0.02],
      ['Correlation', 0.3, 0.4],
      ['RMSE', 1.01, 1.02],
    ),
    format: 'cibersort-r',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22', settings: { samples: 'columns' } }],
    ids: ['S1', 'S2'],
    value: ['P-value', 'S1', NaN],
  },
  {
    name: 'cibersort_percent.csv',
    content: csv(['Mixture', ...lm22], ['S1', ...lm22.map((_, i) => (i === 2 ? 79 : 1))]),
    format: 'cibersort-r',
    certainty: 'sure',
    // the check then says that they are percent
    parts: [{ methodKey: 'cibersort-lm22' }],
    ids: ['S1'],
    value: ['S1', 'Plasma cells', 79],
  },
  {
    name: 'cibersort_with_groups.csv',
    content: csv(
      ['""', 'ID', ...mangled(lm22), 'P.value', 'Correlation', 'RMSE', 'age', 'risk'],
      [1, 'S1', ...share(2), 0.01, 0.3, 1.01, 61, 'HIGH'],
      [2, 'S2', ...share(14), 0.02, 0.2, 1.02, 62, 'LOW'],
    ),
    format: 'cibersort-r',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22', settings: { idColumn: 'ID', beside: ['', 'age', 'risk'] } }],
    ids: ['S1', 'S2'],
    value: ['S2', 'Macrophages.M1', 0.79],
  },
  {
    name: 'estimation_matrix.csv',
    content: csv(
      ['cell_type', 'S1', 'S2'],
      ...six.map((cell, i) => [`${cell}_TIMER`, 0.1 * i, 0.2 * i]),
      ['Macrophage M1_QUANTISEQ', 0.4, 0.8],
      ['B cell plasma_XCELL', 0.5, 1],
    ),
    format: 'timer2',
    certainty: 'sure',
    parts: [
      { methodKey: 'timer', settings: { method: 'TIMER', samples: 'columns' } },
      { methodKey: 'quantiseq', settings: { method: 'QUANTISEQ', samples: 'columns' } },
      { methodKey: 'xcell', settings: { method: 'XCELL', samples: 'columns' } },
    ],
    ids: ['S1', 'S2'],
    value: ['Macrophage_TIMER', 'S2', 0.8],
  },
  {
    name: 'tme_combine.csv',
    content: csv(
      ['""', 'ID', 'ProjectID', ...mangled(lm22).map((name) => `${name}_CIBERSORT`)],
      [1, 'TCGA-BC-A100', 'LIHC', ...share(2)],
      [2, 'TCGA-BC-A101', 'LIHC', ...share(14)],
    ),
    format: 'iobr',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22', settings: { method: 'CIBERSORT', idColumn: 'ID' } }],
    ids: ['TCGA-BC-A100', 'TCGA-BC-A101'],
    value: ['TCGA-BC-A101', 'Macrophages.M1_CIBERSORT', 0.79],
  },
  {
    name: 'immunedeconv_xcell.csv',
    content: csv(
      ['"cell_type"', '"S1"', '"S2"'],
      ...immunedeconvXcell.map((cell, i) => [`"${cell}"`, 0.01 * i, 0.02 * i]),
    ),
    format: 'quantiseq-immunedeconv',
    certainty: 'sure',
    parts: [{ methodKey: 'xcell' }],
    ids: ['S1', 'S2'],
    value: ['B cell plasma', 'S1', 0.31],
  },
  {
    name: 'immunedeconv_cibersort_abs.tsv',
    content: tsv(['cell_type', 'S1', 'S2'], ...lm22.map((cell, i) => [cell, 0.01 * (i + 1), 0.02 * (i + 1)])),
    format: 'quantiseq-immunedeconv',
    certainty: 'sure',
    parts: [{ methodKey: 'cibersort-lm22-absolute' }],
    ids: ['S1', 'S2'],
    value: ['Plasma cells', 'S2', 0.06],
  },
  {
    name: 'EPIC_blood.csv',
    content: csv(
      ['""', 'Bcells', 'CD4_Tcells', 'CD8_Tcells', 'Monocytes', 'NKcells', 'Neutrophils', 'otherCells'],
      ['S1', 0.1, 0.1, 0.1, 0.2, 0.1, 0.3, 0.1],
    ),
    format: 'epic',
    certainty: 'sure',
    parts: [{ methodKey: 'epic-blood', settings: { samples: 'rows' } }],
    ids: ['S1'],
    value: ['S1', 'Monocytes', 0.2],
  },
  {
    name: 'liver_hepatocellular_carcinoma_RNAseqV2.txt',
    content: tsv(
      ['ID', 'Stromal_score', 'Immune_score', 'ESTIMATE_score'],
      ['TCGA-2V-A95S-01', -816.48, 120.5, -695.98],
    ),
    format: 'estimate',
    certainty: 'sure',
    parts: [{ methodKey: 'estimate' }],
    ids: ['TCGA-2V-A95S-01'],
    value: ['TCGA-2V-A95S-01', 'Stromal_score', -816.48],
  },
]
