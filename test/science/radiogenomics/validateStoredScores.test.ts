import { expect, it } from 'vitest'
import { calibrationOf } from '../../../science/prediction/calibration.ts'
import { decisionCurve } from '../../../science/prediction/decisionCurve.ts'
import { reclassify } from '../../../science/prediction/reclassification.ts'
import { areaWithInterval } from '../../../science/prediction/roc.ts'
import { validateStoredScores } from '../../../science/radiogenomics/validateStoredScores.ts'
import { createRandom } from '../../../science/stats/random.ts'

it('a score without a probability has its area; calibration, curve and reclassification are of those who have one', () => {
  const random = createRandom(12)
  const outcome = Float64Array.from({ length: 70 }, () => (random.uniform() < 0.4 ? 1 : 0))
  const drawn = () =>
    outcome.map((y) => 0.6 * random.uniform() + 0.4 * random.uniform() ** (y === 1 ? 0.5 : 2))
  const [p1, p2] = [drawn(), drawn()]
  const gaps = p1.map((p, i) => (i % 7 === 0 ? NaN : p))
  const kept = (values: Float64Array) => values.filter((_, i) => i % 7 !== 0)
  const { comparisons, scores } = validateStoredScores({
    scores: [
      { name: 'a', values: p1, probabilities: gaps },
      { name: 'b', values: p2, probabilities: p2 },
      { name: 'c', values: p2, probabilities: p2.map(() => NaN) },
    ],
    groups: Array.from(outcome, () => null),
    outcome,
    onOwnPatients: false,
  })
  expect(scores[0]).toMatchObject({
    n: 70,
    area: areaWithInterval(p1, outcome),
    calibration: calibrationOf(kept(p1), kept(outcome)),
    decisionCurve: decisionCurve(kept(p1), kept(outcome)),
  })
  expect(scores[2]).toMatchObject({ calibration: { kind: 'notTestable' }, decisionCurve: [] })
  expect(comparisons[0]).toMatchObject({
    n: 70,
    reclassification: reclassify(kept(p2), kept(p1), kept(outcome)),
  })
  expect(comparisons[1]?.reclassification).toEqual({ kind: 'notTestable', reason: 'too few values', n: 0 })
})
