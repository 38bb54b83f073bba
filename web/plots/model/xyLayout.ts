import { scaleLinear } from 'd3'
import type { ScaleLinear } from 'd3'
import { labelTicks } from '../axis.ts'
import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'

export interface AxisShape {
  title: string
  domain: readonly [number, number]
  /** about so many ticks */
  count?: number
}

export interface XyShape {
  width: number
  /** height of the plotting area over its width; 1 = a square */
  ratio: number
  x: AxisShape
  y: AxisShape
  style: PlotStyle
  /** no wider than this, so that a square does not fill a wall */
  mostWidth?: number
}

export interface XyLayout {
  left: number
  top: number
  plotWidth: number
  plotHeight: number
  /** of the whole drawing */
  width: number
  height: number
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  xTicks: readonly { value: number; text: string }[]
  yTicks: readonly { value: number; text: string }[]
}

/** Places of a plot of two numbers: a frame with both axes named. */
export function layoutXy({ width, ratio, x, y, style, mostWidth = Infinity }: XyShape): XyLayout {
  const { font } = style
  const yScale = scaleLinear().domain(y.domain)
  const yTicks = labelTicks(yScale.ticks(y.count ?? 5), 0)
  const widest = Math.max(0, ...yTicks.map(({ text }) => textWidth(text, font)))
  const left = Math.ceil(font * 1.9 + widest + font * 0.9)
  const top = Math.ceil(font * 0.7)
  const plotWidth = Math.max(40, Math.min(width, mostWidth) - left - Math.ceil(font * 0.9))
  const plotHeight = Math.round(plotWidth * ratio)
  const xScale = scaleLinear()
    .domain(x.domain)
    .range([left, left + plotWidth])
  const room = Math.max(2, Math.floor(plotWidth / (font * 4)))
  return {
    left,
    top,
    plotWidth,
    plotHeight,
    width: left + plotWidth + Math.ceil(font * 0.9),
    height: top + plotHeight + Math.ceil(font * 3.4),
    x: xScale,
    y: yScale.range([top + plotHeight, top]),
    xTicks: labelTicks(xScale.ticks(Math.min(x.count ?? 5, room)), 0),
    yTicks,
  }
}

/** A square of two shares or probabilities, each from 0 to 1. */
export function layoutShares({ width, style }: Pick<XyShape, 'width' | 'style'>): XyLayout {
  const share: AxisShape = { title: '', domain: [0, 1] }
  return layoutXy({ width, mostWidth: style.font * 36, ratio: 1, x: share, y: share, style })
}
