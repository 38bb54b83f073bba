import { InvalidInput } from '../errors.ts'
import { parseFeatureColumn } from '../imaging/featureColumn.ts'
import { columnsNamed, picked, type FeatureTable } from '../prediction/featureTable.ts'
import type { LeftOut } from '../prediction/pipelineTypes.ts'
import { tell, type Report } from '../prediction/progress.ts'
import { moments } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { chooseComponents, type MixtureChoice } from '../stats/mixture.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import type { HeterogeneityMeasure, HeterogeneitySource } from './heterogeneityTypes.ts'

/** Features of tumour regions (supervoxels): `columns[feature][region]`, NaN = missing. */
export interface RegionTable {
  regions: readonly string[]
  /** whose region it is */
  patients: readonly string[]
  features: readonly string[]
  columns: readonly Float64Array[]
}

export interface SourceFit {
  source: HeterogeneitySource
  /** features that make no part, and why */
  leftOut: readonly { feature: string; reason: string }[]
}

/**
 * How the vector is made, learnt from training regions: which features, and their mean and standard deviation over all regions.
 * @param leaveOut features that another step leaves out (robustness), with its reason
 * @throws InvalidInput a table that is not what it should be, or no feature left
 * @source Jin et al. 2025: unstable and shape features dropped, z-score over the training regions
 */
export function fitHeterogeneity(
  table: RegionTable,
  {
    measures = ['componentCount'],
    mostComponents = 5,
    leastRegions = mostComponents,
    leaveOut = new Map<string, string>(),
  }: {
    measures?: readonly HeterogeneityMeasure[]
    mostComponents?: number
    leastRegions?: number
    leaveOut?: ReadonlyMap<string, string>
  } = {},
): SourceFit {
  checkRegions(table)
  if (!Number.isInteger(mostComponents) || mostComponents < 2 || mostComponents > 20)
    throw new InvalidInput('mostComponents', mostComponents, 'a whole number, 2 to 20')
  if (!Number.isInteger(leastRegions) || leastRegions < mostComponents)
    throw new InvalidInput(
      'leastRegions',
      leastRegions,
      `a whole number from ${mostComponents}, the most components`,
    )
  const judged = [...table.features].sort().map((feature) => ({ feature, ...spreadOf(table, feature) }))
  const reasonOf = ({ feature, mean, scale }: (typeof judged)[number]): string | null =>
    leaveOut.get(feature) ??
    (parseFeatureColumn(feature)?.feature.family === 'shape'
      ? 'a feature of shape: of the region, not of its tissue'
      : scale > 1e-12 * Math.abs(mean)
        ? null
        : 'the same in all regions')
  const kept = judged.filter((feature) => reasonOf(feature) === null)
  if (kept.length === 0)
    throw new InvalidInput('features', 'none left', 'a feature that differs between regions')
  return {
    source: {
      measures,
      features: kept.map(({ feature }) => feature),
      centre: kept.map(({ mean }) => mean),
      scale: kept.map(({ scale }) => scale),
      mostComponents,
      leastRegions,
    },
    leftOut: judged.flatMap((own) => {
      const reason = reasonOf(own)
      return reason === null ? [] : [{ feature: own.feature, reason }]
    }),
  }
}

/** Mean and standard deviation (n) over all regions that have a value. */
function spreadOf(table: RegionTable, feature: string): { mean: number; scale: number } {
  const column = columnsNamed(table, [feature])[0] ?? new Float64Array()
  const values = column.filter((value) => !isMissing(value))
  if (values.length < 2) return { mean: 0, scale: 0 }
  const { n, mean, sd } = moments(values)
  return { mean, scale: sd * Math.sqrt((n - 1) / n) }
}

export interface HeterogeneityVector {
  /** patients in the order of their names; K under the feature's own name, other measures with a suffix */
  table: FeatureTable
  /** regions of each patient */
  regions: Int32Array
  /** who has no value at all, and why */
  tooFew: readonly LeftOut[]
}

/** Of a vector's making only what some of its columns need: other regions need not have, nor be fitted for, what nobody looks at. */
export function narrowedSource(source: HeterogeneitySource, names: readonly string[]): HeterogeneitySource {
  const wanted = new Set(names)
  const at = [...source.features.keys()].filter((f) =>
    source.measures.some((measure) => wanted.has(measureName(source.features[f] ?? '', measure))),
  )
  return {
    ...source,
    features: at.map((f) => source.features[f] ?? ''),
    centre: at.map((f) => source.centre[f] ?? NaN),
    scale: at.map((f) => source.scale[f] ?? NaN),
  }
}

