import { useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { GeneCellsDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput, GeneCellsQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Forest } from '../../plots/Forest.tsx'
import { forestHeight } from '../../plots/forestLayout.ts'
import type { PlotStyle } from '../../plots/style.ts'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, RequestFailed } from '../../ui/states.tsx'
import { associationCaption, coefficientNames } from '../Associations/caption.ts'
import { answerJson, pairsTsv } from '../Associations/files.ts'
import type { CohortFacts } from '../Associations/settings.ts'
import { FigurePanel } from '../Model/FigurePanel.tsx'
import { isClaimCell } from '../RiskGroupComparison/answer.ts'

interface Props {
  release: string
  variable: string
  label: string
  /** immune layer */
  cells: string
  letter: string
  facts: CohortFacts
}

type Found = GeneCellsQuery['correlate']

/** One gene against every cell of a method. */
export function GeneCells(props: Props) {
  const { release, variable, cells } = props
  const input = useMemo<CorrelateInput>(
    () => ({ release, x: { variables: [variable] }, y: { layer: cells }, withRival: false }),
    [release, variable, cells],
  )
  const [state, again] = useQuery({ query: GeneCellsDocument, variables: { input } })
  if (state.error !== undefined && !state.fetching)
    return (
      <RequestFailed
        error={state.error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (state.data === undefined) return <Loading label="Correlating with all cells" rows={8} />
  const found = state.data.correlate
  if (found.n === 0)
    return (
      <Empty title="Nobody has both">
        <p>
          No patient has {props.label} and {found.y.label}.
        </p>
      </Empty>
    )
  return (
    <div aria-busy={state.fetching} data-stale={state.fetching} className="outcome">
      <Drawn {...props} input={input} found={found} />
    </div>
  )
}

function forestOf(found: Found, label: string) {
  const name = coefficientNames[found.method]
  return {
    rows: found.pairs.nodes.map(({ y, raw }) => ({
      key: y.key,
      label: y.label,
      isClaim: isClaimCell(y.key),
      effect: raw.reason === null ? raw.correlation : null,
      counts: [raw.n],
      qValue: raw.qValue,
      notTestable: raw.reason,
    })),
    effectName: `${name} with ${label}`,
    effectHead: `${name} (95 % CI)`,
    sides: { left: `patients with low ${label}`, right: `patients with high ${label}` },
  }
}

function Drawn(props: Props & { input: CorrelateInput; found: Found }) {
  const { found, facts, input, label } = props
  const client = useClient()
  const shape = forestOf(found, label)
  const draw = (width: number, style: PlotStyle) => ({
    width,
    height: forestHeight({ rows: shape.rows, width, style, isSigned: true }),
    drawing: <Forest {...shape} width={width} style={style} />,
  })
  const title = `${label} and the cells of ${found.y.label}`
  const parts = [facts.slug, found.release.id, found.id, label, 'cells']
  const tested = found.pairs.nodes.filter(({ raw }) => raw.reason === null).length
  return (
    <>
      <FigurePanel
        letter={props.letter}
        title={title}
        summary={`${shape.effectName}, ${tested} cells tested, largest first.`}
        caption={associationCaption(found, {
          facts,
          subject: title,
          family: found.family,
          own: [`${coefficientNames[found.method]} with 95 % interval (Fisher’s scale).`],
        })}
        draw={draw}
        isSimulated={facts.isSimulated}
        metadata={found.spec}
        parts={parts}
        more={[pairsTsv(client, input, parts), answerJson(found, parts)]}
        note={`${found.n} patients. q: ${found.family.adjustment} over ${found.family.name} (${found.family.planned} planned, ${found.family.tested} tested).`}
      />
      <div className="row no-print">
        <QueryDrawer request={requestOf(GeneCellsDocument, { input })} />
      </div>
    </>
  )
}
