import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { WhoIsImagedDocument, WhoIsImagedTsvDocument } from '../../gql/generated/graphql.ts'
import type { WhoIsImagedQuery } from '../../gql/generated/graphql.ts'
import { LovePlot, lovePlotHeight } from '../../plots/LovePlot.tsx'
import type { LoveRow } from '../../plots/LovePlot.tsx'

export type Imaged = WhoIsImagedQuery['imagedSubset']

/** Beyond this a difference is commonly called an imbalance. */
const threshold = 0.1

function rowsOf({ rows }: Imaged): LoveRow[] {
  return rows
    .map(({ variable, shown, standardisedDifference, noDifference }) => ({
      key: variable.ref,
      label: variable.label,
      difference: standardisedDifference,
      isDistance: shown === 'count',
      reason: noDifference,
    }))
    .toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
}

/** Standardised differences of those with images and the rest; null where one of the two is nobody. */
export function imagedFigure(imaged: Imaged): PanelFigure | null {
  if (imaged.groups.some(({ n }) => n === 0)) return null
  const rows = rowsOf(imaged)
  return {
    panel: 'imaged',
    letter: 'a',
    title: 'Who is imaged',
    about: 'who-is-imaged',
    origin: imaged,
    draw: (width, style) => {
      const shape = { rows, threshold, width, style }
      return { height: lovePlotHeight(shape), drawing: <LovePlot {...shape} /> }
    },
  }
}

export const imagedKind = figureKind({
  key: 'imaged',
  document: WhoIsImagedDocument,
  figures: ({ imagedSubset }) => {
    const figure = imagedFigure(imagedSubset)
    return figure === null ? [] : [figure]
  },
  tsv: { document: WhoIsImagedTsvDocument, textOf: ({ imagedSubset }) => imagedSubset.tsv },
})
