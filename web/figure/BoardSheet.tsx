import type { ReactElement } from 'react'
import { Words, round } from '../plots/marks.tsx'
import { columnWidths, pointsPerMm, printStyle } from '../plots/style.ts'
import { wrapText } from '../plots/text.ts'
import { sheetWidth, Simulated } from './FigureSheet.tsx'
import { legendOf } from './panelFigure.tsx'
import type { PanelFigure } from './panelFigure.tsx'

export interface BoardPanel {
  figure: PanelFigure
  /** half the width, beside another such one */
  half: boolean
}

export interface BoardSheetProps {
  title: string
  panels: readonly BoardPanel[]
  address: string
}

const { font, ink, muted, family } = printStyle
const captionFont = 6.5
const captionLine = captionFont * 1.32
const letterHeight = 13
const gutter = 10

export function boardLetter(at: number): string {
  return String.fromCharCode(65 + at)
}

interface Placed {
  letter: string
  panel: BoardPanel
  x: number
  y: number
  plot: ReturnType<PanelFigure['draw']>
}

/** Panels from the top; two halves in a row stand side by side, a half alone keeps its width. */
export function placePanels(
  panels: readonly BoardPanel[],
  width: number,
): { placed: Placed[]; height: number } {
  const placed: Placed[] = []
  const halfWidth = (width - gutter) / 2
  let y = 0
  let rowHeight = 0
  let isLeftTaken = false
  panels.forEach((panel, at) => {
    const isRight = panel.half && isLeftTaken
    if (!isRight) {
      y += rowHeight
      rowHeight = 0
    }
    const plot = panel.figure.draw(panel.half ? halfWidth : width, printStyle)
    placed.push({ letter: boardLetter(at), panel, x: isRight ? halfWidth + gutter : 0, y, plot })
    rowHeight = Math.max(rowHeight, letterHeight + plot.height + font)
    isLeftTaken = panel.half && !isRight
  })
  return { placed, height: y + rowHeight }
}

/** "A, Cells by … B, …": one caption for all panels. The address holds the whole board and would be longer than it: that is in the metadata. */
export function boardCaption({ title, panels }: Pick<BoardSheetProps, 'title' | 'panels'>): string {
  const parts = panels.map(({ figure }, at) => `${boardLetter(at)}, ${figure.title}. ${legendOf(figure)}`)
  const head = title === '' ? [] : [/[.!?]$/.test(title) ? title : `${title}.`]
  return [...head, ...parts].join(' ')
}

/** Several figures as one, A, B, C …, two journal columns wide, caption inside. */
export function BoardSheet(props: BoardSheetProps): ReactElement {
  const width = sheetWidth('double')
  const { placed, height: plotsHeight } = placePanels(props.panels, width)
  const caption = boardCaption(props)
  const lines = wrapText(caption, width, captionFont)
  const isSimulated = props.panels.some(({ figure }) => figure.origin.release.cohort.simulated)
  const top = isSimulated ? letterHeight : 0
  const captionTop = top + plotsHeight
  const height = Math.ceil(captionTop + lines.length * captionLine + font)
  const inside = placed.map(({ letter, panel: { figure } }) => ({
    letter,
    panel: figure.panel,
    analysis: figure.origin.id,
    spec: figure.origin.spec,
  }))
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={props.title}
      viewBox={`0 0 ${round(width)} ${height}`}
      width={`${columnWidths.double}mm`}
      height={`${round(height / pointsPerMm)}mm`}
      fontFamily={family}
    >
      <title>{props.title === '' ? 'Board' : props.title}</title>
      <desc>{caption}</desc>
      <metadata>{JSON.stringify({ address: props.address, panels: inside })}</metadata>
      <rect x={0} y={0} width={round(width)} height={height} fill="#ffffff" />
      {isSimulated ? <Simulated width={width} /> : null}
      {placed.map(({ letter, x, y, plot }) => (
        <g key={letter} transform={`translate(${round(x)},${round(top + y)})`}>
          <Words runs={[{ text: letter, face: 'bold' }]} x={0} y={8} size={8} fill={ink} />
          <g transform={`translate(0,${letterHeight})`}>{plot.drawing}</g>
        </g>
      ))}
      <line
        x1={0}
        y1={round(captionTop)}
        x2={round(width)}
        y2={round(captionTop)}
        stroke={muted}
        strokeWidth={0.25}
      />
      {lines.map((text, index) => (
        <Words
          key={index}
          runs={[{ text }]}
          x={0}
          y={captionTop + captionFont + 2 + index * captionLine}
          size={captionFont}
          fill={ink}
        />
      ))}
    </svg>
  )
}
