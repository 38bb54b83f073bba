import { packAlike } from './runs.ts'
import type { Phrase, Runs } from './runs.ts'
import { powerWords, spanAxis, valueAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import type { PatientPlace } from './PatientMarks.tsx'
import type { PlotStyle } from './style.ts'
import { fitText, textWidth, wrapText } from './text.ts'

export interface ScatterPoint {
  patient: string
  /** place of the group; −1 in none */
  group: number
  x: number
  y: number
}

/** A line with its band, at places along x. */
export interface FitShape {
  x: readonly number[]
  y: readonly number[]
  low: readonly number[]
  high: readonly number[]
}

export interface ScatterPanelShape {
  key: string
  title: string
  points: readonly ScatterPoint[]
  /** each begins a new line */
  phrases: readonly (readonly Phrase[])[]
  /** why it was not tested; the points are drawn all the same */
  notTestable: string | null
  fit?: FitShape | null
  /** names of the axes where the panels of a figure differ in them */
  xName?: string
  yName?: string
}

export interface ScatterProps {
  panels: readonly ScatterPanelShape[]
  xName: string
  yName: string
  width: number
  style: PlotStyle
  /** false: y is not a share of something, and its axis need not begin at 0 */
  fromZero?: boolean
}

export interface PlacedScatter {
  panel: ScatterPanelShape
  lines: readonly Runs[]
  /** left edge of the panel and top of its title */
  x: number
  y: number
  left: number
  right: number
  top: number
  bottom: number
  xAxis: ValueAxis
  yAxis: ValueAxis
  /** names of the axes, on two lines at the most */
  xLines: readonly string[]
  yLines: readonly string[]
}

/** The name of an axis on at most two lines; what is longer still ends in an ellipsis. */
function nameLines(name: string, { exponent }: ValueAxis, width: number, font: number): string[] {
  const whole = `${name}${powerWords(exponent)}`
  const [first = '', second] = wrapText(whole, width, font)
  return second === undefined ? [first] : [first, fitText(whole.slice(first.length).trim(), width, font)]
}

/** Small multiples: as many beside each other as can still be read, rows of the same height. */
export function layoutScatter({ panels, width, style, xName, yName, fromZero = true }: ScatterProps): {
  placed: PlacedScatter[]
  height: number
} {
  const { font } = style
  const gap = font * 2
  const columns = Math.max(
    1,
    Math.min(panels.length, Math.floor((width + gap) / (style.leastPanel * 1.15 + gap))),
  )
  const each = (width - gap * (columns - 1)) / columns
  const most = Math.max(0, ...panels.map(({ phrases }) => phrases.length))
  // line by line through the panels, so that the same number stands in the same line of each
  const alike = Array.from({ length: most }, (_, line) =>
    packAlike(
      panels.map(({ phrases }) => phrases[line] ?? []),
      each,
      font,
    ),
  )
  const packed = panels.map((_, i) => alike.flatMap((lines) => lines[i] ?? []))
  const placed: PlacedScatter[] = []
  let y = 0
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns)
    const deepest = Math.max(...packed.slice(first, first + columns).map((lines) => lines.length))
    const top = y + font * 2 + deepest * font * 1.4 + font * 0.5
    const bottom = top + Math.min(each * 0.8, font * 17)
    let deepestName = 1
    row.forEach((panel, c) => {
      const x = c * (each + gap)
      const yAxis = fromZero
        ? valueAxis(
            panel.points.map((point) => point.y),
            [bottom, top],
          )
        : spanAxis(reachOf(panel), [bottom - font * 0.5, top + font * 0.5])
      const yLines = nameLines(panel.yName ?? yName, yAxis, bottom - top, font)
      // the name stands left of the widest label
      const labels = Math.max(0, ...yAxis.ticks.map(({ text }) => textWidth(text, font)))
      const beside = labels + font * (0.8 + 1.2 * yLines.length)
      const [left, right] = [x + Math.max(font * 4.2, beside), x + each - font * 0.4]
      const count = Math.max(2, Math.floor((right - left) / (font * 5)))
      const xAxis = spanAxis(
        panel.points.map((point) => point.x),
        [left + font * 0.5, right - font * 0.5],
        count,
      )
      const xLines = nameLines(panel.xName ?? xName, xAxis, right - left, font)
      placed.push({
        panel,
        lines: packed[first + c] ?? [],
        x,
        y,
        left,
        right,
        top,
        bottom,
        xAxis,
        yAxis,
        xLines,
        yLines,
      })
      deepestName = Math.max(deepestName, xLines.length)
    })
    y = bottom + font * (3.4 + deepestName * 1.2)
  }
  return { placed, height: Math.max(font * 3, y) }
}

/** All points of the figure in its own coordinates. */
export function scatterPlaces(props: ScatterProps): PatientPlace[] {
  return layoutScatter(props).placed.flatMap(({ panel, xAxis, yAxis }) =>
    panel.points.map(({ patient, group, x, y }) => ({
      patient,
      group,
      x: xAxis.scale(x),
      y: yAxis.scale(y),
    })),
  )
}

/** What the vertical axis has to hold: points, and the line with its band. */
function reachOf({ points, fit }: ScatterPanelShape): number[] {
  const values = points.map((point) => point.y)
  if (fit === null || fit === undefined) return values
  return [...values, ...fit.low, ...fit.high].filter(Number.isFinite)
}
