import { scaleLinear } from 'd3'
import { effectAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import type { PlotStyle } from './style.ts'
import { textWidth, wrapText } from './text.ts'

/** One specification, as a curve draws it. */
export interface CurveEffect {
  delta: number
  low: number | null
  high: number | null
  /** q ≤ .05 in this specification */
  isSure: boolean
  /** the choices that the page stands at */
  isAsked: boolean
  /** ids of its alternatives, one for each choice */
  alternatives: readonly string[]
}

export interface CurvePanel {
  key: string
  title: string
  expected: 'higher' | 'lower'
  /** ascending by effect */
  effects: readonly CurveEffect[]
  /** middle 95 % of the sorted curve under shuffled labels, one at each place; empty without */
  band: { low: readonly number[]; high: readonly number[] }
  /** what stands under the title */
  note: string
}

export interface CurveChoice {
  name: string
  alternatives: readonly { id: string; label: string }[]
}

export interface CurveProps {
  panels: readonly CurvePanel[]
  choices: readonly CurveChoice[]
  width: number
  style: PlotStyle
  /** place of the specification that is pointed at, in the first panel that has it */
  pointed?: { panel: string; place: number } | null
}

/** The strip of one alternative below the curve, and its name. */
export interface CurveRow {
  id: string
  label: string
  /** name of the choice where it stands before the first of its alternatives */
  choice: string | null
  /** top of the strip and base line of the name, from the foot of the curve */
  y: number
  nameY: number
}

export interface CurveLayout {
  columns: number
  /** names stand at the left of their strips; else above them, so that the curves have the room */
  isBeside: boolean
  /** left edge of the first panel */
  left: number
  panelWidth: number
  gap: number
  /** height of one row of panels */
  rowHeight: number
  height: number
  head: number
  /** lines that titles have room for */
  titleLines: number
  curve: number
  strip: number
  nameSize: number
  axis: ValueAxis
  rows: readonly CurveRow[]
  /** names of choices that have a line of their own */
  headings: readonly { name: string; y: number }[]
}

type Below = Pick<CurveLayout, 'rows' | 'headings' | 'strip' | 'nameSize'> & { end: number }

/** Strips under a heading for each choice, the names at their left. */
function rowsBeside(choices: readonly CurveChoice[], font: number): Below {
  const line = font * 1.25
  let y = font * 2
  const rows: CurveRow[] = []
  const headings: { name: string; y: number }[] = []
  for (const { name, alternatives } of choices) {
    headings.push({ name, y: y + line * 0.75 })
    y += line
    for (const { id, label } of alternatives) {
      rows.push({ id, label, choice: null, y, nameY: y + font * 0.95 })
      y += line
    }
    y += font * 0.4
  }
  return { rows, headings, strip: line * 0.8, nameSize: font, end: y }
}

/** Every strip under its name, which may then be as long as the figure is wide. */
function rowsUnderNames(choices: readonly CurveChoice[], font: number): Below {
  const nameSize = (font * 6) / 7
  let y = font * 1.2
  const rows: CurveRow[] = []
  for (const { name, alternatives } of choices) {
    alternatives.forEach(({ id, label }, at) => {
      rows.push({ id, label, choice: at === 0 ? name : null, y: y + nameSize * 1.3, nameY: y + nameSize })
      y += nameSize * 1.3 + font * 0.75
    })
    y += font * 0.3
  }
  return { rows, headings: [], strip: font * 0.55, nameSize, end: y }
}

/** Panels beside each other with the names at their left; where that leaves them no room, the names above their strips. */
export function layoutCurves({ panels, choices, width, style }: CurveProps): CurveLayout {
  const { font } = style
  const n = Math.max(1, panels.length)
  const longest = choices.flatMap(({ alternatives }) =>
    alternatives.map(({ label }) => textWidth(label, font)),
  )
  const label = Math.max(font * 11, Math.min(font * 24, width * 0.3, Math.max(0, ...longest) + font * 1.2))
  const roomBeside = (width - label - font * 1.6 * n) / n
  const isBeside = roomBeside >= font * 11
  const gap = isBeside ? font * 1.6 : font
  const left = isBeside ? label + gap : font * 2.2
  const widthOf = (columns: number): number => (width - left - gap * (columns - 1)) / columns
  let columns = n
  while (!isBeside && columns > 1 && widthOf(columns) < font * 7) columns -= 1
  const panelWidth = isBeside ? roomBeside : widthOf(columns)
  const below = isBeside ? rowsBeside(choices, font) : rowsUnderNames(choices, font)
  const titleLines = most(panels, ({ title }) => Math.min(2, wrapText(title, panelWidth, font, true).length))
  const noteLines = most(panels, ({ note }) => wrapText(note, panelWidth, font).length)
  const head = font * (1.2 * (titleLines + noteLines) + (isBeside ? 1 : 2.2))
  const curve = font * (isBeside ? 13 : 11)
  const bounds = panels.flatMap(({ effects, band }) => [
    ...effects.flatMap(({ low, high, delta }) => [low ?? delta, high ?? delta]),
    ...band.low,
    ...band.high,
  ])
  const { end, ...strips } = below
  const rowHeight = head + curve + end + font
  return {
    ...strips,
    columns,
    isBeside,
    left,
    panelWidth,
    gap,
    rowHeight,
    height: rowHeight * Math.ceil(panels.length / columns),
    head,
    titleLines,
    curve,
    axis: effectAxis(bounds, [head + curve, head], font),
  }
}

function most(panels: readonly CurvePanel[], lines: (panel: CurvePanel) => number): number {
  return Math.max(1, ...panels.map(lines))
}

/** Horizontal place of the i-th of n specifications. */
export function curvePlace(n: number, width: number): (place: number) => number {
  return scaleLinear()
    .domain([0, Math.max(1, n - 1)])
    .range([width * 0.015, width * 0.985])
}
