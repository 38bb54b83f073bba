import type { ReactElement } from 'react'
import { round } from '../marks.tsx'
import { HeatFrame } from './HeatFrame.tsx'
import { heatColour, heatStep, heatSteps, layoutHeat, valueAt } from './heatLayout.ts'
import type { HeatLayout, HeatProps } from './heatLayout.ts'

/** The whole heatmap as vectors, for files: tiles of one colour are one path, neighbours joined. */
export function AssociationHeatmap(props: HeatProps): ReactElement {
  const layout = layoutHeat(props)
  const paths = tilePaths(props, layout)
  return (
    <g>
      {paths.map(({ step, d }) =>
        d === '' ? null : (
          <path key={String(step)} fill={step === null ? props.style.faint : heatColour(step)} d={d} />
        ),
      )}
      <HeatFrame props={props} layout={layout} />
    </g>
  )
}

function tilePaths(
  props: HeatProps,
  { left, top, tile, reach }: HeatLayout,
): { step: number | null; d: string }[] {
  const parts = new Map<number | null, string[]>()
  const [fromRow, toRow] = props.rowSpan
  const [fromColumn, toColumn] = props.columnSpan
  for (let row = fromRow; row < toRow; row += 1) {
    let begin = fromColumn
    for (let column = fromColumn; column < toColumn; column += 1) {
      const step = heatStep(valueAt(props.matrix, { row, column }), reach)
      const next =
        column + 1 < toColumn
          ? heatStep(valueAt(props.matrix, { row, column: column + 1 }), reach)
          : undefined
      if (next === step) continue
      const x = left + (begin - fromColumn) * tile.width
      const y = top + (row - fromRow) * tile.height
      const width = (column + 1 - begin) * tile.width
      const own = parts.get(step) ?? []
      own.push(`M${round(x)} ${round(y)}h${round(width)}v${round(tile.height)}h${round(-width)}z`)
      parts.set(step, own)
      begin = column + 1
    }
  }
  return [null, ...heatSteps].map((step) => ({ step, d: (parts.get(step) ?? []).join('') }))
}
