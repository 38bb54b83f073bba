import { operatingPointAt, type OperatingPoint } from '../prediction/operatingPoints.ts'
import { reclassify, type Reclassification } from '../prediction/reclassification.ts'
import { compareAreas, type AreaDifference } from '../prediction/roc.ts'
import { rocWithBand, type RocBandPoint } from '../prediction/rocBand.ts'
import { validateScore, type ScoreValidation } from '../prediction/validation.ts'
import { isMissing } from '../stats/missing.ts'
import type { NotTestable } from '../stats/notTestable.ts'
import { withBoth } from './evaluation.ts'
import type { RiskGroup } from './trainedModel.ts'

export interface NamedScore {
  name: string
  /** one per patient, a high one speaks for the outcome; NaN = none */
  values: Float64Array
  /** P(outcome) that goes with it, NaN = none; null where it has none at all */
  probabilities: Float64Array | null
}

/** Scores of one origin on one set of patients: all arrays follow the same patients. */
export interface ScoredPatients {
  /** the model's own score first, then its parts, then rivals */
  scores: readonly NamedScore[]
  groups: readonly RiskGroup[]
  /** 0, 1 or NaN */
  outcome: Float64Array
  /** the scores come from the patients that they are judged on */
  onOwnPatients: boolean
}

export interface ScoreComparison {
  first: string
  second: string
  /** patients that both have scored */
  n: number
  areas: AreaDifference | NotTestable
  /** does the first move patients the right way beside the second; null where one has no probabilities */
  reclassification: Reclassification | NotTestable | null
}

export interface StoredValidation {
  /** patients with the model's score and no outcome, and with an outcome and no score: neither takes part */
  withoutOutcome: number
  withoutScore: number
  scores: readonly (Omit<ScoreValidation, 'roc'> & { roc: readonly RocBandPoint[] })[]
  /** LOW risk taken as a test for the outcome; null where nobody has a group and an outcome */
  groups: OperatingPoint | null
  comparisons: readonly ScoreComparison[]
}

/**
 * A model and its rivals on patients whose outcome is known: each score by itself, the risk groups as a test, and every pair of scores.
 * @throws InvalidInput lengths differ, or a probability is outside 0…1
 * @source DeLong 1988; Pencina 2008, 2011; Vickers & Elkin 2006, through the functions of science/prediction
 */
export function validateStoredScores(input: ScoredPatients): StoredValidation {
  const { scores, groups, outcome, onOwnPatients } = input
  const whole = scores[0]?.values ?? new Float64Array(outcome.length).fill(NaN)
  const lacks = (values: Float64Array, row: number): boolean => isMissing(values[row] ?? NaN)
  return {
    withoutOutcome: outcome.filter((y, row) => isMissing(y) && !lacks(whole, row)).length,
    withoutScore: outcome.filter((y, row) => !isMissing(y) && lacks(whole, row)).length,
    scores: scores.map((score) => {
      const known = withBoth(score.values, outcome)
      const { roc, ...rest } = validateScore({
        name: score.name,
        scores: known.scores,
        probabilities: score.probabilities && picked(score.probabilities, known.rows),
        outcome: known.outcome,
        cutoff: null,
        onOwnPatients,
      })
      return { ...rest, roc: rest.events > 0 ? rocWithBand(roc, rest.events) : [] }
    }),
    groups: groupsAsTest(groups, outcome),
    comparisons: scores.flatMap((first, i) =>
      scores.slice(i + 1).map((second) => comparison(first, second, outcome)),
    ),
  }
}

function picked(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? NaN)
}

function groupsAsTest(groups: readonly RiskGroup[], outcome: Float64Array): OperatingPoint | null {
  const calls = Float64Array.from(groups, (group) => (group === null ? NaN : group === 'low' ? 1 : 0))
  const known = withBoth(calls, outcome)
  if (known.rows.length === 0) return null
  return operatingPointAt(known.scores, known.outcome, 0.5, 'low risk as a test for the outcome')
}

function comparison(first: NamedScore, second: NamedScore, outcome: Float64Array): ScoreComparison {
  const rows = Int32Array.from(outcome.keys()).filter(
    (row) => ![first.values[row], second.values[row], outcome[row]].some((value) => isMissing(value ?? NaN)),
  )
  const y = picked(outcome, rows)
  const told = rows.filter(
    (row) => ![first.probabilities?.[row], second.probabilities?.[row]].some((p) => isMissing(p ?? NaN)),
  )
  const both =
    first.probabilities && second.probabilities
      ? { before: picked(second.probabilities, told), after: picked(first.probabilities, told) }
      : null
  return {
    first: first.name,
    second: second.name,
    n: rows.length,
    areas: compareAreas(picked(first.values, rows), picked(second.values, rows), y),
    reclassification: both && reclassify(both.before, both.after, picked(outcome, told)),
  }
}
