/**
 * The vocabulary of cell types, as data. The order is the display order: the three cells of the claim first, then lineages.
 * A parent is the next wider type, so that "which method sees what" can be drawn as a tree.
 */

export interface CellType {
  key: string
  /** full name for axes and sentences */
  label: string
  /** for narrow places */
  short: string
  parent: string | null
  /** fixed, told apart by colour-blind readers: the claim's cells have one each, other cells the colour of their lineage */
  colour: string
}

/** The claim's cells have one each, none that of a risk group beside them; Paul Tol's muted scheme for lineages. */
const colours = {
  plasma: '#AA3377',
  m1: '#EE9B00',
  m2: '#6699CC',
  macrophage: '#88CCEE',
  b: '#CC79A7',
  cd8: '#44AA99',
  cd4: '#117733',
  t: '#999933',
  nk: '#DDCC77',
  dendritic: '#332288',
  granulocyte: '#882255',
  progenitor: '#CC6677',
  stroma: '#8C6D46',
  score: '#777777',
} as const

type Row = readonly [
  key: string,
  label: string,
  short: string,
  parent: string | null,
  colour: keyof typeof colours,
]

const rows: readonly Row[] = [
  ['plasma_cell', 'Plasma cells', 'Plasma', 'b_lineage', 'plasma'],
  ['macrophage_m1', 'M1 macrophages', 'M1', 'macrophage', 'm1'],
  ['macrophage_m2', 'M2 macrophages', 'M2', 'macrophage', 'm2'],
  ['macrophage_m0', 'M0 macrophages', 'M0', 'macrophage', 'macrophage'],
  ['macrophage', 'Macrophages', 'Mφ', 'monocytic_lineage', 'macrophage'],
  ['monocyte', 'Monocytes', 'Mono', 'monocytic_lineage', 'macrophage'],
  ['monocytic_lineage', 'Monocytic lineage', 'Mono/Mφ', 'leukocyte', 'macrophage'],

  ['b_cell', 'B cells', 'B', 'b_lineage', 'b'],
  ['b_cell_naive', 'Naive B cells', 'B naive', 'b_cell', 'b'],
  ['b_cell_memory', 'Memory B cells', 'B memory', 'b_cell', 'b'],
  ['b_cell_class_switched_memory', 'Class-switched memory B cells', 'B switched', 'b_cell_memory', 'b'],
  ['b_cell_pro', 'Pro-B cells', 'Pro-B', 'b_lineage', 'b'],
  ['b_lineage', 'B lineage', 'B lineage', 'leukocyte', 'b'],

  ['t_cell', 'T cells', 'T', 'leukocyte', 't'],
  ['t_cell_cd8', 'CD8 T cells', 'CD8 T', 't_cell', 'cd8'],
  ['t_cell_cd8_naive', 'Naive CD8 T cells', 'CD8 naive', 't_cell_cd8', 'cd8'],
  ['t_cell_cd8_central_memory', 'Central memory CD8 T cells', 'CD8 Tcm', 't_cell_cd8', 'cd8'],
  ['t_cell_cd8_effector_memory', 'Effector memory CD8 T cells', 'CD8 Tem', 't_cell_cd8', 'cd8'],
  ['t_cell_cd4', 'CD4 T cells', 'CD4 T', 't_cell', 'cd4'],
  ['t_cell_cd4_non_regulatory', 'CD4 T cells without Tregs', 'CD4 non-reg', 't_cell_cd4', 'cd4'],
  ['t_cell_cd4_naive', 'Naive CD4 T cells', 'CD4 naive', 't_cell_cd4', 'cd4'],
  ['t_cell_cd4_memory', 'Memory CD4 T cells', 'CD4 memory', 't_cell_cd4', 'cd4'],
  ['t_cell_cd4_memory_resting', 'Resting memory CD4 T cells', 'CD4 mem rest', 't_cell_cd4_memory', 'cd4'],
  ['t_cell_cd4_memory_activated', 'Activated memory CD4 T cells', 'CD4 mem act', 't_cell_cd4_memory', 'cd4'],
  ['t_cell_cd4_central_memory', 'Central memory CD4 T cells', 'CD4 Tcm', 't_cell_cd4_memory', 'cd4'],
  ['t_cell_cd4_effector_memory', 'Effector memory CD4 T cells', 'CD4 Tem', 't_cell_cd4_memory', 'cd4'],
  ['t_cell_cd4_th1', 'Th1 cells', 'Th1', 't_cell_cd4', 'cd4'],
  ['t_cell_cd4_th2', 'Th2 cells', 'Th2', 't_cell_cd4', 'cd4'],
  ['t_cell_follicular_helper', 'Follicular helper T cells', 'Tfh', 't_cell_cd4', 'cd4'],
  ['t_cell_regulatory', 'Regulatory T cells', 'Treg', 't_cell_cd4', 'cd4'],
  ['t_cell_gamma_delta', 'γδ T cells', 'γδ T', 't_cell', 't'],
  ['t_cell_nk', 'NK T cells', 'NKT', 't_cell', 't'],
  ['cytotoxic_lymphocyte', 'Cytotoxic lymphocytes', 'Cytotoxic', 'leukocyte', 't'],

  ['nk_cell', 'NK cells', 'NK', 'leukocyte', 'nk'],
  ['nk_cell_resting', 'Resting NK cells', 'NK rest', 'nk_cell', 'nk'],
  ['nk_cell_activated', 'Activated NK cells', 'NK act', 'nk_cell', 'nk'],

  ['dendritic_cell', 'Dendritic cells', 'DC', 'leukocyte', 'dendritic'],
  ['dendritic_cell_resting', 'Resting dendritic cells', 'DC rest', 'dendritic_cell', 'dendritic'],
  ['dendritic_cell_activated', 'Activated dendritic cells', 'DC act', 'dendritic_cell', 'dendritic'],
  ['dendritic_cell_immature', 'Immature dendritic cells', 'DC imm', 'dendritic_cell', 'dendritic'],
  ['dendritic_cell_conventional', 'Conventional dendritic cells', 'cDC', 'dendritic_cell', 'dendritic'],
  ['dendritic_cell_myeloid', 'Myeloid dendritic cells', 'mDC', 'dendritic_cell', 'dendritic'],
  ['dendritic_cell_plasmacytoid', 'Plasmacytoid dendritic cells', 'pDC', 'dendritic_cell', 'dendritic'],

  ['mast_cell', 'Mast cells', 'Mast', 'leukocyte', 'granulocyte'],
  ['mast_cell_resting', 'Resting mast cells', 'Mast rest', 'mast_cell', 'granulocyte'],
  ['mast_cell_activated', 'Activated mast cells', 'Mast act', 'mast_cell', 'granulocyte'],
  ['eosinophil', 'Eosinophils', 'Eos', 'leukocyte', 'granulocyte'],
  ['neutrophil', 'Neutrophils', 'Neutro', 'leukocyte', 'granulocyte'],
  ['basophil', 'Basophils', 'Baso', 'leukocyte', 'granulocyte'],
  ['leukocyte', 'Leukocytes', 'Leuko', null, 'score'],

  ['hematopoietic_stem_cell', 'Haematopoietic stem cells', 'HSC', 'progenitor', 'progenitor'],
  ['multipotent_progenitor', 'Multipotent progenitors', 'MPP', 'progenitor', 'progenitor'],
  ['common_lymphoid_progenitor', 'Common lymphoid progenitors', 'CLP', 'progenitor', 'progenitor'],
  ['common_myeloid_progenitor', 'Common myeloid progenitors', 'CMP', 'progenitor', 'progenitor'],
  ['granulocyte_monocyte_progenitor', 'Granulocyte–monocyte progenitors', 'GMP', 'progenitor', 'progenitor'],
  [
    'megakaryocyte_erythroid_progenitor',
    'Megakaryocyte–erythroid progenitors',
    'MEP',
    'progenitor',
    'progenitor',
  ],
  ['progenitor', 'Blood progenitors', 'Progenitor', null, 'progenitor'],
  ['megakaryocyte', 'Megakaryocytes', 'Megakaryo', null, 'progenitor'],
  ['platelet', 'Platelets', 'Platelet', null, 'progenitor'],
  ['erythrocyte', 'Erythrocytes', 'Erythro', null, 'progenitor'],

  ['fibroblast', 'Fibroblasts', 'Fibro', 'stroma', 'stroma'],
  ['endothelial_cell', 'Endothelial cells', 'Endo', 'stroma', 'stroma'],
  ['endothelial_cell_lymphatic', 'Lymphatic endothelial cells', 'Endo lymph', 'endothelial_cell', 'stroma'],
  [
    'endothelial_cell_microvascular',
    'Microvascular endothelial cells',
    'Endo mv',
    'endothelial_cell',
    'stroma',
  ],
  ['pericyte', 'Pericytes', 'Pericyte', 'stroma', 'stroma'],
  ['mesenchymal_stem_cell', 'Mesenchymal stem cells', 'MSC', 'stroma', 'stroma'],
  ['smooth_muscle', 'Smooth muscle', 'Smooth m.', 'stroma', 'stroma'],
  ['skeletal_muscle', 'Skeletal muscle', 'Skeletal m.', 'stroma', 'stroma'],
  ['myocyte', 'Myocytes', 'Myocyte', 'stroma', 'stroma'],
  ['adipocyte', 'Adipocytes', 'Adipo', 'stroma', 'stroma'],
  ['preadipocyte', 'Preadipocytes', 'Preadipo', 'stroma', 'stroma'],
  ['chondrocyte', 'Chondrocytes', 'Chondro', 'stroma', 'stroma'],
  ['osteoblast', 'Osteoblasts', 'Osteo', 'stroma', 'stroma'],
  ['stroma', 'Stromal cells', 'Stroma', null, 'stroma'],
  ['hepatocyte', 'Hepatocytes', 'Hepato', 'parenchyma', 'stroma'],
  ['epithelial_cell', 'Epithelial cells', 'Epithelial', 'parenchyma', 'stroma'],
  ['keratinocyte', 'Keratinocytes', 'Kerat', 'parenchyma', 'stroma'],
  ['sebocyte', 'Sebocytes', 'Sebo', 'parenchyma', 'stroma'],
  ['melanocyte', 'Melanocytes', 'Melano', 'parenchyma', 'stroma'],
  ['mesangial_cell', 'Mesangial cells', 'Mesangial', 'parenchyma', 'stroma'],
  ['astrocyte', 'Astrocytes', 'Astro', 'parenchyma', 'stroma'],
  ['neuron', 'Neurons', 'Neuron', 'parenchyma', 'stroma'],
  ['parenchyma', 'Parenchymal cells', 'Parenchyma', null, 'stroma'],
  ['uncharacterized_cell', 'Uncharacterised cells', 'Other', null, 'score'],

  ['immune_score', 'Immune score', 'Immune', null, 'score'],
  ['stroma_score', 'Stroma score', 'Stroma sc.', null, 'score'],
  ['microenvironment_score', 'Microenvironment score', 'Microenv.', null, 'score'],
  ['estimate_score', 'ESTIMATE score', 'ESTIMATE', null, 'score'],
  ['tumor_purity', 'Tumour purity', 'Purity', null, 'score'],
  ['absolute_score', 'Absolute score', 'Abs. score', null, 'score'],
  ['immunophenoscore', 'Immunophenoscore', 'IPS', null, 'score'],
  ['ips_antigen_processing', 'Antigen processing (IPS)', 'MHC', null, 'score'],
  ['ips_effector_cells', 'Effector cells (IPS)', 'EC', null, 'score'],
  ['ips_suppressor_cells', 'Suppressor cells (IPS)', 'SC', null, 'score'],
  ['ips_checkpoints', 'Checkpoints (IPS)', 'CP', null, 'score'],
  ['ips_sum', 'Sum of the four classes (IPS)', 'AZ', null, 'score'],
  ['abrs', 'ABRS', 'ABRS', null, 'score'],
]

/** All cell types and scores in display order. */
export const cellTypes: readonly CellType[] = rows.map(([key, label, short, parent, colour]) => ({
  key,
  label,
  short,
  parent,
  colour: colours[colour],
}))

/** The three cells of the claim, in its order. */
export const claimCells = ['plasma_cell', 'macrophage_m1', 'macrophage_m2'] as const

const byKey = new Map(cellTypes.map((cell, order) => [cell.key, { cell, order }]))

export function cellType(key: string): CellType | undefined {
  return byKey.get(key)?.cell
}

/** Sorts keys as they are displayed; unknown keys last, by name. */
export function displayOrder(keys: readonly string[]): string[] {
  const last = cellTypes.length
  const place = (key: string) => byKey.get(key)?.order ?? last
  return [...keys].sort((a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0))
}
