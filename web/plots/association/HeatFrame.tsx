import type { ReactElement } from 'react'
import { Words, round } from '../marks.tsx'
import type { PlotStyle } from '../style.ts'
import { fitText } from '../text.ts'
import { heatColour, heatSteps, labelSize } from './heatLayout.ts'
import type { HeatLayout, HeatProps, MatrixSide, Span, Tree } from './heatLayout.ts'

/** Everything of the heatmap but its tiles: trees, names, scale. On screen the tiles are a canvas, in a file they are paths. */
export function HeatFrame({ props, layout }: { props: HeatProps; layout: HeatLayout }): ReactElement {
  const { matrix, rowSpan, columnSpan, style } = props
  return (
    <g>
      <rect
        x={round(layout.left)}
        y={round(layout.top)}
        width={round(layout.inner.width)}
        height={round(layout.inner.height)}
        fill="none"
        stroke={style.faint}
        strokeWidth={style.hair}
      />
      {matrix.rows.tree !== null && (
        <path
          d={treePath(
            matrix.rows.tree,
            rowSpan,
            { along: layout.tile.height, start: layout.top, room: layout.left * 0.9 },
            'rows',
          )}
          fill="none"
          stroke={style.line}
          strokeWidth={style.hair * 0.8}
        />
      )}
      {matrix.columns.tree !== null && (
        <path
          d={treePath(
            matrix.columns.tree,
            columnSpan,
            { along: layout.tile.width, start: layout.left, room: layout.top * 0.9 },
            'columns',
          )}
          fill="none"
          stroke={style.line}
          strokeWidth={style.hair * 0.8}
        />
      )}
      {layout.namesRows && <RowNames side={matrix.rows} span={rowSpan} layout={layout} style={style} />}
      {layout.namesColumns && (
        <ColumnNames side={matrix.columns} span={columnSpan} layout={layout} style={style} />
      )}
      <Scale props={props} layout={layout} />
    </g>
  )
}

interface Names {
  side: MatrixSide
  span: Span
  layout: HeatLayout
  style: PlotStyle
}

function RowNames({ side, span: [from, to], layout, style }: Names): ReactElement {
  const size = Math.min(labelSize(style), layout.tile.height / 1.02)
  return (
    <g>
      {side.order.slice(from, to).map((place, i) => (
        <Words
          key={place}
          runs={[{ text: fitText(side.labels[place] ?? '', layout.labelRoom - size * 0.6, size) }]}
          x={layout.left + layout.inner.width + size * 0.5}
          y={layout.top + (i + 0.5) * layout.tile.height + size * 0.34}
          size={size}
          fill={style.ink}
        />
      ))}
    </g>
  )
}

function ColumnNames({ side, span: [from, to], layout, style }: Names): ReactElement {
  const size = Math.min(labelSize(style), layout.tile.width / 1.02)
  const y = layout.top + layout.inner.height + size * 0.5
  return (
    <g>
      {side.order.slice(from, to).map((place, i) => (
        <g
          key={place}
          transform={`translate(${round(layout.left + (i + 0.5) * layout.tile.width + size * 0.34)},${round(y)}) rotate(-90)`}
        >
          <Words
            runs={[{ text: fitText(side.labels[place] ?? '', layout.labelHeight - size * 0.6, size) }]}
            x={0}
            y={0}
            size={size}
            fill={style.ink}
            anchor="end"
          />
        </g>
      ))}
    </g>
  )
}

interface Room {
  /** length of a place */
  along: number
  start: number
  room: number
}

/** Branches as brackets; of a zoomed side only what hangs over the span, cut off at its edges. */
function treePath(
  tree: Tree,
  [from, to]: Span,
  { along, start, room }: Room,
  side: 'rows' | 'columns',
): string {
  const highest = tree.height.reduce((most, height) => Math.max(most, height), 0) || 1
  const place = (at: number): number =>
    round(start + (Math.max(from, Math.min(to - 1, at)) - from + 0.5) * along)
  const up = (height: number): number => round(room * (1 - height / highest))
  return tree.height
    .map((height, m) => {
      const [left, right] = [tree.left[m] ?? 0, tree.right[m] ?? 0]
      if (right < from || left > to - 1) return ''
      const a = { at: place(left), from: up(tree.leftHeight[m] ?? 0), cut: left < from }
      const b = { at: place(right), from: up(tree.rightHeight[m] ?? 0), cut: right > to - 1 }
      const top = up(height)
      return side === 'columns'
        ? `M${a.at} ${a.cut ? top : a.from}V${top}H${b.at}${b.cut ? '' : `V${b.from}`}`
        : `M${a.cut ? top : a.from} ${a.at}H${top}V${b.at}${b.cut ? '' : `H${b.from}`}`
    })
    .join('')
}

function Scale({ props, layout }: { props: HeatProps; layout: HeatLayout }): ReactElement {
  const { style, coefficient, width } = props
  const size = labelSize(style)
  const swatch = size * 0.75
  const x = layout.left
  const y = layout.legendTop
  const end = x + heatSteps.length * swatch
  const limit = layout.reach.toFixed(1).replace(/^0/, '')
  return (
    <g>
      {heatSteps.map((step, i) => (
        <rect
          key={step}
          x={round(x + i * swatch)}
          y={round(y)}
          width={round(swatch + 0.2)}
          height={round(size)}
          fill={heatColour(step)}
        />
      ))}
      <Words
        runs={[{ text: `${coefficient} −${limit}` }]}
        x={x}
        y={y + size * 2.2}
        size={size}
        fill={style.ink}
      />
      <Words
        runs={[{ text: '0' }]}
        x={(x + end) / 2}
        y={y + size * 2.2}
        size={size}
        fill={style.ink}
        anchor="middle"
      />
      <Words
        runs={[{ text: `+${limit}` }]}
        x={end}
        y={y + size * 2.2}
        size={size}
        fill={style.ink}
        anchor="end"
      />
      <rect
        x={round(end + size * 1.5)}
        y={round(y)}
        width={round(size)}
        height={round(size)}
        fill={style.faint}
      />
      <Words
        runs={[{ text: fitText('not tested', width - end - size * 3.2, size) }]}
        x={end + size * 3}
        y={y + size * 0.85}
        size={size}
        fill={style.ink}
      />
    </g>
  )
}
