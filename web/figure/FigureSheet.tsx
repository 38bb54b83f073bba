import type { ReactElement, ReactNode } from 'react'
import { Words, round } from '../plots/marks.tsx'
import { columnWidths, pointsPerMm, printStyle } from '../plots/style.ts'
import type { ColumnWidth } from '../plots/style.ts'
import { textWidth, wrapText } from '../plots/text.ts'

export interface SheetProps {
  /** panel letter of the paper, e.g. "a" */
  letter: string
  title: string
  /** each a sentence or two; set as one paragraph below the drawing */
  caption: readonly string[]
  /** stands large above the drawing; patients who do not exist must not be taken for real ones */
  isSimulated: boolean
  column: ColumnWidth
  /** the plot in print style for this width, and its height */
  plot: { height: number; drawing: ReactNode }
  /** machine-readable: the specification of the analysis */
  metadata: string
}

const { font, ink, muted, family } = printStyle
const captionFont = 6.5
const captionLine = captionFont * 1.32
const letterHeight = 13

export function sheetWidth(column: ColumnWidth): number {
  return columnWidths[column] * pointsPerMm
}

/** A figure as it goes to a journal: white ground, real text, caption inside, size in millimetres, one unit = one point. */
export function FigureSheet(props: SheetProps): ReactElement {
  const width = sheetWidth(props.column)
  const lines = wrapText(props.caption.join(' '), width, captionFont)
  const captionTop = letterHeight + props.plot.height + font
  const height = Math.ceil(captionTop + lines.length * captionLine + font * 0.5)
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={props.title}
      viewBox={`0 0 ${round(width)} ${height}`}
      width={`${columnWidths[props.column]}mm`}
      height={`${round(height / pointsPerMm)}mm`}
      fontFamily={family}
    >
      <title>{props.title}</title>
      <desc>{props.caption.join(' ')}</desc>
      <metadata>{props.metadata}</metadata>
      <rect x={0} y={0} width={round(width)} height={height} fill="#ffffff" />
      <Words runs={[{ text: props.letter, face: 'bold' }]} x={0} y={8} size={8} fill={ink} />
      {props.isSimulated ? <Simulated width={width} /> : null}
      <g transform={`translate(0,${letterHeight})`}>{props.plot.drawing}</g>
      <line
        x1={0}
        y1={round(captionTop - font * 0.3)}
        x2={round(width)}
        y2={round(captionTop - font * 0.3)}
        stroke={muted}
        strokeWidth={0.25}
      />
      {lines.map((text, index) => (
        <Words
          key={index}
          runs={[{ text }]}
          x={0}
          y={captionTop + captionFont + index * captionLine}
          size={captionFont}
          fill={ink}
        />
      ))}
    </svg>
  )
}

const warning = 'SIMULATED DATA'

export function Simulated({ width }: { width: number }): ReactElement {
  const size = font
  const inner = textWidth(warning, size, true)
  return (
    <>
      <rect
        x={round(width - inner - 6.5)}
        y={0.5}
        width={round(inner + 6)}
        height={10}
        fill="none"
        stroke={ink}
        strokeWidth={0.5}
      />
      <Words
        runs={[{ text: warning, face: 'bold' }]}
        x={width - inner / 2 - 3.5}
        y={8}
        size={size}
        fill={ink}
        anchor="middle"
      />
    </>
  )
}
