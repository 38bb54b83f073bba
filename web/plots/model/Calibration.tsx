import type { ReactElement } from 'react'
import { Line, Words, round } from '../marks.tsx'
import { groupColour } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { Diagonal, XyFrame } from './XyFrame.tsx'
import { layoutShares } from './xyLayout.ts'

export interface CalibrationGroup {
  n: number
  /** mean predicted probability */
  predicted: number
  observed: number
  low: number
  high: number
}

export interface CalibrationProps {
  groups: readonly CalibrationGroup[]
  /** lines of words in the corner: slope, intercept, Brier score */
  notes: readonly string[]
  width: number
  style: PlotStyle
}

/** Predicted against observed in groups of equal size, with intervals; on the dashed line they agree. */
export function Calibration({ groups, notes, width, style }: CalibrationProps): ReactElement {
  const layout = layoutShares({ width, style })
  const colour = groupColour(style, 1)
  return (
    <g>
      <Diagonal layout={layout} style={style} />
      <XyFrame layout={layout} style={style} xTitle="Predicted probability" yTitle="Observed share" />
      {groups.map(({ predicted, observed, low, high, n }, i) => (
        <g key={i}>
          <Line
            x1={layout.x(predicted)}
            y1={layout.y(low)}
            x2={layout.x(predicted)}
            y2={layout.y(high)}
            stroke={colour}
            width={style.hair}
          />
          <circle
            cx={round(layout.x(predicted))}
            cy={round(layout.y(observed))}
            r={round(style.radius * 1.15)}
            fill={colour}
            stroke={style.ground}
            strokeWidth={style.hair}
          >
            <title>{`n = ${n}`}</title>
          </circle>
        </g>
      ))}
      {notes.map((text, i) => (
        <Words
          key={text}
          runs={[{ text }]}
          x={layout.left + style.font * 0.7}
          y={layout.top + style.font * (1 + 1.35 * i)}
          size={style.font}
          fill={style.ink}
        />
      ))}
    </g>
  )
}
