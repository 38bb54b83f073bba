import type { RiskModelContent } from './release/content.ts'
import { riskModel } from './schema/riskModel.ts'

/** All but the card, which may be megabytes. */
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
} satisfies Record<Exclude<keyof RiskModelContent, 'card'>, unknown>
