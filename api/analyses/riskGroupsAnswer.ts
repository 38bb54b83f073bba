import type { PlainGrouping } from '../../science/radiogenomics/grouping.ts'

/** A resolved grouping with patients by their ids; plain JSON. */
export interface RiskGroupsAnswer {
  label: string
  kind: PlainGrouping['kind']
  variable: string | null
  groups: { key: string; label: string; n: number }[]
  cutoffs: { value: number; rule: string; origin: string }[]
  members: { patient: string; group: string; value: number | null }[]
  ungrouped: { patient: string; code: string; reason: string }[]
}
