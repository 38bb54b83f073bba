import { useId } from 'react'
import { Figure } from '../plots/Figure.tsx'
import { screenStyle } from '../plots/style.ts'
import { useWidth } from '../ui/useWidth.ts'
import type { PanelFigure } from './panelFigure.tsx'

/** While a page is laid out anew a frame may be a few pixels wide for a moment. */
const leastWidth = 120

/** A figure on screen, as wide as its place. */
export function ScreenFigure({
  figure,
  summary,
  title = figure.title,
}: {
  figure: PanelFigure
  /** what is to be seen, for those who do not see it */
  summary: string
  title?: string
}) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const plot = width < leastWidth ? null : figure.draw(width, screenStyle)
  return (
    <div className="plot-frame" ref={frame}>
      {plot !== null && (
        <Figure
          id={id}
          title={title}
          summary={summary}
          style={screenStyle}
          width={Math.min(width, plot.width ?? width)}
          height={plot.height}
        >
          {plot.drawing}
        </Figure>
      )}
    </div>
  )
}
