import type { ReactElement } from 'react'
import { influencePlaces, layoutInfluence } from './influenceLayout.ts'
import type { InfluenceEffect, InfluencePlotProps, PlacedInfluence } from './influenceLayout.ts'
import { Line, PointMark, Words, round } from './marks.tsx'
import { groupColour } from './style.ts'
import type { PlotStyle } from './style.ts'
import { fitText } from './text.ts'
import { TicksBelow } from './TicksBelow.tsx'

/** The effect with everybody, without each patient, and without each site, one panel a cell. */
export function InfluencePlot(props: InfluencePlotProps): ReactElement {
  const { style } = props
  const layout = layoutInfluence(props)
  const places = influencePlaces(layout)
  return (
    <g>
      {layout.placed.map((place) => (
        <Panel key={place.panel.key} place={place} style={style} />
      ))}
      {places.map(({ group, x, y }, i) => (
        <PointMark
          key={i}
          x={x}
          y={y}
          group={group}
          solid
          colour={groupColour(style, group)}
          radius={style.radius * 0.75}
          style={style}
        />
      ))}
    </g>
  )
}

function Panel({ place, style }: { place: PlacedInfluence; style: PlotStyle }): ReactElement {
  const { panel, x, y, left, right, axis, allY, lanes, siteY, bottom } = place
  const { font, hair } = style
  const label = (text: string, at: number) => (
    <Words
      runs={[{ text: fitText(text, left - x - font * 0.6, font) }]}
      x={left - font * 0.8}
      y={at + font * 0.35}
      size={font}
      fill={style.muted}
      anchor="end"
    />
  )
  const zero = axis.scale(0)
  const own = panel.all.delta
  return (
    <g>
      <Words
        runs={[{ text: fitText(panel.title, right - x, font, true), face: 'bold' }]}
        x={x}
        y={y + font * 1.1}
        size={font}
        fill={style.ink}
      />
      <Line x1={zero} x2={zero} y1={y + font * 2} y2={bottom} stroke={style.line} width={hair} />
      {own === null ? null : (
        <Line
          x1={axis.scale(own)}
          x2={axis.scale(own)}
          y1={y + font * 2}
          y2={bottom}
          stroke={style.muted}
          width={hair}
          dashes={`${round(hair * 3)} ${round(hair * 2)}`}
        />
      )}
      {label('everybody', allY)}
      <Effect effect={panel.all} y={allY} place={place} style={style} isBold />
      {label('each patient', (lanes[0] + lanes[1]) / 2)}
      {panel.sites.map((site, i) => (
        <g key={site.key}>
          {label(`site ${site.key}`, siteY[i] ?? 0)}
          <Effect effect={site} y={siteY[i] ?? 0} place={place} style={style} isBold={false} />
        </g>
      ))}
      <Axis place={place} style={style} />
    </g>
  )
}

function Effect(props: {
  effect: InfluenceEffect
  y: number
  place: PlacedInfluence
  style: PlotStyle
  isBold: boolean
}): ReactElement {
  const { effect, y, place, style, isBold } = props
  const { scale } = place.axis
  const { delta, low, high } = effect
  if (delta === null)
    return (
      <Words
        runs={[{ text: fitText(effect.note, place.right - place.left, (style.font * 6) / 7) }]}
        x={place.left}
        y={y + style.font * 0.32}
        size={(style.font * 6) / 7}
        fill={style.muted}
      />
    )
  const size = style.radius * (isBold ? 1.3 : 0.95)
  return (
    <g>
      {low === null || high === null ? null : (
        <Line
          x1={scale(low)}
          x2={scale(high)}
          y1={y}
          y2={y}
          stroke={isBold ? style.ink : style.muted}
          width={style.hair * (isBold ? 1.8 : 1)}
        />
      )}
      <rect
        x={round(scale(delta) - size)}
        y={round(y - size)}
        width={round(size * 2)}
        height={round(size * 2)}
        fill={style.ink}
      />
    </g>
  )
}

function Axis({ place, style }: { place: PlacedInfluence; style: PlotStyle }): ReactElement {
  const { left, right, bottom, axis } = place
  const { font, hair } = style
  return (
    <g>
      <Line x1={left} x2={right} y1={bottom} y2={bottom} stroke={style.line} width={hair} />
      <TicksBelow
        ticks={axis.ticks}
        scale={axis.scale}
        bottom={bottom}
        style={style}
        hair={hair}
        size={(font * 6) / 7}
        fill={style.muted}
      />
      <Words
        runs={[{ text: 'Cliff’s δ' }]}
        x={(left + right) / 2}
        y={bottom + font * 2.9}
        size={font}
        fill={style.ink}
        anchor="middle"
      />
    </g>
  )
}
