import type { ReactElement } from 'react'
import { line } from 'd3'
import { round } from '../marks.tsx'
import { groupColour } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'
import { Key, XyFrame } from './XyFrame.tsx'
import { layoutXy } from './xyLayout.ts'
import type { XyLayout } from './xyLayout.ts'

export interface BenefitCurve {
  label: string
  points: readonly { threshold: number; netBenefit: number }[]
}

export interface DecisionCurveProps {
  models: readonly BenefitCurve[]
  /** net benefit of treating everybody */
  all: BenefitCurve
  width: number
  style: PlotStyle
}

const dashes = ['', '5 2.5', '1.5 2', '7 2 1.5 2', '3 3']

export function decisionLayout({ models, all, width, style }: DecisionCurveProps): XyLayout {
  const values = [...models, all].flatMap(({ points }) => points.map(({ netBenefit }) => netBenefit))
  const top = Math.max(0.1, ...values)
  return layoutXy({
    width,
    mostWidth: style.font * 36,
    ratio: 1,
    x: { title: '', domain: [0, 1] },
    y: { title: '', domain: [-0.15 * top, top * 1.05] },
    style,
  })
}

/** Net benefit against the threshold probability: a model is worth using where it lies above both everybody and nobody. */
export function DecisionCurve(props: DecisionCurveProps): ReactElement {
  const { models, all, style } = props
  const layout = decisionLayout(props)
  const floor = layout.y.domain()[0] ?? 0
  const path = line<BenefitCurve['points'][number]>()
    .defined(({ netBenefit }) => netBenefit >= floor)
    .x(({ threshold }) => round(layout.x(threshold)))
    .y(({ netBenefit }) => round(layout.y(netBenefit)))
  const widest = Math.max(
    ...[...models, all, { label: 'Nobody' }].map(({ label }) => textWidth(label, style.font)),
  )
  return (
    <g>
      <XyFrame layout={layout} style={style} xTitle="Threshold probability" yTitle="Net benefit" />
      <path
        d={`M${round(layout.x(0))},${round(layout.y(0))}H${round(layout.x(1))}`}
        stroke={style.ink}
        strokeWidth={round(style.hair * 1.2)}
        fill="none"
      />
      <path
        d={path(all.points) ?? ''}
        stroke={style.muted}
        strokeWidth={round(style.hair * 1.2)}
        fill="none"
      />
      {models.map(({ label, points }, i) => (
        <path
          key={label}
          d={path(points) ?? ''}
          fill="none"
          stroke={groupColour(style, i + 1)}
          strokeWidth={round(style.hair * (i === 0 ? 2.2 : 1.5))}
          {...(i === 0 ? {} : { strokeDasharray: dashes[i % dashes.length] ?? '' })}
        />
      ))}
      <Key
        layout={layout}
        style={style}
        corner="top-right"
        width={widest + style.font * 2.2}
        entries={[
          ...models.map(({ label }, i) => ({
            label,
            colour: groupColour(style, i + 1),
            ...(i === 0 ? {} : { dashes: dashes[i % dashes.length] ?? '' }),
          })),
          { label: all.label, colour: style.muted },
          { label: 'Nobody', colour: style.ink },
        ]}
      />
    </g>
  )
}
