import { useId } from 'react'
import type { ReactNode } from 'react'
import type { DownloadItem } from '../ui/DownloadMenu.tsx'
import { MethodLink } from '../ui/MethodLink.tsx'
import { FigureMenu } from './FigureMenu.tsx'
import type { FigureKind, FigureOptions, FigureVariables } from './figureKind.ts'
import type { PanelFigure } from './panelFigure.tsx'
import { ScreenFigure } from './ScreenFigure.tsx'

interface Props {
  figure: PanelFigure
  kind: FigureKind
  variables: FigureVariables
  options?: FigureOptions
  more?: readonly DownloadItem[]
  /** what is to be seen, for those who do not see it */
  summary: string
  note?: ReactNode
  /** page that says how its numbers are computed */
  method?: { name: string; about: string }
}

/** A figure with its heading and everything that it can be taken home as. */
export function FigurePanel({ figure, summary, note, method, ...menu }: Props) {
  const id = useId()
  return (
    <section className="panel figure-panel" aria-labelledby={`${id}-head`}>
      <div className="panel-head">
        <h3 id={`${id}-head`}>
          <span className="panel-letter">{figure.letter}</span> {figure.title}
        </h3>
        {method !== undefined && <MethodLink {...method} />}
        <FigureMenu figure={figure} {...menu} />
      </div>
      <ScreenFigure figure={figure} summary={summary} />
      {note !== undefined && <p className="figure-note">{note}</p>}
    </section>
  )
}
