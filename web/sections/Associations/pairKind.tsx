import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { AssociationPairDocument, AssociationTsvDocument } from '../../gql/generated/graphql.ts'
import type { AssociationPairQuery } from '../../gql/generated/graphql.ts'
import { Scatter } from '../../plots/Scatter.tsx'
import { layoutScatter } from '../../plots/scatterLayout.ts'
import { pairPanels } from './pairPanels.ts'

export type FoundPair = AssociationPairQuery['correlate']
export type DrawnPair = NonNullable<FoundPair['pair']>

/** One pair: values, what is left after adjustment, and the rival in the place of x. */
export function pairFigure(found: FoundPair, drawn: DrawnPair, letter: string): PanelFigure {
  const panels = pairPanels(found, drawn)
  return {
    panel: 'pair',
    letter,
    title: `${drawn.x.label} and ${drawn.y.label}`,
    about: `${drawn.x.label}_${drawn.y.label}`,
    origin: { ...found, paper: drawn.paper },
    draw: (width, style) => {
      const shape = { panels, xName: '', yName: '', fromZero: false, width, style }
      return { height: layoutScatter(shape).height, drawing: <Scatter {...shape} /> }
    },
  }
}

export const pairKind = figureKind({
  key: 'pair',
  document: AssociationPairDocument,
  figures: ({ correlate }) => (correlate.pair === null ? [] : [pairFigure(correlate, correlate.pair, 'a')]),
  tsv: { document: AssociationTsvDocument, textOf: ({ correlate }) => correlate.tsv },
})
