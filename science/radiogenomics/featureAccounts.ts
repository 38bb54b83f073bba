import { areaUnderRoc } from '../prediction/areaUnderRoc.ts'
import { columnsNamed, picked, type FeatureTable } from '../prediction/featureTable.ts'
import { moments } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import type { FoldAccount } from './nestedEvaluation.ts'
import type { FeatureAccount } from './trainedModel.ts'
import type { Part } from './trainingTables.ts'

/** Every feature that the finished model or a fold selected, with direction, stability and importance; in the order of their names. */
export function featureAccounts(
  part: Part,
  table: FeatureTable,
  selectedByModel: readonly string[],
  folds: readonly FoldAccount[],
  outcome: Float64Array,
): FeatureAccount[] {
  const own = folds.filter((account) => account.part === part)
  const selected = new Set(selectedByModel)
  const names = [...new Set([...selected, ...own.flatMap((account) => account.selected)])].sort()
  return names.map((feature): FeatureAccount => {
    const losses = own.flatMap(({ importance }) => importance.get(feature) ?? [])
    return {
      part,
      feature,
      selected: selected.has(feature),
      stability:
        own.length === 0
          ? null
          : own.filter((account) => account.selected.includes(feature)).length / own.length,
      importance: losses.length === 0 ? null : losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      ...alone(columnsNamed(table, [feature])[0] ?? new Float64Array(), outcome),
    }
  })
}

/** A feature by itself: difference of means in standard deviations, and its area. */
function alone(column: Float64Array, outcome: Float64Array): Pick<FeatureAccount, 'direction' | 'area'> {
  const rows = Int32Array.from(outcome.keys()).filter(
    (row) => !isMissing(outcome[row] ?? NaN) && !isMissing(column[row] ?? NaN),
  )
  const y = picked(outcome, rows)
  const x = picked(column, rows)
  const groups = [x.filter((_, i) => y[i] === 1), x.filter((_, i) => y[i] === 0)] as const
  if (groups.some((group) => group.length === 0) || x.length < 2) return { direction: null, area: null }
  const { sd } = moments(x)
  return {
    direction: sd > 0 ? (moments(groups[0]).mean - moments(groups[1]).mean) / sd : null,
    area: areaUnderRoc(x, y),
  }
}
