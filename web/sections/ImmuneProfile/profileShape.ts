import { formatNumber } from '../../format.ts'
import type { ImmuneProfileOfQuery } from '../../gql/generated/graphql.ts'
import type { Profile, ProfileAnnotation } from '../../plots/immune/profileData.ts'
import { isClaimCell } from '../RiskGroupComparison/answer.ts'

export type ProfileAnswer = ImmuneProfileOfQuery['immuneProfile']
export type ProfileMethod = ProfileAnswer['methods'][number]

/** Cells without a colour of the vocabulary: a reference of the user's own. */
const plainColour = '#777777'

export function profileShape(answer: ProfileAnswer, method: ProfileMethod): Profile {
  const { groups } = answer.grouping
  return {
    groups: groups.map(({ key, label }) => ({ key, label })),
    patientGroups: method.groups.map((key) => groups.findIndex((group) => group.key === key)),
    cells: method.cells.map(({ variable, means, values, z }) => {
      const key = variable.cell?.key ?? variable.key
      return {
        key,
        label: variable.cell?.label ?? variable.label,
        colour: variable.cell?.colour ?? plainColour,
        isClaim: isClaimCell(key),
        means,
        values,
        z,
      }
    }),
    annotations: method.annotations.flatMap(annotationShape),
  }
}

/** Places within the range that the API gives are positions in a drawing, as on any axis. */
function annotationShape({
  label,
  numbers,
  levels,
  low,
  high,
  order,
}: ProfileMethod['annotations'][number]): ProfileAnnotation[] {
  if (levels !== null && order !== null) {
    const places = levels.map((level) => (level === null ? null : order.indexOf(level)))
    return [{ label, kind: 'level', words: order, places }]
  }
  if (numbers === null || low === null || high === null) return []
  const place = (value: number | null): number | null =>
    value === null ? null : high > low ? (value - low) / (high - low) : 0.5
  return [
    { label, kind: 'number', words: [formatNumber(low), formatNumber(high)], places: numbers.map(place) },
  ]
}
