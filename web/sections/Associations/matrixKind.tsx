import { readShow } from '../../associationUrl.ts'
import type { ShowWord } from '../../associationUrl.ts'
import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { AssociationMatrixDocument, AssociationTsvDocument } from '../../gql/generated/graphql.ts'
import { AssociationHeatmap } from '../../plots/association/AssociationHeatmap.tsx'
import { layoutHeat } from '../../plots/association/heatLayout.ts'
import type { Matrix } from '../../plots/association/heatLayout.ts'
import { symbols } from './caption.ts'
import { matrixOf, spanOf } from './useHeat.ts'
import type { Association } from './useHeat.ts'

/** A page of a journal: a matrix of more rows is drawn with finer ones. */
const printHeight = 480

/** What is drawn, as the options of a figure have it: the view, and the part that is shown. */
export interface MatrixOptions {
  show?: ShowWord | undefined
  rows?: string | undefined
  columns?: string | undefined
}

/** All pairs of two sides. */
export function matrixFigure(found: Association, matrix: Matrix, options: MatrixOptions): PanelFigure {
  return {
    panel: `associations-${options.show ?? 'raw'}`,
    letter: 'a',
    title: `${found.x.label} by ${found.y.label}`,
    about: 'associations',
    origin: found,
    draw: (width, style) => {
      const shape = {
        matrix,
        rowSpan: spanOf(options.rows, matrix.rows.labels.length),
        columnSpan: spanOf(options.columns, matrix.columns.labels.length),
        coefficient: symbols[found.method],
        width,
        style,
        mostHeight: printHeight,
      }
      return { height: layoutHeat(shape).height, drawing: <AssociationHeatmap {...shape} /> }
    },
  }
}

export const matrixKind = figureKind({
  key: 'associations',
  document: AssociationMatrixDocument,
  figures: ({ correlate }, { show, rows, columns }) => {
    const matrix = matrixOf(correlate)
    return matrix === null ? [] : [matrixFigure(correlate, matrix, { show: readShow(show), rows, columns })]
  },
  tsv: { document: AssociationTsvDocument, textOf: ({ correlate }) => correlate.tsv },
})
