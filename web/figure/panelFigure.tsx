import type { ReactElement, ReactNode } from 'react'
import type { ColumnWidth, PlotStyle } from '../plots/style.ts'
import { printStyle } from '../plots/style.ts'
import { FigureSheet, sheetWidth } from './FigureSheet.tsx'

/** What an answer says of itself (the fragment FigureOrigin). */
export interface FigureOrigin {
  id: string
  spec: string
  release: { id: string; cohort: { slug: string; title: string; simulated: boolean } }
  paper: { methods: string; legends: readonly { panel: string; text: string }[] }
  provenance: { codeVersion: string }
}

/** A figure of the explorer: one drawing for screen and print, with the answer that it draws. */
export interface PanelFigure {
  /** names the legend, files and the figure on a board */
  panel: string
  /** e.g. "a" */
  letter: string
  title: string
  /** in file names, between cohort and release: a method, a model */
  about: string
  origin: FigureOrigin
  /** narrower than its place where `width` says so */
  draw: (width: number, style: PlotStyle) => { width?: number; height: number; drawing: ReactNode }
}

/** Of what is read and not computed (the type Reading): it has no analysis, so no id. */
export function readingOrigin(
  release: FigureOrigin['release'],
  { spec, codeVersion, paper }: { spec: string; codeVersion: string; paper: FigureOrigin['paper'] },
): FigureOrigin {
  return { id: '', spec, release, paper, provenance: { codeVersion } }
}

/** The legend as the API words it. */
export function legendOf({ origin, panel }: Pick<PanelFigure, 'origin' | 'panel'>): string {
  return origin.paper.legends.find((legend) => legend.panel === panel)?.text ?? ''
}

/** Cohort, method, release and analysis: from the name of a file alone one finds back. */
export function namesOf({ origin, about }: PanelFigure): string[] {
  return [origin.release.cohort.slug, about, origin.release.id, origin.id]
}

/** The figure as it goes to a journal. @param address where it is to be found again */
export function sheetOf(
  figure: PanelFigure,
  { column, address, letter = figure.letter }: { column: ColumnWidth; address: string; letter?: string },
): ReactElement {
  return (
    <FigureSheet
      letter={letter}
      title={figure.title}
      caption={[legendOf(figure), address]}
      isSimulated={figure.origin.release.cohort.simulated}
      column={column}
      plot={figure.draw(sheetWidth(column), printStyle)}
      metadata={figure.origin.spec}
    />
  )
}
