import type { ReactElement } from 'react'
import { scaleLinear } from 'd3'
import { Line, Words, round } from './marks.tsx'
import { symbolPath } from './marks.tsx'
import type { PlotStyle } from './style.ts'
import { fitText } from './text.ts'

export interface HitSeries {
  title: string
  /** shares of shuffles with 0, 1, 2, … hits */
  shares: readonly number[]
  /** hits in the data */
  observed: number
}

export interface PlaceboHitsProps {
  series: readonly HitSeries[]
  width: number
  style: PlotStyle
}

export function placeboHeight({ series, width, style }: PlaceboHitsProps): number {
  const { rows, panelHeight } = placeboLayout(width, series.length, style)
  return rows * panelHeight
}

function placeboLayout(width: number, n: number, style: PlotStyle) {
  const columns = width / Math.max(1, n) >= style.font * 20 ? Math.max(1, n) : 1
  return {
    columns,
    rows: Math.ceil(n / columns),
    panelWidth: width / columns,
    panelHeight: style.font * 16,
  }
}

/** How many cells come out as hits when the labels are shuffled; the data stand as a triangle. */
export function PlaceboHits(props: PlaceboHitsProps): ReactElement {
  const { series, style } = props
  const { columns, panelWidth, panelHeight } = placeboLayout(props.width, series.length, style)
  return (
    <g>
      {series.map((one, at) => (
        <g
          key={one.title}
          transform={`translate(${round((at % columns) * panelWidth)},${round(Math.floor(at / columns) * panelHeight)})`}
        >
          <Histogram {...one} width={panelWidth} height={panelHeight} style={style} />
        </g>
      ))}
    </g>
  )
}

interface HistogramProps extends HitSeries {
  width: number
  height: number
  style: PlotStyle
}

function Histogram({ title, shares, observed, width, height, style }: HistogramProps): ReactElement {
  const { font } = style
  const last = Math.max(
    observed,
    shares.findLastIndex((share) => share > 0),
    3,
  )
  const shown = Array.from({ length: last + 1 }, (_, hits) => shares[hits] ?? 0)
  const left = font * 3.6
  const right = width - font * 1.5
  const [top, bottom] = [font * 3.6, height - font * 3.4]
  const step = (right - left) / shown.length
  const y = scaleLinear().domain([0, 1]).range([bottom, top])
  const middle = (hits: number): number => left + step * (hits + 0.5)
  return (
    <g>
      <Words
        runs={[{ text: fitText(title, width - font, font, true), face: 'bold' }]}
        x={0}
        y={font}
        size={font}
        fill={style.ink}
      />
      <Words runs={[{ text: 'Share of shuffles' }]} x={0} y={font * 2.5} size={font} fill={style.ink} />
      {[0, 0.5, 1].map((share) => (
        <Words
          key={share}
          runs={[{ text: `${share * 100} %` }]}
          x={left - font * 0.5}
          y={y(share) + font * 0.35}
          size={font}
          fill={style.ink}
          anchor="end"
        />
      ))}
      {shown.map((share, hits) => (
        <rect
          key={hits}
          x={round(left + step * hits + step * 0.12)}
          y={round(y(share))}
          width={round(step * 0.76)}
          height={round(bottom - y(share))}
          fill={style.muted}
          fillOpacity={0.7}
        />
      ))}
      <path
        d={symbolPath(1, style.radius * 1.6)}
        transform={`translate(${round(middle(observed))},${round(y(shown[observed] ?? 0) - font * 0.7)}) rotate(180)`}
        fill={style.ink}
      />
      <Line x1={left} y1={bottom} x2={right} y2={bottom} stroke={style.line} width={style.hair} />
      <Line x1={left} y1={top} x2={left} y2={bottom} stroke={style.line} width={style.hair} />
      {shown.map((_, hits) =>
        step < font * 1.2 && hits % 2 === 1 ? null : (
          <Words
            key={hits}
            runs={[{ text: String(hits) }]}
            x={middle(hits)}
            y={bottom + font * 1.3}
            size={font}
            fill={style.ink}
            anchor="middle"
          />
        ),
      )}
      <Words
        runs={[{ text: fitText('Cells with a hit; ▼ the data', right - left, font) }]}
        x={(left + right) / 2}
        y={bottom + font * 2.7}
        size={font}
        fill={style.ink}
        anchor="middle"
      />
    </g>
  )
}
