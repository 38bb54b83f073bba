import type { ReactElement } from 'react'
import type { ValueAxis } from './axis.ts'
import type { SeenPanel, StripGroup } from './data.ts'
import { Line, PointMark, round } from './marks.tsx'
import { StripAxis, StripCounts, StripHeading } from './StripFrame.tsx'
import { bandWidth, finiteValues, placePoints, pointRadius, stripAxis } from './stripLayout.ts'
import type { StripLayout } from './stripLayout.ts'
import { groupColour } from './style.ts'
import type { PlotStyle } from './style.ts'
import { tukeyBox } from './whiskers.ts'

export interface StripProps {
  panel: SeenPanel
  layout: StripLayout
  style: PlotStyle
}

/** One cell by group: box (quartiles from the API), every patient as a point, counts below. */
export function BoxStrip({ panel, layout, style }: StripProps): ReactElement {
  const axis = stripAxis(panel, layout, style)
  const band = bandWidth(panel, layout)
  const placed = placePoints(panel, layout, style)
  const medians = (isOver: boolean): (ReactElement | null)[] =>
    panel.groups.map((group, index) =>
      group.n > crowd !== isOver ? null : (
        <MedianLine
          key={group.key}
          group={group}
          axis={axis}
          x={layout.gutter + (index + 0.5) * band}
          width={boxWidth(band, style)}
          rim={isOver}
          style={style}
        />
      ),
    )
  return (
    <g>
      <StripHeading panel={panel} layout={layout} style={style} />
      <StripAxis axis={axis} layout={layout} style={style} />
      {panel.groups.map((group, index) => (
        <GroupBox
          key={group.key}
          axis={axis}
          group={group}
          values={finiteValues(panel.points.filter((point) => point.group === group.key))}
          x={layout.gutter + (index + 0.5) * band}
          width={boxWidth(band, style)}
          colour={groupColour(style, index)}
          style={style}
        />
      ))}
      {medians(false)}
      {placed.map(({ point, x, y, group }) => (
        <PointMark
          key={point.patient}
          x={x}
          y={y}
          group={group}
          solid={point.passes !== false}
          colour={groupColour(style, group)}
          style={style}
          radius={pointRadius(panel, style)}
        />
      ))}
      {medians(true)}
      <StripCounts panel={panel} layout={layout} style={style} />
    </g>
  )
}

/** Of fewer than five values quartiles say nothing that the points do not: no box is drawn, only the median. */
const leastForBox = 5
/** Patients in a group beyond which points cover what is under them. */
const crowd = 60

function boxWidth(band: number, style: PlotStyle): number {
  return Math.min(band * 0.62, style.font * 7)
}

function GroupBox(props: {
  axis: ValueAxis
  group: StripGroup
  values: readonly number[]
  x: number
  width: number
  colour: string
  style: PlotStyle
}): ReactElement | null {
  const { axis, x, width, colour, style } = props
  const box = tukeyBox(props.group.summary, props.values)
  if (box === null || props.group.n < leastForBox) return null
  const q1 = axis.scale(box.q1)
  const q3 = axis.scale(box.q3)
  const low = axis.scale(box.low)
  const high = axis.scale(box.high)
  const cap = width * 0.22
  return (
    <g>
      <Line x1={x} y1={q3} x2={x} y2={high} stroke={colour} width={style.hair} />
      <Line x1={x} y1={q1} x2={x} y2={low} stroke={colour} width={style.hair} />
      <Line x1={x - cap} y1={high} x2={x + cap} y2={high} stroke={colour} width={style.hair} />
      <Line x1={x - cap} y1={low} x2={x + cap} y2={low} stroke={colour} width={style.hair} />
      <rect
        x={round(x - width / 2)}
        y={round(q3)}
        width={round(width)}
        height={round(q1 - q3)}
        fill={colour}
        fillOpacity={0.13}
        stroke={colour}
        strokeWidth={style.hair}
      />
    </g>
  )
}

/** Under the points; over a crowd of them, with a rim of ground, or it would be hidden. */
function MedianLine(props: {
  axis: ValueAxis
  group: StripGroup
  x: number
  width: number
  rim: boolean
  style: PlotStyle
}): ReactElement | null {
  const { style, group } = props
  if (group.summary.median === null || group.n < 2) return null
  const y = props.axis.scale(group.summary.median)
  const ends = { x1: props.x - props.width / 2, x2: props.x + props.width / 2, y1: y, y2: y }
  return (
    <g>
      {props.rim ? <QuartileTicks {...props} /> : null}
      {props.rim ? <Line {...ends} stroke={style.ground} width={style.hair * 4} /> : null}
      <Line {...ends} stroke={style.ink} width={style.hair * 2.2} />
    </g>
  )
}

/** Where a crowd hides the box, its quartiles stand as thin lines over the points. */
function QuartileTicks(props: {
  axis: ValueAxis
  group: StripGroup
  x: number
  width: number
  style: PlotStyle
}): ReactElement | null {
  const { axis, group, style } = props
  const { q1, q3 } = group.summary
  if (q1 === null || q3 === null || group.n < leastForBox) return null
  return (
    <g>
      {[q1, q3].map((quartile, index) => {
        const y = axis.scale(quartile)
        const ends = { x1: props.x - props.width / 2, x2: props.x + props.width / 2, y1: y, y2: y }
        return (
          <g key={index}>
            <Line {...ends} stroke={style.ground} width={style.hair * 2.6} />
            <Line {...ends} stroke={style.ink} width={style.hair} />
          </g>
        )
      })}
    </g>
  )
}
