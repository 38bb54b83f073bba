import { areaUnderRoc } from '../prediction/areaUnderRoc.ts'
import { picked } from '../prediction/featureTable.ts'
import { operatingPointAt } from '../prediction/operatingPoints.ts'
import { areaWithInterval, type AreaUnderRoc } from '../prediction/roc.ts'
import { isMissing } from '../stats/missing.ts'
import type { NotTestable } from '../stats/notTestable.ts'
import type { Evaluation, RiskGroup } from './trainedModel.ts'

/** Scores and outcomes of the patients that have both. */
export function withBoth(
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
): { rows: Int32Array; scores: Float64Array; outcome: Float64Array } {
  const rows = Int32Array.from({ length: outcome.length }, (_, row) => row).filter(
    (row) => !isMissing(scores[row] ?? NaN) && !isMissing(outcome[row] ?? NaN),
  )
  return {
    rows,
    scores: Float64Array.from(rows, (row) => scores[row] ?? NaN),
    outcome: Float64Array.from(rows, (row) => outcome[row] ?? NaN),
  }
}

/** Area with interval over the patients that have a score and an outcome. */
export function areaOf(scores: ArrayLike<number>, outcome: ArrayLike<number>): AreaUnderRoc | NotTestable {
  const both = withBoth(scores, outcome)
  return areaWithInterval(both.scores, both.outcome)
}

/**
 * Puts an evaluation together.
 * @param margins score minus the cutoff that applies to the patient: ≤ 0 is HIGH risk, NaN no group
 * @param folds rows of each outer fold, empty where there are none
 */
export function evaluationOf({
  kind,
  gtr,
  ith,
  score,
  probability,
  margins,
  outcome,
  folds,
  disclosures,
}: {
  kind: Evaluation['kind']
  gtr: Float64Array | null
  ith: Float64Array | null
  score: Float64Array
  probability: Float64Array
  margins: Float64Array
  outcome: Float64Array
  folds: readonly Int32Array[]
  disclosures: readonly string[]
}): Evaluation {
  const groups = Array.from(margins, (margin): RiskGroup =>
    isMissing(margin) ? null : margin <= 0 ? 'high' : 'low',
  )
  const called = withBoth(margins, outcome)
  return {
    kind,
    gtr,
    ith,
    score,
    probability,
    groups,
    areas: {
      gtr: gtr && areaOf(gtr, outcome),
      ith: ith && areaOf(ith, outcome),
      score: areaOf(score, outcome),
    },
    foldAreas: folds.map((rows) => {
      const both = withBoth(picked(score, rows), picked(outcome, rows))
      return areaUnderRoc(both.scores, both.outcome)
    }),
    groupsAsTest: operatingPointAt(called.scores, called.outcome, 0, 'low risk as a test for the outcome'),
    disclosures,
  }
}
