/**
 * From a name as a tool, R or a spreadsheet wrote it to the vocabulary. Names are compared without case, punctuation and the
 * suffix of the method, since these are what R, IOBR and TIMER change; the letters and digits decide.
 */
import { immuneMethod } from './methods.ts'

export type CrosswalkResult =
  | { kind: 'cell'; key: string }
  /** says how far a sample can be trusted */
  | { kind: 'quality'; key: 'p_value' | 'correlation' | 'rmse' }
  /** a sum or score made of cells */
  | { kind: 'total'; key: string }
  | { kind: 'unknown' }

/** Suffixes by which IOBR and TIMER name the method; `CIBERSORT-ABS` stands before `CIBERSORT`. */
const methodSuffix =
  /_(cibersort[-_.]abs|cibersort|quantiseq|xcell|epic|mcp[-_.]?counter|timer|estimate|ips)$/i

const suffixMethods: Readonly<Record<string, readonly string[]>> = {
  cibersortabs: ['cibersort-lm22-absolute'],
  cibersort: ['cibersort-lm22', 'cibersort-lm22-absolute'],
  quantiseq: ['quantiseq'],
  xcell: ['xcell'],
  epic: ['epic', 'epic-blood'],
  mcpcounter: ['mcp-counter'],
  timer: ['timer'],
  estimate: ['estimate'],
  ips: ['ips'],
}

