import { useId } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useClient } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { fileName, saveText } from '../../figure/save.ts'
import { OutcomeByGroupDocument, OutcomeTsvDocument } from '../../gql/generated/graphql.ts'
import type { OutcomeInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { CutStrip, cutStripHeight } from '../../plots/CutStrip.tsx'
import { Figure } from '../../plots/Figure.tsx'
import { layoutRatios } from '../../plots/ratioLayout.ts'
import { Ratios } from '../../plots/Ratios.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth, PlotStyle } from '../../plots/style.ts'
import { SurvivalCurves } from '../../plots/SurvivalCurves.tsx'
import { layoutSurvival } from '../../plots/survivalLayout.ts'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { figureDownloads } from '../RiskGroupComparison/downloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { curvesCaption, cutCaption, ratiosCaption } from './caption.ts'
import type { OutcomeFacts } from './caption.ts'
import { cutShape, ratioShape, survivalShape } from './shapes.ts'
import type { Outcome } from './useOutcome.ts'

/** A plot for any width and style, with its height. */
type Draw = (width: number, style: PlotStyle) => { height: number; drawing: ReactNode }

interface Part {
  name: string
  title: string
  summary: string
  caption: readonly string[]
  draw: Draw
}

function partsOf(outcome: Outcome, facts: OutcomeFacts): Part[] {
  const curves = survivalShape(outcome)
  const ratios = ratioShape(outcome)
  const cuts = cutShape(outcome)
  const words = (about: string): string =>
    outcome.answer.flatMap((line) => (line.about === about ? [line.text] : [])).join(' ')
  return [
    {
      name: 'outcome',
      title: `${outcome.endpoint.label} by ${outcome.grouping.label}`,
      summary: `${words('logRank')} ${words('median')}`,
      caption: curvesCaption(outcome, facts),
      draw: (width, style) => {
        const shape = { ...curves, width, style }
        return { height: layoutSurvival(shape).height, drawing: <SurvivalCurves {...shape} /> }
      },
    },
    {
      name: 'hazard-ratios',
      title: 'Hazard ratios',
      summary: words('hazardRatio'),
      caption: ratiosCaption(outcome, facts),
      draw: (width, style) => {
        const shape = { ...ratios, width, style }
        return { height: layoutRatios(shape).height, drawing: <Ratios {...shape} /> }
      },
    },
    ...(cuts === null
      ? []
      : [
          {
            name: 'cuts',
            title: 'All cuts',
            summary: words('cut'),
            caption: cutCaption(outcome, facts),
            draw: (width: number, style: PlotStyle) => ({
              height: cutStripHeight(style),
              drawing: <CutStrip {...cuts} width={width} style={style} />,
            }),
          },
        ]),
  ]
}

/** Curves, hazard ratios and the search for cuts, each with its files. */
export function OutcomeFigures(props: {
  outcome: Outcome
  input: OutcomeInput
  facts: OutcomeFacts
  letter: string
}) {
  const { outcome, input, facts, letter } = props
  const client = useClient()
  const parts = [facts.slug, outcome.release.id, outcome.id]
  const tsv = {
    label: 'TSV of all numbers',
    detail: 'curves step by step and hazard ratios, with the specification in its header',
    run: async () => {
      const { data, error } = await client.query(OutcomeTsvDocument, { input }).toPromise()
      if (error !== undefined) throw error
      if (data === undefined) throw new Error('the API sent no table')
      saveText(data.outcome.tsv, fileName([...parts, 'outcome'], 'tsv'), 'text/tab-separated-values')
    },
  }
  return (
    <div className="outcome-figures">
      {partsOf(outcome, facts).map((part) => (
        <figure key={part.name} className={`outcome-${part.name}`}>
          <figcaption className="panel-head">
            <h3 className="compare-h2">{part.title}</h3>
            <DownloadMenu
              items={[
                ...figureDownloads(
                  (column) => sheetOf({ part, outcome, facts, letter }, column),
                  [...parts, part.name],
                ),
                tsv,
              ]}
            />
            {part.name === 'outcome' && (
              <QueryDrawer request={requestOf(OutcomeByGroupDocument, { input })} />
            )}
          </figcaption>
          <OnScreen part={part} />
        </figure>
      ))}
    </div>
  )
}

function sheetOf(
  { part, outcome, facts, letter }: { part: Part; outcome: Outcome; facts: OutcomeFacts; letter: string },
  column: ColumnWidth,
): ReactElement {
  return (
    <FigureSheet
      letter={letter}
      title={part.title}
      caption={part.caption}
      isSimulated={facts.isSimulated}
      column={column}
      plot={part.draw(sheetWidth(column), printStyle)}
      metadata={outcome.spec}
    />
  )
}

function OnScreen({ part }: { part: Part }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const plot = width === 0 ? null : part.draw(width, screenStyle)
  return (
    <div className="plot-frame" ref={frame}>
      {plot !== null && (
        <Figure
          id={id}
          title={part.title}
          summary={part.summary}
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
