import type { ReactElement } from 'react'
import { round, symbolPath } from './marks.tsx'
import type { PlotStyle } from './style.ts'

/** Where a patient stands in a figure: a point, or a column of it. */
export interface PatientPlace {
  patient: string
  /** place of the group, for the shape of the ring */
  group: number
  x: number
  y: number
  /** of a bar or a column of tiles: x and y are its middle */
  column?: { width: number; height: number }
}

interface Props {
  places: readonly PatientPlace[]
  focused: string | null
  picked: ReadonlySet<string>
  style: PlotStyle
}

/** Rings and frames over a figure: one patient is looked at, some are picked. Drawn over the figure, so that it is not drawn anew. */
export function PatientMarks({ places, focused, picked, style }: Props): ReactElement {
  const isPicked = places.filter(({ patient }) => picked.has(patient))
  const isFocused = places.filter(({ patient }) => patient === focused)
  return (
    <g pointerEvents="none">
      {isPicked.map((place, i) => (
        <Mark key={i} place={place} className="picked" style={style} grow={1.7} width={1.2} />
      ))}
      {isFocused.map((place, i) => (
        <Mark key={i} place={place} className="highlight" style={style} grow={2.1} width={1.8} />
      ))}
    </g>
  )
}

function Mark(props: {
  place: PatientPlace
  className: string
  style: PlotStyle
  grow: number
  width: number
}): ReactElement {
  const { place, className, style } = props
  const { x, y, group, column } = place
  const line = {
    className,
    fill: 'none',
    stroke: style.accent,
    strokeWidth: round(style.hair * props.width),
  }
  if (column === undefined)
    return (
      <path
        {...line}
        d={symbolPath(Math.max(0, group), style.radius * props.grow)}
        transform={`translate(${round(x)},${round(y)})`}
      />
    )
  // a picked column has a short line under it: hundreds of frames would hide what they frame
  if (className === 'picked')
    return (
      <path
        {...line}
        strokeWidth={round(style.hair * 2.5)}
        d={`M${round(x - column.width / 2)},${round(y + column.height / 2 + style.hair * 2)}h${round(Math.max(column.width, style.hair))}`}
      />
    )
  const width = Math.max(column.width, style.hair * 3)
  return (
    <rect
      {...line}
      x={round(x - width / 2)}
      y={round(y - column.height / 2)}
      width={round(width)}
      height={round(column.height)}
    />
  )
}
