import type { ReactElement } from 'react'
import { Line, Words, round } from '../marks.tsx'
import type { PlotStyle } from '../style.ts'
import type { XyLayout } from './xyLayout.ts'

/** Dashed, from corner to corner of a square: where both axes say the same. */
export function Diagonal({ layout, style }: { layout: XyLayout; style: PlotStyle }): ReactElement {
  return (
    <Line
      x1={layout.x(0)}
      y1={layout.y(0)}
      x2={layout.x(1)}
      y2={layout.y(1)}
      stroke={style.muted}
      width={style.hair}
      dashes={`${style.hair * 3} ${style.hair * 3}`}
    />
  )
}

/** Both axes with ticks and names. */
export function XyFrame(props: {
  layout: XyLayout
  style: PlotStyle
  xTitle: string
  yTitle: string
}): ReactElement {
  const { layout, style } = props
  const { left, top, plotWidth, plotHeight } = layout
  const { font, hair, line, ink } = style
  const bottom = top + plotHeight
  const tick = font * 0.35
  const middle = top + plotHeight / 2
  return (
    <g>
      <Line x1={left} y1={top} x2={left} y2={bottom} stroke={line} width={hair} />
      <Line x1={left} y1={bottom} x2={left + plotWidth} y2={bottom} stroke={line} width={hair} />
      {layout.xTicks.map(({ value, text }) => (
        <g key={value}>
          <Line
            x1={layout.x(value)}
            y1={bottom}
            x2={layout.x(value)}
            y2={bottom + tick}
            stroke={line}
            width={hair}
          />
          <Words
            runs={[{ text }]}
            x={layout.x(value)}
            y={bottom + tick + font}
            size={font}
            fill={ink}
            anchor="middle"
          />
        </g>
      ))}
      {layout.yTicks.map(({ value, text }) => (
        <g key={value}>
          <Line
            x1={left - tick}
            y1={layout.y(value)}
            x2={left}
            y2={layout.y(value)}
            stroke={line}
            width={hair}
          />
          <Words
            runs={[{ text }]}
            x={left - tick * 1.7}
            y={layout.y(value) + font * 0.35}
            size={font}
            fill={ink}
            anchor="end"
          />
        </g>
      ))}
      <Words
        runs={[{ text: props.xTitle }]}
        x={left + plotWidth / 2}
        y={bottom + font * 2.9}
        size={font}
        fill={ink}
        anchor="middle"
      />
      <text
        fontSize={round(font)}
        fill={ink}
        textAnchor="middle"
        transform={`translate(${round(font)},${round(middle)}) rotate(-90)`}
      >
        {props.yTitle}
      </text>
    </g>
  )
}

/** Lines of text with a mark before each, right-aligned block in a corner of the plot. */
export function Key(props: {
  layout: XyLayout
  style: PlotStyle
  entries: readonly { label: string; colour: string; dashes?: string }[]
  corner: 'bottom-right' | 'top-right' | 'top-left'
  width: number
}): ReactElement {
  const { layout, style, entries, corner } = props
  const step = style.font * 1.35
  const mark = style.font * 1.6
  const x =
    corner === 'top-left' ? layout.left + style.font * 0.6 : layout.left + layout.plotWidth - props.width
  const first =
    corner === 'bottom-right'
      ? layout.top + layout.plotHeight - step * entries.length + step * 0.3
      : layout.top + style.font
  return (
    <g>
      {entries.map(({ label, colour, dashes }, i) => (
        <g key={label}>
          <Line
            x1={x}
            y1={first + i * step - style.font * 0.33}
            x2={x + mark}
            y2={first + i * step - style.font * 0.33}
            stroke={colour}
            width={style.hair * 2.4}
            {...(dashes === undefined ? {} : { dashes })}
          />
          <Words
            runs={[{ text: label }]}
            x={x + mark * 1.3}
            y={first + i * step}
            size={style.font}
            fill={style.ink}
          />
        </g>
      ))}
    </g>
  )
}
