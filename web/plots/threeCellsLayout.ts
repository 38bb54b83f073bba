import type { Panel, SeenPanel, UnseenPanel } from './data.ts'
import {
  gutterWidth,
  labelLines,
  lineHeight,
  phraseLines,
  placePoints,
  stripHeight,
  titleLines,
} from './stripLayout.ts'
import type { PlacedPoint, StripLayout } from './stripLayout.ts'
import type { PlotStyle } from './style.ts'
import { textWidth, wrapText } from './text.ts'

export interface ThreeCellsProps {
  panels: readonly Panel[]
  /** what the value axes count, e.g. "fraction of leukocytes" */
  unit: string
  width: number
  style: PlotStyle
}

export interface ThreeCellsLayout {
  columns: number
  /** room at the left of every row for the name of the axis */
  margin: number
  gap: number
  /** where each row starts; a row that shows nothing is low */
  rowTops: readonly number[]
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
    breaksNumbers: columns > 1 && seen.some((panel) => phraseLines(panel, cell, style).length > 1),
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
  const tops = rowTops(panels, columns, strip, style)
  return { columns, margin, gap, strip, rowTops: tops.slice(0, -1), height: tops.at(-1) ?? 0 }
}

/** Tops of the rows, and after them the height of all. */
function rowTops(panels: readonly Panel[], columns: number, strip: StripLayout, style: PlotStyle): number[] {
  const rowGap = style.font * 1.6
  const tops = [0]
  for (let start = 0; start < panels.length; start += columns) {
    const row = panels.slice(start, start + columns)
    const isSeen = row.some((panel) => panel.kind === 'seen')
    const own = isSeen
      ? stripHeight(strip, style)
      : Math.max(...row.map((panel) => (panel.kind === 'unseen' ? unseenHeight(panel, strip, style) : 0)))
    const gap = start + columns < panels.length ? rowGap : 0
    tops.push((tops.at(-1) ?? 0) + own + gap)
  }
  return tops
}

/** "Plasma cells" within a sentence: "plasma cells", but "NK cells" stays. */
function withinSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

export function unseenLines(panel: UnseenPanel, width: number, style: PlotStyle): string[] {
  const text = `This method cannot see ${withinSentence(panel.title)}: ${panel.reason}`
  return wrapText(text, width - style.font * 2, style.font)
}

/** Height of a panel that only says why it is empty, where no drawing stands beside it. */
function unseenHeight(panel: UnseenPanel, strip: StripLayout, style: PlotStyle): number {
  const lines =
    titleLines(panel.title, strip.width, style).length + unseenLines(panel, strip.width, style).length
  return lines * lineHeight(style) + style.font * 2.4
}

export function panelOrigin(layout: ThreeCellsLayout, index: number): { x: number; y: number } {
  const column = index % layout.columns
  return {
    x: layout.margin + column * (layout.strip.width + layout.gap),
    y: layout.rowTops[Math.floor(index / layout.columns)] ?? 0,
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
