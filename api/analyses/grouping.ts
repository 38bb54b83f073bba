import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import type { Context } from '../context.ts'
import type { GroupingShape } from './groupingInput.ts'

/** A resolved grouping with patients by their ids; plain JSON. */
export interface RiskGroupsAnswer {
  label: string
  kind: Grouping['kind']
  variable: string | null
  groups: { key: string; label: string; n: number }[]
  cutoffs: { value: number; rule: string; origin: string }[]
  members: { patient: string; group: string; value: number | null }[]
  ungrouped: { patient: string; code: string; reason: string }[]
}

export async function riskGroupsOf(
  context: Context,
  release: ReleaseRow,
  grouping: Grouping,
): Promise<RiskGroupsAnswer> {
  return await Promise.reject(new Error(`not yet: ${context.requestId} ${release.shortId} ${grouping.kind}`))
}

export async function suggestGroupings(
  context: Context,
  release: ReleaseRow,
): Promise<{ label: string; grouping: GroupingShape }[]> {
  return await Promise.reject(new Error(`not yet: ${context.requestId} ${release.shortId}`))
}
