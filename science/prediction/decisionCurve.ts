import { InvalidInput } from '../errors.ts'
import { checkScores } from './roc.ts'

export interface DecisionPoint {
  threshold: number
  /** events found minus false alarms at the threshold's odds, per patient */
  netBenefit: number
  /** of treating everybody; of treating nobody it is 0 */
  all: number
  called: number
}

/** Thresholds .01, .02 … .99. */
export const everyPercent: readonly number[] = Array.from({ length: 99 }, (_, i) => (i + 1) / 100)

/**
 * Net benefit over thresholds of the probability; p ≥ threshold is called an event.
 * @param probabilities 0…1   @param outcome 0 or 1, n ≥ 1   @param thresholds between 0 and 1
 * @throws InvalidInput lengths differ, or a value is out of its range
 * @source Vickers & Elkin 2006   @oracle test/oracles/validation (R dcurves)
 */
export function decisionCurve(
  probabilities: ArrayLike<number>,
  outcome: ArrayLike<number>,
  thresholds: readonly number[] = everyPercent,
): DecisionPoint[] {
  checkScores(probabilities, outcome)
  const n = outcome.length
  if (n === 0) throw new InvalidInput('outcome', 'nobody', 'at least one patient')
  let events = 0
  for (let i = 0; i < n; i += 1) events += outcome[i] ?? 0
  return thresholds.map((threshold) => {
    if (!(threshold > 0 && threshold < 1)) throw new InvalidInput('threshold', threshold, 'between 0 and 1')
    const odds = threshold / (1 - threshold)
    let found = 0
    let called = 0
    for (let i = 0; i < n; i += 1) {
      if (!((probabilities[i] ?? NaN) >= threshold)) continue
      called += 1
      found += outcome[i] ?? 0
    }
    return {
      threshold,
      netBenefit: (found - (called - found) * odds) / n,
      all: (events - (n - events) * odds) / n,
      called,
    }
  })
}
