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
/** An estimate itself is drawn in its place up to here. */
const furthestEstimate = 1024

/** Powers of 2, of 4, of 8 … on both sides of 1, as many as have room. */
function ratioTicks(reach: number, most: number): number[] {
  const sides = (step: number): number => Math.floor(Math.log2(reach) / step)
  const step = [1, 2, 3, 4, 5].find((each) => 2 * sides(each) + 1 <= most) ?? 6
  const count = sides(step)
  return Array.from({ length: 2 * count + 1 }, (_, i) => 2 ** (step * (i - count)))
}

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
  const sides = (values: readonly number[]): number =>
    Math.max(2, ...values, ...values.map((value) => 1 / value))
  const estimates = rows.flatMap(({ ratio }) => (ratio?.value ? [ratio.value] : []))
  // an estimate never stands at the edge, where the arrow of its interval is
  const ofEstimates = Math.min(furthestEstimate, sides(estimates))
  const reach = Math.max(
    Math.min(furthest, sides(known) * 1.05),
    ofEstimates > furthest / 4 ? ofEstimates * 4 : 2,
  )
  const ticks = ratioTicks(reach, Math.max(3, Math.floor((right - left) / (font * 3.4))))
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
