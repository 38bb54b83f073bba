import type { SelectionStepRecord } from '../../science/prediction/selectionTypes.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import type { FeatureAccount } from '../../science/radiogenomics/trainedModel.ts'

/** What fell out at which step of one vector, and what is known of the features that stayed. */
export interface SelectionPart {
  part: 'gtr' | 'ith'
  steps: readonly SelectionStepRecord[]
  features: readonly FeatureAccount[]
}

export function selectionSteps({ model, features }: ModelCard): SelectionPart[] {
  return (['gtr', 'ith'] as const).flatMap((part) => {
    const own = model[part]
    if (!own) return []
    return [
      { part, steps: own.selection.steps, features: features.filter((account) => account.part === part) },
    ]
  })
}
