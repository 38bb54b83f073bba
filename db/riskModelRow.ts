import type { RiskModelContent } from './release/content.ts'
import { riskModel } from './schema/riskModel.ts'

export const riskModelSelection = {
  key: riskModel.key,
  label: riskModel.label,
  inputs: riskModel.inputs,
  centre: riskModel.centre,
  scale: riskModel.scale,
  loadings: riskModel.loadings,
  cutoff: riskModel.cutoff,
  cutoffRule: riskModel.cutoffRule,
  trainedOn: {
    cohort: riskModel.trainedCohort,
    patients: riskModel.trainedPatients,
    description: riskModel.trainedDescription,
  },
} satisfies Record<keyof RiskModelContent, unknown>
