import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import { estimateNumber, probabilityWords, signedNumber } from '../../science/radiogenomics/words.ts'
import type { EvaluationAnswer, ScoreAnswer } from './modelValidationAnswer.ts'

/** What a model's validation says, as sentences: the honest figure, the apparent one, and whether it beats tumour volume. */
export function validationWords(evaluations: readonly EvaluationAnswer[], card: ModelCard | null): string[] {
  const [first, second] = evaluations
  const score = first?.scores[0]
  if (!first || !score) return []
  return [
    `${first.label}: ${score.name} AUC ${areaWords(score)}, n ${score.n}, ${score.events} with the outcome.`,
    ...(second?.scores[0] ? [`${second.label}: AUC ${areaWords(second.scores[0])}.`] : []),
    ...rivalWords(first, score.name),
    ...(card && card.robustness.length === 0
      ? [
          'No repeated measurements were used: how far the features agree between readers or phases is not known here.',
        ]
      : []),
  ]
}

function rivalWords({ comparisons }: EvaluationAnswer, name: string): string[] {
  const found = comparisons.find(({ first, second }) => first === name && second === 'volume')
  if (!found) return ['There is no volume-only model beside it.']
  if ('kind' in found.areas) return [`${name} against volume alone: not testable (${found.areas.reason}).`]
  const { difference, low, high, logP, second } = found.areas
  const verdict = low > 0 ? 'better than' : high < 0 ? 'worse than' : 'not distinguishable from'
  return [
    `Volume alone: AUC ${estimateNumber(second.auc, 3)}; the model is ${verdict} it, difference ${signedNumber(difference, 2)} (95 % CI ${estimateNumber(low, 2)} to ${estimateNumber(high, 2)}), P = ${probabilityWords(logP, 2)} (DeLong).`,
  ]
}

function areaWords({ area }: ScoreAnswer): string {
  if (!('auc' in area)) return `not testable (${area.reason})`
  return `${estimateNumber(area.auc, 3)} (95 % CI ${estimateNumber(area.low, 3)} to ${estimateNumber(area.high, 3)})`
}
