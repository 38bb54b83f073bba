import type { ReactElement } from 'react'
import { Line, round, Words } from './marks.tsx'
import { groupColour } from './style.ts'
import type { PlotStyle } from './style.ts'
import { bandPath, dashesOf, layoutSurvival, stepPath } from './survivalLayout.ts'
import type { CurveShape, SurvivalLayout, SurvivalProps } from './survivalLayout.ts'
import { fitText } from './text.ts'
import { TicksBelow } from './TicksBelow.tsx'

interface PartProps {
  layout: SurvivalLayout
  style: PlotStyle
}

/** Kaplan–Meier curves with bands, censorings as ticks, and the numbers at risk under the axis. */
export function SurvivalCurves(props: SurvivalProps): ReactElement {
  const { curves, style } = props
  const layout = layoutSurvival(props)
  return (
    <g>
      {layout.lines.map((runs, line) => (
        <Words
          key={line}
          runs={runs}
          x={0}
          y={style.font * (1 + line * 1.4)}
          size={style.font}
          fill={style.ink}
        />
      ))}
      <Legend {...props} layout={layout} />
      <Axes {...props} layout={layout} />
      {curves.map((curve, group) => (
        <path
          key={curve.key}
          d={bandPath(curve, layout)}
          fill={groupColour(style, group)}
          fillOpacity={0.13}
          stroke="none"
        />
      ))}
      {curves.map((curve, group) => (
        <Curve key={curve.key} curve={curve} group={group} layout={layout} style={style} />
      ))}
      <AtRisk {...props} layout={layout} />
    </g>
  )
}

function Swatch({
  x,
  y,
  group,
  style,
}: {
  x: number
  y: number
  group: number
  style: PlotStyle
}): ReactElement {
  const dashes = dashesOf(group, style.hair)
  return (
    <Line
      x1={x}
      y1={y}
      x2={x + style.font * 2.2}
      y2={y}
      stroke={groupColour(style, group)}
      width={style.hair * 1.8}
      {...(dashes === undefined ? {} : { dashes })}
    />
  )
}

function Legend({ curves, layout, style }: SurvivalProps & PartProps): ReactElement {
  const { font } = style
  return (
    <g>
      {curves.map(({ key, label, n, events }, group) => {
        const y = layout.legend + font * (1 + group * 1.4)
        const words = `${label}, n = ${n}, ${events} ${events === 1 ? 'event' : 'events'}`
        return (
          <g key={key}>
            <Swatch x={layout.left} y={y - font * 0.35} group={group} style={style} />
            <Words
              runs={[{ text: fitText(words, layout.right - layout.left - font * 2.8, font) }]}
              x={layout.left + font * 2.8}
              y={y}
              size={font}
              fill={style.ink}
            />
          </g>
        )
      })}
    </g>
  )
}

const shares = [0, 0.25, 0.5, 0.75, 1]

function Axes({ ticks, unit, endpoint, layout, style }: SurvivalProps & PartProps): ReactElement {
  const { font, hair } = style
  const { x, y, left, right, top, bottom } = layout
  const name = { x: font, y: (top + bottom) / 2 }
  return (
    <g>
      {shares.map((share) => (
        <g key={share}>
          {share > 0 && (
            <Line x1={left} y1={y(share)} x2={right} y2={y(share)} stroke={style.faint} width={hair} />
          )}
          <Words
            runs={[{ text: share === 0 || share === 1 ? String(share) : String(share).slice(1) }]}
            x={left - font * 0.5}
            y={y(share) + font * 0.35}
            size={font}
            fill={style.ink}
            anchor="end"
          />
        </g>
      ))}
      <Line x1={left} y1={top} x2={left} y2={bottom} stroke={style.line} width={hair} />
      <Line x1={left} y1={bottom} x2={right} y2={bottom} stroke={style.line} width={hair} />
      <TicksBelow
        ticks={ticks.map(({ time, label }) => ({ value: time, text: label }))}
        scale={x}
        bottom={bottom}
        style={style}
        hair={hair}
      />
      <Words
        runs={[{ text: unit.charAt(0).toUpperCase() + unit.slice(1) }]}
        x={(left + right) / 2}
        y={bottom + font * 2.9}
        size={font}
        fill={style.ink}
        anchor="middle"
      />
      <g transform={`translate(${round(name.x)},${round(name.y)}) rotate(-90)`}>
        <Words
          runs={[{ text: fitText(endpoint, bottom - top, font) }]}
          x={0}
          y={0}
          size={font}
          fill={style.ink}
          anchor="middle"
        />
      </g>
    </g>
  )
}

function Curve({
  curve,
  group,
  layout,
  style,
}: { curve: CurveShape; group: number } & PartProps): ReactElement {
  const colour = groupColour(style, group)
  const dashes = dashesOf(group, style.hair)
  const reach = style.font * 0.28
  return (
    <g>
      <path
        d={stepPath(curve, layout)}
        fill="none"
        stroke={colour}
        strokeWidth={round(style.hair * 1.8)}
        {...(dashes === undefined ? {} : { strokeDasharray: dashes })}
      />
      {curve.time.map((time, k) => {
        if ((curve.nCensored[k] ?? 0) === 0) return null
        const y = layout.y(curve.survival[k] ?? 0)
        const x = layout.x(time)
        return (
          <Line key={time} x1={x} y1={y - reach} x2={x} y2={y + reach} stroke={colour} width={style.hair} />
        )
      })}
    </g>
  )
}

function AtRisk({ curves, layout, style }: SurvivalProps & PartProps): ReactElement {
  const { font } = style
  const { risk, rowHeight, compact, left } = layout
  return (
    <g>
      <Words
        runs={[{ text: 'Number at risk', face: 'bold' }]}
        x={compact ? 0 : font * 0.2}
        y={risk - font * 0.2}
        size={font}
        fill={style.ink}
      />
      {curves.map(({ key, label, atRisk }, group) => {
        const line = risk + group * rowHeight + font * 1.2
        const counts = compact ? line + font * 1.4 : line
        return (
          <g key={key}>
            <Swatch x={font * 0.2} y={line - font * 0.35} group={group} style={style} />
            <Words
              runs={[{ text: fitText(label, compact ? layout.right - font * 3 : left - font * 4.4, font) }]}
              x={font * 2.8}
              y={line}
              size={font}
              fill={style.ink}
            />
            {atRisk.map(({ time, nRisk }) => (
              <Words
                key={time}
                runs={[{ text: String(nRisk) }]}
                x={layout.x(time)}
                y={counts}
                size={font}
                fill={style.ink}
                anchor="middle"
              />
            ))}
          </g>
        )
      })}
    </g>
  )
}
