import { InvalidInput } from '../errors.ts'

/** Numbers of patients: `columns[feature][patient]`, NaN = missing. */
export interface FeatureTable {
  patients: readonly string[]
  features: readonly string[]
  columns: readonly Float64Array[]
}

/**
 * A table whose patients and features stand in the order of their names, so that nothing depends on the order of a file.
 * @throws InvalidInput a length differs, a name occurs twice, or a value is infinite
 */
export function orderedTable({ patients, features, columns }: FeatureTable): FeatureTable {
  if (columns.length !== features.length)
    throw new InvalidInput('columns', columns.length, `${features.length}, one per feature`)
  columns.forEach((column, f) => {
    if (column.length !== patients.length)
      throw new InvalidInput(
        features[f] ?? '',
        `${column.length} values`,
        `${patients.length}, one per patient`,
      )
    const infinite = column.find((value) => Math.abs(value) === Infinity)
    if (infinite !== undefined)
      throw new InvalidInput(features[f] ?? '', infinite, 'finite numbers, or NaN for missing')
  })
  const rows = placesByName(patients, 'patients')
  const places = placesByName(features, 'features')
  return {
    patients: rows.map((row) => patients[row] ?? ''),
    features: places.map((place) => features[place] ?? ''),
    columns: places.map((place) => picked(columns[place] ?? new Float64Array(), rows)),
  }
}

function placesByName(names: readonly string[], field: string): number[] {
  const places = Array.from(names.keys()).sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
  places.forEach((place, i) => {
    const before = names[places[i - 1] ?? -1]
    if (before !== undefined && before === names[place])
      throw new InvalidInput(field, before, 'every name once')
  })
  return places
}

/** The values at these rows. */
export function picked(values: ArrayLike<number>, rows: ArrayLike<number>): Float64Array {
  const out = new Float64Array(rows.length)
  for (let i = 0; i < out.length; i += 1) out[i] = values[rows[i] ?? -1] ?? NaN
  return out
}

/** The table of these rows, in the order given. */
export function rowsOf(table: FeatureTable, rows: ArrayLike<number>): FeatureTable {
  return {
    patients: Array.from(rows, (row) => table.patients[row] ?? ''),
    features: table.features,
    columns: table.columns.map((column) => picked(column, rows)),
  }
}

/**
 * The columns of these features, in their order.
 * @throws InvalidInput the table lacks some, each named
 */
export function columnsNamed(
  table: Pick<FeatureTable, 'features' | 'columns'>,
  features: readonly string[],
): Float64Array[] {
  const at = new Map(table.features.map((feature, place) => [feature, place]))
  const lacking = features.filter((feature) => !at.has(feature))
  if (lacking.length > 0)
    throw new InvalidInput(
      'features',
      `a table without ${lacking.join(', ')}`,
      `a table with all ${features.length} features of the model`,
    )
  return features.map((feature) => table.columns[at.get(feature) ?? -1] ?? new Float64Array())
}
