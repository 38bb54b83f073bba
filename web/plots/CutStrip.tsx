import { scaleLinear } from 'd3'
import type { ReactElement } from 'react'
import { labelTicks, axisExponent, powerWords, spanAxis } from './axis.ts'
import { Line, round, Words } from './marks.tsx'
import { runsWidth } from './runs.ts'
import type { Runs } from './runs.ts'
import type { PlotStyle } from './style.ts'
import { fitText } from './text.ts'
import { TicksBelow } from './TicksBelow.tsx'

export interface CutStripProps {
  /** ascending; `logP` is the natural logarithm of each cut's own p */
  cuts: readonly { value: number; logP: number }[]
  best: number
  /** natural logarithms of the two p of the best cut */
  naive: { logP: number; runs: Runs }
  adjusted: { logP: number; runs: Runs }
  /** cuts that the groups of this page have */
  used: readonly number[]
  /** what is cut */
  name: string
  width: number
  style: PlotStyle
}

export function cutStripHeight({ font }: PlotStyle): number {
  return font * 19.4
}

/** p over all cuts, higher is smaller: the best cut with the p that it seems to have and the p that it has. */
export function CutStrip(props: CutStripProps): ReactElement {
  const { cuts, best, naive, adjusted, used, style, width } = props
  const { font, hair } = style
  const [left, right, top, bottom] = [font * 4.6, width - font, font * 5.2, font * 15.2]
  const x = spanAxis(
    cuts.map(({ value }) => value),
    [left, right],
    Math.max(2, Math.floor((right - left) / (font * 6))),
  )
  const heights = [...cuts.map(({ logP }) => logP), naive.logP, adjusted.logP].map((log) => -log / Math.LN10)
  const y = scaleLinear()
    .domain([0, Math.max(2, ...heights)])
    .nice(4)
    .range([bottom, top])
  const height = (logP: number): number => y(-logP / Math.LN10)
  // a cut parts the same patients up to the next value, so its p holds until there
  const path = cuts
    .map(({ value, logP }) => `${round(x.scale(value))},${round(height(logP))}`)
    .reduce((drawn, point) => `${drawn}H${point.replace(',', 'V')}`)
  const ticks = labelTicks(y.ticks(4), axisExponent(y.domain()))
  return (
    <g>
      <Legend {...props} />
      <Words runs={[{ text: '−log10 P' }]} x={0} y={top - font * 0.7} size={font} fill={style.ink} />
      {ticks.map(({ value, text }) => (
        <g key={value}>
          <Line x1={left} y1={y(value)} x2={right} y2={y(value)} stroke={style.faint} width={hair} />
          <Words
            runs={[{ text }]}
            x={left - font * 0.5}
            y={y(value) + font * 0.35}
            size={font}
            fill={style.ink}
            anchor="end"
          />
        </g>
      ))}
      {used.map((value) => (
        <Line
          key={value}
          x1={x.scale(value)}
          y1={top}
          x2={x.scale(value)}
          y2={bottom}
          stroke={style.muted}
          width={hair}
          dashes={`${hair * 2} ${hair * 2}`}
        />
      ))}
      <path d={`M${path}`} fill="none" stroke={style.ink} strokeWidth={round(hair * 1.4)} />
      <circle
        cx={round(x.scale(best))}
        cy={round(height(naive.logP))}
        r={round(style.radius)}
        fill={style.ground}
        stroke={style.ink}
        strokeWidth={round(hair * 1.2)}
      />
      <circle
        cx={round(x.scale(best))}
        cy={round(height(adjusted.logP))}
        r={round(style.radius)}
        fill={style.ink}
      />
      <Line x1={left} y1={bottom} x2={right} y2={bottom} stroke={style.line} width={hair} />
      <TicksBelow ticks={x.ticks} scale={x.scale} bottom={bottom} style={style} hair={hair} />
      <Words
        runs={[
          {
            text: fitText(`Cut of ${props.name}${powerWords(x.exponent)}`, right - left, font),
          },
        ]}
        x={(left + right) / 2}
        y={bottom + font * 3}
        size={font}
        fill={style.ink}
        anchor="middle"
      />
    </g>
  )
}

/** Both p of the best cut, each with its mark, and the line of the cut that is used; on as many lines as they need. */
function Legend({ naive, adjusted, used, style, width }: CutStripProps): ReactElement {
  const { font, hair, radius } = style
  const entries = [
    { key: 'naive', runs: naive.runs },
    { key: 'adjusted', runs: adjusted.runs },
    ...(used.length === 0 ? [] : [{ key: 'used', runs: [{ text: 'the cut of these groups' }] }]),
  ]
  let [x, y] = [0, font * 1.1]
  const placed = entries.map((entry) => {
    const own = font * 1.6 + runsWidth(entry.runs, font)
    if (x > 0 && x + own > width) [x, y] = [0, y + font * 1.4]
    const place = { ...entry, x, y }
    x += own + font * 1.6
    return place
  })
  return (
    <g>
      {placed.map(({ key, runs, x: left, y: base }) => (
        <g key={key}>
          {key === 'used' ? (
            <Line
              x1={left + font * 0.6}
              y1={base - font * 0.9}
              x2={left + font * 0.6}
              y2={base + font * 0.2}
              stroke={style.muted}
              width={hair}
              dashes={`${hair * 2} ${hair * 2}`}
            />
          ) : (
            <circle
              cx={round(left + font * 0.6)}
              cy={round(base - font * 0.35)}
              r={round(radius)}
              fill={key === 'naive' ? style.ground : style.ink}
              stroke={style.ink}
              strokeWidth={round(hair * 1.2)}
            />
          )}
          <Words runs={runs} x={left + font * 1.6} y={base} size={font} fill={style.ink} />
        </g>
      ))}
    </g>
  )
}
