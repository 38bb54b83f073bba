import { InvalidInput } from '../../science/errors.ts'
import { parseVariableRef } from '../../science/variableRef.ts'

/** `ModelValidationInput` of the contract, as GraphQL hands it over. */
export interface ModelValidationInputShape {
  release: string
  model: string
  outcome?: { variable: string; event: string[] } | null | undefined
}

export interface ModelValidationSpec {
  kind: 'modelValidation'
  /** `<release>/<key>` */
  model: string
  /** null: what the model was trained to predict */
  outcome: { variable: string; event: readonly string[] } | null
}

/** @throws InvalidInput a reference is malformed, or no level is named */
export function parseModelValidation({ model, outcome }: ModelValidationInputShape): ModelValidationSpec {
  if (outcome) {
    parseVariableRef(outcome.variable, 'outcome.variable')
    if (outcome.event.length === 0) throw new InvalidInput('outcome.event', 'no level', 'at least one level')
  }
  return {
    kind: 'modelValidation',
    model,
    outcome: outcome ? { variable: outcome.variable, event: [...new Set(outcome.event)].sort() } : null,
  }
}
