import type { ReactElement } from 'react'
import { Line, PointMark, round, Words } from './marks.tsx'
import { layoutScatter } from './scatterLayout.ts'
import type { FitShape, PlacedScatter, ScatterProps } from './scatterLayout.ts'
import { groupColour } from './style.ts'
import type { PlotStyle } from './style.ts'
import { fitText } from './text.ts'
import { TicksBelow } from './TicksBelow.tsx'

/** One variable against several, a point a patient, groups by colour and shape. */
export function Scatter(props: ScatterProps): ReactElement {
  const { placed } = layoutScatter(props)
  return (
    <g>
      {placed.map((panel) => (
        <OnePanel key={panel.panel.key} {...props} place={panel} />
      ))}
    </g>
  )
}

function OnePanel({ place, style }: ScatterProps & { place: PlacedScatter }): ReactElement {
  const { panel, lines, x, y, left, right, top, bottom, xAxis, yAxis, xLines, yLines } = place
  const { font, hair } = style
  const width = right - x
  return (
    <g>
      <Words
        runs={[{ text: fitText(panel.title, width, font, true), face: 'bold' }]}
        x={x}
        y={y + font * 1.1}
        size={font}
        fill={style.ink}
      />
      {lines.map((runs, line) => (
        <Words key={line} runs={runs} x={x} y={y + font * (2.6 + line * 1.4)} size={font} fill={style.ink} />
      ))}
      {yAxis.ticks.map(({ value, text }) => (
        <g key={value}>
          <Line
            x1={left}
            y1={yAxis.scale(value)}
            x2={right}
            y2={yAxis.scale(value)}
            stroke={style.faint}
            width={hair}
          />
          <Words
            runs={[{ text }]}
            x={left - font * 0.4}
            y={yAxis.scale(value) + font * 0.35}
            size={font}
            fill={style.ink}
            anchor="end"
          />
        </g>
      ))}
      <g transform={`translate(${round(x + font * 0.9)},${round((top + bottom) / 2)}) rotate(-90)`}>
        {yLines.map((text, line) => (
          <Words
            key={line}
            runs={[{ text }]}
            x={0}
            y={font * 1.2 * line}
            size={font}
            fill={style.ink}
            anchor="middle"
          />
        ))}
      </g>
      <Line x1={left} y1={bottom} x2={right} y2={bottom} stroke={style.line} width={hair} />
      <TicksBelow ticks={xAxis.ticks} scale={xAxis.scale} bottom={bottom} style={style} hair={hair} />
      {xLines.map((text, line) => (
        <Words
          key={line}
          runs={[{ text }]}
          x={(left + right) / 2}
          y={bottom + font * (2.9 + 1.2 * line)}
          size={font}
          fill={style.ink}
          anchor="middle"
        />
      ))}
      {panel.fit === null || panel.fit === undefined ? null : (
        <FitLine fit={panel.fit} place={place} style={style} />
      )}
      {panel.points.map((point) => (
        <PointMark
          key={point.patient}
          x={xAxis.scale(point.x)}
          y={yAxis.scale(point.y)}
          group={Math.max(0, point.group)}
          solid={point.group >= 0}
          colour={point.group < 0 ? style.muted : groupColour(style, point.group)}
          radius={style.radius * 0.8}
          style={style}
        />
      ))}
    </g>
  )
}

/** The line over its band; points stand above both. */
function FitLine({
  fit,
  place,
  style,
}: {
  fit: FitShape
  place: PlacedScatter
  style: PlotStyle
}): ReactElement {
  const { xAxis, yAxis } = place
  const at = (values: readonly number[]): string[] =>
    fit.x.map((x, i) => `${round(xAxis.scale(x))} ${round(yAxis.scale(values[i] ?? 0))}`)
  const band = [...at(fit.high), ...at(fit.low).reverse()]
  return (
    <g>
      <path d={`M${band.join('L')}z`} fill={style.faint} fillOpacity={0.6} />
      <path
        d={`M${at(fit.y).join('L')}`}
        fill="none"
        stroke={style.accent}
        strokeWidth={round(style.hair * 1.5)}
      />
    </g>
  )
}