function squash(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Spellings of cells that mean the same in every method. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  plasma_cell: ['Plasma cells', 'Plasma cell', 'B cell plasma', 'Plasma B cells'],
  macrophage_m0: ['Macrophages M0', 'Macrophage M0', 'M0 macrophages'],
  macrophage_m1: ['Macrophages M1', 'Macrophage M1', 'M1 macrophages'],
  macrophage_m2: ['Macrophages M2', 'Macrophage M2', 'M2 macrophages'],
  macrophage: ['Macrophages', 'Macrophage'],
  monocyte: ['Monocytes', 'Monocyte'],
  monocytic_lineage: ['Monocytic lineage', 'Macrophage/Monocyte'],
  b_cell: ['B cells', 'B cell', 'Bcells'],
  b_cell_naive: ['B cells naive', 'B cell naive', 'naive B-cells'],
  b_cell_memory: ['B cells memory', 'B cell memory', 'Memory B-cells'],
  b_cell_class_switched_memory: ['Class-switched memory B-cells', 'Class-switched memory B cell'],
  b_cell_pro: ['pro B-cells', 'pro B cell'],
  b_lineage: ['B lineage'],
  t_cell: ['T cells', 'T cell'],
  t_cell_cd8: ['T cells CD8', 'T cell CD8+', 'CD8+ T-cells', 'CD8 T cells', 'CD8_Tcells', 'CD8_Tcell'],
  t_cell_cd8_naive: ['CD8+ naive T-cells', 'T cell CD8+ naive'],
  t_cell_cd8_central_memory: ['CD8+ Tcm', 'T cell CD8+ central memory'],
  t_cell_cd8_effector_memory: ['CD8+ Tem', 'T cell CD8+ effector memory'],
  t_cell_cd4: ['T cell CD4+', 'T cells CD4', 'CD4_Tcells', 'CD4_Tcell', 'CD4 T cells', 'CD4+ T-cells'],
  t_cell_cd4_non_regulatory: ['T cell CD4+ (non-regulatory)'],
  t_cell_cd4_naive: ['T cells CD4 naive', 'T cell CD4+ naive', 'CD4+ naive T-cells'],
  t_cell_cd4_memory: ['CD4+ memory T-cells', 'T cell CD4+ memory'],
  t_cell_cd4_memory_resting: ['T cells CD4 memory resting', 'T cell CD4+ memory resting'],
  t_cell_cd4_memory_activated: ['T cells CD4 memory activated', 'T cell CD4+ memory activated'],
  t_cell_cd4_central_memory: ['CD4+ Tcm', 'T cell CD4+ central memory'],
  t_cell_cd4_effector_memory: ['CD4+ Tem', 'T cell CD4+ effector memory'],
  t_cell_cd4_th1: ['Th1 cells', 'T cell CD4+ Th1'],
  t_cell_cd4_th2: ['Th2 cells', 'T cell CD4+ Th2'],
  t_cell_follicular_helper: ['T cells follicular helper', 'T cell follicular helper'],
  t_cell_regulatory: [
    'T cells regulatory (Tregs)',
    'T cell regulatory (Tregs)',
    'Tregs',
    'T cells regulatory',
  ],
  t_cell_gamma_delta: ['T cells gamma delta', 'T cell gamma delta', 'Tgd cells'],
  t_cell_nk: ['NKT', 'T cell NK', 'NKT cells'],
  cytotoxic_lymphocyte: ['Cytotoxic lymphocytes', 'cytotoxicity score'],
  nk_cell: ['NK cells', 'NK cell', 'NKcells'],
  nk_cell_resting: ['NK cells resting', 'NK cell resting'],
  nk_cell_activated: ['NK cells activated', 'NK cell activated'],
  dendritic_cell: ['DC', 'Dendritic cells'],
  dendritic_cell_resting: [
    'Dendritic cells resting',
    'Dendritic cell resting',
    'Myeloid dendritic cell resting',
  ],
  dendritic_cell_activated: [
    'Dendritic cells activated',
    'Dendritic cell activated',
    'Myeloid dendritic cell activated',
    'aDC',
  ],
  dendritic_cell_immature: ['iDC'],
  dendritic_cell_conventional: ['cDC'],
  dendritic_cell_myeloid: ['Myeloid dendritic cell', 'Myeloid dendritic cells'],
  dendritic_cell_plasmacytoid: ['pDC', 'Plasmacytoid dendritic cell'],
  mast_cell: ['Mast cells', 'Mast cell'],
  mast_cell_resting: ['Mast cells resting', 'Mast cell resting'],
  mast_cell_activated: ['Mast cells activated', 'Mast cell activated'],
  eosinophil: ['Eosinophils', 'Eosinophil'],
  neutrophil: ['Neutrophils', 'Neutrophil'],
  basophil: ['Basophils', 'Basophil'],
  leukocyte: ['leukocyte_fraction', 'LeukocyteFraction', 'Leukocyte Fraction'],
  hematopoietic_stem_cell: ['HSC', 'Hematopoietic stem cell'],
  multipotent_progenitor: ['MPP'],
  common_lymphoid_progenitor: ['CLP', 'Common lymphoid progenitor'],
  common_myeloid_progenitor: ['CMP', 'Common myeloid progenitor'],
  granulocyte_monocyte_progenitor: ['GMP', 'Granulocyte-monocyte progenitor'],
  megakaryocyte_erythroid_progenitor: ['MEP'],
  megakaryocyte: ['Megakaryocytes'],
  platelet: ['Platelets'],
  erythrocyte: ['Erythrocytes'],
  fibroblast: ['Fibroblasts', 'CAFs', 'Cancer associated fibroblast'],
  endothelial_cell: ['Endothelial cells', 'Endothelial cell', 'Endothelial'],
  endothelial_cell_lymphatic: ['ly Endothelial cells'],
  endothelial_cell_microvascular: ['mv Endothelial cells'],
  pericyte: ['Pericytes'],
  mesenchymal_stem_cell: ['MSC'],
  smooth_muscle: ['Smooth muscle'],
  skeletal_muscle: ['Skeletal muscle'],
  myocyte: ['Myocytes'],
  adipocyte: ['Adipocytes'],
  preadipocyte: ['Preadipocytes'],
  chondrocyte: ['Chondrocytes'],
  osteoblast: ['Osteoblast', 'Osteoblasts'],
  hepatocyte: ['Hepatocytes'],
  epithelial_cell: ['Epithelial cells'],
  keratinocyte: ['Keratinocytes'],
  sebocyte: ['Sebocytes'],
  melanocyte: ['Melanocytes'],
  mesangial_cell: ['Mesangial cells'],
  astrocyte: ['Astrocytes'],
  neuron: ['Neurons'],
  uncharacterized_cell: ['uncharacterized cell', 'otherCells', 'Other'],
  immune_score: ['ImmuneScore', 'immune score'],
  stroma_score: ['StromalScore', 'StromaScore', 'stroma score', 'Stromal score'],
}

