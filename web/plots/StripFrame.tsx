import type { ReactElement } from 'react'
import type { ValueAxis } from './axis.ts'
import type { SeenPanel } from './data.ts'
import { Line, Words } from './marks.tsx'
import {
  bandWidth,
  countRows,
  labelLines,
  lineHeight,
  phraseLines,
  smallFont,
  stripTop,
  titleFont,
  titleLines,
} from './stripLayout.ts'
import type { StripLayout } from './stripLayout.ts'
import type { PlotStyle } from './style.ts'

interface FrameProps {
  panel: SeenPanel
  layout: StripLayout
  style: PlotStyle
}

/** Name of the cell and its numbers. */
export function StripHeading({ panel, layout, style }: FrameProps): ReactElement {
  const line = lineHeight(style)
  return (
    <g>
      {titleLines(panel.title, layout.width, style).map((text, index) => (
        <Words
          key={index}
          runs={[{ text, face: 'bold' }]}
          x={0}
          y={style.font + index * line}
          size={titleFont(style)}
          fill={style.ink}
        />
      ))}
      {phraseLines(panel, layout.width, style, layout.breaksNumbers).map((runs, index) => (
        <Words
          key={index}
          runs={runs}
          x={0}
          y={style.font + (layout.titleLines + index) * line}
          size={style.font}
          fill={panel.notTestable === null ? style.ink : style.muted}
        />
      ))}
    </g>
  )
}

export function StripAxis(props: { axis: ValueAxis; layout: StripLayout; style: PlotStyle }): ReactElement {
  const { axis, layout, style } = props
  const top = stripTop(layout, style)
  const bottom = top + layout.plotHeight
  const tick = style.font * 0.35
  return (
    <g>
      <Line
        x1={layout.gutter}
        y1={top}
        x2={layout.gutter}
        y2={bottom}
        stroke={style.line}
        width={style.hair}
      />
      <Line
        x1={layout.gutter}
        y1={bottom}
        x2={layout.width}
        y2={bottom}
        stroke={style.line}
        width={style.hair}
      />
      {axis.ticks.map(({ value, text }) => {
        const y = axis.scale(value)
        return (
          <g key={value}>
            <Line
              x1={layout.gutter - tick}
              y1={y}
              x2={layout.gutter}
              y2={y}
              stroke={style.line}
              width={style.hair}
            />
            <Words
              runs={[{ text }]}
              x={layout.gutter - tick * 1.7}
              y={y + style.font * 0.35}
              size={style.font}
              fill={style.ink}
              anchor="end"
            />
          </g>
        )
      })}
      {axis.exponent === 0 ? null : (
        <Words
          runs={[{ text: '× 10' }, { text: String(axis.exponent).replace('-', '−'), face: 'raised' }]}
          x={layout.gutter + tick}
          y={top - style.font * 0.3}
          size={style.font}
          fill={style.ink}
        />
      )}
    </g>
  )
}

/** Labels of the groups, and under each how many have a value, have none, are zero. */
export function StripCounts({ panel, layout, style }: FrameProps): ReactElement {
  const band = bandWidth(panel, layout)
  const line = lineHeight(style)
  const first = stripTop(layout, style) + layout.plotHeight + style.font * 1.5
  const rows = first + layout.labelLines * line
  return (
    <g>
      {panel.groups.map((group, index) => {
        const x = layout.gutter + (index + 0.5) * band
        return (
          <g key={group.key}>
            {labelLines(group.label, band * 0.96, style).map((text, row) => (
              <Words
                key={row}
                runs={[{ text }]}
                x={x}
                y={first + row * line}
                size={style.font}
                fill={style.ink}
                anchor="middle"
              />
            ))}
            {countRows.map((row, order) => (
              <Words
                key={row.label}
                runs={[{ text: String(row.count(group)) }]}
                x={x}
                y={rows + order * line}
                size={smallFont(style)}
                fill={order === 0 ? style.ink : style.muted}
                anchor="middle"
              />
            ))}
          </g>
        )
      })}
      {countRows.map((row, order) => (
        <Words
          key={row.label}
          runs={[row.label === 'n' ? { text: 'n', face: 'italic' } : { text: row.label }]}
          x={layout.gutter - style.font * 0.6}
          y={rows + order * line}
          size={smallFont(style)}
          fill={style.muted}
          anchor="end"
        />
      ))}
    </g>
  )
}
