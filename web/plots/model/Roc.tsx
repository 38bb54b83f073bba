import type { ReactElement } from 'react'
import { area, line } from 'd3'
import { round } from '../marks.tsx'
import { groupColour } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'
import { Diagonal, Key, XyFrame } from './XyFrame.tsx'
import { layoutShares } from './xyLayout.ts'

export interface RocCurve {
  /** with its area, as it stands in the key */
  label: string
  /** from (0, 0) to (1, 1): 1 − specificity and sensitivity */
  points: readonly { falsePositive: number; sensitivity: number }[]
  /** pointwise interval of the sensitivity; null = none drawn */
  band: readonly { falsePositive: number; low: number; high: number }[] | null
}

export interface RocProps {
  /** the first one with a band, solid; rivals dashed */
  curves: readonly RocCurve[]
  width: number
  style: PlotStyle
}

const dashes = ['', '5 2.5', '1.5 2', '7 2 1.5 2', '3 3']

/** ROC curves of one or several scores on the same patients. */
export function Roc({ curves, width, style }: RocProps): ReactElement {
  const layout = layoutShares({ width, style })
  const path = line<RocCurve['points'][number]>()
    .x(({ falsePositive }) => round(layout.x(falsePositive)))
    .y(({ sensitivity }) => round(layout.y(sensitivity)))
  const between = area<NonNullable<RocCurve['band']>[number]>()
    .x(({ falsePositive }) => round(layout.x(falsePositive)))
    .y0(({ low }) => round(layout.y(low)))
    .y1(({ high }) => round(layout.y(high)))
  const widest = Math.max(0, ...curves.map(({ label }) => textWidth(label, style.font)))
  return (
    <g>
      {curves.map(({ label, band }, i) =>
        band === null ? null : (
          <path key={label} d={between(band) ?? ''} fill={groupColour(style, i + 1)} fillOpacity={0.14} />
        ),
      )}
      <Diagonal layout={layout} style={style} />
      <XyFrame layout={layout} style={style} xTitle="1 − specificity" yTitle="Sensitivity" />
      {curves.map(({ label, points }, i) => (
        <path
          key={label}
          d={path(points) ?? ''}
          fill="none"
          stroke={groupColour(style, i + 1)}
          strokeWidth={round(style.hair * (i === 0 ? 2.2 : 1.5))}
          {...dashesOf(i)}
        />
      ))}
      <Key
        layout={layout}
        style={style}
        corner="bottom-right"
        width={widest + style.font * 2.2}
        entries={curves.map(({ label }, i) => ({
          label,
          colour: groupColour(style, i + 1),
          ...(i === 0 ? {} : { dashes: dashes[i % dashes.length] ?? '' }),
        }))}
      />
    </g>
  )
}

function dashesOf(i: number): { strokeDasharray?: string } {
  const pattern = dashes[i % dashes.length] ?? ''
  return pattern === '' ? {} : { strokeDasharray: pattern }
}
