import type { ReactElement } from 'react'
import { curvePlace, layoutCurves } from './curveLayout.ts'
import type { CurveEffect, CurveLayout, CurvePanel, CurveProps } from './curveLayout.ts'
import { Line, Words, round } from './marks.tsx'
import type { PlotStyle } from './style.ts'
import { fitText, textWidth, wrapText } from './text.ts'

/** Sorted effects of all specifications with their intervals over what chance gives, and below them which choices made each. */
export function SpecificationCurves(props: CurveProps): ReactElement {
  const layout = layoutCurves(props)
  const { style, panels, pointed } = props
  const perRow = layout.columns
  return (
    <g>
      {panels.map((panel, at) => {
        const column = at % perRow
        const top = Math.floor(at / perRow) * layout.rowHeight
        const left = layout.left + column * (layout.panelWidth + layout.gap)
        return (
          <g key={panel.key} transform={`translate(0,${round(top)})`}>
            {column === 0 ? <Margin {...props} layout={layout} /> : null}
            <g transform={`translate(${round(left)},0)`}>
              <Panel
                panel={panel}
                layout={layout}
                style={style}
                pointed={pointed?.panel === panel.key ? pointed.place : null}
              />
            </g>
          </g>
        )
      })}
    </g>
  )
}

/** Names of the effect axis and of every alternative. */
function Margin({ style, width, layout }: CurveProps & { layout: CurveLayout }): ReactElement {
  const { font } = style
  const { isBeside, left, gap, nameSize } = layout
  const base = layout.head + layout.curve
  // beside its strip a name ends where the first panel begins
  const room = isBeside ? left - gap - font * 1.0 : width
  return (
    <g>
      <Words
        runs={[{ text: 'Cliff’s δ' }]}
        x={isBeside ? left - gap - font * 2.6 : 0}
        y={isBeside ? layout.head + layout.curve / 2 : layout.head - font * 0.8}
        size={font}
        fill={style.ink}
        anchor={isBeside ? 'end' : 'start'}
      />
      {layout.axis.ticks.map(({ value, text }) => (
        <Words
          key={value}
          runs={[{ text }]}
          x={left - (isBeside ? font * 0.8 : font * 0.4)}
          y={layout.axis.scale(value) + font * 0.35}
          size={font}
          fill={style.ink}
          anchor="end"
        />
      ))}
      {layout.headings.map(({ name, y }) => (
        <Words
          key={name}
          runs={[{ text: name, face: 'bold' }]}
          x={0}
          y={base + y}
          size={font}
          fill={style.ink}
        />
      ))}
      {layout.rows.map(({ id, label, choice, nameY }) => {
        const before = choice === null ? '' : `${choice}: `
        const taken = textWidth(before, nameSize, true)
        return (
          <Words
            key={id}
            runs={[{ text: before, face: 'bold' }, { text: fitText(label, room - taken, nameSize) }]}
            x={isBeside ? font * 0.6 : 0}
            y={base + nameY}
            size={nameSize}
            fill={style.muted}
          />
        )
      })}
    </g>
  )
}

interface PanelProps {
  panel: CurvePanel
  layout: CurveLayout
  style: PlotStyle
  pointed: number | null
}

function Panel({ panel, layout, style, pointed }: PanelProps): ReactElement {
  const { panelWidth, head, curve } = layout
  const { font } = style
  const place = curvePlace(panel.effects.length, panelWidth)
  const zero = layout.axis.scale(0)
  const pointedX = pointed === null ? null : place(pointed)
  const title = titleLinesOf(panel.title, panelWidth, font)
  const note = wrapText(panel.note, panelWidth, font)
  return (
    <g>
      {title.map((text, at) => (
        <Words
          key={text}
          runs={[{ text, face: 'bold' }]}
          x={0}
          y={font * (1 + at * 1.2)}
          size={font}
          fill={style.ink}
        />
      ))}
      {note.map((text, at) => (
        <Words
          key={text}
          runs={[{ text }]}
          x={0}
          y={font * (1.1 + (layout.titleLines + at) * 1.2)}
          size={font}
          fill={style.muted}
        />
      ))}
      <Band panel={panel} layout={layout} style={style} />
      <Line x1={0} y1={zero} x2={panelWidth} y2={zero} stroke={style.line} width={style.hair} />
      <Effects panel={panel} layout={layout} style={style} />
      <Expected panel={panel} layout={layout} style={style} />
      <Line x1={0} y1={head} x2={0} y2={head + curve} stroke={style.line} width={style.hair} />
      <Choices panel={panel} layout={layout} style={style} />
      {pointedX === null ? null : (
        <Line
          x1={pointedX}
          y1={head}
          x2={pointedX}
          y2={layout.rowHeight - font}
          stroke={style.accent}
          width={style.hair}
          dashes="2 2"
        />
      )}
    </g>
  )
}

