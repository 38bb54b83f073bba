import type { ReactElement } from 'react'
import { effectAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import { Line, PointMark, Words, round } from './marks.tsx'
import type { PlotStyle } from './style.ts'
import { fitText, textWidth, wrapText } from './text.ts'

export interface StripEffect {
  value: number | null
  low: number | null
  high: number | null
  /** why there is none */
  reason: string | null
}

export interface StripRow {
  label: string
  note: string
  /** beside the cells */
  effects: readonly StripEffect[]
}

export interface CohortStripProps {
  cells: readonly { key: string; label: string; expected: 'higher' | 'lower' }[]
  cohorts: readonly StripRow[]
  /** effects of alike cohorts together, drawn as diamonds below them */
  pooled?: readonly StripRow[]
  width: number
  style: PlotStyle
}

interface Layout {
  label: number
  panel: number
  gap: number
  row: number
  head: number
  columns: number
}

/** On two lines at the most. */
function titleLines({ label }: StripRow, width: number, font: number): string[] {
  const [first = '', second] = wrapText(label, width, font, true)
  return second === undefined
    ? [first]
    : [first, fitText(label.slice(first.length).trim(), width, font, true)]
}

function layoutOf(props: CohortStripProps): Layout {
  const { cells, width, style } = props
  const { font } = style
  const gap = font * 1.5
  const label = Math.min(font * 20, width * 0.4)
  const beside = (width - label - gap * cells.length) / Math.max(1, cells.length)
  const columns = beside >= font * 9 ? cells.length : 1
  const isLong = rowsOf(props).some((one) => titleLines(one, label, font).length > 1)
  return {
    label,
    gap,
    columns,
    panel: columns === 1 ? width - label - gap : beside,
    row: font * (isLong ? 4.4 : 3.2),
    head: font * 3,
  }
}

export function cohortStripHeight(props: CohortStripProps): number {
  const { head, row, columns } = layoutOf(props)
  const block = head + row * rowsOf(props).length + props.style.font * 3.4
  return block * Math.ceil(props.cells.length / Math.max(1, columns))
}

/** Cohorts first, then what is pooled of them. */
function rowsOf({ cohorts, pooled = [] }: CohortStripProps): readonly StripRow[] {
  return [...cohorts, ...pooled]
}

/** One effect a cohort and cell, on one axis; the half that the claim expects is tinted; diamonds are pooled. */
export function CohortStrip(props: CohortStripProps): ReactElement {
  const { cells, style } = props
  const layout = layoutOf(props)
  const block = cohortStripHeight(props) / Math.ceil(cells.length / Math.max(1, layout.columns))
  const bounds = rowsOf(props).flatMap(({ effects }) =>
    effects.flatMap(({ low, high, value }) => [low ?? 0, high ?? 0, value ?? 0]),
  )
  // the numbers of the first and the last tick end within their panel
  const inset = textWidth('−0.75', style.font) / 2
  const axis = effectAxis(bounds, [inset, layout.panel - inset], style.font)
  return (
    <g>
      {cells.map((cell, at) => {
        const column = at % layout.columns
        const top = Math.floor(at / layout.columns) * block
        const left = layout.label + layout.gap + column * (layout.panel + layout.gap)
        return (
          <g key={cell.key} transform={`translate(0,${round(top)})`}>
            {column === 0 ? <Labels {...props} layout={layout} /> : null}
            <g transform={`translate(${round(left)},0)`}>
              <Column {...props} layout={layout} axis={axis} cell={cell} at={at} />
            </g>
            {column === layout.columns - 1 || at === cells.length - 1 ? (
              <Reasons {...props} layout={layout} at={at} right={left + layout.panel} />
            ) : null}
          </g>
        )
      })}
    </g>
  )
}

function Labels(props: CohortStripProps & { layout: Layout }): ReactElement {
  const { style, layout } = props
  return (
    <g>
      {rowsOf(props).map((one, row) => {
        const y = layout.head + layout.row * row
        const lines = titleLines(one, layout.label, style.font)
        return (
          <g key={one.label}>
            {lines.map((text, line) => (
              <Words
                key={line}
                runs={[{ text, face: 'bold' }]}
                x={0}
                y={y + style.font * 1.2 * (line + 1)}
                size={style.font}
                fill={style.ink}
              />
            ))}
            <Words
              runs={[{ text: fitText(one.note, layout.label, style.font) }]}
              x={0}
              y={y + style.font * 1.2 * (lines.length + 1)}
              size={style.font}
              fill={style.muted}
            />
          </g>
        )
      })}
    </g>
  )
}

/** Why a cohort has no effect, once for the whole row and over whatever is drawn there. */
function Reasons(props: CohortStripProps & { layout: Layout; at: number; right: number }): ReactElement {
  const { style, layout, at, right } = props
  const { font } = style
  const left = layout.label + layout.gap
  return (
    <g>
      {rowsOf(props).map(({ label, effects }, row) => {
        const effect = effects[at]
        if (effect?.value != null || !isAlike(effects)) return null
        const y = layout.head + layout.row * (row + 0.5)
        return (
          <g key={label}>
            <rect
              x={round(left)}
              y={round(y - layout.row / 2)}
              width={round(right - left)}
              height={round(layout.row)}
              fill={style.ground}
            />
            {reasonLines(effect?.reason ?? 'not tested', right - left - font * 0.6, {
              font,
              most: Math.floor(layout.row / (font * 1.2)),
            }).map((line, i, all) => (
              <Words
                key={line}
                runs={[{ text: line }]}
                x={left + font * 0.3}
                y={y + font * (0.35 + 1.2 * (i - (all.length - 1) / 2))}
                size={font}
                fill={style.muted}
              />
            ))}
          </g>
        )
      })}
    </g>
  )
}

/** As many lines as a row has room for. */
function reasonLines(
  reason: string,
  width: number,
  { font, most }: { font: number; most: number },
): string[] {
  const lines = wrapText(reason, width, font)
  if (lines.length <= most) return lines
  const whole = lines.slice(0, most - 1)
  return [...whole, fitText(lines.slice(most - 1).join(' '), width, font)]
}

/** Whether no cell has an effect, all for the same reason. */
function isAlike(effects: readonly StripEffect[]): boolean {
  return effects.every(({ value, reason }) => value === null && reason === effects[0]?.reason)
}

type ColumnProps = CohortStripProps & {
  layout: Layout
  axis: ValueAxis
  cell: CohortStripProps['cells'][number]
  at: number
}

function Column(props: ColumnProps): ReactElement {
  const { cohorts, style, layout, axis, cell, at } = props
  const { font } = style
  const rows = rowsOf(props)
  const bottom = layout.head + layout.row * rows.length
  const zero = axis.scale(0)
  const isRight = cell.expected === 'higher'
  return (
    <g>
      <Words
        runs={[{ text: fitText(cell.label, layout.panel, font, true), face: 'bold' }]}
        x={0}
        y={font}
        size={font}
        fill={style.ink}
      />
      <rect
        x={round(isRight ? zero : 0)}
        y={round(layout.head - font * 0.4)}
        width={round(isRight ? layout.panel - zero : zero)}
        height={round(bottom - layout.head + font * 0.4)}
        fill={style.faint}
        fillOpacity={0.55}
      />
      <Words
        runs={[{ text: isRight ? 'expected →' : '← expected' }]}
        x={isRight ? layout.panel : 0}
        y={font * 2.3}
        size={font}
        fill={style.muted}
        anchor={isRight ? 'end' : 'start'}
      />
      <Line
        x1={zero}
        y1={layout.head - font * 0.4}
        x2={zero}
        y2={bottom}
        stroke={style.line}
        width={style.hair}
      />
      {rows.map(({ label, effects }, row) =>
        isAlike(effects) ? null : (
          <Effect
            key={label}
            effect={effects[at]}
            y={layout.head + layout.row * (row + 0.5)}
            axis={axis}
            style={style}
            width={layout.panel - font * 0.6}
            isPooled={row >= cohorts.length}
          />
        ),
      )}
      <Line x1={0} y1={bottom} x2={layout.panel} y2={bottom} stroke={style.line} width={style.hair} />
      {axis.ticks.map(({ value, text }) => (
        <Words
          key={value}
          runs={[{ text }]}
          x={axis.scale(value)}
          y={bottom + font * 1.3}
          size={font}
          fill={style.ink}
          anchor="middle"
        />
      ))}
      <Words
        runs={[{ text: 'Cliff’s δ' }]}
        x={layout.panel / 2}
        y={bottom + font * 2.6}
        size={font}
        fill={style.ink}
        anchor="middle"
      />
    </g>
  )
}

function Effect(props: {
  effect: StripEffect | undefined
  y: number
  axis: ValueAxis
  style: PlotStyle
  width: number
  isPooled: boolean
}): ReactElement {
  const { effect, y, axis, style, width, isPooled } = props
  if (effect?.value == null)
    return (
      <Words
        runs={[{ text: fitText(effect?.reason ?? 'not tested', width, style.font) }]}
        x={style.font * 0.3}
        y={y + style.font * 0.35}
        size={style.font}
        fill={style.muted}
      />
    )
  if (isPooled && effect.low !== null && effect.high !== null)
    return <Diamond {...{ axis, y, style }} value={effect.value} low={effect.low} high={effect.high} />
  return (
    <>
      {effect.low === null || effect.high === null ? null : (
        <Line
          x1={axis.scale(effect.low)}
          y1={y}
          x2={axis.scale(effect.high)}
          y2={y}
          stroke={style.ink}
          width={style.hair * 1.4}
        />
      )}
      <PointMark
        x={axis.scale(effect.value)}
        y={y}
        group={2}
        solid
        colour={style.ink}
        radius={style.radius}
        style={style}
      />
    </>
  )
}

/** As wide as its interval, highest at the effect. */
function Diamond(props: {
  value: number
  low: number
  high: number
  y: number
  axis: ValueAxis
  style: PlotStyle
}): ReactElement {
  const { value, low, high, y, axis, style } = props
  const half = style.font * 0.5
  const [from, at, to] = [low, value, high].map((one) => round(axis.scale(one)))
  return (
    <path
      d={`M${from},${round(y)}L${at},${round(y - half)}L${to},${round(y)}L${at},${round(y + half)}Z`}
      fill={style.faint}
      stroke={style.ink}
      strokeWidth={round(style.hair)}
      strokeLinejoin="round"
    />
  )
}
