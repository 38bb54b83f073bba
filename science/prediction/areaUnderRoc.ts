/**
 * Area under the ROC curve: P(score of an event > score of a non-event) + ½ P(equal). NaN where one outcome is absent.
 * @param scores finite   @param outcome 0 or 1
 * @source Hanley & McNeil 1982 (the rank sum over mn)   @oracle test/oracles/validation (pROC)
 */
export function areaUnderRoc(scores: ArrayLike<number>, outcome: ArrayLike<number>): number {
  const n = outcome.length
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  )
  let events = 0
  let before = 0
  let won = 0
  for (let i = 0; i < n;) {
    let tiedEvents = 0
    let tiedOthers = 0
    const value = scores[order[i] ?? 0]
    for (; i < n && scores[order[i] ?? 0] === value; i += 1) {
      if (outcome[order[i] ?? 0] === 1) tiedEvents += 1
      else tiedOthers += 1
    }
    won += tiedEvents * (before + tiedOthers / 2)
    before += tiedOthers
    events += tiedEvents
  }
  return won / (events * before)
}
