import { InvalidInput } from '../errors.ts'
import { isMissing } from '../stats/missing.ts'
import { orthogonalise, residualsOf } from '../stats/orthogonal.ts'
import { midRanks } from '../stats/rank.ts'
import { rankSumTable, type RankSumTable } from '../stats/rankSumTable.ts'
import { placesIn } from '../stats/shuffle.ts'
import { weightedRanks } from '../stats/weightedTests.ts'
import type { Block, CutChoice } from './specifications.ts'

/** One cell on the patients of a sample, with all that stays while labels are shuffled. */
export interface SampleCell {
  /** place among the layer's cells */
  index: number
  /** ranks / n for the rank test, else as stored */
  y: Float64Array
  /** what the covariates leave of y */
  residuals: Float64Array
  /** Σ residual² */
  rest: number
  /** what the covariates explain, less the mean, and its Σ² */
  fitted: Float64Array
  explained: number
  ranks: RankSumTable | null
  /** what a weighted test compares: places in the weighted population, or values; null without weights */
  scores: Float64Array | null
}

/** One cut on the patients of a sample. */
export interface SampleCut {
  /** place among the block's cuts */
  index: number
  isFirst: Uint8Array
  m: number
  n: number
  /** the group less what the covariates say of it, and its Σ² */
  rest: Float64Array
  spread: number
}

/** One cut tested under an order of its patients. */
export type OneTest = (cut: SampleCut, order: Int32Array) => readonly [delta: number, logP: number]

export interface BlockSample {
  /** ordinals of the patients */
  patients: Int32Array
  /** place of each patient of the cohort, or −1 */
  places: Int32Array
  /** orthonormal: constant first, then the covariates that stand on their own */
  axes: readonly Float64Array[]
  cells: readonly SampleCell[]
  /** cells that are constant here */
  constant: readonly number[]
  cuts: readonly SampleCut[]
  refused: ReadonlyMap<number, string>
  /** one a patient of the sample; null = all count alike */
  weights: Float64Array | null
}

/** Relative to the whole, below this a group is explained by its covariates. */
const aliasTolerance = 1e-10

/**
 * The samples of a block: cells whose missing values are alike share one.
 * Patients are in a sample if any cut puts them into a group, the cell and every covariate have a value, and the filter lets them pass.
 * @throws InvalidInput a value is infinite
 */
export function samplesOf(block: Block): BlockSample[] {
  const eligible = eligiblePatients(block)
  const patterns = Map.groupBy(
    block.layer.cells.map((cell, index) => ({ cell, index })),
    ({ cell }) => eligible.filter((patient) => isMissing(cell.values[patient] ?? NaN)).join(),
  )
  return Array.from(patterns.values(), (members) => sampleOf(block, eligible, members))
}

function eligiblePatients({ cuts, layer, quality, adjustment }: Block): number[] {
  const n = cuts[0]?.isFirst.length ?? 0
  const isIn = (patient: number): boolean =>
    cuts.some(({ isFirst }) => (isFirst[patient] ?? -1) >= 0) &&
    (quality !== 'filter' || layer.passes?.[patient] === true) &&
    (quality !== 'weight' || !isMissing(layer.weights?.[patient] ?? NaN)) &&
    adjustment.terms.every(({ values }) => !isMissing(values[patient] ?? NaN))
  return Array.from({ length: n }, (_, patient) => patient).filter(isIn)
}

type Member = { cell: Block['layer']['cells'][number]; index: number }

function sampleOf(block: Block, eligible: readonly number[], members: readonly Member[]): BlockSample {
  const first = members[0]?.cell.values
  const patients = Int32Array.from(eligible.filter((patient) => !isMissing(first?.[patient] ?? NaN)))
  const places = placesIn(patients, first?.length ?? 0)
  const pick = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(patients, (patient) => values[patient] ?? NaN)
  const { q } = orthogonalise([
    new Float64Array(patients.length).fill(1),
    ...block.adjustment.terms.map(({ values }) => pick(values)),
  ])
  const weights = block.quality === 'weight' && block.layer.weights ? pick(block.layer.weights) : null
  const refused = new Map<number, string>()
  const cuts = block.cuts.flatMap((cut, index) => {
    const taken = cutOn(cut, patients, q)
    if (typeof taken !== 'string') return [{ ...taken, index }]
    refused.set(index, taken)
    return []
  })
  const varied = members.map(({ cell, index }) => ({ index, values: pick(cell.values), key: cell.key }))
  for (const { values, key } of varied)
    if (!values.every(Number.isFinite)) throw new InvalidInput(key, 'Infinity', 'finite numbers, or NaN')
  const isConstant = (values: Float64Array): boolean => values.every((value) => value === values[0])
  return {
    patients,
    places,
    axes: q,
    cuts,
    refused,
    weights,
    constant: varied.flatMap(({ index, values }) => (isConstant(values) ? [index] : [])),
    cells: varied.flatMap(({ index, values }) =>
      isConstant(values) ? [] : [cellOn(block, { index, values, weights }, q)],
    ),
  }
}

function cellOn(
  { test, adjustment, rule }: Block,
  { index, values, weights }: { index: number; values: Float64Array; weights: Float64Array | null },
  axes: readonly Float64Array[],
): SampleCell {
  const n = values.length
  const y = test === 'rank' ? midRanks(values).map((rank) => rank / n) : values
  const residuals = residualsOf(axes, y)
  const mean = y.reduce((sum, value) => sum + value, 0) / n
  const fitted = y.map((value, i) => value - (residuals[i] ?? 0) - mean)
  return {
    index,
    y,
    residuals,
    rest: squares(residuals),
    fitted,
    explained: squares(fitted),
    ranks: test === 'rank' && adjustment.terms.length === 0 && !weights ? rankSumTable(values, rule) : null,
    scores: weights && (test === 'rank' ? weightedRanks({ values, weights }) : values),
  }
}

/** The cut on these patients, or why it cannot be tested on them. */
function cutOn(
  cut: CutChoice,
  patients: Int32Array,
  axes: readonly Float64Array[],
): Omit<SampleCut, 'index'> | string {
  const sides = Int8Array.from(patients, (patient) => cut.isFirst[patient] ?? -1)
  if (sides.includes(-1)) return 'puts some of these patients into no group'
  const m = sides.reduce((sum, side) => sum + side, 0)
  const n = sides.length - m
  if (m < 2 || n < 2) return `groups of ${m} and ${n}: two are needed in each`
  if (patients.length - axes.length - 1 < 1) return 'no degree of freedom left'
  const rest = residualsOf(axes, sides)
  const spread = squares(rest)
  if (spread < aliasTolerance * ((m * n) / (m + n))) return 'explained wholly by the covariates'
  return { isFirst: Uint8Array.from(sides), m, n, rest, spread }
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}
