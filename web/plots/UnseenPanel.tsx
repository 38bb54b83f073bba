import type { ReactElement } from 'react'
import type { UnseenPanel as Panel } from './data.ts'
import { Words, round } from './marks.tsx'
import { lineHeight, stripTop, titleFont, titleLines } from './stripLayout.ts'
import type { StripLayout } from './stripLayout.ts'
import type { PlotStyle } from './style.ts'
import { unseenLines } from './threeCellsLayout.ts'

interface Props {
  panel: Panel
  layout: StripLayout
  style: PlotStyle
  /** whether a drawing stands in the same row, whose height the frame then takes */
  isBesideDrawing: boolean
}

/** A cell that the method cannot see: its name, and in a frame what the method has instead. */
export function UnseenPanel({ panel, layout, style, isBesideDrawing }: Props): ReactElement {
  const line = lineHeight(style)
  const titles = titleLines(panel.title, layout.width, style)
  const lines = unseenLines(panel, layout.width, style)
  const top = isBesideDrawing ? stripTop(layout, style) : titles.length * line + style.font * 0.4
  const height = isBesideDrawing ? layout.plotHeight : lines.length * line + style.font * 1.4
  // the name of the next panel's axis stands close by
  const width = layout.width - style.hair * 2 - (isBesideDrawing ? style.font * 0.6 : 0)
  const first = top + height / 2 - ((lines.length - 1) * line) / 2 + style.font * 0.35
  return (
    <g>
      {titles.map((text, index) => (
        <Words
          key={text}
          runs={[{ text, face: 'bold' }]}
          x={0}
          y={style.font + index * line}
          size={titleFont(style)}
          fill={style.ink}
        />
      ))}
      <rect
        x={style.hair}
        y={round(top)}
        width={round(width)}
        height={round(height)}
        fill="none"
        stroke={style.muted}
        strokeWidth={style.hair}
        strokeDasharray={`${round(style.font * 0.4)} ${round(style.font * 0.3)}`}
      />
      {lines.map((text, index) => (
        <Words
          key={index}
          runs={[{ text }]}
          x={style.font}
          y={first + index * line}
          size={style.font}
          fill={style.muted}
        />
      ))}
    </g>
  )
}