/** Names of a measure's columns: K keeps the feature's name, as published. */
export function measureName(feature: string, measure: HeterogeneityMeasure): string {
  const suffix = { componentCount: '', mixtureEntropy: '.entropy', dispersion: '.dispersion' }
  return feature + suffix[measure]
}

/**
 * The vector of heterogeneity: per patient and feature the number of Gaussian sub-populations among the tumour's regions (K with the least BIC, 1 …
 * `mostComponents`), and beside it, if asked for, continuous measures: entropy of the mixture's weights (nats) and standard deviation across regions (in training SD).
 * Regions stand in the order of their ids first, so a file's order does not matter where scikit-learn's start depends on it.
 * @param table regions of any patients   @param source of `fitHeterogeneity`, or of a model
 * @returns NaN where a patient has fewer than `leastRegions` values of a feature
 * @throws InvalidInput the table lacks features, each named   @throws Stopped the listener says stop
 * @source Jin et al. 2025 (GaussianMixture, full covariance, seed 0)   @oracle test/oracles/mixtureStart (scikit-learn 1.6)
 */
export function heterogeneityVector(
  table: RegionTable,
  source: HeterogeneitySource,
  report?: Report,
): HeterogeneityVector {
  checkRegions(table)
  const columns = columnsNamed(table, source.features)
  const patients = [...new Set(table.patients)].sort()
  const rowsOf = regionsByPatient(table)
  const names = source.measures.flatMap((measure) =>
    source.features.map((feature) => measureName(feature, measure)),
  )
  const out = names.map(() => new Float64Array(patients.length).fill(NaN))
  const regions = new Int32Array(patients.length)
  const tooFew: LeftOut[] = []
  patients.forEach((patient, at) => {
    const rows = rowsOf.get(patient) ?? new Int32Array()
    regions[at] = rows.length
    if (rows.length < source.leastRegions)
      tooFew.push({ patient, reason: `${rows.length} regions, at least ${source.leastRegions} are needed` })
    else
      source.features.forEach((_, f) => {
        const values = standardised(picked(columns[f] ?? new Float64Array(), rows), source, f)
        if (values.length < source.leastRegions) return
        source.measures.forEach((measure, m) => {
          const column = out[m * source.features.length + f]
          if (column) column[at] = measured(measure, values, source.mostComponents)
        })
      })
    tell(report, { stage: 'heterogeneity', done: at + 1, total: patients.length })
  })
  return { table: { patients, features: names, columns: out }, regions, tooFew }
}

/** Rows of each patient in the order of the regions' ids. */
export function regionsByPatient({ regions, patients }: RegionTable): Map<string, Int32Array> {
  const order = Int32Array.from(regions.keys()).sort((a, b) =>
    (regions[a] ?? '') < (regions[b] ?? '') ? -1 : 1,
  )
  const groups = Map.groupBy(order, (row) => patients[row] ?? '')
  return new Map(Array.from(groups, ([patient, rows]) => [patient, Int32Array.from(rows)]))
}

function standardised(values: Float64Array, { centre, scale }: HeterogeneitySource, f: number): Float64Array {
  return values
    .filter((value) => !isMissing(value))
    .map((value) => (value - (centre[f] ?? NaN)) / (scale[f] ?? NaN))
}

function measured(measure: HeterogeneityMeasure, values: Float64Array, most: number): number {
  if (measure === 'dispersion') return moments(values).sd
  const choice = chooseComponents(values, most, 'scikitLearn')
  if (isNotTestable(choice)) return NaN
  return measure === 'componentCount' ? choice.k : entropyOf(choice)
}

function entropyOf({ k, fits }: MixtureChoice): number {
  const weights = fits[k - 1]?.weights ?? []
  return weights.reduce((sum, weight) => (weight > 0 ? sum - weight * Math.log(weight) : sum), 0)
}

function checkRegions({ regions, patients, features, columns }: RegionTable): void {
  if (patients.length !== regions.length)
    throw new InvalidInput('patients', `${patients.length} values`, `${regions.length}, one per region`)
  if (columns.length !== features.length)
    throw new InvalidInput('columns', columns.length, `${features.length}, one per feature`)
  const seen = new Set<string>()
  regions.forEach((region, row) => {
    const name = JSON.stringify([patients[row] ?? '', region])
    if (seen.has(name))
      throw new InvalidInput('regions', `${region} of ${patients[row] ?? ''} twice`, 'every region once')
    seen.add(name)
  })
  columns.forEach((column, f) => {
    if (column.length !== regions.length)
      throw new InvalidInput(
        features[f] ?? '',
        `${column.length} values`,
        `${regions.length}, one per region`,
      )
    const infinite = column.find((value) => Math.abs(value) === Infinity)
    if (infinite !== undefined) throw new InvalidInput(features[f] ?? '', infinite, 'finite numbers, or NaN')
  })
}
