import type { VariableRow } from '../../db/read/variables.ts'
import type { GroupMean } from '../../science/radiogenomics/immuneProfile.ts'
import type { FlowStepAnswer } from './comparisonAnswer.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

export interface ProfileCellAnswer {
  variable: VariableRow
  /** empty unless a composition */
  means: GroupMean[]
  /** one for each of the patients of the method */
  z: (number | null)[]
  values: (number | null)[]
}

export interface ProfileMethodAnswer {
  ref: string
  label: string
  /** what the numbers are, in words */
  scaleWords: string
  isComposition: boolean
  /** submitter ids, in score order within groups */
  patients: string[]
  groups: string[]
  passes: (boolean | null)[]
  clusteredPatients: number[]
  clusteredCells: number[]
  cells: ProfileCellAnswer[]
  nIncomplete: number
  annotations: AnnotationAnswer[]
}

/** What stands over a heatmap: one value a patient, numbers or levels. */
export interface AnnotationAnswer {
  label: string
  ref: string
  numbers: (number | null)[] | null
  levels: (string | null)[] | null
  /** of the numbers of these patients; null where nobody has one, and for levels */
  range: { low: number; high: number } | null
  /** levels that somebody has, in their natural order; null for numbers */
  order: string[] | null
}

/** A marker gene beside the fractions. */
export interface ControlAnswer {
  symbol: string
  ref: string
  cell: string
  marks: string
  citation: string
  /** Spearman with the cell by the first method, over the patients that have both */
  rho: number | null
  low: number | null
  high: number | null
  n: number
  /** first group − second: Cliff's delta; null unless two groups */
  delta: number | null
  deltaLow: number | null
  deltaHigh: number | null
  logP: number | null
  reason: string | null
}

export interface ProfileAnswer extends AnswerFacts {
  grouping: RiskGroupsAnswer
  flow: FlowStepAnswer[]
  methods: ProfileMethodAnswer[]
  controls: ControlAnswer[]
  /** label of the expression layer that the controls come from; null without one */
  expression: string | null
  replicates: number
}

/** Reads back what was stored; it is our own. */
export function parseProfileAnswer(stored: unknown): ProfileAnswer {
  return stored as ProfileAnswer
}
