import type { LayerRow } from '../../db/read/layers.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import type { Family, Result } from '../../science/radiogenomics/result.ts'
import type { QualityOfLayer } from '../quality.ts'
import type { MacrophageRatios } from '../../science/radiogenomics/macrophageRatio.ts'
import type { AnswerFacts } from './storedAnalysis.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'

/** The grouped patients in columns, the same for every cell: one object a patient and cell is what made answers slow. */
export interface PeopleAnswer {
  patients: string[]
  /** keys */
  groups: string[]
  specimens: (string | null)[]
  passes: (boolean | null)[]
  qualities: (number | null)[]
  /** how much each counts; null where all count alike */
  weights: (number | null)[] | null
}

export interface CellAnswer {
  variable: VariableRow
  result: Result
  /** the same test over all patients with equal weight; null where that is the result itself */
  unselected: Result | null
  /** one for each of the people */
  values: (number | null)[]
}

/** One person's value of one cell, still in the columns. */
export interface PointAnswer {
  people: PeopleAnswer
  values: readonly (number | null)[]
  i: number
}

export function pointsOf(people: PeopleAnswer, { values }: CellAnswer): PointAnswer[] {
  return values.map((_, i) => ({ people, values, i }))
}

export interface FlowStepAnswer {
  label: string
  n: number
  leftOut: { code: string; reason: string; n: number; patients: string[] }[]
}

export interface QualityAnswer {
  rule: QualityOfLayer
  nPassing: number
  n: number
  byGroup: { group: string; nPassing: number; n: number }[]
  /** Spearman of the checked number with the leukocyte fraction, over all patients; null where the release has none */
  selection: { rho: number; n: number; variable: string; text: string } | null
  note: string
}

/** The whole answer as it is stored: plain JSON, with no internal key of a database and no time in it. */
export interface ComparisonAnswer extends AnswerFacts {
  grouping: RiskGroupsAnswer
  /** its internal keys are 0 */
  method: LayerRow
  /** what the groups are compared at equal values of */
  covariates: VariableRow[]
  flow: FlowStepAnswer[]
  quality: QualityAnswer | null
  family: Family
  people: PeopleAnswer
  cells: CellAnswer[]
  /** what the numbers are, in words */
  scaleWords: string
  /** null where the method has not both macrophages as amounts */
  macrophageRatio: MacrophageRatios | null
  unseen: { cell: string; reason: string }[]
  answer: { cell: string; text: string }[]
}

/** Reads back what was stored; it is our own. */
export function parseComparisonAnswer(stored: unknown): ComparisonAnswer {
  return stored as ComparisonAnswer
}
