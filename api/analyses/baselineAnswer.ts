import type { VariableRow } from '../../db/read/variables.ts'
import type { BaselineTable } from '../../science/radiogenomics/baselineTable.ts'
import type { FlowStepAnswer } from './comparisonAnswer.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

export interface BaselineAnswer extends AnswerFacts {
  grouping: RiskGroupsAnswer
  flow: FlowStepAnswer[]
  /** beside the rows of the table */
  variables: VariableRow[]
  table: BaselineTable
  /** who has no value: by row, then by group */
  missing: string[][][]
}

/** Reads back what was stored; it is our own. */
export function parseBaselineAnswer(stored: unknown): BaselineAnswer {
  return stored as BaselineAnswer
}
