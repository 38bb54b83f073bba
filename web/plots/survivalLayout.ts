import { scaleLinear } from 'd3'
import type { ScaleLinear } from 'd3'
import { packPhrases } from './runs.ts'
import type { Phrase, Runs } from './runs.ts'
import type { PlotStyle } from './style.ts'
import { textWidth } from './text.ts'

/** A curve as the API gives it: each value holds from its time on, before the first time it is 1. */
export interface CurveShape {
  key: string
  label: string
  n: number
  events: number
  time: readonly number[]
  survival: readonly number[]
  low: readonly (number | null)[]
  high: readonly (number | null)[]
  nCensored: readonly number[]
  atRisk: readonly { time: number; nRisk: number }[]
}

export interface SurvivalProps {
  curves: readonly CurveShape[]
  /** in days, each with its label in the axis' unit */
  ticks: readonly { time: number; label: string }[]
  unit: string
  /** name of the vertical axis, e.g. "Overall survival" */
  endpoint: string
  /** numbers above the drawing */
  phrases: readonly Phrase[]
  width: number
  style: PlotStyle
}

export interface SurvivalLayout {
  lines: readonly Runs[]
  /** top of the legend's first line */
  legend: number
  top: number
  bottom: number
  left: number
  right: number
  /** baseline of the heading of the risk table */
  risk: number
  rowHeight: number
  /** labels stand above their counts instead of beside them */
  compact: boolean
  height: number
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const longest = 0.28

/** Where everything stands; the same for screen and print. */
export function layoutSurvival({ curves, ticks, phrases, width, style }: SurvivalProps): SurvivalLayout {
  const { font } = style
  const line = font * 1.4
  const lines = packPhrases(phrases, width, font)
  const labels = Math.max(0, ...curves.map(({ label }) => textWidth(label, font))) + font * 4.8
  const compact = labels > width * longest
  const left = Math.max(font * 4.4, compact ? 0 : labels)
  const right = width - font * 1.2
  const legend = lines.length * line + font * 0.4
  const top = legend + curves.length * line + font * 0.6
  const plot = Math.min((right - left) * 0.62, font * 23)
  const bottom = top + plot
  const risk = bottom + font * 5.1
  const rowHeight = compact ? line * 2 : line
  const lastTimes = curves.map(({ time }) => time.at(-1) ?? 0)
  const reach = Math.max(1, ticks.at(-1)?.time ?? 0, ...lastTimes)
  return {
    lines,
    legend,
    top,
    bottom,
    left,
    right,
    risk,
    rowHeight,
    compact,
    height: risk + curves.length * rowHeight + font * 0.8,
    x: scaleLinear().domain([0, reach]).range([left, right]),
    y: scaleLinear().domain([0, 1]).range([bottom, top]),
  }
}

/** Doubles the colour of a group: solid for the first, then ever shorter dashes. */
export function dashesOf(group: number, hair: number): string | undefined {
  const pattern = [[], [5, 2.5], [1.5, 1.8], [7, 2, 1.5, 2], [3, 1.5, 1, 1.5], [9, 3]][group % 6] ?? []
  return pattern.length === 0 ? undefined : pattern.map((part) => part * hair * 1.2).join(' ')
}

const at = (value: number): string => String(Math.round(value * 1000) / 1000)

/** The curve as steps, from time 0 and 1. */
export function stepPath({ time, survival }: CurveShape, { x, y }: Pick<SurvivalLayout, 'x' | 'y'>): string {
  const steps = time.map((t, k) => `H${at(x(t))}V${at(y(survival[k] ?? 0))}`)
  return `M${at(x(0))},${at(y(1))}${steps.join('')}`
}

/** The area between the limits; where there are none it has no height. */
export function bandPath(curve: CurveShape, { x, y }: Pick<SurvivalLayout, 'x' | 'y'>): string {
  const limit = (k: number, side: 'low' | 'high'): number => curve[side][k] ?? curve.survival[k] ?? 0
  const end = curve.time.length
  const upper = curve.time.map((t, k) => `H${at(x(t))}V${at(y(limit(k, 'high')))}`)
  const back: string[] = []
  for (let k = end - 1; k >= 0; k -= 1) {
    const before = k === 0 ? 1 : limit(k - 1, 'low')
    back.push(`V${at(y(limit(k, 'low')))}H${at(x(curve.time[k] ?? 0))}V${at(y(before))}`)
  }
  return end === 0 ? '' : `M${at(x(0))},${at(y(1))}${upper.join('')}${back.join('')}H${at(x(0))}Z`
}
