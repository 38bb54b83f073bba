import type { ReactElement } from 'react'
import { Line, Words } from './marks.tsx'
import type { PlotStyle } from './style.ts'

interface Props {
  ticks: readonly { value: number; text: string }[]
  /** value → x, in the figure's unit */
  scale: (value: number) => number
  /** where the axis stands */
  bottom: number
  style: PlotStyle
  /** width of the marks */
  hair: number
  /** height and colour of the text; default: those of an axis */
  size?: number
  fill?: string
}

/** Marks of a horizontal axis with their text below it. */
export function TicksBelow({ ticks, scale, bottom, style, hair, ...text }: Props): ReactElement {
  const { size = style.font, fill = style.ink } = text
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick.value}>
          <Line
            x1={scale(tick.value)}
            y1={bottom}
            x2={scale(tick.value)}
            y2={bottom + style.font * 0.35}
            stroke={style.line}
            width={hair}
          />
          <Words
            runs={[{ text: tick.text }]}
            x={scale(tick.value)}
            y={bottom + style.font * 1.5}
            size={size}
            fill={fill}
            anchor="middle"
          />
        </g>
      ))}
    </>
  )
}
