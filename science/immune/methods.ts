/** The methods that measure immune cells, as data: what their numbers mean, when to trust a sample, and what they cannot see. */

export type ImmuneUnit = 'share of leukocytes' | 'share of all cells' | 'enrichment score' | 'arbitrary'

export interface ImmuneMethod {
  key: string
  label: string
  unit: ImmuneUnit
  /** what the cells of one sample sum to: 1 over these, or null where a sum means nothing */
  sumsToOneOver: 'leukocytes' | 'all cells' | null
  /** whether values of one cell may be compared between samples as amounts, and cells with each other */
  comparable: { betweenSamples: boolean; betweenCells: boolean }
  quality: { variable: string; op: '<='; threshold: number; description: string } | null
  /** keys of the cells that it measures */
  cells: readonly string[]
  /** cells that people ask for and that it has not, with where they are instead */
  blind: Readonly<Record<string, string>>
  citation: string
}

const lm22 = [
  'plasma_cell',
  'macrophage_m1',
  'macrophage_m2',
  'macrophage_m0',
  'monocyte',
  'b_cell_naive',
  'b_cell_memory',
  't_cell_cd8',
  't_cell_cd4_naive',
  't_cell_cd4_memory_resting',
  't_cell_cd4_memory_activated',
  't_cell_follicular_helper',
  't_cell_regulatory',
  't_cell_gamma_delta',
  'nk_cell_resting',
  'nk_cell_activated',
  'dendritic_cell_resting',
  'dendritic_cell_activated',
  'mast_cell_resting',
  'mast_cell_activated',
  'eosinophil',
  'neutrophil',
]

const cibersortQuality = {
  variable: 'p_value',
  op: '<=',
  threshold: 0.05,
  description:
    'CIBERSORT permutation P ≤ .05: the signature explains the sample better than randomly drawn genes do',
} as const

/** Methods that score the sample as a whole. */
function scoreOnly(why: string): Readonly<Record<string, string>> {
  return { plasma_cell: why, macrophage_m1: why, macrophage_m2: why }
}

const macrophagesUnsplit = 'macrophages are one cell type here, M1 and M2 are not told apart'

