import type { CoxData } from './coxData.ts'
import { linearPredictor } from './riskSets.ts'

/**
 * Whether the partial likelihood never falls along a direction, so that it has no maximum: every death has the largest predictor of all
 * who were at risk with it, up to 1e-9 of the predictor's range.
 * @param direction of the scaled covariates, not 0
 * @source Bryson & Johnson 1981
 */
export function isMonotone(data: CoxData, direction: Float64Array): boolean {
  const eta = linearPredictor(data, direction)
  let [least, most] = [Infinity, -Infinity]
  for (const value of eta) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const tolerance = 1e-9 * (most - least)
  for (let s = 0; s + 1 < data.strata.length; s += 1)
    if (!isMonotoneWithin(data, eta, { start: data.strata[s] ?? 0, end: data.strata[s + 1] ?? 0, tolerance }))
      return false
  return most > least
}

function isMonotoneWithin(
  { time, event, entry }: CoxData,
  eta: Float64Array,
  { start, end, tolerance }: { start: number; end: number; tolerance: number },
): boolean {
  let most = -Infinity
  for (let i = end - 1; i >= start;) {
    const t = time[i] ?? NaN
    const last = i
    for (; i >= start && time[i] === t; i -= 1) most = Math.max(most, eta[i] ?? NaN)
    let atRisk = most
    let leastDead = Infinity
    for (let k = i + 1; k <= last; k += 1) if (event[k] === 1) leastDead = Math.min(leastDead, eta[k] ?? NaN)
    if (leastDead === Infinity) continue
    if (entry) {
      atRisk = -Infinity
      for (let k = i + 1; k < end; k += 1)
        if ((entry.time[k] ?? NaN) < t) atRisk = Math.max(atRisk, eta[k] ?? NaN)
    }
    if (leastDead < atRisk - tolerance) return false
  }
  return true
}
