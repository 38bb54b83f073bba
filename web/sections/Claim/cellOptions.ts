import type { CellOption } from './ClaimForm.tsx'

/** Cells of LM22, those of the published claim first. */
export const cellOptions: readonly CellOption[] = [
  { key: 'plasma_cell', label: 'Plasma cells' },
  { key: 'macrophage_m1', label: 'M1 macrophages' },
  { key: 'macrophage_m2', label: 'M2 macrophages' },
  { key: 'macrophage_m0', label: 'M0 macrophages' },
  { key: 'monocyte', label: 'Monocytes' },
  { key: 'b_cell_naive', label: 'Naive B cells' },
  { key: 'b_cell_memory', label: 'Memory B cells' },
  { key: 't_cell_cd8', label: 'CD8 T cells' },
  { key: 't_cell_cd4_memory_resting', label: 'Resting memory CD4 T cells' },
  { key: 't_cell_cd4_memory_activated', label: 'Activated memory CD4 T cells' },
  { key: 't_cell_follicular_helper', label: 'Follicular helper T cells' },
  { key: 't_cell_regulatory', label: 'Regulatory T cells' },
  { key: 't_cell_gamma_delta', label: 'Gamma delta T cells' },
  { key: 'nk_cell_resting', label: 'Resting NK cells' },
  { key: 'nk_cell_activated', label: 'Activated NK cells' },
  { key: 'dendritic_cell_resting', label: 'Resting dendritic cells' },
  { key: 'dendritic_cell_activated', label: 'Activated dendritic cells' },
  { key: 'mast_cell_resting', label: 'Resting mast cells' },
  { key: 'mast_cell_activated', label: 'Activated mast cells' },
  { key: 'eosinophil', label: 'Eosinophils' },
  { key: 'neutrophil', label: 'Neutrophils' },
]
