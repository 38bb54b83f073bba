import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { OutcomeByGroupDocument, OutcomeTsvDocument } from '../../gql/generated/graphql.ts'
import { CutStrip, cutStripHeight } from '../../plots/CutStrip.tsx'
import { layoutRatios } from '../../plots/ratioLayout.ts'
import { Ratios } from '../../plots/Ratios.tsx'
import { SurvivalCurves } from '../../plots/SurvivalCurves.tsx'
import { layoutSurvival } from '../../plots/survivalLayout.ts'
import { cutShape, ratioShape, survivalShape } from './shapes.ts'
import type { Outcome } from './outcomeAnswer.ts'

/** Panel h: curves, hazard ratios, and the search for cuts where there was one. */
export function outcomeFigures(outcome: Outcome, letter = 'h'): PanelFigure[] {
  const base = { letter, about: 'outcome', origin: outcome }
  const cuts = cutShape(outcome)
  return [
    {
      ...base,
      panel: 'outcome',
      title: `${outcome.endpoint.label} by ${outcome.grouping.label}`,
      draw: (width, style) => {
        const shape = { ...survivalShape(outcome), width, style }
        return { height: layoutSurvival(shape).height, drawing: <SurvivalCurves {...shape} /> }
      },
    },
    {
      ...base,
      panel: 'hazard-ratios',
      title: 'Hazard ratios',
      draw: (width, style) => {
        const shape = { ...ratioShape(outcome), width, style }
        return { height: layoutRatios(shape).height, drawing: <Ratios {...shape} /> }
      },
    },
    ...(cuts === null
      ? []
      : [
          {
            ...base,
            panel: 'cuts',
            title: 'All cuts',
            draw: ((width, style) => ({
              height: cutStripHeight(style),
              drawing: <CutStrip {...cuts} width={width} style={style} />,
            })) satisfies PanelFigure['draw'],
          },
        ]),
  ]
}

export const outcomeKind = figureKind({
  key: 'outcome',
  document: OutcomeByGroupDocument,
  figures: ({ outcome }) => outcomeFigures(outcome),
  tsv: { document: OutcomeTsvDocument, textOf: ({ outcome }) => outcome.tsv },
})
