import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { AdjustControl } from '../Outcome/AdjustControl.tsx'
import { writeAdjust } from '../Outcome/adjust.ts'
import type { MethodWord, ShowWord } from '../../associationUrl.ts'
import type { Setting } from './settings.ts'

interface Change {
  method?: MethodWord | undefined
  show?: ShowWord | undefined
  adjust?: string | undefined
}

/** How two things are correlated: the same three controls on every page of associations. */
export function HowControls(props: {
  setting: Setting
  method: MethodWord | undefined
  show: ShowWord | undefined
  adjust: readonly string[]
  hasRival: boolean
  /** all views stand beside each other: there is nothing to choose */
  drawsAll?: boolean
  onChange: (change: Change) => void
}) {
  const { method, show, adjust, onChange } = props
  const isKendall = method === 'kendall'
  return (
    <>
      <SegmentedControl
        label="Coefficient"
        help="Spearman’s ρ correlates ranks, Pearson’s r values; Kendall’s τ-b counts pairs in the same order, and nothing can be taken out of it."
        value={method ?? 'spearman'}
        options={[
          { value: 'spearman', label: 'Spearman' },
          { value: 'pearson', label: 'Pearson' },
          { value: 'kendall', label: 'Kendall' },
        ]}
        onChange={(next) => {
          onChange({
            method: next === 'spearman' ? undefined : next,
            ...(next === 'kendall' ? { show: undefined } : {}),
          })
        }}
      />
      {!isKendall && (
        <>
          <AdjustControl
            label="Taken out of both sides"
            suggested={props.setting.suggestedAdjustments}
            chosen={adjust}
            onChange={(refs) => {
              onChange({
                adjust: writeAdjust(refs),
                ...(refs.length === 0 && show === 'adjusted' ? { show: undefined } : {}),
              })
            }}
          />
          {props.drawsAll !== true && (
            <SegmentedControl
              label="Drawn"
              help="As measured; with what is ticked taken out of both sides (partial correlation); or with nothing but the tumour volume taken out."
              value={show ?? 'raw'}
              options={[
                { value: 'raw', label: 'As measured' },
                ...(adjust.length > 0 ? [{ value: 'adjusted' as const, label: 'Adjusted' }] : []),
                ...(props.hasRival ? [{ value: 'without' as const, label: 'Adjusted for volume' }] : []),
              ]}
              onChange={(next) => {
                onChange({ show: next === 'raw' ? undefined : next })
              }}
            />
          )}
        </>
      )}
    </>
  )
}
