import type { ReactElement } from 'react'
import { BoxStrip } from './BoxStrip.tsx'
import type { Panel } from './data.ts'
import { Words, round } from './marks.tsx'
import { stripTop } from './stripLayout.ts'
import type { PlotStyle } from './style.ts'
import { layoutThreeCells, panelOrigin } from './threeCellsLayout.ts'
import type { ThreeCellsProps } from './threeCellsLayout.ts'
import { UnseenPanel } from './UnseenPanel.tsx'

/** Small multiples: the cells of the claim beside each other, each on its own axis from 0. */
export function ThreeCells(props: ThreeCellsProps): ReactElement {
  const { panels, style } = props
  const layout = layoutThreeCells(props)
  const top = stripTop(layout.strip, style)
  return (
    <g>
      {panels.map((panel, index) => {
        const { x, y } = panelOrigin(layout, index)
        return (
          <g key={panel.key} transform={`translate(${round(x)},${round(y)})`}>
            {namesAxis(panels, index, layout.columns) ? (
              <AxisName
                unit={props.unit}
                style={style}
                x={index % layout.columns === 0 ? style.font * 0.85 - x : -style.font * 0.25}
                top={top}
                height={layout.strip.plotHeight}
              />
            ) : null}
            {panel.kind === 'seen' ? (
              <BoxStrip panel={panel} layout={layout.strip} style={style} />
            ) : (
              <UnseenPanel
                panel={panel}
                layout={layout.strip}
                style={style}
                isBesideDrawing={hasDrawing(panels, index, layout.columns)}
              />
            )}
          </g>
        )
      })}
    </g>
  )
}

function hasDrawing(panels: readonly Panel[], index: number, columns: number): boolean {
  const start = index - (index % columns)
  return panels.slice(start, start + columns).some((panel) => panel.kind === 'seen')
}

/** The first drawn panel of a row carries the name of the axis for all of them. */
function namesAxis(panels: readonly Panel[], index: number, columns: number): boolean {
  const start = index - (index % columns)
  return panels.slice(start, index + 1).findIndex((panel) => panel.kind === 'seen') === index - start
}

function AxisName(props: {
  unit: string
  style: PlotStyle
  x: number
  top: number
  height: number
}): ReactElement {
  const { style, x } = props
  return (
    <g transform={`translate(${round(x)},${round(props.top + props.height / 2)}) rotate(-90)`}>
      <Words runs={[{ text: props.unit }]} x={0} y={0} size={style.font} fill={style.ink} anchor="middle" />
    </g>
  )
}
