import type { ReactElement } from 'react'
import { BoxStrip } from './BoxStrip.tsx'
import {
  gutterWidth,
  labelLines,
  lineHeight,
  phraseLines,
  placePoints,
  stripHeight,
  stripTop,
  titleFont,
  titleLines,
} from './stripLayout.ts'
import type { PlacedPoint, StripLayout } from './stripLayout.ts'
import type { Panel, SeenPanel } from './data.ts'
import { Words, round } from './marks.tsx'
import type { PlotStyle } from './style.ts'
import { textWidth, wrapText } from './text.ts'

export interface ThreeCellsProps {
  panels: readonly Panel[]
  /** what the value axes count, e.g. "fraction of leukocytes" */
  unit: string
  width: number
  style: PlotStyle
  highlighted?: string | null
}

export interface ThreeCellsLayout {
  columns: number
  /** room at the left of every row for the name of the axis */
  margin: number
  gap: number
  rowGap: number
  cellHeight: number
  height: number
  strip: StripLayout
}

/** Side by side where there is room for every group's counts, else stacked. */
export function layoutThreeCells({ panels, width, style }: ThreeCellsProps): ThreeCellsLayout {
  const seen = panels.filter((panel) => panel.kind === 'seen')
  const margin = style.font * 1.7
  const gap = style.font * 1.2
  const gutter = seen.length === 0 ? style.font : gutterWidth(seen, style)
  const groups = Math.max(1, ...seen.map((panel) => panel.groups.length))
  const least = Math.max(
    style.leastPanel,
    gutter + groups * Math.max(style.font * 3, widestLabelWord(seen, style) * 1.05),
  )
  const fitting = Math.max(1, Math.floor((width - margin + gap) / (least + gap)))
  const columns = balancedColumns(panels.length, fitting)
  const cell = (width - margin - gap * (columns - 1)) / columns
  const band = (cell - gutter) / groups
  const strip: StripLayout = {
    width: cell,
    gutter,
    titleLines: Math.max(1, ...panels.map((panel) => titleLines(panel.title, cell, style).length)),
    phraseLines: Math.max(1, ...seen.map((panel) => phraseLines(panel, cell, style).length)),
    labelLines: Math.max(
      1,
      ...seen.flatMap((panel) =>
        panel.groups.map((group) => labelLines(group.label, band * 0.96, style).length),
      ),
    ),
    plotHeight: Math.min(
      Math.max(cell * 0.8, style.font * 13),
      columns === 1 && panels.length > 1 ? style.font * 15 : style.font * 20,
    ),
  }
  const cellHeight = stripHeight(strip, style)
  const rows = Math.ceil(panels.length / columns)
  const rowGap = style.font * 1.6
  return {
    columns,
    margin,
    gap,
    rowGap,
    cellHeight,
    strip,
    height: Math.max(0, rows * cellHeight + (rows - 1) * rowGap),
  }
}

/** Four panels in room for three make two rows of two. */
function balancedColumns(count: number, fitting: number): number {
  if (count === 0) return 1
  const rows = Math.ceil(count / Math.min(count, fitting))
  return Math.max(1, Math.ceil(count / rows))
}

function widestLabelWord(panels: readonly SeenPanel[], style: PlotStyle): number {
  const words = panels.flatMap((panel) => panel.groups.flatMap((group) => group.label.split(/\s+/)))
  return Math.min(style.font * 7, Math.max(0, ...words.map((word) => textWidth(word, style.font))))
}

/** Small multiples: the cells of the claim beside each other, each on its own axis from 0. */
export function ThreeCells(props: ThreeCellsProps): ReactElement {
  const { panels, style } = props
  const layout = layoutThreeCells(props)
  const top = stripTop(layout.strip, style)
  return (
    <g>
      {panels.map((panel, index) => {
        const { x, y } = panelOrigin(layout, index)
        return (
          <g key={panel.key} transform={`translate(${round(x)},${round(y)})`}>
            {namesAxis(panels, index, layout.columns) ? (
              <AxisName
                unit={props.unit}
                style={style}
                x={index % layout.columns === 0 ? style.font * 0.85 - x : -style.font * 0.25}
                top={top}
                height={layout.strip.plotHeight}
              />
            ) : null}
            {panel.kind === 'seen' ? (
              <BoxStrip
                panel={panel}
                layout={layout.strip}
                style={style}
                highlighted={props.highlighted ?? null}
              />
            ) : (
              <Unseen title={panel.title} reason={panel.reason} layout={layout.strip} style={style} />
            )}
          </g>
        )
      })}
    </g>
  )
}

/** The first drawn panel of a row carries the name of the axis for all of them. */
function namesAxis(panels: readonly Panel[], index: number, columns: number): boolean {
  const start = index - (index % columns)
  return panels.slice(start, index + 1).findIndex((panel) => panel.kind === 'seen') === index - start
}

/** "Plasma cells" within a sentence: "plasma cells", but "NK cells" stays. */
function withinSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

function panelOrigin(layout: ThreeCellsLayout, index: number): { x: number; y: number } {
  const column = index % layout.columns
  const row = Math.floor(index / layout.columns)
  return {
    x: layout.margin + column * (layout.strip.width + layout.gap),
    y: row * (layout.cellHeight + layout.rowGap),
  }
}

export interface Spot extends PlacedPoint {
  panel: string
}

/** All points of the figure in its own coordinates, for finding the one under the pointer. */
export function spots(props: ThreeCellsProps): Spot[] {
  const layout = layoutThreeCells(props)
  return props.panels.flatMap((panel, index) => {
    if (panel.kind === 'unseen') return []
    const { x, y } = panelOrigin(layout, index)
    return placePoints(panel, layout.strip, props.style).map((spot) => ({
      ...spot,
      panel: panel.key,
      x: spot.x + x,
      y: spot.y + y,
    }))
  })
}

function AxisName(props: {
  unit: string
  style: PlotStyle
  x: number
  top: number
  height: number
}): ReactElement {
  const { style, x } = props
  return (
    <g transform={`translate(${round(x)},${round(props.top + props.height / 2)}) rotate(-90)`}>
      <Words runs={[{ text: props.unit }]} x={0} y={0} size={style.font} fill={style.ink} anchor="middle" />
    </g>
  )
}

function Unseen(props: {
  title: string
  reason: string
  layout: StripLayout
  style: PlotStyle
}): ReactElement {
  const { layout, style } = props
  const top = stripTop(layout, style)
  const line = lineHeight(style)
  const inner = layout.width - style.font * 2
  const lines = wrapText(
    `This method cannot see ${withinSentence(props.title)}: ${props.reason}`,
    inner,
    style.font,
  )
  const first = top + layout.plotHeight / 2 - ((lines.length - 1) * line) / 2
  return (
    <g>
      {titleLines(props.title, layout.width, style).map((text, index) => (
        <Words
          key={text}
          runs={[{ text, face: 'bold' }]}
          x={0}
          y={style.font + index * line}
          size={titleFont(style)}
          fill={style.ink}
        />
      ))}
      <rect
        x={style.hair}
        y={round(top)}
        width={round(layout.width - style.hair * 2)}
        height={round(layout.plotHeight)}
        fill="none"
        stroke={style.muted}
        strokeWidth={style.hair}
        strokeDasharray={`${round(style.font * 0.4)} ${round(style.font * 0.3)}`}
      />
      {lines.map((text, index) => (
        <Words
          key={index}
          runs={[{ text }]}
          x={style.font}
          y={first + index * line}
          size={style.font}
          fill={style.muted}
        />
      ))}
    </g>
  )
}
