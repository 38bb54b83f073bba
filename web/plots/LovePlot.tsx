import type { ReactElement } from 'react'
import { effectAxis } from './axis.ts'
import { Line, Words, round } from './marks.tsx'
import type { PlotStyle } from './style.ts'
import { fitText, textWidth, wrapText } from './text.ts'
import { TicksBelow } from './TicksBelow.tsx'

export interface LoveRow {
  key: string
  label: string
  /** in standard deviations; a distance from 0 of categories */
  difference: number | null
  /** of a category, which has no direction */
  isDistance: boolean
  /** why there is none */
  reason: string | null
}

export interface LovePlotProps {
  rows: readonly LoveRow[]
  /** commonly called an imbalance beyond this */
  threshold: number
  width: number
  style: PlotStyle
}

function layoutOf({ rows, width, style, threshold }: LovePlotProps) {
  const { font } = style
  const longest = Math.max(0, ...rows.map(({ label }) => textWidth(label, font)))
  const left = Math.min(longest + font * 1.2, width * 0.45)
  const found = rows.flatMap(({ difference }) => (difference === null ? [] : [difference]))
  const axis = effectAxis([-threshold * 2, threshold * 2, ...found], [left, width - font], font)
  return { left, axis, row: font * 1.6, top: font * 0.6 }
}

function titleOf(props: LovePlotProps): string[] {
  const room = props.width - layoutOf(props).left
  return wrapText('Standardised difference, with − without images', room, props.style.font)
}

export function lovePlotHeight(props: LovePlotProps): number {
  const { row, top } = layoutOf(props)
  return top + props.rows.length * row + props.style.font * (2.4 + 1.2 * titleOf(props).length)
}

/** Standardised differences of two groups, variable by variable, the furthest first; filled beyond the threshold. */
export function LovePlot(props: LovePlotProps): ReactElement {
  const { rows, style, threshold, width } = props
  const { font, hair } = style
  const { left, axis, row, top } = layoutOf(props)
  const bottom = top + rows.length * row
  const { scale, ticks } = axis
  return (
    <g>
      <rect
        x={round(scale(-threshold))}
        y={round(top)}
        width={round(scale(threshold) - scale(-threshold))}
        height={round(bottom - top)}
        fill={style.faint}
        fillOpacity={0.5}
      />
      <Line x1={scale(0)} x2={scale(0)} y1={top} y2={bottom} stroke={style.line} width={hair} />
      <TicksBelow
        ticks={ticks}
        scale={scale}
        bottom={bottom}
        style={style}
        hair={hair}
        size={(font * 6) / 7}
        fill={style.muted}
      />
      {titleOf(props).map((text, line) => (
        <Words
          key={text}
          runs={[{ text }]}
          x={(left + width) / 2}
          y={bottom + font * (2.9 + 1.2 * line)}
          size={font}
          fill={style.ink}
          anchor="middle"
        />
      ))}
      {rows.map((one, i) => (
        <Row key={one.key} one={one} y={top + (i + 0.5) * row} left={left} scale={scale} props={props} />
      ))}
    </g>
  )
}

function Row(parts: {
  one: LoveRow
  y: number
  left: number
  scale: (value: number) => number
  props: LovePlotProps
}): ReactElement {
  const { one, y, left, scale } = parts
  const { style, threshold, width } = parts.props
  const { font, hair } = style
  const { difference } = one
  const isBeyond = difference !== null && Math.abs(difference) > threshold
  return (
    <g>
      <Words
        runs={[{ text: fitText(one.label, left - font, font) }]}
        x={left - font * 0.6}
        y={y + font * 0.35}
        size={font}
        fill={style.ink}
        anchor="end"
      />
      {difference === null ? (
        <Words
          runs={[{ text: fitText(one.reason ?? 'none', width - scale(0) - font, (font * 6) / 7) }]}
          x={scale(0) + font * 0.5}
          y={y + font * 0.32}
          size={(font * 6) / 7}
          fill={style.muted}
        />
      ) : (
        <>
          <Line x1={scale(0)} x2={scale(difference)} y1={y} y2={y} stroke={style.muted} width={hair} />
          {one.isDistance ? (
            <path
              d={`M${round(scale(difference))},${round(y - style.radius * 1.4)}l${round(style.radius * 1.4)},${round(style.radius * 1.4)}l${round(-style.radius * 1.4)},${round(style.radius * 1.4)}l${round(-style.radius * 1.4)},${round(-style.radius * 1.4)}z`}
              fill={isBeyond ? style.ink : style.ground}
              stroke={style.ink}
              strokeWidth={round(hair)}
            />
          ) : (
            <circle
              cx={round(scale(difference))}
              cy={round(y)}
              r={round(style.radius * 1.1)}
              fill={isBeyond ? style.ink : style.ground}
              stroke={style.ink}
              strokeWidth={round(hair)}
            />
          )}
        </>
      )}
    </g>
  )
}
