import type { VariableRow } from '../../db/read/variables.ts'
import type { OutcomeByGroup } from '../../science/radiogenomics/outcome.ts'
import type { HazardModel, ModelNotFitted } from '../../science/radiogenomics/outcomeModels.ts'
import type { OutcomeLine } from '../../science/radiogenomics/outcomeWords.ts'
import type { LeftOut } from '../../science/radiogenomics/whoIsIn.ts'
import type { FlowStepAnswer } from './comparisonAnswer.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

/** A model with its patients named. */
export type ModelAnswer = (Omit<HazardModel, 'incomplete'> & { leftOut: LeftOut[] }) | ModelNotFitted

/** A patient on the curve of the group. */
export interface FollowedPatient {
  patient: string
  /** key */
  group: string
  time: number
  event: boolean
  survival: number
}

/** The whole answer as it is stored. */
export interface OutcomeAnswer
  extends AnswerFacts, Omit<OutcomeByGroup, 'univariable' | 'multivariable' | 'places'> {
  grouping: RiskGroupsAnswer
  endpoint: VariableRow
  covariates: VariableRow[]
  flow: FlowStepAnswer[]
  /** key of the group that hazards are compared with */
  reference: string
  univariable: ModelAnswer[]
  multivariable: ModelAnswer | null
  answer: OutcomeLine[]
  patients: FollowedPatient[]
}

/** Reads back what was stored; it is our own. */
export function parseOutcomeAnswer(stored: unknown): OutcomeAnswer {
  return stored as OutcomeAnswer
}
