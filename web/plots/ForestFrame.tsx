import type { ReactElement } from 'react'
import type { ForestLayout, ForestProps } from './forestLayout.ts'
import { Line, Words } from './marks.tsx'
import type { Run } from './runs.ts'
import { fitText, textWidth } from './text.ts'

type FrameProps = ForestProps & { layout: ForestLayout }

/** Names of the columns and of the two sides, and the rule below them. */
export function ForestHead(props: FrameProps): ReactElement {
  const { layout, style } = props
  const base = style.font * 1.1
  const rule = base + style.font * 0.6
  const column = (runs: readonly Run[], x: number | null): ReactElement | null =>
    x === null ? null : <Words runs={runs} x={x} y={base} size={style.font} fill={style.ink} anchor="end" />
  return (
    <g>
      <Sides {...props} y={layout.compact ? rule + style.font * 1.5 : base} />
      {column([{ text: props.effectHead }], layout.effectX)}
      {column([{ text: 'n', face: 'italic' }], layout.nX)}
      {column([{ text: 'q', face: 'italic' }], layout.qX)}
      {layout.compact ? (
        <Words runs={[{ text: 'Cell' }]} x={style.font * 0.2} y={base} size={style.font} fill={style.ink} />
      ) : null}
      <Line x1={0} y1={rule} x2={props.width} y2={rule} stroke={style.line} width={style.hair} />
    </g>
  )
}

/** "← higher in Low risk" or, where that is too long for either side, "← Low risk". */
function Sides({ sides, layout, style, y }: FrameProps & { y: number }): ReactElement | null {
  if (sides === null) return null
  const zero = layout.axis.scale(0)
  const gap = style.font * 0.6
  const arrow = style.font * 1.4
  // to the right there is free room before the next column
  const rooms = {
    left: zero - layout.left - gap - arrow,
    right: layout.right + style.font * 1.5 - zero - gap - arrow,
  }
  const isShort =
    sides.isWhole === true ||
    textWidth(`higher in ${sides.left}`, style.font) > rooms.left ||
    textWidth(`higher in ${sides.right}`, style.font) > rooms.right
  const words = (side: 'left' | 'right'): string =>
    fitText(isShort ? sides[side] : `higher in ${sides[side]}`, rooms[side], style.font)
  const shared = { y, size: style.font, fill: style.ink }
  return (
    <>
      <Words {...shared} runs={[{ text: `← ${words('left')}` }]} x={zero - gap} anchor="end" />
      <Words {...shared} runs={[{ text: `${words('right')} →` }]} x={zero + gap} />
    </>
  )
}

export function ForestFoot(props: FrameProps): ReactElement {
  const { layout, style } = props
  const { scale, ticks } = layout.axis
  const y = layout.bottom + style.font * 0.2
  const tick = style.font * 0.35
  const [from = 0, to = 0] = scale.range()
  // long names of groups: the sides above already say which is which
  const name = fitText(props.effectName, props.width, style.font)
  const half = textWidth(name, style.font) / 2
  return (
    <g>
      <Line x1={from} y1={y} x2={to} y2={y} stroke={style.line} width={style.hair} />
      {ticks.map(({ value, text }) => {
        const x = scale(value)
        return (
          <g key={value}>
            <Line x1={x} y1={y} x2={x} y2={y + tick} stroke={style.line} width={style.hair} />
            <Words
              runs={[{ text }]}
              x={x}
              y={y + style.font * 1.4}
              size={style.font}
              fill={style.ink}
              anchor="middle"
            />
          </g>
        )
      })}
      <Words
        runs={[{ text: name }]}
        x={Math.min(props.width - half, Math.max(half, (from + to) / 2))}
        y={y + style.font * 2.75}
        size={style.font}
        fill={style.ink}
        anchor="middle"
      />
    </g>
  )
}
