import type { ReactElement } from 'react'
import { Line, PointMark, Words } from '../marks.tsx'
import { groupColour } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { XyFrame } from './XyFrame.tsx'
import { layoutShares } from './xyLayout.ts'
import type { XyLayout } from './xyLayout.ts'

export interface AnatomyPoint {
  patient: string
  gtr: number
  ith: number
  group: 'HIGH' | 'LOW'
  /** had the outcome; null = not known */
  event: boolean | null
}

export interface AnatomyEnd {
  gtr: number
  ith: number
}

export interface ScoreAnatomyProps {
  points: readonly AnatomyPoint[]
  axis: readonly AnatomyEnd[] | null
  cutoff: readonly AnatomyEnd[] | null
  width: number
  style: PlotStyle
}

/** The two probabilities of every patient, the axis along which the score grows, and the line that parts the groups. */
export function ScoreAnatomy({ points, axis, cutoff, width, style }: ScoreAnatomyProps): ReactElement {
  const layout = layoutShares({ width, style })
  return (
    <g>
      <XyFrame layout={layout} style={style} xTitle="GTR probability" yTitle="ITH probability" />
      <Stroke ends={axis} layout={layout} style={style} dashes="" label="PC1" />
      <Stroke
        ends={cutoff}
        layout={layout}
        style={style}
        dashes={`${style.hair * 5} ${style.hair * 3}`}
        label="cutoff"
      />
      {points.map(({ patient, gtr, ith, group, event }) => (
        <g key={patient}>
          <PointMark
            x={layout.x(gtr)}
            y={layout.y(ith)}
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
  )
}

function Stroke(props: {
  ends: readonly AnatomyEnd[] | null
  layout: XyLayout
  style: PlotStyle
  dashes: string
  label: string
}): ReactElement | null {
  const [from, to] = props.ends ?? []
  if (!from || !to) return null
  const { layout, style } = props
  const last = from.ith > to.ith ? from : to
  const isRight = last.gtr > 0.8
  return (
    <g>
      <Line
        x1={layout.x(from.gtr)}
        y1={layout.y(from.ith)}
        x2={layout.x(to.gtr)}
        y2={layout.y(to.ith)}
        stroke={style.ink}
        width={style.hair * 1.2}
        {...(props.dashes === '' ? {} : { dashes: props.dashes })}
      />
      <Words
        runs={[{ text: props.label, face: 'italic' }]}
        x={layout.x(last.gtr) + (isRight ? -style.font * 0.6 : style.font * 0.5)}
        y={layout.y(last.ith) + style.font * 1.1}
        size={style.font}
        fill={style.ink}
        anchor={isRight ? 'end' : 'start'}
      />
    </g>
  )
}
