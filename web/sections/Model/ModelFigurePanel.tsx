import { useId } from 'react'
import type { ReactNode } from 'react'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import type { FigureVariables } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { Figure } from '../../plots/Figure.tsx'
import { screenStyle } from '../../plots/style.ts'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import type { Drawing } from './figures.tsx'
import { modelKind } from './modelKind.tsx'

interface Props {
  figure: PanelFigure
  /** what is to be seen, for those who do not see it */
  summary: string
  draw: Drawing
  variables: FigureVariables
  more: readonly DownloadItem[]
  note?: ReactNode
}

/** A figure of the model page on screen, with its files. */
export function ModelFigurePanel(props: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const screen = width === 0 ? null : props.draw(width, screenStyle)
  const { letter, title } = props.figure
  return (
    <section className="panel model-panel" aria-labelledby={`${id}-head`}>
      <div className="panel-head">
        <h3 id={`${id}-head`}>
          <span className="panel-letter">{letter}</span> {title}
        </h3>
        <FigureMenu figure={props.figure} kind={modelKind} variables={props.variables} more={props.more} />
      </div>
      <div className="plot-frame" ref={frame}>
        {screen === null ? null : (
          <Figure
            id={id}
            title={title}
            summary={props.summary}
            style={screenStyle}
            width={Math.min(width, screen.width)}
            height={screen.height}
          >
            {screen.drawing}
          </Figure>
        )}
      </div>
      {props.note !== undefined && <p className="figure-note">{props.note}</p>}
    </section>
  )
}
