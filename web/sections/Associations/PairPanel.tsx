import { Link } from '@tanstack/react-router'
import { useClient, useQuery } from 'urql'
import { AssociationPairDocument } from '../../gql/generated/graphql.ts'
import type { AssociationPairQuery, CorrelateInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Scatter } from '../../plots/Scatter.tsx'
import { layoutScatter } from '../../plots/scatterLayout.ts'
import type { ScatterPanelShape } from '../../plots/scatterLayout.ts'
import type { PlotStyle } from '../../plots/style.ts'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, RequestFailed } from '../../ui/states.tsx'
import { FigurePanel } from '../Model/FigurePanel.tsx'
import { associationCaption, coefficientNames, takenOut } from './caption.ts'
import { answerJson, pairsTsv } from './files.ts'
import { pairPanels, pairSentence } from './pairPanels.ts'
import type { CohortFacts } from './settings.ts'

interface Props {
  input: CorrelateInput
  pair: { x: string; y: string }
  letter: string
  facts: CohortFacts
  /** the gene's own page is where this stands already */
  linksToGene?: boolean
}

/** One pair: values, what is left after adjustment, and the volume in the place of x, each with its line and band. */
export function PairPanel(props: Props) {
  const { input, pair } = props
  const [state, again] = useQuery({
    query: AssociationPairDocument,
    variables: { input, ...pair },
  })
  if (state.error !== undefined && !state.fetching)
    return (
      <RequestFailed
        error={state.error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (state.data === undefined) return <Loading label="Drawing the pair" rows={6} />
  const found = state.data.correlate
  if (found.pair === null)
    return (
      <Empty title="The chosen pair is not in this matrix">
        <p>
          The address names {pair.x} and {pair.y}; one of them is not among the variables of its side.
        </p>
      </Empty>
    )
  return (
    <div aria-busy={state.fetching} data-stale={state.fetching} className="outcome">
      <Drawn {...props} found={found} drawn={found.pair} />
    </div>
  )
}

type Found = AssociationPairQuery['correlate']

function draw(panels: readonly ScatterPanelShape[]) {
  return (width: number, style: PlotStyle) => {
    const shape = { panels, xName: '', yName: '', fromZero: false, width, style }
    return { width, height: layoutScatter(shape).height, drawing: <Scatter {...shape} /> }
  }
}

function Drawn(props: Props & { found: Found; drawn: NonNullable<Found['pair']> }) {
  const { found, drawn, facts, input } = props
  const client = useClient()
  const title = `${drawn.x.label} and ${drawn.y.label}`
  const parts = [facts.slug, found.release.id, found.id, drawn.x.label, drawn.y.label]
  const panels = pairPanels(found, drawn)
  const isRanked = found.method === 'SPEARMAN'
  const own = [
    `${coefficientNames[found.method]} with 95 % interval; lines are least squares on what is drawn, with the 95 % confidence band of the mean${isRanked ? ' (the coefficient is of ranks, the line of values)' : ''}.`,
    ...(drawn.rests === null
      ? []
      : [`Adjusted: residuals of ${isRanked ? 'ranks' : 'values'} after taking out ${takenOut(found)}.`]),
    ...(drawn.rivals === null
      ? []
      : [`Beside it ${found.rival?.label ?? ''} alone against ${drawn.y.label}.`]),
  ]
  return (
    <>
      <FigurePanel
        letter={props.letter}
        title={title}
        summary={pairSentence(found, drawn)}
        caption={associationCaption(found, { facts, subject: title, family: found.family, own })}
        draw={draw(panels)}
        isSimulated={facts.isSimulated}
        metadata={found.spec}
        parts={parts}
        more={[answerJson(found, parts), pairsTsv(client, input, [facts.slug, found.release.id, found.id])]}
        note={own.join(' ')}
      />
      <div className="row no-print">
        <QueryDrawer request={requestOf(AssociationPairDocument, { input, ...props.pair })} />
        {props.linksToGene === true && drawn.y.ref.startsWith('expression:') && (
          <Link
            to="/gene/$slug"
            params={{ slug: facts.slug }}
            search={{ variable: drawn.y.ref, x: drawn.x.ref }}
          >
            The page of {drawn.y.label}
          </Link>
        )}
      </div>
    </>
  )
}
