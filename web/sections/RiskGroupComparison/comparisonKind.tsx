import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { CompareGroupsDocument, ComparisonTsvDocument } from '../../gql/generated/graphql.ts'
import { Forest } from '../../plots/Forest.tsx'
import { forestHeight } from '../../plots/forestLayout.ts'
import { ThreeCells } from '../../plots/ThreeCells.tsx'
import { layoutThreeCells } from '../../plots/threeCellsLayout.ts'
import { forestShape } from './AllCellsPanel.tsx'
import { capitalised } from '../../format.ts'
import { unitOf } from './answer.ts'
import type { Comparison } from './answer.ts'
import { claimPanels } from './panels.ts'

/** Name of the value axes, from the unit that the API gives. */
export function axisName(comparison: Comparison): string {
  const unit = unitOf(comparison)
  return capitalised(unit === '' ? comparison.method.label : unit)
}

/** Panels a and b. @param cell the cell that is shown beside the three, by its key */
export function comparisonFigures(comparison: Comparison, cell?: string): [PanelFigure, PanelFigure] {
  const { grouping, method } = comparison
  const base = { about: method.key, origin: comparison }
  return [
    {
      ...base,
      panel: 'cells',
      letter: 'a',
      title: `Cells by ${grouping.label}`,
      draw: (width, style) => {
        const panels = claimPanels(comparison, cell)
        const shape = { panels, unit: axisName(comparison), width, style }
        return { height: layoutThreeCells(shape).height, drawing: <ThreeCells {...shape} /> }
      },
    },
    {
      ...base,
      panel: 'all-cells',
      letter: 'b',
      title: `All cells by ${grouping.label}`,
      draw: (width, style) => {
        const shape = { ...forestShape(comparison), width, style }
        return {
          height: forestHeight({ ...shape, isSigned: shape.sides !== null }),
          drawing: <Forest {...shape} />,
        }
      },
    },
  ]
}

export const comparisonKind = figureKind({
  key: 'comparison',
  document: CompareGroupsDocument,
  figures: ({ compareGroups }, options) => comparisonFigures(compareGroups, options['cell']),
  tsv: { document: ComparisonTsvDocument, textOf: ({ compareGroups }) => compareGroups.tsv },
})