/** On two lines at the most. */
function titleLinesOf(title: string, width: number, font: number): string[] {
  const [first = '', second] = wrapText(title, width, font, true)
  return second === undefined
    ? [fitText(first, width, font, true)]
    : [first, fitText(title.slice(first.length).trim(), width, font, true)]
}

type PartProps = Omit<PanelProps, 'pointed'>

/** The half of the axis in which the claim expects the effects. */
function Expected({ panel, layout, style }: PartProps): ReactElement {
  const isUp = panel.expected === 'higher'
  // ascending effects leave the upper left and the lower right free
  const y = isUp ? layout.head + style.font * 0.9 : layout.head + layout.curve - style.font * 0.4
  return (
    <Words
      runs={[{ text: isUp ? 'expected ↑' : 'expected ↓' }]}
      x={isUp ? style.font * 0.5 : layout.panelWidth}
      y={y}
      size={style.font}
      fill={style.muted}
      anchor={isUp ? 'start' : 'end'}
    />
  )
}

function Band({ panel: { band }, layout, style }: PartProps): ReactElement | null {
  if (band.low.length < 2) return null
  const place = curvePlace(band.low.length, layout.panelWidth)
  const point = (value: number, at: number): string =>
    `${round(place(at))},${round(layout.axis.scale(value))}`
  const up = band.high.map(point)
  const down = band.low.map(point).reverse()
  return <path d={`M${[...up, ...down].join('L')}Z`} fill={style.faint} stroke="none" />
}

function Effects({ panel, layout, style }: PartProps): ReactElement {
  const place = curvePlace(panel.effects.length, layout.panelWidth)
  const { scale } = layout.axis
  const size = Math.max(
    style.hair,
    Math.min(style.radius * 0.8, (layout.panelWidth / panel.effects.length) * 0.7),
  )
  const bar = ({ low, high }: CurveEffect, at: number): string =>
    low === null || high === null ? '' : `M${round(place(at))},${round(scale(low))}V${round(scale(high))}`
  const dot = ({ delta }: CurveEffect, at: number): string =>
    `M${round(place(at) - size / 2)},${round(scale(delta) - size / 2)}h${round(size)}v${round(size)}h${round(-size)}z`
  const drawn = (isSure: boolean, shape: (effect: CurveEffect, at: number) => string): string =>
    panel.effects.map((effect, at) => (effect.isSure === isSure ? shape(effect, at) : '')).join('')
  const asked = panel.effects.findIndex(({ isAsked }) => isAsked)
  const thin = Math.min(style.hair, (layout.panelWidth / Math.max(1, panel.effects.length)) * 0.6)
  return (
    <g>
      <path
        d={drawn(false, bar)}
        stroke={style.muted}
        strokeOpacity={0.45}
        strokeWidth={round(thin)}
        fill="none"
      />
      <path
        d={drawn(true, bar)}
        stroke={style.ink}
        strokeOpacity={0.55}
        strokeWidth={round(thin)}
        fill="none"
      />
      <path d={drawn(false, dot)} fill={style.muted} />
      <path d={drawn(true, dot)} fill={style.groups[2] ?? style.ink} />
      {asked < 0 ? null : (
        <Asked x={place(asked)} y={scale(panel.effects[asked]?.delta ?? 0)} style={style} />
      )}
    </g>
  )
}

/** A diamond around the choices that the page stands at. */
function Asked({ x, y, style }: { x: number; y: number; style: PlotStyle }): ReactElement {
  const r = style.radius * 1.7
  return (
    <path
      d={`M${round(x)},${round(y - r)}L${round(x + r)},${round(y)}L${round(x)},${round(y + r)}L${round(x - r)},${round(y)}Z`}
      fill={style.ground}
      stroke={style.ink}
      strokeWidth={round(style.hair * 2)}
    />
  )
}

/** A tick under each specification in the row of every alternative that it took. */
function Choices({ panel, layout, style }: PartProps): ReactElement {
  const place = curvePlace(panel.effects.length, layout.panelWidth)
  const base = layout.head + layout.curve
  const thin = Math.min(style.hair, (layout.panelWidth / Math.max(1, panel.effects.length)) * 0.8)
  return (
    <g>
      {layout.rows.map(({ id, y }) => {
        const ticks = panel.effects
          .map(({ alternatives }, at) =>
            alternatives.includes(id) ? `M${round(place(at))},${round(base + y)}v${round(layout.strip)}` : '',
          )
          .join('')
        return (
          <g key={id}>
            <rect
              x={0}
              y={round(base + y)}
              width={round(layout.panelWidth)}
              height={round(layout.strip)}
              fill={style.faint}
              fillOpacity={0.4}
            />
            <path d={ticks} stroke={style.ink} strokeOpacity={0.8} strokeWidth={round(thin)} fill="none" />
          </g>
        )
      })}
    </g>
  )
}
