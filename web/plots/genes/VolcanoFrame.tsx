import type { ReactElement } from 'react'
import { Line, Words, round } from '../marks.tsx'
import { textWidth } from '../text.ts'
import { drawnHeight, heightOf } from './volcanoLayout.ts'
import type { VolcanoLayout, VolcanoProps } from './volcanoLayout.ts'
import { TicksBelow } from '../TicksBelow.tsx'

/** Axes, the line of q = .05, and the genes that are named: what is drawn anew at every frame of a movement. */
export function VolcanoFrame({
  props,
  layout,
}: {
  props: VolcanoProps
  layout: VolcanoLayout
}): ReactElement {
  const { style, xName } = props
  const { font, hair } = style
  const { left, right, top, bottom, x, y } = layout
  const line = y.scale(drawnHeight)
  return (
    <g>
      {y.ticks.map(({ value, text }) => (
        <g key={value}>
          <Line
            x1={left - font * 0.35}
            y1={y.scale(value)}
            x2={left}
            y2={y.scale(value)}
            stroke={style.line}
            width={hair}
          />
          <Words
            runs={[{ text }]}
            x={left - font * 0.6}
            y={y.scale(value) + font * 0.35}
            size={font}
            fill={style.ink}
            anchor="end"
          />
        </g>
      ))}
      <TicksBelow ticks={x.ticks} scale={x.scale} bottom={bottom} style={style} hair={hair} />
      <Line x1={left} y1={top} x2={left} y2={bottom} stroke={style.line} width={hair} />
      <Line x1={left} y1={bottom} x2={right} y2={bottom} stroke={style.line} width={hair} />
      {line > top && line < bottom && (
        <>
          <Line
            x1={left}
            y1={line}
            x2={right}
            y2={line}
            stroke={style.muted}
            width={hair}
            dashes={`${round(font * 0.3)} ${round(font * 0.3)}`}
          />
          <Words
            runs={[{ text: 'q', face: 'italic' }, { text: ' = .05' }]}
            x={right}
            y={line - font * 0.35}
            size={font}
            fill={style.muted}
            anchor="end"
          />
        </>
      )}
      <Words
        runs={[{ text: xName }]}
        x={(left + right) / 2}
        y={bottom + font * 3.1}
        size={font}
        fill={style.ink}
        anchor="middle"
      />
      <g transform={`translate(${round(font)},${round((top + bottom) / 2)}) rotate(-90)`}>
        <Words
          runs={[{ text: '−log₁₀ ' }, { text: 'q', face: 'italic' }]}
          x={0}
          y={0}
          size={font}
          fill={style.ink}
          anchor="middle"
        />
      </g>
      <Named props={props} layout={layout} />
    </g>
  )
}

/** Rings with names; a name that would stand on another one is left out, its ring stays. */
function Named({ props, layout }: { props: VolcanoProps; layout: VolcanoLayout }): ReactElement {
  const { genes, named, style } = props
  const { left, right, top, bottom, x, y } = layout
  const size = style.font
  const taken: { x: number; y: number; width: number }[] = []
  return (
    <g>
      {named.map((place) => {
        const value = genes.r[place] ?? null
        const height = heightOf(genes.logQ[place] ?? null)
        if (value === null || height === null) return null
        const at = { x: x.scale(value), y: y.scale(height) }
        if (at.x < left || at.x > right || at.y < top || at.y > bottom) return null
        const text = genes.labels[place] ?? ''
        const width = textWidth(text, size)
        const isLeft = at.x > (left + right) / 2
        const start = isLeft ? at.x - width - size * 0.6 : at.x + size * 0.6
        const isFree = taken.every(
          (other) =>
            Math.abs(other.y - at.y) > size * 1.05 ||
            start > other.x + other.width ||
            other.x > start + width,
        )
        if (isFree) taken.push({ x: start, y: at.y, width })
        return (
          <g key={place}>
            <circle
              cx={round(at.x)}
              cy={round(at.y)}
              r={round(style.radius * 1.2)}
              fill="none"
              stroke={style.ink}
              strokeWidth={style.hair}
            />
            {isFree && (
              <text
                x={round(start)}
                y={round(at.y + size * 0.34)}
                fontSize={round(size)}
                fill={style.ink}
                stroke={style.ground}
                strokeWidth={round(size * 0.22)}
                paintOrder="stroke"
              >
                {text}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}
