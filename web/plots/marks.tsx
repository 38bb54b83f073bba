import type { ReactElement } from 'react'
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, symbolWye } from 'd3'
import type { PlotStyle } from './style.ts'
import type { Runs } from './runs.ts'

const shapes = [symbolCircle, symbolTriangle, symbolSquare, symbolDiamond, symbolWye]
/** so that the shapes look equally large, not are equally large */
const areaFactor = [1, 0.86, 1, 0.9, 0.7]

/** Shape of the points of a group: circle for the first, then triangle, square, diamond; it doubles the colour. */
export function symbolPath(group: number, radius: number): string {
  const index = group % shapes.length
  const area = Math.PI * radius * radius * (areaFactor[index] ?? 1)
  return symbol(shapes[index] ?? symbolCircle, area)() ?? ''
}

/** Coordinates with three decimals at most: short files, and pictures that compare. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

export interface WordsProps {
  runs: Runs
  x: number
  y: number
  size: number
  fill: string
  anchor?: 'start' | 'middle' | 'end'
}

export function Words({ runs, x, y, size, fill, anchor = 'start' }: WordsProps): ReactElement {
  const rise = size * 0.33
  return (
    <text x={round(x)} y={round(y)} fontSize={round(size)} fill={fill} textAnchor={anchor}>
      {runs.map((run, index) => {
        const raised = run.face === 'raised'
        const after = runs[index - 1]?.face === 'raised'
        const dy = raised ? -rise : after ? rise : 0
        return (
          <tspan
            key={index}
            {...(dy === 0 ? {} : { dy: round(dy) })}
            {...(raised ? { fontSize: round(size * 0.75) } : {})}
            {...(run.face === 'bold' ? { fontWeight: 700 } : {})}
            {...(run.face === 'italic' ? { fontStyle: 'italic' } : {})}
          >
            {run.text}
          </tspan>
        )
      })}
    </text>
  )
}

export function Line(props: {
  x1: number
  y1: number
  x2: number
  y2: number
  stroke: string
  width: number
  dashes?: string
}): ReactElement {
  return (
    <line
      x1={round(props.x1)}
      y1={round(props.y1)}
      x2={round(props.x2)}
      y2={round(props.y2)}
      stroke={props.stroke}
      strokeWidth={round(props.width)}
      {...(props.dashes === undefined ? {} : { strokeDasharray: props.dashes })}
    />
  )
}

export function PointMark(props: {
  x: number
  y: number
  group: number
  /** hollow: the sample fails the method's own check */
  solid: boolean
  colour: string
  radius: number
  style: PlotStyle
}): ReactElement {
  const { style } = props
  // a filled shape has no rim of its own colour: without it, it would look the smaller one
  const radius = props.radius + (props.solid ? style.hair * 0.35 : 0)
  return (
    <path
      d={symbolPath(props.group, radius)}
      transform={`translate(${round(props.x)},${round(props.y)})`}
      fill={props.solid ? props.colour : style.ground}
      stroke={props.solid ? style.ground : props.colour}
      strokeWidth={round(props.solid ? style.hair * 0.35 : style.hair * 1.2)}
    />
  )
}
