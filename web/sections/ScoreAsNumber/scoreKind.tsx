import { capitalised } from '../../format.ts'
import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ScoreTsvDocument, ScoreWithGroupsDocument } from '../../gql/generated/graphql.ts'
import type { ScoreAnswerFragment } from '../../gql/generated/graphql.ts'
import { Scatter } from '../../plots/Scatter.tsx'
import { layoutScatter } from '../../plots/scatterLayout.ts'
import { scatterPanels } from './scatterPanels.ts'
import type { GroupOf } from './scatterPanels.ts'

/** What panel e draws, for any width and style. */
export function scoreShape(found: ScoreAnswerFragment, groupOf: GroupOf) {
  const [pair] = found.pairs.nodes
  return {
    panels: scatterPanels(found, groupOf),
    xName: found.x.label,
    yName: pair === undefined || pair.y.unit === '' ? 'Value' : capitalised(pair.y.unit),
  }
}

/** Panel e. */
export function scoreFigure(found: ScoreAnswerFragment, groupOf: GroupOf): PanelFigure {
  return {
    panel: 'score',
    letter: 'e',
    title: `${found.x.label} against cells`,
    about: 'correlation',
    origin: found,
    draw: (width, style) => {
      const shape = { ...scoreShape(found, groupOf), width, style }
      return { height: layoutScatter(shape).height, drawing: <Scatter {...shape} /> }
    },
  }
}

export const scoreKind = figureKind({
  key: 'score',
  document: ScoreWithGroupsDocument,
  figures: ({ correlate, riskGroups: { groups, members } }) => {
    const places = new Map(groups.map(({ key }, place) => [key, place]))
    const grouped = new Map(members.map(({ patient, group }) => [patient, places.get(group) ?? -1]))
    return [scoreFigure(correlate, (patient) => grouped.get(patient) ?? -1)]
  },
  tsv: { document: ScoreTsvDocument, textOf: ({ correlate }) => correlate.tsv },
})
