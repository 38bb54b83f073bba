import type { SimulatedAliquot } from './specimens.ts'
import type { SimulatedGene } from './genes.ts'
import { cellModels, type ImmuneProfile } from './immune.ts'
import { RandomStream } from './random.ts'
import { csv, number, tsv } from './text.ts'

export interface MeasuredAliquot {
  aliquot: SimulatedAliquot
  profile: ImmuneProfile
}

/** CIBERSORT.R's results, one row per aliquot, normals and second aliquots too. */
export function cibersortTable(measured: readonly MeasuredAliquot[]): string {
  const header = ['Mixture', ...cellModels.map((cell) => cell.label), 'P-value', 'Correlation', 'RMSE']
  const rows = measured.map(({ aliquot, profile }) => [
    aliquot.barcode,
    ...cellModels.map((cell) => number(profile.shares.get(cell.key) ?? Number.NaN, 15)),
    number(profile.pValue),
    number(profile.correlation, 15),
    number(profile.rmse, 15),
  ])
  return tsv([header, ...rows])
}

/**
 * Expected TPM of the marker genes in each pure population: what the simulated expression was mixed from, so that it can be taken
 * apart again. Populations without a marker of their own are left out, nobody could tell them.
 */
export function signatureTable(genes: readonly SimulatedGene[]): string {
  const markers = genes.filter(({ cells }) => cells.size > 0)
  const told = cellModels.filter(({ key }) => markers.some(({ cells }) => cells.size <= 2 && cells.has(key)))
  return tsv([
    ['Gene symbol', ...told.map(({ label }) => label)],
    ...markers.map(({ symbol, cells }) => [symbol, ...told.map(({ key }) => String(cells.get(key) ?? 0))]),
  ])
}

const b = ['b_cell_naive', 'b_cell_memory', 'plasma_cell']
const helper = [
  't_cell_cd4_naive',
  't_cell_cd4_memory_resting',
  't_cell_cd4_memory_activated',
  't_cell_follicular_helper',
]

/** quanTIseq's cells in immunedeconv's words, and the CIBERSORT cells that they hold. */
const quantiseqCells: readonly (readonly [string, readonly string[]])[] = [
  ['B cell', b],
  ['Macrophage M1', ['macrophage_m1']],
  ['Macrophage M2', ['macrophage_m2']],
  ['Monocyte', ['monocyte']],
  ['Neutrophil', ['neutrophil']],
  ['NK cell', ['nk_cell_resting', 'nk_cell_activated']],
  ['T cell CD4+ (non-regulatory)', helper],
  ['T cell CD8+', ['t_cell_cd8']],
  ['T cell regulatory (Tregs)', ['t_cell_regulatory']],
  ['Myeloid dendritic cell', ['dendritic_cell_resting', 'dendritic_cell_activated']],
]

/** Another method sees the same tissue differently: shares of all cells, noisier, small amounts not at all. */
function quantiseqColumn(seed: number, { aliquot, profile }: MeasuredAliquot): number[] {
  const random = new RandomStream(seed, `quantiseq/${aliquot.barcode}`)
  const amounts = quantiseqCells.map(([, cells]) => {
    const share = cells.reduce((sum, key) => sum + (profile.shares.get(key) ?? 0), 0)
    const amount = profile.leukocyteFraction * share * Math.exp(random.normal(0, 0.4))
    return amount < 0.0012 ? 0 : Number(amount.toPrecision(12))
  })
  return [...amounts, 1 - amounts.reduce((sum, amount) => sum + amount, 0)]
}

/** One column per sample as R writes it (dots, vial cut off): the chosen aliquot of a tumour sample, or the only one. */
export function quantiseqTable(seed: number, measured: readonly MeasuredAliquot[]): string {
  const bySample = new Map<string, MeasuredAliquot>()
  for (const entry of measured) {
    const sample = entry.aliquot.barcode.slice(0, 14).replaceAll('-', '.')
    if (!bySample.has(sample) || entry.aliquot.chosen) bySample.set(sample, entry)
  }
  const columns = [...bySample.values()].map((entry) => quantiseqColumn(seed, entry))
  const names = [...quantiseqCells.map(([name]) => name), 'uncharacterized cell']
  const rows = names.map((name, row) => [
    String(row + 1),
    name,
    ...columns.map((column) => number(column[row] ?? Number.NaN, 12)),
  ])
  return csv(['', 'cell_type', ...bySample.keys()], rows)
}

/** Leukocyte fraction as the methylation tables state it: no header, the DNA aliquot of the same sample. */
export function leukocyteTable(seed: number, measured: readonly MeasuredAliquot[]): string {
  const rows = measured
    .filter(({ aliquot }) => aliquot.chosen)
    .map(({ aliquot, profile }) => {
      const random = new RandomStream(seed, `methylation/${aliquot.barcode}`)
      const measuredFraction = Math.min(
        0.95,
        Math.max(0.003, profile.leukocyteFraction * Math.exp(random.normal(0, 0.12))),
      )
      const dna = `${aliquot.patient.id}-01A-11D-A003-05`
      return ['SIM', dna, number(measuredFraction, 12)]
    })
  return tsv(rows)
}
