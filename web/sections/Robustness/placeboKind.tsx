import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { PlaceboOfDocument, PlaceboTsvDocument } from '../../gql/generated/graphql.ts'
import type { PlaceboOfQuery } from '../../gql/generated/graphql.ts'
import { PlaceboHits, placeboHeight } from '../../plots/PlaceboHits.tsx'
import type { HitSeries } from '../../plots/PlaceboHits.tsx'

export type Placebo = PlaceboOfQuery['placebo']

function seriesOf({ hitsByP, hitsByQ, shuffles, observedByP, observedByQ }: Placebo): HitSeries[] {
  const shares = (hits: readonly number[]): number[] => hits.map((count) => count / shuffles)
  return [
    { title: 'Cells with P ≤ .05, uncorrected', shares: shares(hitsByP), observed: observedByP },
    { title: 'Cells with q ≤ .05', shares: shares(hitsByQ), observed: observedByQ },
  ]
}

/** Hits on shuffled labels, beside panel g. */
export function placeboFigure(placebo: Placebo): PanelFigure {
  return {
    panel: 'placebo',
    letter: 'h',
    title: 'Hits on shuffled labels',
    about: 'placebo',
    origin: placebo,
    draw: (width, style) => {
      const shape = { series: seriesOf(placebo), width, style }
      return { height: placeboHeight(shape), drawing: <PlaceboHits {...shape} /> }
    },
  }
}

export const placeboKind = figureKind({
  key: 'placebo',
  document: PlaceboOfDocument,
  figures: ({ placebo }) => [placeboFigure(placebo)],
  tsv: { document: PlaceboTsvDocument, textOf: ({ placebo }) => placebo.tsv },
})