export const immuneMethods: readonly ImmuneMethod[] = [
  {
    key: 'cibersort-lm22',
    label: 'CIBERSORT (LM22), relative',
    unit: 'share of leukocytes',
    sumsToOneOver: 'leukocytes',
    comparable: { betweenSamples: true, betweenCells: true },
    quality: cibersortQuality,
    cells: lm22,
    blind: {},
    citation: 'Newman et al., Nat Methods 2015, doi:10.1038/nmeth.3337',
  },
  {
    key: 'cibersort-lm22-absolute',
    label: 'CIBERSORT (LM22), absolute',
    unit: 'arbitrary',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: true },
    quality: cibersortQuality,
    cells: lm22,
    blind: {},
    citation: 'Newman et al., Nat Methods 2015, doi:10.1038/nmeth.3337; absolute mode of CIBERSORT 1.04',
  },
  {
    key: 'quantiseq',
    label: 'quanTIseq',
    unit: 'share of all cells',
    sumsToOneOver: 'all cells',
    comparable: { betweenSamples: true, betweenCells: true },
    quality: null,
    cells: [
      'macrophage_m1',
      'macrophage_m2',
      'monocyte',
      'b_cell',
      't_cell_cd8',
      't_cell_cd4_non_regulatory',
      't_cell_regulatory',
      'nk_cell',
      'dendritic_cell_myeloid',
      'neutrophil',
      'uncharacterized_cell',
    ],
    blind: { plasma_cell: 'quanTIseq has no plasma cells: they are inside B cells' },
    citation: 'Finotello et al., Genome Med 2019, doi:10.1186/s13073-019-0638-6',
  },
  {
    key: 'xcell',
    label: 'xCell',
    unit: 'enrichment score',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: false },
    quality: null,
    cells: [
      'plasma_cell',
      'macrophage_m1',
      'macrophage_m2',
      'macrophage',
      'monocyte',
      'b_cell',
      'b_cell_naive',
      'b_cell_memory',
      'b_cell_class_switched_memory',
      'b_cell_pro',
      't_cell_cd8',
      't_cell_cd8_naive',
      't_cell_cd8_central_memory',
      't_cell_cd8_effector_memory',
      't_cell_cd4_non_regulatory',
      't_cell_cd4_naive',
      't_cell_cd4_memory',
      't_cell_cd4_central_memory',
      't_cell_cd4_effector_memory',
      't_cell_cd4_th1',
      't_cell_cd4_th2',
      't_cell_regulatory',
      't_cell_gamma_delta',
      't_cell_nk',
      'nk_cell',
      'dendritic_cell',
      'dendritic_cell_activated',
      'dendritic_cell_immature',
      'dendritic_cell_conventional',
      'dendritic_cell_plasmacytoid',
      'mast_cell',
      'eosinophil',
      'neutrophil',
      'basophil',
      'hematopoietic_stem_cell',
      'multipotent_progenitor',
      'common_lymphoid_progenitor',
      'common_myeloid_progenitor',
      'granulocyte_monocyte_progenitor',
      'megakaryocyte_erythroid_progenitor',
      'megakaryocyte',
      'platelet',
      'erythrocyte',
      'fibroblast',
      'endothelial_cell',
      'endothelial_cell_lymphatic',
      'endothelial_cell_microvascular',
      'pericyte',
      'mesenchymal_stem_cell',
      'smooth_muscle',
      'skeletal_muscle',
      'myocyte',
      'adipocyte',
      'preadipocyte',
      'chondrocyte',
      'osteoblast',
      'hepatocyte',
      'epithelial_cell',
      'keratinocyte',
      'sebocyte',
      'melanocyte',
      'mesangial_cell',
      'astrocyte',
      'neuron',
    ],
    blind: {},
    citation: 'Aran et al., Genome Biol 2017, doi:10.1186/s13059-017-1349-1',
  },
  {
    key: 'epic',
    label: 'EPIC',
    unit: 'share of all cells',
    sumsToOneOver: 'all cells',
    comparable: { betweenSamples: true, betweenCells: true },
    quality: null,
    cells: [
      'macrophage',
      'b_cell',
      't_cell_cd8',
      't_cell_cd4',
      'nk_cell',
      'fibroblast',
      'endothelial_cell',
      'uncharacterized_cell',
    ],
    blind: {
      plasma_cell: 'EPIC has no plasma cells',
      macrophage_m1: `EPIC: ${macrophagesUnsplit}`,
      macrophage_m2: `EPIC: ${macrophagesUnsplit}`,
    },
    citation: 'Racle et al., eLife 2017, doi:10.7554/eLife.26476',
  },
  {
    key: 'epic-blood',
    label: 'EPIC (blood reference)',
    unit: 'share of all cells',
    sumsToOneOver: 'all cells',
    comparable: { betweenSamples: true, betweenCells: true },
    quality: null,
    cells: [
      'monocyte',
      'b_cell',
      't_cell_cd8',
      't_cell_cd4',
      'nk_cell',
      'neutrophil',
      'uncharacterized_cell',
    ],
    blind: {
      plasma_cell: 'EPIC has no plasma cells',
      macrophage_m1: 'the blood reference of EPIC has monocytes and no macrophages',
      macrophage_m2: 'the blood reference of EPIC has monocytes and no macrophages',
    },
    citation: 'Racle et al., eLife 2017, doi:10.7554/eLife.26476',
  },
  {
    key: 'mcp-counter',
    label: 'MCP-counter',
    unit: 'arbitrary',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: false },
    quality: null,
    cells: [
      'monocytic_lineage',
      'b_lineage',
      't_cell',
      't_cell_cd8',
      'cytotoxic_lymphocyte',
      'nk_cell',
      'dendritic_cell_myeloid',
      'neutrophil',
      'fibroblast',
      'endothelial_cell',
    ],
    blind: {
      plasma_cell: 'MCP-counter has no plasma cells: they are part of the B lineage',
      macrophage_m1: 'MCP-counter has one score for the monocytic lineage',
      macrophage_m2: 'MCP-counter has one score for the monocytic lineage',
    },
    citation: 'Becht et al., Genome Biol 2016, doi:10.1186/s13059-016-1070-5',
  },
  {
    key: 'timer',
    label: 'TIMER',
    unit: 'arbitrary',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: false },
    quality: null,
    cells: ['macrophage', 'b_cell', 't_cell_cd8', 't_cell_cd4', 'dendritic_cell_myeloid', 'neutrophil'],
    blind: {
      plasma_cell: 'TIMER has no plasma cells',
      macrophage_m1: `TIMER: ${macrophagesUnsplit}`,
      macrophage_m2: `TIMER: ${macrophagesUnsplit}`,
    },
    citation: 'Li et al., Genome Biol 2016, doi:10.1186/s13059-016-1028-7',
  },
  {
    key: 'estimate',
    label: 'ESTIMATE',
    unit: 'enrichment score',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: false },
    quality: null,
    cells: ['immune_score', 'stroma_score'],
    blind: {
      plasma_cell: 'ESTIMATE scores the immune and stromal part as a whole',
      macrophage_m1: 'ESTIMATE scores the immune and stromal part as a whole',
      macrophage_m2: 'ESTIMATE scores the immune and stromal part as a whole',
    },
    citation: 'Yoshihara et al., Nat Commun 2013, doi:10.1038/ncomms3612',
  },
  {
    key: 'leukocyte-fraction',
    label: 'Leukocyte fraction (methylation)',
    unit: 'share of all cells',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: true },
    quality: null,
    cells: ['leukocyte'],
    blind: {
      plasma_cell: 'the leukocyte fraction does not tell leukocytes apart',
      macrophage_m1: 'the leukocyte fraction does not tell leukocytes apart',
      macrophage_m2: 'the leukocyte fraction does not tell leukocytes apart',
    },
    citation: 'Thorsson et al., Immunity 2018, doi:10.1016/j.immuni.2018.03.023',
  },
  {
    key: 'ips',
    label: 'Immunophenoscore',
    unit: 'enrichment score',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: false },
    quality: null,
    cells: [
      'immunophenoscore',
      'ips_antigen_processing',
      'ips_effector_cells',
      'ips_suppressor_cells',
      'ips_checkpoints',
      'ips_sum',
    ],
    blind: scoreOnly('the immunophenoscore sums four classes of genes'),
    citation: 'Charoentong et al., Cell Rep 2017, doi:10.1016/j.celrep.2016.12.019',
  },
  {
    key: 'abrs',
    label: 'ABRS',
    unit: 'arbitrary',
    sumsToOneOver: null,
    comparable: { betweenSamples: true, betweenCells: false },
    quality: null,
    cells: ['abrs'],
    blind: scoreOnly('ABRS is one score of ten genes'),
    citation: 'Zhu et al., Nat Med 2022, doi:10.1038/s41591-022-01868-2',
  },
]

const byKey = new Map(immuneMethods.map((method) => [method.key, method]))

export function immuneMethod(key: string): ImmuneMethod | undefined {
  return byKey.get(key)
}

/** Why a method has no value for a cell; null when it has one. */
export function whyUnseen(method: ImmuneMethod, cell: string): string | null {
  if (method.cells.includes(cell)) return null
  return method.blind[cell] ?? `${method.label} does not measure this cell type`
}
