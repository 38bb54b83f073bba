import { InvalidInput } from '../errors.ts'
import { picked } from '../prediction/featureTable.ts'
import { shuffle } from '../prediction/folds.ts'
import { tell, type Report } from '../prediction/progress.ts'
import { isMissing } from '../stats/missing.ts'
import { notTestable, type NotTestable } from '../stats/notTestable.ts'
import type { Random } from '../stats/random.ts'
import { spearman, type SpearmanCorrelation } from '../stats/spearman.ts'
import {
  heterogeneityVector,
  regionsByPatient,
  type HeterogeneityVector,
  type RegionTable,
} from './heterogeneity.ts'
import type { HeterogeneitySource } from './heterogeneityTypes.ts'

export interface SizeDependence {
  /** mean K over the features against the number of regions, per patient */
  withRegions: SpearmanCorrelation | NotTestable
  /** against the tumour's volume; null where no volumes were given */
  withVolume: SpearmanCorrelation | NotTestable | null
}

export interface HeterogeneityReport {
  patients: readonly string[]
  regions: Int32Array
  /** over the features that a patient has, NaN where none */
  meanComponents: Float64Array
  asPublished: SizeDependence
  /** the same with equally many regions drawn of every tumour */
  subsampled: (SizeDependence & { regions: number; draws: number; meanComponents: Float64Array }) | null
  /** how many patients have each K, per feature */
  counts: readonly { feature: string; patients: readonly number[] }[]
}

/**
 * Does heterogeneity only count regions? K by BIC grows with their number, hence with volume: both correlations, and again after drawing equally
 * many regions of every tumour.
 * @param vector of this table by this source, K among its measures   @param volumes per patient of the vector, any unit, NaN = missing
 * @param subsample regions drawn of each tumour and how often; null = not asked for
 * @throws InvalidInput fewer regions to draw than a mixture needs, or K is not among the measures   @throws Stopped the listener says stop
 */
export function heterogeneityReport(
  table: RegionTable,
  source: HeterogeneitySource,
  vector: HeterogeneityVector,
  {
    volumes = null,
    subsample = null,
  }: {
    volumes?: Float64Array | null
    subsample?: { regions: number; draws: number; random: Random } | null
  },
  report?: Report,
): HeterogeneityReport {
  if (!source.measures.includes('componentCount'))
    throw new InvalidInput('measures', source.measures.join(', '), 'componentCount among them')
  const meanComponents = meanOf(vector, source)
  const { patients } = vector.table
  return {
    patients,
    regions: vector.regions,
    meanComponents,
    asPublished: dependence(meanComponents, vector.regions, volumes),
    subsampled: subsample && drawn(table, source, vector, volumes, subsample, report),
    counts: source.features.map((feature) => {
      const column = vector.table.columns[vector.table.features.indexOf(feature)] ?? new Float64Array()
      const patientsWith = (k: number): number => column.filter((value) => value === k).length
      return {
        feature,
        patients: Array.from({ length: source.mostComponents }, (_, k) => patientsWith(k + 1)),
      }
    }),
  }
}

function meanOf({ table }: HeterogeneityVector, source: HeterogeneitySource): Float64Array {
  const own = source.features.map(
    (feature) => table.columns[table.features.indexOf(feature)] ?? new Float64Array(),
  )
  return Float64Array.from(table.patients, (_, row) => {
    const there = own.map((column) => column[row] ?? NaN).filter((value) => !isMissing(value))
    return there.length === 0 ? NaN : there.reduce((sum, value) => sum + value, 0) / there.length
  })
}

function dependence(k: Float64Array, regions: Int32Array, volumes: Float64Array | null): SizeDependence {
  const against = (size: ArrayLike<number>): SpearmanCorrelation | NotTestable => {
    const rows = Int32Array.from(k.keys()).filter(
      (row) => !isMissing(k[row] ?? NaN) && !isMissing(size[row] ?? NaN),
    )
    return rows.length < 4
      ? notTestable('too few values', rows.length)
      : spearman(picked(k, rows), picked(size, rows))
  }
  return { withRegions: against(regions), withVolume: volumes && against(volumes) }
}

function drawn(
  table: RegionTable,
  source: HeterogeneitySource,
  vector: HeterogeneityVector,
  volumes: Float64Array | null,
  { regions, draws, random }: { regions: number; draws: number; random: Random },
  report: Report | undefined,
): NonNullable<HeterogeneityReport['subsampled']> {
  if (!Number.isInteger(regions) || regions < source.leastRegions)
    throw new InvalidInput('regions', regions, `a whole number from ${source.leastRegions}`)
  if (!Number.isInteger(draws) || draws < 1) throw new InvalidInput('draws', draws, 'a whole number from 1')
  const own = { ...source, measures: ['componentCount'] as const }
  const { patients } = vector.table
  const total = new Float64Array(patients.length)
  const rowsOf = regionsByPatient(table)
  for (let draw = 0; draw < draws; draw += 1) {
    const chosen = patients.flatMap((patient) => {
      const rows = (rowsOf.get(patient) ?? new Int32Array()).slice()
      shuffle(rows, random)
      return rows.length < regions ? [] : Array.from(rows.subarray(0, regions))
    })
    const part = heterogeneityVector(regionsOf(table, chosen), own)
    const k = meanOf(part, own)
    const means = new Map(part.table.patients.map((patient, row) => [patient, k[row] ?? NaN]))
    patients.forEach((patient, row) => (total[row] = (total[row] ?? 0) + (means.get(patient) ?? NaN) / draws))
    tell(report, { stage: 'heterogeneity of equally many regions', done: draw + 1, total: draws })
  }
  return { regions, draws, meanComponents: total, ...dependence(total, vector.regions, volumes) }
}

function regionsOf(
  { regions, patients, features, columns }: RegionTable,
  rows: readonly number[],
): RegionTable {
  return {
    regions: rows.map((row) => regions[row] ?? ''),
    patients: rows.map((row) => patients[row] ?? ''),
    features,
    columns: columns.map((column) => picked(column, rows)),
  }
}
