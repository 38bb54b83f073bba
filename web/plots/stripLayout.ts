import { valueAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import type { SeenPanel, StripGroup, StripPoint } from './data.ts'
import { packPhrases } from './runs.ts'
import type { Runs } from './runs.ts'
import type { PlotStyle } from './style.ts'
import { swarm } from './swarm.ts'
import { fitText, textWidth, wrapText } from './text.ts'

/** Heights that all panels of a figure share, so that their axes stand in one line. */
export interface StripLayout {
  width: number
  titleLines: number
  phraseLines: number
  /** all panels break their numbers before P */
  breaksNumbers: boolean
  labelLines: number
  plotHeight: number
  gutter: number
}

/** The rows of counts under the drawing. */
export const countRows = [
  { label: 'n', count: (group: StripGroup) => group.n },
  { label: 'missing', count: (group: StripGroup) => group.nMissing },
  { label: 'zero', count: (group: StripGroup) => group.nZero },
] as const

export const lineHeight = (style: PlotStyle): number => style.font * 1.28
export const smallFont = (style: PlotStyle): number => (style.font * 6) / 7
export const titleFont = (style: PlotStyle): number => (style.font * 8) / 7

export function stripTop(layout: StripLayout, style: PlotStyle): number {
  return (layout.titleLines + layout.phraseLines) * lineHeight(style) + style.font * 1.4
}

export function stripHeight(layout: StripLayout, style: PlotStyle): number {
  const rows = layout.labelLines + countRows.length
  return stripTop(layout, style) + layout.plotHeight + rows * lineHeight(style) + style.font * 0.6
}

export function titleLines(title: string, width: number, style: PlotStyle): string[] {
  return wrapText(title, width, titleFont(style), true)
}

/** The numbers above the drawing; for a cell that cannot be tested, the reason. */
export function phraseLines(panel: SeenPanel, width: number, style: PlotStyle, isBroken = false): Runs[] {
  if (panel.notTestable === null) {
    const lines = packPhrases(panel.phrases, width, style.font)
    const at = panel.phrases.findIndex(({ keep }) => keep === true)
    if (!isBroken || lines.length !== 1 || at < 1) return lines
    return [panel.phrases.slice(0, at), panel.phrases.slice(at)].flatMap((part) =>
      packPhrases(part, width, style.font),
    )
  }
  return wrapText(`Not testable: ${panel.notTestable}`, width, style.font).map((text) => [{ text }])
}

export function labelLines(label: string, band: number, style: PlotStyle): string[] {
  const lines = wrapText(label, band, style.font)
  if (lines.length <= 3) return lines
  return [...lines.slice(0, 2), fitText(lines.slice(2).join(' '), band, style.font)]
}

/** Room left of the axis line for tick labels and the names of the count rows. */
export function gutterWidth(panels: readonly SeenPanel[], style: PlotStyle): number {
  const widths = panels.flatMap((panel) =>
    valueAxis(finiteValues(panel.points), [1, 0]).ticks.map((tick) => textWidth(tick.text, style.font)),
  )
  const names = countRows.map((row) => textWidth(row.label, smallFont(style)) - style.font * 0.3)
  return Math.max(...widths, ...names) + style.font
}

export function stripAxis(panel: SeenPanel, layout: StripLayout, style: PlotStyle): ValueAxis {
  const top = stripTop(layout, style)
  return valueAxis(finiteValues(panel.points), [top + layout.plotHeight, top])
}

/** Width of the column of one group. */
export function bandWidth(panel: SeenPanel, layout: StripLayout): number {
  return (layout.width - layout.gutter) / Math.max(1, panel.groups.length)
}

/** Points shrink as a group grows, to three fifths at most. */
export function pointRadius(panel: SeenPanel, style: PlotStyle): number {
  const most = Math.max(1, ...panel.groups.map((group) => group.n))
  return style.radius * Math.min(1, Math.max(0.6, Math.sqrt(50 / most)))
}

export interface PlacedPoint {
  point: StripPoint
  x: number
  y: number
  group: number
}

/** Where every patient with a value is drawn; also what the pointer is compared with. */
export function placePoints(panel: SeenPanel, layout: StripLayout, style: PlotStyle): PlacedPoint[] {
  const axis = stripAxis(panel, layout, style)
  const band = bandWidth(panel, layout)
  return panel.groups.flatMap((group, index) => {
    const spots = panel.points
      .filter((point) => point.group === group.key)
      .flatMap((point) =>
        point.value === null ? [] : [{ point, id: point.patient, at: axis.scale(point.value) }],
      )
    const offsets = swarm(spots, pointRadius(panel, style) * 1.06, Math.min(band * 0.45, style.font * 6))
    const middle = layout.gutter + (index + 0.5) * band
    return spots.map((spot, order) => ({
      point: spot.point,
      x: middle + (offsets[order] ?? 0),
      y: spot.at,
      group: index,
    }))
  })
}

export function finiteValues(points: readonly StripPoint[]): number[] {
  return points.map((point) => point.value).filter((value) => value !== null)
}
