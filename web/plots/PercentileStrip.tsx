import type { ReactElement } from 'react'
import { Line, Words, round } from './marks.tsx'
import type { PlotStyle } from './style.ts'
import { fitText, textWidth } from './text.ts'

export interface PercentileRow {
  key: string
  label: string
  /** 0 to 100 among all patients; null where there is none */
  percentile: number | null
  /** the value itself, as it is written */
  value: string
  colour: string | null
  isClaim: boolean
}

export interface PercentileStripProps {
  rows: readonly PercentileRow[]
  width: number
  style: PlotStyle
}

const head = 3.3

function layoutOf({ rows, width, style }: PercentileStripProps) {
  const { font } = style
  const values = Math.max(textWidth('Value', font), ...rows.map(({ value }) => textWidth(value, font)))
  const label = Math.min(
    Math.max(0, ...rows.map((row) => textWidth(row.label, font, row.isClaim))) + font,
    width * 0.42,
  )
  const left = label + font * 0.6
  const right = Math.max(left + font * 4, width - values - font * 1.4)
  return { left, right, row: font * 1.55, top: font * head }
}

export function percentileStripHeight(props: PercentileStripProps): number {
  const { row, top } = layoutOf(props)
  return top + props.rows.length * row + props.style.font * 0.6
}

/** Where one patient stands among all, variable by variable: the percentile on an axis, the value beside it. */
export function PercentileStrip(props: PercentileStripProps): ReactElement {
  const { rows, style, width } = props
  const { font, hair } = style
  const { left, right, row, top } = layoutOf(props)
  const place = (percentile: number): number => left + ((right - left) * percentile) / 100
  const bottom = top + rows.length * row
  const isNarrow = right - left < font * 12
  const words = (text: string, x: number, anchor: 'middle' | 'end') => (
    <Words runs={[{ text }]} x={x} y={font * 0.9} size={font} fill={style.ink} anchor={anchor} />
  )
  return (
    <g>
      {words(isNarrow ? 'Percentile' : 'Percentile among all patients', (left + right) / 2, 'middle')}
      {words('Value', width, 'end')}
      {[0, 25, 50, 75, 100].map((tick) => (
        <g key={tick}>
          <Line
            x1={place(tick)}
            x2={place(tick)}
            y1={top - font * 0.3}
            y2={bottom}
            stroke={tick === 50 ? style.line : style.faint}
            width={hair}
          />
          {isNarrow && tick % 50 !== 0 ? null : (
            <Words
              runs={[{ text: String(tick) }]}
              x={place(tick)}
              y={top - font * 0.7}
              size={(font * 6) / 7}
              fill={style.muted}
              anchor="middle"
            />
          )}
        </g>
      ))}
      {rows.map((one, i) => {
        const y = top + (i + 0.5) * row
        return (
          <g key={one.key}>
            <Words
              runs={[
                {
                  text: fitText(one.label, left - font, font, one.isClaim),
                  ...(one.isClaim ? { face: 'bold' as const } : {}),
                },
              ]}
              x={0}
              y={y + font * 0.35}
              size={font}
              fill={style.ink}
            />
            {one.percentile === null ? null : (
              <>
                <Line
                  x1={place(50)}
                  x2={place(one.percentile)}
                  y1={y}
                  y2={y}
                  stroke={style.muted}
                  width={hair}
                />
                <circle
                  cx={round(place(one.percentile))}
                  cy={round(y)}
                  r={round(style.radius * 1.15)}
                  fill={one.colour ?? style.muted}
                  stroke={style.ink}
                  strokeWidth={round(hair * 0.8)}
                />
              </>
            )}
            <Words
              runs={[{ text: one.value }]}
              x={width}
              y={y + font * 0.35}
              size={font}
              fill={style.ink}
              anchor="end"
            />
          </g>
        )
      })}
    </g>
  )
}
