import { useId } from 'react'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { OutcomeByGroupDocument } from '../../gql/generated/graphql.ts'
import type { OutcomeInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Figure } from '../../plots/Figure.tsx'
import { screenStyle } from '../../plots/style.ts'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { outcomeFigures, outcomeKind } from './outcomeKind.tsx'
import type { Outcome } from './useOutcome.ts'

/** Which lines of the answer a figure shows, for those who do not see it. */
const said: Readonly<Record<string, readonly string[]>> = {
  outcome: ['logRank', 'median'],
  'hazard-ratios': ['hazardRatio'],
  cuts: ['cut'],
}

function summaryOf({ answer }: Outcome, { panel }: PanelFigure): string {
  return answer.flatMap(({ about, text }) => (said[panel]?.includes(about) ? [text] : [])).join(' ')
}

/** Curves, hazard ratios and the search for cuts, each with its files. */
export function OutcomeFigures({
  outcome,
  input,
  letter,
}: {
  outcome: Outcome
  input: OutcomeInput
  letter: string
}) {
  return (
    <div className="outcome-figures">
      {outcomeFigures(outcome, letter).map((figure) => (
        <figure key={figure.panel} className={`outcome-${figure.panel}`}>
          <figcaption className="panel-head">
            <h3 className="compare-h2">{figure.title}</h3>
            <FigureMenu figure={figure} kind={outcomeKind} variables={{ input }} />
            {figure.panel === 'outcome' && (
              <QueryDrawer request={requestOf(OutcomeByGroupDocument, { input })} />
            )}
          </figcaption>
          <OnScreen figure={figure} summary={summaryOf(outcome, figure)} />
        </figure>
      ))}
    </div>
  )
}

function OnScreen({ figure, summary }: { figure: PanelFigure; summary: string }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const plot = width === 0 ? null : figure.draw(width, screenStyle)
  return (
    <div className="plot-frame" ref={frame}>
      {plot !== null && (
        <Figure
          id={id}
          title={figure.title}
          summary={summary}
          style={screenStyle}
          width={width}
          height={plot.height}
        >
          {plot.drawing}
        </Figure>
      )}
    </div>
  )
}
