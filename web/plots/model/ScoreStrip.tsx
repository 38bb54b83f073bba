import type { ReactElement } from 'react'
import { Line, PointMark, Words } from '../marks.tsx'
import { groupColour } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { XyFrame } from './XyFrame.tsx'
import { layoutXy } from './xyLayout.ts'
import type { XyLayout } from './xyLayout.ts'

export interface StripPoint {
  patient: string
  score: number
  group: 'HIGH' | 'LOW'
  event: boolean | null
}

export interface ScoreStripProps {
  points: readonly StripPoint[]
  cutoff: number
  width: number
  style: PlotStyle
}

/** Rows from below: outcome not known, no, yes. */
const rows = [
  { label: 'not known', of: null },
  { label: 'no outcome', of: false },
  { label: 'outcome', of: true },
] as const

export function scoreStripLayout({ points, cutoff, width, style }: ScoreStripProps): XyLayout {
  const values = [...points.map(({ score }) => score), cutoff]
  const [least, most] = [Math.min(...values, 0), Math.max(...values, 1)]
  return layoutXy({
    width,
    mostWidth: style.font * 60,
    ratio: 0.42,
    x: { title: '', domain: [least, most] },
    y: { title: '', domain: [0, rows.length], count: 0 },
    style,
  })
}

/** The score of every patient by what came of them, parted by the cutoff: a model of one part has nothing else inside. */
export function ScoreStrip(props: ScoreStripProps): ReactElement {
  const { points, cutoff, style } = props
  const layout = scoreStripLayout(props)
  const bottom = layout.top + layout.plotHeight
  return (
    <g>
      <XyFrame
        layout={{ ...layout, yTicks: [] }}
        style={style}
        xTitle="Score (probability of the outcome)"
        yTitle=""
      />
      {rows.map(({ label, of }, row) => (
        <g key={label}>
          <Words
            runs={[{ text: label }]}
            x={layout.left + style.font * 0.5}
            y={layout.y(row + 0.86) + style.font * 0.3}
            size={style.font}
            fill={style.muted}
          />
          {points
            .filter(({ event }) => event === of)
            .map(({ patient, score, group, event }, i) => (
              <g key={patient}>
                <PointMark
                  x={layout.x(score)}
                  y={layout.y(row + 0.15 + 0.11 * (i % 5))}
                  group={group === 'HIGH' ? 0 : 1}
                  solid={event === true}
                  colour={groupColour(style, group === 'HIGH' ? 0 : 1)}
                  radius={style.radius}
                  style={style}
                />
                <title>{patient}</title>
              </g>
            ))}
        </g>
      ))}
      <Line
        x1={layout.x(cutoff)}
        y1={layout.top}
        x2={layout.x(cutoff)}
        y2={bottom}
        stroke={style.ink}
        width={style.hair * 1.2}
        dashes={`${style.hair * 5} ${style.hair * 3}`}
      />
      <Words
        runs={[{ text: 'cutoff', face: 'italic' }]}
        x={layout.x(cutoff) + style.font * 0.4}
        y={layout.top + style.font}
        size={style.font}
        fill={style.ink}
      />
    </g>
  )
}
