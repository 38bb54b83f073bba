import type { Warning } from '../../science/radiogenomics/result.ts'
import type { LoadedGrouping } from './grouping.ts'
import type { LoadedMethod } from './loadMethod.ts'

/** Groups that were made from what is compared: their difference is there by construction. */
export function circularGroups({ layer, variables }: LoadedMethod, { column }: LoadedGrouping): Warning[] {
  if (!column) return []
  const { variable, layer: source } = column
  if (source.ref === layer.ref)
    return [
      {
        code: 'groups-from-this-layer',
        message: `The groups were made from “${variable.label}” of the layer that is compared: its own difference is there by construction, and what goes with it follows. Neither P nor q says anything of it.`,
      },
    ]
  const isSameCell = source.kind === 'immune' && variables.some(({ key }) => key === variable.key)
  if (!isSameCell && source.kind !== 'expression') return []
  return [
    {
      code: 'groups-from-the-same-rna',
      message: `The groups were made from “${variable.label}” of ${source.label}, which was measured on the same RNA: a difference shows in the first place that two readings of one sample agree.`,
    },
  ]
}
