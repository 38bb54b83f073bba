import type { EvaluationAnswer, ModelValidationAnswer, ScoreAnswer } from './modelValidationAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvRow } from './tsv.ts'

/** One row a score and evaluation. */
export function modelValidationTable({ answer }: StoredAnalysis<ModelValidationAnswer>): Table {
  const { outcome, cutoff, model } = answer
  return {
    facts: [
      ['model', model],
      ['outcome', `${outcome.variable} = ${outcome.event.join(' or ')}`],
      ['cutoff', `${cutoff.value} (${cutoff.rule})`],
    ],
    rows: answer.evaluations.flatMap((evaluation) =>
      evaluation.scores.map((score) => rowOf(evaluation, score)),
    ),
  }
}

function rowOf(evaluation: EvaluationAnswer, score: ScoreAnswer): TsvRow {
  const area = 'auc' in score.area ? score.area : null
  const youden = score.points.find(({ rule }) => rule.startsWith('Youden'))
  const calibration = 'brier' in score.calibration ? score.calibration : null
  const against = evaluation.comparisons.find(
    ({ second, first }) => first === score.name && second === 'volume',
  )
  const difference = against && 'difference' in against.areas ? against.areas : null
  const interval = (value: { value: number } | { kind: string } | undefined): number | null =>
    value && 'value' in value ? value.value : null
  return [
    ['evaluation', evaluation.label],
    ['score', score.name],
    ['n', score.n],
    ['events', score.events],
    ['auc', area?.auc ?? null],
    ['auc_low', area?.low ?? null],
    ['auc_high', area?.high ?? null],
    ['youden_threshold', youden?.threshold ?? null],
    ['sensitivity', youden?.sensitivity.value ?? null],
    ['specificity', youden?.specificity.value ?? null],
    ['accuracy', youden?.accuracy.value ?? null],
    ['ppv', youden?.positivePredictiveValue.value ?? null],
    ['npv', youden?.negativePredictiveValue.value ?? null],
    ['calibration_slope', interval(calibration?.slope)],
    ['calibration_intercept', interval(calibration?.intercept)],
    ['brier', calibration?.brier ?? null],
    ['minus_volume', difference?.difference ?? null],
    ['minus_volume_low', difference?.low ?? null],
    ['minus_volume_high', difference?.high ?? null],
    ['minus_volume_log_p', difference?.logP ?? null],
  ]
}
