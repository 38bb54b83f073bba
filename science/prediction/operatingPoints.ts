import { InvalidInput } from '../errors.ts'
import { normalUpperQuantile } from '../stats/distributions.ts'
import { checkScores, rocCurve, type RocPoint } from './roc.ts'

export interface Proportion {
  /** null where nothing was counted */
  value: number | null
  low: number | null
  high: number | null
  count: number
  of: number
}

export interface OperatingPoint {
  rule: string
  /** a score above it is called an event */
  threshold: number
  truePositives: number
  falsePositives: number
  trueNegatives: number
  falseNegatives: number
  sensitivity: Proportion
  specificity: Proportion
  accuracy: Proportion
  positivePredictiveValue: Proportion
  negativePredictiveValue: Proportion
}

/**
 * A proportion with Wilson's score interval.
 * @param count of `of`; none of none has no value
 * @source Wilson 1927   @oracle R prop.test(correct = FALSE)
 */
export function proportionOf(count: number, of: number, level = 0.95): Proportion {
  if (of === 0) return { value: null, low: null, high: null, count, of }
  const z = normalUpperQuantile((1 - level) / 2)
  const p = count / of
  const bottom = 1 + (z * z) / of
  const centre = (p + (z * z) / (2 * of)) / bottom
  const reach = (z / bottom) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  return {
    value: p,
    low: count === 0 ? 0 : Math.max(0, centre - reach),
    high: count === of ? 1 : Math.min(1, centre + reach),
    count,
    of,
  }
}

/**
 * The table of calls and outcomes at a threshold, with Wilson's intervals. They take the threshold as given: one that was chosen on the
 * same patients is optimistic.
 * @param scores finite; above the threshold is called an event
 * @throws InvalidInput lengths differ, a score is not finite, or an outcome is neither 0 nor 1
 * @oracle test/oracles/validation (pROC coords)   @differs pROC calls a score at the threshold an event; ours is the cutoff rule of risk groups
 */
export function operatingPointAt(
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
  threshold: number,
  rule: string,
): OperatingPoint {
  checkScores(scores, outcome)
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 }
  for (let i = 0; i < outcome.length; i += 1) {
    const isCalled = (scores[i] ?? NaN) > threshold
    if (outcome[i] === 1) counts[isCalled ? 'tp' : 'fn'] += 1
    else counts[isCalled ? 'fp' : 'tn'] += 1
  }
  const { tp, fp, tn, fn } = counts
  return {
    rule,
    threshold,
    truePositives: tp,
    falsePositives: fp,
    trueNegatives: tn,
    falseNegatives: fn,
    sensitivity: proportionOf(tp, tp + fn),
    specificity: proportionOf(tn, tn + fp),
    accuracy: proportionOf(tp + tn, tp + tn + fp + fn),
    positivePredictiveValue: proportionOf(tp, tp + fp),
    negativePredictiveValue: proportionOf(tn, tn + fn),
  }
}

export type ThresholdRule =
  { kind: 'youden' } | { kind: 'sensitivity'; least: number } | { kind: 'specificity'; least: number }

/**
 * The threshold of a rule: the largest sensitivity + specificity (of equal ones the one with the larger sensitivity), or the best other side among
 * thresholds that keep one side at least so large.
 * @returns null where an outcome is absent
 * @throws InvalidInput a least side outside 0…1, or as `operatingPointAt`
 * @source Youden 1950   @oracle test/oracles/validation (pROC coords best.method youden)   @differs pROC returns all ties
 */
export function thresholdBy(
  rule: ThresholdRule,
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
): RocPoint | null {
  if (rule.kind !== 'youden' && !(rule.least >= 0 && rule.least <= 1))
    throw new InvalidInput(rule.kind, rule.least, '0 to 1')
  let best: RocPoint | null = null
  const worth = (point: RocPoint): number => {
    if (rule.kind === 'youden') return point.sensitivity + point.specificity
    const [kept, other] =
      rule.kind === 'sensitivity'
        ? [point.sensitivity, point.specificity]
        : [point.specificity, point.sensitivity]
    // 1 − 1/3 is a rounding error off ⅔
    return kept >= rule.least - 1e-12 ? other : -Infinity
  }
  for (const point of rocCurve(scores, outcome)) {
    if (!Number.isFinite(point.sensitivity) || !Number.isFinite(point.specificity)) return null
    if (worth(point) > (best ? worth(best) + 1e-12 : -Infinity)) best = point
  }
  return best
}
