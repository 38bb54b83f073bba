import { InvalidInput } from '../errors.ts'
import { columnsNamed, orderedTable, picked, type FeatureTable } from '../prediction/featureTable.ts'
import type { HeterogeneitySource } from './heterogeneityTypes.ts'
import type { TrainingSpec } from './trainingSpec.ts'

export interface TrainingInput {
  /** features of the whole tumour, one row per patient; null where the specification has no such part */
  gtr: FeatureTable | null
  /** vector of heterogeneity, one row per patient (`heterogeneityVector`) */
  ith: FeatureTable | null
  /** how that vector was made, kept in the model so that it can be made of other regions */
  heterogeneity: HeterogeneitySource | null
  /** columns of the rival models: volume, clinical variables as numbers */
  rivals: FeatureTable | null
  /** 0, 1 or NaN per patient; patients that it does not know take no part */
  outcome: { patients: readonly string[]; values: ArrayLike<number> }
}

/** Tables over the same patients. */
export interface TrainingTables {
  gtr: FeatureTable | null
  ith: FeatureTable | null
  rivals: FeatureTable | null
}

export type Part = 'gtr' | 'ith'

export const partNames: readonly Part[] = ['gtr', 'ith']

/** All tables over the same patients in the order of their names; who a table lacks has gaps there. */
export function alignedInput(input: TrainingInput): {
  patients: string[]
  tables: TrainingTables
  outcome: Float64Array
} {
  const { outcome } = input
  if (outcome.values.length !== outcome.patients.length)
    throw new InvalidInput(
      'outcome',
      `${outcome.values.length} values`,
      `${outcome.patients.length}, one per patient`,
    )
  const outcomeOf = new Map(outcome.patients.map((patient, i) => [patient, outcome.values[i] ?? NaN]))
  if (outcomeOf.size !== outcome.patients.length)
    throw new InvalidInput('outcome.patients', 'a patient twice', 'every patient once')
  const parts = [input.gtr, input.ith].flatMap((table) => (table ? [table] : []))
  const patients = [...new Set(parts.flatMap((table) => table.patients))].sort()
  const over = (table: FeatureTable | null): FeatureTable | null => {
    if (!table) return null
    const ordered = orderedTable(table)
    const at = new Map(ordered.patients.map((patient, row) => [patient, row]))
    const rows = patients.map((patient) => at.get(patient) ?? -1)
    return {
      patients,
      features: ordered.features,
      columns: ordered.columns.map((column) => picked(column, rows)),
    }
  }
  return {
    patients,
    tables: { gtr: over(input.gtr), ith: over(input.ith), rivals: over(input.rivals) },
    outcome: Float64Array.from(patients, (patient) => outcomeOf.get(patient) ?? NaN),
  }
}

/** @throws InvalidInput the specification is not what it should be, or a table that it needs is absent */
export function checkSpec(spec: TrainingSpec, input: TrainingInput): void {
  if (!spec.gtr && !spec.ith) throw new InvalidInput('spec', 'neither GTR nor ITH', 'at least one of them')
  for (const part of partNames)
    if (spec[part] && !input[part])
      throw new InvalidInput(
        part,
        'no table',
        `a table of features, for the specification has a ${part.toUpperCase()} part`,
      )
  const { folds, repeats } = spec.nested
  if (!Number.isInteger(folds) || folds < 2)
    throw new InvalidInput('nested.folds', folds, 'a whole number from 2')
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new InvalidInput('nested.repeats', repeats, 'a whole number from 1')
  for (const { name, features } of spec.rivals) {
    if (!input.rivals) throw new InvalidInput('rivals', 'no table', `a table with the features of ${name}`)
    if (features.length === 0) throw new InvalidInput(`rival ${name}`, 'no features', 'at least one')
    columnsNamed(input.rivals, features)
  }
}
