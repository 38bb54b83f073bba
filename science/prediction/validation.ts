import { calibrationOf, type Calibration } from './calibration.ts'
import { picked } from './featureTable.ts'
import { decisionCurve, type DecisionPoint } from './decisionCurve.ts'
import { operatingPointAt, thresholdBy, type OperatingPoint } from './operatingPoints.ts'
import { areaWithInterval, rocCurve, type AreaUnderRoc, type RocPoint } from './roc.ts'
import { isMissing } from '../stats/missing.ts'
import { notTestable, type NotTestable } from '../stats/notTestable.ts'

/** One score on one set of patients, seen from all sides. */
export interface ScoreValidation {
  name: string
  n: number
  events: number
  area: AreaUnderRoc | NotTestable
  /** empty where an outcome is absent */
  roc: readonly RocPoint[]
  /** at the model's own cutoff, by Youden's index and at fixed sensitivity; the latter two are chosen on these patients */
  points: readonly OperatingPoint[]
  /** of the probability; not testable where the score has none */
  calibration: Calibration | NotTestable
  /** of the patients with a probability */
  decisionCurve: readonly DecisionPoint[]
}

/**
 * ROC, operating points, calibration and decision curve of one score.
 * @param scores finite; a high score speaks for the event   @param probabilities 0…1, the same patients, NaN = none; null where the score has none
 * @param outcome 0 or 1   @param cutoff the model's own; a score above it is called an event; null = none
 * @throws InvalidInput lengths differ or a value is out of its range
 */
export function validateScore({
  name,
  scores,
  probabilities,
  outcome,
  cutoff,
  onOwnPatients = false,
}: {
  name: string
  scores: Float64Array
  probabilities: Float64Array | null
  outcome: Float64Array
  cutoff: number | null
  onOwnPatients?: boolean
}): ScoreValidation {
  const n = outcome.length
  const events = outcome.reduce((sum, y) => sum + y, 0)
  const isBoth = events > 0 && events < n
  const chosen = isBoth
    ? [
        { rule: 'Youden, chosen here', at: thresholdBy({ kind: 'youden' }, scores, outcome) },
        {
          rule: 'sensitivity ≥ .9, chosen here',
          at: thresholdBy({ kind: 'sensitivity', least: 0.9 }, scores, outcome),
        },
      ]
    : []
  const told = Int32Array.from(probabilities?.keys() ?? []).filter(
    (row) => !isMissing(probabilities?.[row] ?? NaN),
  )
  const [p, y] = [picked(probabilities ?? [], told), picked(outcome, told)]
  return {
    name,
    n,
    events,
    area: areaWithInterval(scores, outcome),
    roc: isBoth ? rocCurve(scores, outcome) : [],
    points: [
      ...(cutoff === null ? [] : [operatingPointAt(scores, outcome, cutoff, 'cutoff of the model')]),
      ...chosen.flatMap(({ rule, at }) =>
        at ? [operatingPointAt(scores, outcome, at.threshold, rule)] : [],
      ),
    ],
    calibration: told.length > 0 ? calibrationOf(p, y, { onOwnPatients }) : notTestable('too few values', 0),
    decisionCurve: told.length > 0 ? decisionCurve(p, y) : [],
  }
}
