import { InvalidInput } from '../errors.ts'
import { columnsNamed, picked, type FeatureTable } from '../prediction/featureTable.ts'
import type { LeftOut } from '../prediction/pipelineTypes.ts'
import { moments } from '../stats/describe.ts'
import { chooseComponents } from '../stats/mixture.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import type { HeterogeneitySource } from './heterogeneityTypes.ts'

/** Features of the regions of tumours: `columns[feature][region]`, `patients[region]` and `regions[region]`; NaN = missing. */
export interface RegionTable extends FeatureTable {
  regions: readonly string[]
}

/** What a vector is made of, before training: which measures, among how many components, from how many regions on. */
export type HeterogeneityChoice = Pick<HeterogeneitySource, 'measures' | 'mostComponents' | 'leastRegions'>

/**
 * Centre and scale of every feature over all training regions; a feature that is constant or has gaps is left out.
 * @throws InvalidInput no region
 */
export function trainHeterogeneity(table: RegionTable, choice: HeterogeneityChoice): HeterogeneitySource {
  if (table.regions.length === 0) throw new InvalidInput('regions', 0, 'at least one region')
  const kept = table.features.flatMap((feature, f) => {
    const column = table.columns[f] ?? new Float64Array()
    if (!column.every(Number.isFinite)) return []
    const { mean, sd } = moments(column)
    const scale = sd * Math.sqrt((column.length - 1) / column.length)
    return scale > 0 ? [{ feature, mean, scale }] : []
  })
  return {
    ...choice,
    features: kept.map(({ feature }) => feature),
    centre: kept.map(({ mean }) => mean),
    scale: kept.map(({ scale }) => scale),
  }
}

/**
 * One vector a patient: for every feature and measure what its values over the patient's regions are like. K = how many components
 * describe them best by BIC; entropy of the weights of that mixture (nats); dispersion = standard deviation over the regions.
 * @param source measures, centre and scale of the training regions   @param table regions in any order: they are sorted by their ids
 * @returns a table in the order of the patients' names, columns `<feature>` for K and `<feature>:<measure>` for the others; who has too
 * few regions has gaps and a reason
 * @throws InvalidInput the table lacks features of the source, each named
 * @source Jin et al. 2025 (Hepatology): K by BIC of one-dimensional Gaussian mixtures, K = 1 … 5   @oracle test/oracles/mixture
 */
export function heterogeneityVector(
  table: RegionTable,
  source: HeterogeneitySource,
): { table: FeatureTable; leftOut: LeftOut[] } {
  const columns = columnsNamed(table, source.features)
  const rowsOf = Map.groupBy(
    [...table.regions.keys()].sort((a, b) => ((table.regions[a] ?? '') < (table.regions[b] ?? '') ? -1 : 1)),
    (row) => table.patients[row] ?? '',
  )
  const patients = [...rowsOf.keys()].sort()
  const leftOut: LeftOut[] = []
  const names = source.features.flatMap((feature) =>
    source.measures.map((measure) => (measure === 'componentCount' ? feature : `${feature}:${measure}`)),
  )
  const values = names.map(() => new Float64Array(patients.length).fill(NaN))
  patients.forEach((patient, i) => {
    const rows = rowsOf.get(patient) ?? []
    if (rows.length < source.leastRegions) {
      leftOut.push({ patient, reason: `${rows.length} regions, at least ${source.leastRegions} are needed` })
      return
    }
    columns.forEach((column, f) => {
      const own = picked(column, rows).map(
        (value) => (value - (source.centre[f] ?? NaN)) / (source.scale[f] ?? NaN),
      )
      measuresOf(own, source).forEach((value, m) => {
        const target = values[f * source.measures.length + m]
        if (target) target[i] = value
      })
    })
  })
  return { table: { patients, features: names, columns: values }, leftOut }
}

function measuresOf(values: Float64Array, { measures, mostComponents }: HeterogeneitySource): number[] {
  if (!values.every(Number.isFinite)) return measures.map(() => NaN)
  const choice = measures.some((measure) => measure !== 'dispersion')
    ? chooseComponents(values, mostComponents)
    : null
  const fit = choice && !isNotTestable(choice) ? choice.fits[choice.k - 1] : undefined
  return measures.map((measure) => {
    if (measure === 'dispersion') return moments(values).sd
    if (!choice || isNotTestable(choice)) return NaN
    if (measure === 'componentCount') return choice.k
    return (fit?.weights ?? []).reduce(
      (sum, weight) => (weight > 0 ? sum - weight * Math.log(weight) : sum),
      0,
    )
  })
}
