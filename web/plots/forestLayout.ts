import { effectAxis, valueAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import type { ForestRow } from './data.ts'
import { commonDecimals, intervalRuns, knownNumbers, raisedRuns } from './numbers.ts'
import type { IntervalFormat } from './numbers.ts'
import { formatP } from '../format.ts'
import type { Runs } from './runs.ts'
import { runsWidth } from './runs.ts'
import type { PlotStyle } from './style.ts'
import { textWidth } from './text.ts'

/** What a forest draws. */
export interface ForestProps {
  rows: readonly ForestRow[]
  /** under the axis, e.g. "Cliff’s δ (High risk − Low risk)" */
  effectName: string
  /** above the column of numbers, e.g. "δ (95 % CI)" */
  effectHead: string
  /** the groups the two sides stand for; null where the effect has no direction (several groups) */
  /** names of the groups; `isWhole`: the words as they are, where the sides are no groups */
  sides: { left: string; right: string; isWhole?: boolean } | null
  width: number
  style: PlotStyle
  selected?: string | null
  /** given on screen: rows can be chosen by pointer and keyboard */
  onSelect?: (key: string) => void
}

export interface ForestLayout {
  /** a phone: the name stands above its interval, which then has the whole width */
  compact: boolean
  label: number
  left: number
  right: number
  /** right edge of the column of numbers; null where there is no room for it */
  effectX: number | null
  nX: number | null
  qX: number
  rowHeight: number
  top: number
  bottom: number
  axis: ValueAxis
  format: IntervalFormat
}

export interface ForestShape {
  rows: readonly ForestRow[]
  width: number
  style: PlotStyle
  /** false where the effect has no direction (several groups) */
  isSigned: boolean
}

/** Testable cells from the largest effect to the smallest, then those that cannot be tested; ties by key. */
export function sortForest(rows: readonly ForestRow[]): ForestRow[] {
  const rank = (row: ForestRow): number => row.effect?.value ?? -Infinity
  return [...rows].sort((a, b) => {
    const left = rank(a)
    const right = rank(b)
    return left === right ? (a.key < b.key ? -1 : 1) : right - left
  })
}

export function qRuns(row: ForestRow): Runs {
  return raisedRuns(formatP(row.qValue))
}

/** "17 / 17"; more than three groups would crowd the plot out and are in the table. */
export function countText(row: ForestRow): string {
  return row.counts.length > 3 ? String(row.counts.reduce((sum, n) => sum + n, 0)) : row.counts.join(' / ')
}

/** Numbers of a column share their decimals: two significant digits of the largest effect. */
export function effectFormat(rows: readonly ForestRow[], isSigned: boolean): IntervalFormat {
  const all = rows.flatMap((row) => (row.effect === null ? [] : knownNumbers(row.effect)))
  // shares of variance crowd near zero, where two digits of the largest would make most of them 0.00
  return { isSigned, decimals: Math.max(isSigned ? 0 : 3, commonDecimals(all, 2)) }
}

export function effectRuns(row: ForestRow, format: IntervalFormat): Runs {
  if (row.effect === null) return []
  const { value, bounds } = intervalRuns(row.effect, format)
  return bounds.length === 0 ? value : [...value, { text: ' ' }, ...bounds]
}

export function forestHeight(shape: ForestShape): number {
  return layoutForest(shape).bottom + shape.style.font * 3.3
}

export function layoutForest({ rows, width, style, isSigned }: ForestShape): ForestLayout {
  const { font } = style
  const format = effectFormat(rows, isSigned)
  const widest = (least: number, measure: (row: ForestRow) => number): number =>
    Math.max(least, ...rows.map(measure))
  const label = widest(font * 4, (row) => textWidth(row.label, font, row.isClaim)) + font * 0.8
  const q = widest(font * 2.2, (row) => runsWidth(qRuns(row), font))
  const n = widest(font, (row) => textWidth(countText(row), font))
  const effect = widest(font * 6, (row) => runsWidth(effectRuns(row, format), font))
  const rest = width - label - q - n - font * 3
  const compact = rest < font * 10
  const wide = rest - effect - font > font * 16
  const left = compact ? 0 : label
  const right = compact ? width : width - q - n - font * 2.4 - (wide ? effect + font : 0)
  const rowHeight = font * (compact ? 2.7 : 1.62)
  const top = font * (compact ? 4 : 2.5)
  const inset = font * (compact ? 1 : 0.5)
  const range = [left + inset, right - inset] as const
  const bounds = rows.flatMap((row) => (row.effect === null ? [] : knownNumbers(row.effect)))
  return {
    compact,
    label: compact ? width - q - font : label,
    left,
    right,
    effectX: wide && !compact ? right + font + effect : null,
    nX: compact ? null : width - q - font,
    qX: width,
    rowHeight,
    top,
    bottom: top + rows.length * rowHeight,
    format,
    axis: isSigned ? effectAxis(bounds, range, font) : valueAxis(bounds, range, 3),
  }
}
