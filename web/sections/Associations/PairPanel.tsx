import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { FigurePanel } from '../../figure/FigurePanel.tsx'
import { AssociationPairDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Empty } from '../../ui/states.tsx'
import { coefficientNames, takenOut } from './caption.ts'
import { pairFigure, pairKind } from './pairKind.tsx'
import type { DrawnPair, FoundPair } from './pairKind.tsx'
import { pairSentence } from './pairPanels.ts'

interface Props {
  input: CorrelateInput
  pair: { x: string; y: string }
  letter: string
  /** of the cohort whose page of the gene a link leads to; the gene's own page is where this stands already */
  geneOf?: string
}

/** One pair: values, what is left after adjustment, and the volume in the place of x, each with its line and band. */
export function PairPanel(props: Props) {
  const { input, pair } = props
  const asked = useQuery({ query: AssociationPairDocument, variables: { input, ...pair } })
  return (
    <Answered of={asked} loading="Drawing the pair" rows={6} className="outcome">
      {({ correlate }) =>
        correlate.pair === null ? (
          <Empty title="The chosen pair is not in this matrix">
            <p>
              The address names {pair.x} and {pair.y}; one of them is not among the variables of its side.
            </p>
          </Empty>
        ) : (
          <Drawn {...props} found={correlate} drawn={correlate.pair} />
        )
      }
    </Answered>
  )
}

function noteOf(found: FoundPair, drawn: DrawnPair): string {
  const isRanked = found.method === 'SPEARMAN'
  return [
    `${coefficientNames[found.method]} with 95 % interval; lines are least squares on what is drawn, with the 95 % confidence band of the mean${isRanked ? ' (the coefficient is of ranks, the line of values)' : ''}.`,
    ...(drawn.rests === null
      ? []
      : [`Adjusted: residuals of ${isRanked ? 'ranks' : 'values'} after taking out ${takenOut(found)}.`]),
    ...(drawn.rivals === null
      ? []
      : [`Beside it ${found.rival?.label ?? ''} alone against ${drawn.y.label}.`]),
  ].join(' ')
}

function Drawn({
  input,
  pair,
  letter,
  geneOf,
  found,
  drawn,
}: Props & { found: FoundPair; drawn: DrawnPair }) {
  return (
    <>
      <FigurePanel
        figure={pairFigure(found, drawn, letter)}
        kind={pairKind}
        method={{ name: 'association', about: 'a pair, as measured and adjusted' }}
        variables={{ input, ...pair }}
        summary={pairSentence(found, drawn)}
        note={noteOf(found, drawn)}
      />
      {geneOf !== undefined && drawn.y.ref.startsWith('expression:') && (
        <div className="row no-print">
          <Link to="/gene/$slug" params={{ slug: geneOf }} search={{ variable: drawn.y.ref, x: drawn.x.ref }}>
            The page of {drawn.y.label}
          </Link>
        </div>
      )}
    </>
  )
}
