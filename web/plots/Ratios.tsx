import type { ReactElement } from 'react'
import { Line, round, Words } from './marks.tsx'
import { layoutRatios, ratioTick } from './ratioLayout.ts'
import type { RatioLayout, RatioProps, RatioRow } from './ratioLayout.ts'
import type { PlotStyle } from './style.ts'
import { fitText } from './text.ts'

/** Forest of ratios on a logarithmic axis with a line at 1; what is wider than the axis ends in an arrow. */
export function Ratios(props: RatioProps): ReactElement {
  const { rows, style, width, name, countHead } = props
  const layout = layoutRatios(props)
  const { font } = style
  const { bottom } = layout
  // where no model could be fitted there is no axis to read
  const isDrawn = rows.some(({ ratio }) => ratio !== null)
  const head = (text: string, x: number | null): ReactElement | null =>
    x === null ? null : (
      <Words runs={[{ text }]} x={x} y={font * 1.1} size={font} fill={style.ink} anchor="end" />
    )
  return (
    <g>
      {head(countHead, layout.countX)}
      {head(name, layout.textX)}
      <Words
        runs={[{ text: 'P', face: 'italic' }]}
        x={layout.pX}
        y={font * 1.1}
        size={font}
        fill={style.ink}
        anchor="end"
      />
      <Line x1={0} y1={font * 1.7} x2={width} y2={font * 1.7} stroke={style.line} width={style.hair} />
      {layout.compact || !isDrawn ? null : (
        <Line
          x1={layout.scale(1)}
          y1={layout.top}
          x2={layout.scale(1)}
          y2={bottom}
          stroke={style.muted}
          width={style.hair}
        />
      )}
      {rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          y={layout.tops[index] ?? layout.top}
          layout={layout}
          style={style}
          width={width}
        />
      ))}
      {isDrawn && <Foot {...props} layout={layout} y={bottom + font * 0.3} />}
    </g>
  )
}

interface RowProps {
  row: RatioRow
  y: number
  layout: RatioLayout
  style: PlotStyle
  width: number
}

function Row({ row, y, layout, style, width }: RowProps): ReactElement {
  const { font } = style
  const base = y + font * 1.25
  // on a phone numbers stand below their label
  const numbers = layout.compact && row.ratio ? base + font * 1.35 : base
  const { compact, countX, labelEnd, textX, pX, left } = layout
  const labelRoom = (compact ? width : labelEnd) - font
  const face = row.isHeading ? { face: 'bold' as const } : {}
  return (
    <g>
      <Words
        runs={[{ text: fitText(row.label, row.isHeading ? width : labelRoom, font, row.isHeading), ...face }]}
        x={row.isHeading ? 0 : font}
        y={base}
        size={font}
        fill={style.ink}
      />
      {countX !== null && (
        <Words runs={[{ text: row.count }]} x={countX} y={base} size={font} fill={style.ink} anchor="end" />
      )}
      {textX !== null && (
        <Words runs={row.text} x={textX} y={base} size={font} fill={style.ink} anchor="end" />
      )}
      <Words
        runs={compact && row.ratio ? [...row.text, { text: '\u00a0\u00a0' }, ...row.p] : row.p}
        x={pX}
        y={numbers}
        size={font}
        fill={style.ink}
        anchor="end"
      />
      {row.reason === null ? (
        <Mark
          row={row}
          middle={compact ? y + font * 3.5 : base - font * 0.35}
          layout={layout}
          style={style}
        />
      ) : (
        <Words
          runs={[{ text: fitText(row.reason, pX - left, font) }]}
          x={left}
          y={compact ? y + font * 2.6 : base}
          size={font}
          fill={style.muted}
        />
      )}
    </g>
  )
}

function Mark(props: {
  row: RatioRow
  middle: number
  layout: RatioLayout
  style: PlotStyle
}): ReactElement | null {
  const { middle, layout, style } = props
  const { ratio } = props.row
  if (ratio?.value == null) return null
  const [least = 0, most = Infinity] = layout.scale.domain()
  const { low, high } = ratio
  const from = low === null || low < least ? layout.left : layout.scale(low)
  const to = high === null || high > most ? layout.right : layout.scale(high)
  const size = style.radius
  const tip = style.font * 0.35
  const arrow = (x: number, direction: 1 | -1): ReactElement => (
    <path
      d={`M${round(x - direction * tip)},${round(middle - tip)}L${round(x)},${round(middle)}L${round(x - direction * tip)},${round(middle + tip)}`}
      fill="none"
      stroke={style.ink}
      strokeWidth={round(style.hair * 1.2)}
    />
  )
  const one = layout.scale(1)
  return (
    <g>
      {layout.compact ? (
        // where labels stand above the marks, the line at 1 would run through them
        <Line
          x1={one}
          y1={middle - style.font * 0.8}
          x2={one}
          y2={middle + style.font * 0.8}
          stroke={style.muted}
          width={style.hair}
        />
      ) : null}
      <Line x1={from} y1={middle} x2={to} y2={middle} stroke={style.ink} width={style.hair * 1.2} />
      {(low === null || low < least) && arrow(layout.left, -1)}
      {(high === null || high > most) && arrow(layout.right, 1)}
      <rect
        x={round(layout.scale(ratio.value) - size)}
        y={round(middle - size)}
        width={round(size * 2)}
        height={round(size * 2)}
        {...(props.row.isFew === true
          ? { fill: style.ground, stroke: style.ink, strokeWidth: round(style.hair * 1.2) }
          : { fill: style.ink })}
      />
    </g>
  )
}

function Foot({ layout, style, above, y }: RatioProps & { layout: RatioLayout; y: number }): ReactElement {
  const { font, hair } = style
  const { left, right, scale, ticks } = layout
  return (
    <g>
      <Line x1={left} y1={y} x2={right} y2={y} stroke={style.line} width={hair} />
      {ticks.map((tick) => (
        <g key={tick}>
          <Line
            x1={scale(tick)}
            y1={y}
            x2={scale(tick)}
            y2={y + font * 0.35}
            stroke={style.line}
            width={hair}
          />
          <Words
            runs={[{ text: ratioTick(tick) }]}
            x={scale(tick)}
            y={y + font * 1.5}
            size={font}
            fill={style.ink}
            anchor="middle"
          />
        </g>
      ))}
      <Words
        runs={[{ text: fitText(`${above} →`, right - scale(1) + font * 4, font) }]}
        x={scale(1) + font * 0.4}
        y={y + font * 2.9}
        size={font}
        fill={style.ink}
      />
    </g>
  )
}
