import type { KeyboardEvent, ReactElement } from 'react'
import type { ForestRow } from './data.ts'
import { ForestFoot, ForestHead } from './ForestFrame.tsx'
import { countText, effectRuns, layoutForest, qRuns, sortForest } from './forestLayout.ts'
import type { ForestLayout, ForestProps } from './forestLayout.ts'
import { Line, Words, round } from './marks.tsx'
import { runsText } from './runs.ts'
import type { Runs } from './runs.ts'
import type { PlotStyle } from './style.ts'
import { fitText, textWidth } from './text.ts'

/** Effect of every cell with its interval, sorted; zero line; n and q at the right. */
export function Forest(props: ForestProps): ReactElement {
  const { style, width, selected, onSelect } = props
  const rows = sortForest(props.rows)
  const layout = layoutForest({ rows, width, style, isSigned: props.sides !== null })
  const tabStop = rows.some((row) => row.key === selected) ? selected : rows[0]?.key
  return (
    <g>
      <ForestHead {...props} layout={layout} />
      {rows.map((row, index) => {
        const y = layout.top + index * layout.rowHeight
        const isSelected = row.key === selected
        const body = (
          <Row row={row} y={y} layout={layout} width={width} style={style} isSelected={isSelected} />
        )
        if (onSelect === undefined) return <g key={row.key}>{body}</g>
        return (
          <g
            key={row.key}
            role="radio"
            aria-checked={isSelected}
            aria-label={rowName(row, props, layout)}
            tabIndex={row.key === tabStop ? 0 : -1}
            className="forest-row"
            onClick={() => {
              onSelect(row.key)
            }}
            onKeyDown={(event) => {
              walk(event, rows, index, onSelect)
            }}
          >
            {body}
          </g>
        )
      })}
      <ForestFoot {...props} layout={layout} />
    </g>
  )
}

function rowName(row: ForestRow, props: ForestProps, layout: ForestLayout): string {
  if (row.effect === null) return `${row.label}: not testable, ${row.notTestable ?? ''}`
  return `${row.label}: ${props.effectName} ${runsText(effectRuns(row, layout.format))}, q ${runsText(qRuns(row))}, n ${countText(row)}`
}

/** Arrow keys move the choice, as in a group of radio buttons. */
function walk(
  event: KeyboardEvent<SVGGElement>,
  rows: readonly ForestRow[],
  index: number,
  choose: (key: string) => void,
): void {
  const last = rows.length - 1
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowRight: index + 1,
    ArrowUp: index - 1,
    ArrowLeft: index - 1,
    Home: 0,
    End: last,
    ' ': index,
    Enter: index,
  }
  const step = steps[event.key]
  if (step === undefined) return
  event.preventDefault()
  const target = Math.min(last, Math.max(0, step))
  const row = rows[target]
  if (row === undefined) return
  const radios = event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('[role="radio"]')
  radios?.[target]?.focus()
  choose(row.key)
}

interface RowProps {
  row: ForestRow
  /** top of the row */
  y: number
  layout: ForestLayout
  width: number
  style: PlotStyle
  isSelected: boolean
}

function Row({ row, y, layout, width, style, isSelected }: RowProps): ReactElement {
  const textMiddle = layout.compact ? style.font * 0.85 : layout.rowHeight / 2
  const base = y + textMiddle + style.font * 0.35
  const zero = layout.axis.scale(0)
  const fill = row.effect === null ? style.muted : style.ink
  const column = (runs: Runs, x: number | null): ReactElement | null =>
    x === null ? null : <Words runs={runs} x={x} y={base} size={style.font} fill={fill} anchor="end" />
  return (
    <>
      <rect
        className="row-ground"
        x={0}
        y={round(y)}
        width={round(width)}
        height={round(layout.rowHeight)}
        fill={isSelected ? style.selected : 'transparent'}
      />
      <Line
        x1={zero}
        y1={y + (layout.compact ? style.font * 1.35 : 0)}
        x2={zero}
        y2={y + layout.rowHeight}
        stroke={style.muted}
        width={style.hair}
      />
      <Words
        runs={[
          {
            text: fitText(row.label, layout.label - style.font * 0.5, style.font, row.isClaim),
            ...(row.isClaim ? { face: 'bold' } : {}),
          },
        ]}
        x={style.font * 0.2}
        y={base}
        size={style.font}
        fill={fill}
      />
      <Effect row={row} y={y} layout={layout} style={style} />
      {column(effectRuns(row, layout.format), row.effect === null ? null : layout.effectX)}
      {column([{ text: countText(row) }], layout.nX)}
      {column(qRuns(row), layout.qX)}
    </>
  )
}

function Effect({ row, y, layout, style }: Omit<RowProps, 'width' | 'isSelected'>): ReactElement | null {
  const { scale } = layout.axis
  const middle = y + (layout.compact ? style.font * 2 : layout.rowHeight / 2)
  const { effect } = row
  if (effect?.value == null) return <Reason row={row} middle={middle} layout={layout} style={style} />
  const size = style.radius * (row.isClaim ? 1.2 : 1)
  return (
    <>
      {effect.low === null || effect.high === null ? null : (
        <Line
          x1={scale(effect.low)}
          y1={middle}
          x2={scale(effect.high)}
          y2={middle}
          stroke={style.ink}
          width={style.hair * (row.isClaim ? 2 : 1.2)}
        />
      )}
      <rect
        x={round(scale(effect.value) - size)}
        y={round(middle - size)}
        width={round(size * 2)}
        height={round(size * 2)}
        fill={style.ink}
      />
    </>
  )
}

/** Why a cell has no effect, beside the zero line where it fits there, else across the whole plot. */
function Reason(props: {
  row: ForestRow
  middle: number
  layout: ForestLayout
  style: PlotStyle
}): ReactElement {
  const { layout, style } = props
  const text = props.row.notTestable ?? 'no effect size'
  const end = layout.effectX ?? layout.right
  const beside = layout.axis.scale(0) + style.font * 0.7
  const fits = !layout.compact && textWidth(text, style.font) <= end - beside
  const x = fits ? beside : layout.left + style.font * 0.2
  return (
    <Words
      runs={[{ text: fitText(text, end - x, style.font) }]}
      x={x}
      y={props.middle + style.font * 0.35}
      size={style.font}
      fill={style.muted}
    />
  )
}
