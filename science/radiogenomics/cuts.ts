import { bestClusters } from '../stats/intervals.ts'
import { ascending, quantile, moments } from '../stats/describe.ts'
import { isMissing, presentValues } from '../stats/missing.ts'
import type { CutChoice } from './specifications.ts'
import { plainNumber } from './words.ts'

export interface CutsInput {
  /** the groups that are asked for: 0 first, 1 second, −1 in neither */
  assignment: Int32Array
  given: { label: string }
  /** the number behind the groups, one per patient; null where there is none, and then there is no other cut */
  score: Float64Array | null
  /** which side the first group is on */
  firstIs: 'above' | 'at-or-below'
}

/**
 * Cuts that another analyst might have made of the same score: as asked, median, mean, thirds, and the natural break (two means).
 * Each puts the same patients into two groups; cuts that part them alike stand once, under the first name.
 * @source natural break: the best 2-means partition on a line, `bestClusters`
 */
export function cutChoices({ assignment, given, score, firstIs }: CutsInput): CutChoice[] {
  const asked: CutChoice = {
    key: 'as-asked',
    label: given.label,
    isFirst: Int8Array.from(assignment, (group) => (group < 0 ? -1 : 1 - group)),
  }
  if (!score) return [asked]
  const own = score.map((value, i) => ((assignment[i] ?? -1) < 0 ? NaN : value))
  const sorted = ascending(presentValues(own, 'score'))
  const places = cutPlaces(sorted)
  const choices = [asked]
  for (const { key, name, at } of places) {
    const isFirst = Int8Array.from(own, (value) =>
      isMissing(value) ? -1 : Number(value > at === (firstIs === 'above')),
    )
    const label = `${name}, ${plainNumber(at, 4)}`
    if (!choices.some((other) => other.isFirst.every((side, i) => side === isFirst[i])))
      choices.push({ key, label, isFirst })
  }
  return choices
}

function cutPlaces(sorted: ReturnType<typeof ascending>): { key: string; name: string; at: number }[] {
  if (sorted.length < 4) return []
  const places = [
    { key: 'median', name: 'median', at: quantile(sorted, 0.5) },
    { key: 'mean', name: 'mean', at: moments(sorted).mean },
    { key: 'lower-third', name: 'lower third', at: quantile(sorted, 1 / 3) },
    { key: 'upper-third', name: 'upper third', at: quantile(sorted, 2 / 3) },
  ]
  if (sorted[0] === sorted[sorted.length - 1]) return places
  const start = bestClusters(sorted, 2)[1]?.[1] ?? 0
  const below = sorted[start - 1] ?? NaN
  const above = sorted[start] ?? NaN
  return [...places, { key: 'natural-break', name: 'natural break', at: (below + above) / 2 }]
}