/** Names that mean another cell in one method than elsewhere. */
const methodSpellings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  quantiseq: {
    'T.cells.CD4': 't_cell_cd4_non_regulatory',
    'T cell CD4+': 't_cell_cd4_non_regulatory',
    'Dendritic.cells': 'dendritic_cell_myeloid',
  },
  xcell: {
    'CD4+ T-cells': 't_cell_cd4_non_regulatory',
    'Myeloid dendritic cell': 'dendritic_cell',
  },
  'mcp-counter': {
    'B cell': 'b_lineage',
    Monocyte: 'monocytic_lineage',
  },
  timer: { DC: 'dendritic_cell_myeloid' },
  ips: {
    IPS: 'immunophenoscore',
    MHC: 'ips_antigen_processing',
    EC: 'ips_effector_cells',
    SC: 'ips_suppressor_cells',
    CP: 'ips_checkpoints',
    AZ: 'ips_sum',
  },
  abrs: { ABRS: 'abrs' },
}

const qualities: Readonly<Record<string, 'p_value' | 'correlation' | 'rmse'>> = {
  pvalue: 'p_value',
  correlation: 'correlation',
  pearsoncorrelation: 'correlation',
  rmse: 'rmse',
}

const totals: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cibersort-lm22-absolute': {
    absolutescoresigscore: 'absolute_score',
    absolutescore: 'absolute_score',
  },
  xcell: {
    immunescore: 'immune_score',
    stromascore: 'stroma_score',
    microenvironmentscore: 'microenvironment_score',
  },
  estimate: { estimatescore: 'estimate_score', tumorpurity: 'tumor_purity' },
}

const cellsByName = new Map(
  Object.entries(spellings).flatMap(([key, names]) => names.map((name) => [squash(name), key] as const)),
)
const cellsByMethod = new Map(
  Object.entries(methodSpellings).map(([method, names]) => [
    method,
    new Map(Object.entries(names).map(([name, key]) => [squash(name), key] as const)),
  ]),
)

/**
 * What a column or row of a deconvolution result is.
 * @param method key of science/immune/methods.ts   @param name as written, in any known mangling
 * @returns the cell, quality column or total; `unknown` also when the method has no such cell or the suffix names another
 * @source formats of CIBERSORT, iAtlas, IOBR, TIMER2.0, immunedeconv, quanTIseq, EPIC, MCP-counter, xCell, ESTIMATE
 */
export function crosswalk(method: string, name: string): CrosswalkResult {
  const known = immuneMethod(method)
  if (!known) return { kind: 'unknown' }
  const suffix = methodSuffix.exec(name)
  if (suffix && suffixMethods[squash(suffix[1] ?? '')]?.includes(method) !== true) return { kind: 'unknown' }
  const bare = squash(suffix ? name.slice(0, suffix.index) : name)
  const quality = method.startsWith('cibersort') ? qualities[bare] : undefined
  if (quality) return { kind: 'quality', key: quality }
  const total = totals[method]?.[bare]
  if (total) return { kind: 'total', key: total }
  const key = cellsByMethod.get(method)?.get(bare) ?? cellsByName.get(bare)
  return key !== undefined && known.cells.includes(key) ? { kind: 'cell', key } : { kind: 'unknown' }
}
