import type { SimulatedAliquot } from './specimens.ts'
import { logistic, RandomStream } from './random.ts'
import { rounded } from './text.ts'

export interface CellModel {
  key: string
  /** as CIBERSORT writes it */
  label: string
  /** median share of leukocytes where the cell is present */
  share: number
  /** of the logarithm of the share */
  spread: number
  zero: number
  /** change of the log share per standard deviation towards low risk */
  slope: number
  /** HIGH − LOW of the share in standard deviations (Cohen d), as the slope makes it; null = nothing planted */
  d: number | null
}

function cell(
  key: string,
  label: string,
  [share, spread, zero]: readonly [number, number, number],
  [slope, d]: readonly [number, number | null] = [0, null],
): CellModel {
  return { key, label, share, spread, zero, slope, d }
}

/** The cell type whose share knows nothing of the risk. */
export const nullCell = 't_cell_gamma_delta'

export const cellModels: readonly CellModel[] = [
  cell('b_cell_naive', 'B cells naive', [0.04, 0.8, 0.25]),
  cell('b_cell_memory', 'B cells memory', [0.012, 1, 0.6]),
  cell('plasma_cell', 'Plasma cells', [0.032, 0.8, 0.2], [0.43, -0.75]),
  cell('t_cell_cd8', 'T cells CD8', [0.11, 0.5, 0.02], [0.055, -0.2]),
  cell('t_cell_cd4_naive', 'T cells CD4 naive', [0.004, 1, 0.88]),
  cell('t_cell_cd4_memory_resting', 'T cells CD4 memory resting', [0.18, 0.35, 0.03]),
  cell('t_cell_cd4_memory_activated', 'T cells CD4 memory activated', [0.006, 1, 0.75]),
  cell('t_cell_follicular_helper', 'T cells follicular helper', [0.03, 0.6, 0.15]),
  cell('t_cell_regulatory', 'T cells regulatory (Tregs)', [0.04, 0.6, 0.12]),
  cell(nullCell, 'T cells gamma delta', [0.02, 0.8, 0.35]),
  cell('nk_cell_resting', 'NK cells resting', [0.015, 0.8, 0.55]),
  cell('nk_cell_activated', 'NK cells activated', [0.05, 0.5, 0.1]),
  cell('monocyte', 'Monocytes', [0.05, 0.6, 0.07]),
  cell('macrophage_m0', 'Macrophages M0', [0.08, 0.8, 0.15], [-0.17, 0.3]),
  cell('macrophage_m1', 'Macrophages M1', [0.06, 0.45, 0.05], [0.285, -0.85]),
  cell('macrophage_m2', 'Macrophages M2', [0.17, 0.38, 0.004], [-0.208, 0.8]),
  cell('dendritic_cell_resting', 'Dendritic cells resting', [0.012, 0.9, 0.4]),
  cell('dendritic_cell_activated', 'Dendritic cells activated', [0.005, 0.9, 0.65]),
  cell('mast_cell_resting', 'Mast cells resting', [0.07, 0.6, 0.08]),
  cell('mast_cell_activated', 'Mast cells activated', [0.006, 1, 0.85]),
  cell('eosinophil', 'Eosinophils', [0.002, 1, 0.86]),
  cell('neutrophil', 'Neutrophils', [0.009, 0.9, 0.3]),
]

export interface ImmuneProfile {
  /** shares of leukocytes by cell key; they sum to 1 */
  shares: ReadonlyMap<string, number>
  leukocyteFraction: number
  pValue: number
  correlation: number
  rmse: number
}

const permutations = 1000

/** Distance along the standard normal, by Abramowitz and Stegun 7.1.26; good to 1e-7, enough to draw from. */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  const tail = 0.5 * series * Math.exp(-x * x)
  return z >= 0 ? tail : 1 - tail
}

/**
 * Amount of one cell before closure. Patient and aliquot noise are drawn apart, so that two aliquots of a patient resemble
 * each other; a cell is absent more often where there is less of it.
 */
function amount(model: CellModel, lowness: number, patient: RandomStream, aliquot: RandomStream): number {
  const logOdds = Math.log(model.zero / (1 - model.zero)) - 0.9 * model.slope * lowness
  const absent = patient.chance(logistic(logOdds))
  const level = model.slope * lowness + patient.normal(0, model.spread) + aliquot.normal(0, 0.15)
  return absent ? 0 : model.share * Math.exp(level)
}

function normalTissue(model: CellModel): CellModel {
  const factor = model.key === 'macrophage_m0' ? 0.3 : model.key === 'macrophage_m1' ? 0.7 : 1
  return { ...model, share: model.share * factor, slope: 0 }
}

/** Closure to 1 around the null cell: its share is fixed first, so no other cell can push it. */
function closed(amounts: ReadonlyMap<string, number>): Map<string, number> {
  const fixed = Math.min(0.5, amounts.get(nullCell) ?? 0)
  let others = 0
  for (const [key, value] of amounts) if (key !== nullCell) others += value
  return new Map(
    [...amounts].map(([key, value]) => [key, key === nullCell ? fixed : (value / others) * (1 - fixed)]),
  )
}

function quality(
  random: RandomStream,
  leukocytes: number,
): Pick<ImmuneProfile, 'pValue' | 'correlation' | 'rmse'> {
  const correlation = Math.min(0.85, Math.max(-0.05, 0.02 + 0.62 * leukocytes + random.normal(0, 0.045)))
  const p = upperTail((correlation - 0.06) / 0.05)
  const hits = Math.min(
    permutations,
    Math.max(0, Math.round(random.normal(p * permutations, Math.sqrt(p * (1 - p) * permutations)))),
  )
  return {
    correlation,
    pValue: hits / permutations,
    rmse: 1.075 - 0.42 * correlation + random.normal(0, 0.008),
  }
}

export function simulateProfile(seed: number, aliquot: SimulatedAliquot, lowness: number): ImmuneProfile {
  const tumour = aliquot.tissue !== 'normal'
  const patientKey = `${aliquot.patient.id}/${aliquot.tissue}`
  const amounts = new Map(
    cellModels.map((model) => [
      model.key,
      amount(
        tumour ? model : normalTissue(model),
        lowness,
        new RandomStream(seed, `immune/${patientKey}/${model.key}`),
        new RandomStream(seed, `immune/${aliquot.barcode}/${model.key}`),
      ),
    ]),
  )
  const random = new RandomStream(seed, `immune/${patientKey}/leukocytes`)
  const odds = (tumour ? -1.45 : -1.2) + (tumour ? 0.15 * lowness : 0) + random.normal(0, 0.65)
  const leukocyteFraction = rounded(logistic(odds), 6)
  return {
    shares: closed(amounts),
    leukocyteFraction,
    ...quality(new RandomStream(seed, `immune/${aliquot.barcode}/quality`), leukocyteFraction),
  }
}
