import { logChiSquaredUpper } from '../stats/distributions.ts'
import type { FollowUp } from './followUp.ts'
import { firstFrom, riskTable } from './riskTable.ts'

/**
 * The log-rank test at each cut of an order of patients: the first `below` of them against the rest.
 * @param order rows by the variable that is cut   @param places numbers of patients at or below each cut, ascending
 * @returns log p of each cut, 1 df; NaN where only one side was ever at risk when something happened
 * Each patient who changes sides changes the numbers at risk up to their own time, so all cuts cost one pass over patients × event times.
 * @source Mantel 1966; the same sums as `logRank`, which a test holds against it
 */
export function logRanksOfCuts(
  followUp: Pick<FollowUp, 'time' | 'event'>,
  order: ArrayLike<number>,
  places: readonly number[],
): number[] {
  const { time, event } = followUp
  const { time: times, nRisk, nEvent } = riskTable(followUp)
  const below = { atRisk: new Float64Array(times.length), observed: 0 }
  let at = 0
  return places.map((place) => {
    for (; at < place; at += 1) {
      const row = order[at] ?? 0
      const last = firstFrom(times, time[row] ?? NaN)
      for (let k = 0; k <= last; k += 1) below.atRisk[k] = (below.atRisk[k] ?? 0) + 1
      below.observed += event[row] ?? 0
    }
    let [expected, variance] = [0, 0]
    for (let k = 0; k < times.length; k += 1) {
      const [dead, risk] = [nEvent[k] ?? 0, nRisk[k] ?? 0]
      if (dead === 0 || risk < 2) expected += risk === 1 ? dead * (below.atRisk[k] ?? 0) : 0
      else {
        const share = (below.atRisk[k] ?? 0) / risk
        expected += dead * share
        variance += (dead * share * (1 - share) * (risk - dead)) / (risk - 1)
      }
    }
    return variance > 0 ? logChiSquaredUpper((below.observed - expected) ** 2 / variance, 1) : NaN
  })
}
