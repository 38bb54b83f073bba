import { scaleLog } from 'd3'
import type { ScaleLogarithmic } from 'd3'
import type { Runs } from './runs.ts'
import type { PlotStyle } from './style.ts'
import { runsWidth } from './runs.ts'

/** A line of a forest of ratios; a heading has no ratio of its own. */
export interface RatioRow {
  key: string
  label: string
  /** "12/40": events of patients */
  count: string
  ratio: { value: number | null; low: number | null; high: number | null } | null
  /** "2.68 (1.75 to 4.08)" */
  text: Runs
  p: Runs
  isHeading: boolean
  /** rests on few events: drawn hollow, with a dagger */
  isFew?: boolean
  /** why there is no ratio */
  reason: string | null
}

export interface RatioProps {
  rows: readonly RatioRow[]
  /** e.g. "Hazard ratio (95 % CI)" */
  name: string
  /** above 1 means more of this */
  above: string
  countHead: string
  width: number
  style: PlotStyle
}

export interface RatioLayout {
  compact: boolean
  /** top of each row, and where the last one ends */
  tops: readonly number[]
  top: number
  bottom: number
  left: number
  right: number
  countX: number | null
  /** room of a row's label, its indent included */
  labelEnd: number
  textX: number | null
  pX: number
  scale: ScaleLogarithmic<number, number>
  ticks: readonly number[]
  height: number
}

/** Beyond these a bound says "very wide": it is drawn as an arrow. */
const furthest = 64

export function layoutRatios({ rows, width, style, name, countHead }: RatioProps): RatioLayout {
  const { font } = style
  const compact = width < font * 44
  const pWidth = Math.max(font * 4, ...rows.map(({ p }) => runsWidth(p, font)))
  const widest = (texts: readonly Runs[]): number =>
    Math.max(0, ...texts.map((runs) => runsWidth(runs, font)))
  const textWidth = Math.max(font * 9, widest([[{ text: name }], ...rows.map(({ text }) => text)]))
  const countWidth = widest([[{ text: countHead }], ...rows.map(({ count }) => [{ text: count }])])
  const labels = rows.filter(({ isHeading }) => !isHeading).map(({ label }): Runs => [{ text: label }])
  const labelEnd = Math.min(font + widest(labels), width * 0.36)
  const pX = width - font * 0.2
  const textX = compact ? null : pX - pWidth - font * 1.2
  const countX = compact ? null : labelEnd + font * 1.2 + countWidth
  const left = countX === null ? font * 1.2 : countX + font * 1.5
  const right = compact ? width - font * 1.2 : (textX ?? width) - textWidth - font * 1.2
  const bounds = rows.flatMap(({ ratio }) => [ratio?.value, ratio?.low, ratio?.high])
  const known = bounds.filter((bound) => typeof bound === 'number' && bound > 0).map((bound) => bound ?? 1)
  const reach = Math.min(furthest, Math.max(2, ...known, ...known.map((bound) => 1 / bound)) * 1.05)
  const steps = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64]
  const inside = steps.filter((step) => step >= 1 / reach && step <= reach)
  const most = Math.max(3, Math.floor((right - left) / (font * 3.4)))
  const ticks =
    inside.length <= most ? inside : inside.filter((step) => Math.round(Math.log2(step)) % 2 === 0)
  const top = font * 2.4
  let bottom = top
  const tops = rows.map(({ isHeading }) => {
    const own = bottom
    // on a phone the numbers of a row stand below its label
    bottom += font * (compact && !isHeading ? 4.4 : 1.9)
    return own
  })
  const scale = scaleLog()
    .base(2)
    .domain([1 / reach, reach])
    .range([left, right])
    .clamp(true)
  const height = bottom + font * 4.4
  return { compact, tops, top, bottom, left, right, countX, labelEnd, textX, pX, scale, ticks, height }
}

/** "1/8", "1/2", "2": steps of twice as many, to both sides */
export function ratioTick(value: number): string {
  return value < 1 ? `1/${Math.round(1 / value)}` : String(value)
}
