import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { CompareNumbersDocument, CompareNumbersTsvDocument } from '../../gql/generated/graphql.ts'
import type { CompareNumbersQuery } from '../../gql/generated/graphql.ts'
import type { SeenPanel } from '../../plots/data.ts'
import { ThreeCells } from '../../plots/ThreeCells.tsx'
import { layoutThreeCells } from '../../plots/threeCellsLayout.ts'
import { resultPhrases } from '../RiskGroupComparison/panels.ts'

export type Compared = CompareNumbersQuery['compareVariables']
export type ComparedNumber = Compared['compared'][number]

function panelOf({ variable, result, points }: ComparedNumber): SeenPanel {
  return {
    kind: 'seen',
    key: variable.ref,
    title: variable.label,
    groups: result.groups,
    points: points.map((point) => ({ ...point, passes: null })),
    phrases: resultPhrases(result),
    notTestable: result.__typename === 'NotTestable' ? result.reason : null,
  }
}

/** One number by group: points, boxes, effect with its interval. */
export function numberFigure(found: Compared, one: ComparedNumber, letter: string): PanelFigure {
  const { variable } = one
  return {
    panel: 'number',
    letter,
    title: `${variable.label} by ${found.grouping.label}`,
    about: variable.label,
    origin: found,
    draw: (width, style) => {
      const own = Math.min(width, style.font * 40)
      const unit = ['', 'year'].includes(variable.unit) ? variable.label : variable.unit
      const shape = { panels: [panelOf(one)], unit, width: own, style }
      return { width: own, height: layoutThreeCells(shape).height, drawing: <ThreeCells {...shape} /> }
    },
  }
}

export const numberKind = figureKind({
  key: 'number',
  document: CompareNumbersDocument,
  figures: ({ compareVariables }) =>
    compareVariables.compared.map((one) => numberFigure(compareVariables, one, 'a')),
  tsv: { document: CompareNumbersTsvDocument, textOf: ({ compareVariables }) => compareVariables.tsv },
})
