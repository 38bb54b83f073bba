import { picked } from '../prediction/featureTable.ts'
import { reclassify, type Reclassification } from '../prediction/reclassification.ts'
import { compareAreas } from '../prediction/roc.ts'
import { validateScore, type ScoreValidation } from '../prediction/validation.ts'
import { isMissing } from '../stats/missing.ts'
import type { NotTestable } from '../stats/notTestable.ts'
import type { ModelAnswer } from './applyModel.ts'
import type { Evaluation, GtrIthTraining, ModelKind, NamedComparison, TrainedModel } from './trainedModel.ts'

export interface NamedReclassification {
  /** the model that is there */
  before: string
  after: string
  n: number
  result: Reclassification | NotTestable
}

/** The score, its parts and its rivals on the same patients. */
export interface ModelValidation {
  /** what the patients are to the model */
  on: 'new patients' | 'training patients, out of fold' | 'training patients, apparent'
  /** patients with a score and an outcome, and those with one of them only */
  n: number
  withoutOutcome: number
  withoutScore: number
  /** the whole model first */
  scores: readonly ScoreValidation[]
  comparisons: readonly NamedComparison[]
  /** from each other model to the whole */
  reclassifications: readonly NamedReclassification[]
  /** rivals that could not be applied, and why */
  lacking: readonly { name: string; reason: string }[]
}

interface Candidate {
  name: string
  scores: Float64Array
  probabilities: Float64Array | null
  cutoff: number | null
}

const kindNames: Readonly<Record<ModelKind, string>> = { gtr: 'GTR', ith: 'ITH', 'gtr-ith': 'GTR-ITH' }

/**
 * Validates a trained model on a cohort that it was applied to.
 * @param answer of `applyModel`   @param outcome 0, 1 or NaN per patient; patients of the answer that it does not know have none
 * @source TRIPOD+AI (discrimination, calibration, clinical usefulness)   @oracle the parts' own
 */
export function validateModel(
  model: TrainedModel,
  answer: ModelAnswer,
  outcome: { patients: readonly string[]; values: ArrayLike<number> },
): ModelValidation {
  const at = new Map(outcome.patients.map((patient, i) => [patient, outcome.values[i] ?? NaN]))
  const y = Float64Array.from(answer.patients, (patient) => at.get(patient) ?? NaN)
  const parts = model.kind === 'gtr-ith' ? partCandidates(answer) : []
  const rivals = answer.rivals.flatMap(({ name, probabilities }): Candidate[] =>
    probabilities ? [{ name, scores: probabilities, probabilities, cutoff: null }] : [],
  )
  const whole: Candidate = {
    name: kindNames[model.kind],
    scores: answer.score,
    probabilities: answer.probability,
    cutoff: model.cutoff,
  }
  return {
    ...validateAll('new patients', [whole, ...parts, ...rivals], y),
    lacking: answer.rivals.flatMap(({ name, lacking }) =>
      lacking === null ? [] : [{ name, reason: lacking }],
    ),
  }
}

/**
 * Validates the training itself: out of fold (honest) or as published (apparent); rivals always out of fold.
 * The cutoff of the out-of-fold view is 0 on scores taken relative to the cutoff of each patient's own fold, so it is given by the groups.
 */
export function validateTraining(
  training: Extract<GtrIthTraining, { kind: 'trained' }>,
  kind: Evaluation['kind'],
): ModelValidation {
  const evaluation = training.evaluations[kind === 'nested' ? 0 : 1]
  const { model, outcome } = training
  const whole: Candidate = {
    name: kindNames[model.kind],
    scores: evaluation.score,
    probabilities: evaluation.probability,
    cutoff: null,
  }
  const parts = model.kind === 'gtr-ith' ? partCandidates(evaluation) : []
  const rivals = training.rivals.map(({ name, outOfFold }): Candidate => ({
    name,
    scores: outOfFold,
    probabilities: outOfFold,
    cutoff: null,
  }))
  const on = kind === 'nested' ? 'training patients, out of fold' : 'training patients, apparent'
  const result = validateAll(on, [whole, ...parts, ...rivals], outcome)
  const [first, ...others] = result.scores
  const withGroups = first && { ...first, points: [evaluation.groupsAsTest, ...first.points] }
  return { ...result, scores: withGroups ? [withGroups, ...others] : [], lacking: [] }
}

function partCandidates({ gtr, ith }: Pick<ModelAnswer, 'gtr' | 'ith'>): Candidate[] {
  const named = [
    { name: 'GTR', scores: gtr },
    { name: 'ITH', scores: ith },
  ]
  return named.flatMap(({ name, scores }) =>
    scores ? [{ name, scores, probabilities: scores, cutoff: null }] : [],
  )
}

function validateAll(
  on: ModelValidation['on'],
  candidates: readonly Candidate[],
  outcome: Float64Array,
): Omit<ModelValidation, 'lacking'> {
  const rowsWith = (...columns: readonly Float64Array[]): Int32Array =>
    Int32Array.from(outcome.keys()).filter((row) =>
      [outcome, ...columns].every((column) => !isMissing(column[row] ?? NaN)),
    )
  const [whole] = candidates
  const scored = whole ? whole.scores : new Float64Array(outcome.length).fill(NaN)
  const isApparent = on === 'training patients, apparent'
  const scores = candidates.map(({ name, scores: own, probabilities, cutoff }) => {
    const rows = rowsWith(own)
    return validateScore({
      name,
      scores: picked(own, rows),
      probabilities: probabilities && picked(probabilities, rows),
      outcome: picked(outcome, rows),
      cutoff,
      onOwnPatients: isApparent,
    })
  })
  const pairs = candidates.flatMap((first, i) =>
    candidates.slice(i + 1).map((second) => [first, second] as const),
  )
  return {
    on,
    n: rowsWith(scored).length,
    withoutOutcome: scored.filter((score, row) => !isMissing(score) && isMissing(outcome[row] ?? NaN)).length,
    withoutScore: scored.filter((score, row) => isMissing(score) && !isMissing(outcome[row] ?? NaN)).length,
    scores,
    comparisons: pairs.map(([first, second]) => {
      const rows = rowsWith(first.scores, second.scores)
      const result = compareAreas(
        picked(first.scores, rows),
        picked(second.scores, rows),
        picked(outcome, rows),
      )
      return { first: first.name, second: second.name, n: rows.length, result }
    }),
    reclassifications: pairs.flatMap(([after, before]) => {
      const [new_, old] = [after.probabilities, before.probabilities]
      if (after !== whole || !new_ || !old) return []
      const rows = rowsWith(new_, old)
      const result = reclassify(picked(old, rows), picked(new_, rows), picked(outcome, rows))
      return [{ before: before.name, after: after.name, n: rows.length, result }]
    }),
  }
}
