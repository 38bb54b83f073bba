import { scaleLinear } from 'd3'
import { effectAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import type { PlotStyle } from './style.ts'

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

export interface CurveLayout {
  columns: number
  label: number
  panelWidth: number
  gap: number
  /** height of one row of panels */
  rowHeight: number
  height: number
  head: number
  curve: number
  line: number
  axis: ValueAxis
  /** offset of each alternative's row below the curve, and of each choice's name */
  rows: readonly { id: string; y: number }[]
  names: readonly { name: string; y: number }[]
}

/** Beside each other where each has room, else one below the other; the names of the choices stand at the left. */
export function layoutCurves({ panels, choices, width, style }: CurveProps): CurveLayout {
  const { font } = style
  const label = Math.min(font * 15, width * 0.36)
  const gap = font * 1.6
  const beside = (width - label - gap * panels.length) / Math.max(1, panels.length)
  const columns = beside >= font * 11 ? Math.max(1, panels.length) : 1
  const panelWidth = columns === 1 ? width - label - gap : beside
  const head = font * 4.6
  const curve = font * 13
  const line = font * 1.25
  let y = font * 2
  const rows: { id: string; y: number }[] = []
  const names: { name: string; y: number }[] = []
  for (const choice of choices) {
    names.push({ name: choice.name, y: y + line * 0.75 })
    y += line
    for (const { id } of choice.alternatives) {
      rows.push({ id, y })
      y += line
    }
    y += font * 0.4
  }
  const rowHeight = head + curve + y + font
  const bounds = panels.flatMap(({ effects, band }) => [
    ...effects.flatMap(({ low, high, delta }) => [low ?? delta, high ?? delta]),
    ...band.low,
    ...band.high,
  ])
  const axis = effectAxis(bounds, [head + curve, head], font)
  return {
    columns,
    label,
    panelWidth,
    gap,
    rowHeight,
    height: rowHeight * Math.ceil(panels.length / columns),
    head,
    curve,
    line,
    axis,
    rows,
    names,
  }
}

/** Horizontal place of the i-th of n specifications. */
export function curvePlace(n: number, width: number): (place: number) => number {
  return scaleLinear()
    .domain([0, Math.max(1, n - 1)])
    .range([width * 0.015, width * 0.985])
}
