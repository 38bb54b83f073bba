import { useMemo } from 'react'
import { useQuery } from 'urql'
import { FigurePanel } from '../../figure/FigurePanel.tsx'
import { GeneCellsDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Empty } from '../../ui/states.tsx'
import { coefficientNames, familySentence } from '../Associations/caption.ts'
import { coefficientsFigure, coefficientsKind } from './coefficientsKind.tsx'
import type { Coefficients } from './coefficientsKind.tsx'

interface Props {
  release: string
  variable: string
  label: string
  /** immune layer */
  cells: string
  letter: string
}

/** One gene against every cell of a method. */
export function GeneCells({ release, variable, label, cells, letter }: Props) {
  const input = useMemo<CorrelateInput>(
    () => ({ release, x: { variables: [variable] }, y: { layer: cells }, withRival: false }),
    [release, variable, cells],
  )
  const asked = useQuery({ query: GeneCellsDocument, variables: { input } })
  return (
    <Answered of={asked} loading="Correlating with all cells" rows={8} className="outcome">
      {({ correlate: found }) =>
        found.n === 0 ? (
          <Empty title="Nobody has both">
            <p>
              No patient has {label} and {found.y.label}.
            </p>
          </Empty>
        ) : (
          <FigurePanel
            figure={coefficientsFigure(found, letter)}
            kind={coefficientsKind}
            method={{ name: 'association', about: 'one gene against all cells' }}
            variables={{ input }}
            summary={summaryOf(found, label)}
            note={`${found.n} patients. ${familySentence(found.family)}`}
          />
        )
      }
    </Answered>
  )
}

function summaryOf({ method, pairs }: Coefficients, label: string): string {
  const tested = pairs.nodes.filter(({ raw }) => raw.reason === null).length
  return `${coefficientNames[method]} with ${label}, ${tested} cells tested, largest first.`
}
