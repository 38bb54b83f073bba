import { figureKind } from '../../figure/figureKind.ts'
import type { FigureOptions } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { RobustnessOfDocument, RobustnessTsvDocument } from '../../gql/generated/graphql.ts'
import type { RobustnessPartsFragment } from '../../gql/generated/graphql.ts'
import { layoutCurves } from '../../plots/curveLayout.ts'
import { SpecificationCurves } from '../../plots/SpecificationCurves.tsx'
import { curveChoices, curvePanels } from './curves.ts'
import type { AskedChoices } from './curves.ts'

/** Panel g: the specification curve. @param asked the choices of the page, marked in it */
export function robustnessFigure(finished: RobustnessPartsFragment, asked: AskedChoices): PanelFigure {
  return {
    panel: 'robustness',
    letter: 'g',
    title: 'Specification curves',
    about: 'robustness',
    origin: finished,
    draw: (width, style) => {
      const panels = curvePanels(finished.curves, finished.specifications, asked)
      const shape = { panels, choices: curveChoices(finished), width, style }
      return { height: layoutCurves(shape).height, drawing: <SpecificationCurves {...shape} /> }
    },
  }
}

function askedOf(options: FigureOptions): AskedChoices {
  const { method = '', quality = 'mark', test = 'rank' } = options
  return { method, quality, test }
}

export const robustnessKind = figureKind({
  key: 'robustness',
  document: RobustnessOfDocument,
  figures: ({ robustness }, options) => [robustnessFigure(robustness, askedOf(options))],
  tsv: { document: RobustnessTsvDocument, textOf: ({ robustness }) => robustness.tsv },
})
