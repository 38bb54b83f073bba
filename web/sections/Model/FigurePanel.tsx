import { useId } from 'react'
import type { ReactNode } from 'react'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { Figure } from '../../plots/Figure.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import type { Drawing } from './figures.tsx'

interface Props {
  letter: string
  title: string
  /** what is to be seen, for those who do not see it */
  summary: string
  caption: readonly string[]
  draw: Drawing
  isSimulated: boolean
  /** machine-readable: the specification of the analysis */
  metadata: string
  /** of file names */
  parts: readonly string[]
  more: readonly DownloadItem[]
  note?: ReactNode
}

/** A figure of the model page on screen, with its files. */
export function FigurePanel(props: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const screen = width === 0 ? null : props.draw(width, screenStyle)
  const sheet = (column: ColumnWidth) => (
    <FigureSheet
      letter={props.letter}
      title={props.title}
      caption={props.caption}
      isSimulated={props.isSimulated}
      column={column}
      plot={props.draw(sheetWidth(column), printStyle)}
      metadata={props.metadata}
    />
  )
  return (
    <section className="panel model-panel" aria-labelledby={`${id}-head`}>
      <div className="panel-head">
        <h3 id={`${id}-head`}>
          <span className="panel-letter">{props.letter}</span> {props.title}
        </h3>
        <DownloadMenu items={[...figureDownloads(sheet, props.parts), ...props.more]} />
      </div>
      <div className="plot-frame" ref={frame}>
        {screen === null ? null : (
          <Figure
            id={id}
            title={props.title}
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
