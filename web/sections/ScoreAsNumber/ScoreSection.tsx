import { useId, useMemo } from 'react'
import type { ReactNode } from 'react'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { formatNumber, formatRange } from '../../format.ts'
import { EndpointChoiceDocument, ScoreAsNumberDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput, GroupingInput, ScoreAnswerFragment } from '../../gql/generated/graphql.ts'
import { scatterPlaces } from '../../plots/scatterLayout.ts'
import { screenStyle } from '../../plots/style.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Warnings } from '../../ui/Warnings.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table } from '../../ui/Table.tsx'
import { AdjustControl } from '../Outcome/AdjustControl.tsx'
import { adjusted, writeAdjust } from '../Outcome/adjust.ts'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { useWidth } from '../../ui/useWidth.ts'
import { scoreFigure, scoreKind, scoreShape } from './scoreKind.tsx'
import { correlationWords, inClaimOrder } from './scatterPanels.ts'
import type { GroupOf } from './scatterPanels.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'

interface Props {
  release: string
  /** the number that patients are grouped by; null where it is none */
  score: string | null
  cells: readonly string[]
  groupOf: GroupOf
  adjust: string | undefined
  grouping: GroupingInput
  onChange: (change: { adjust?: string | undefined }) => void
}

type Association = ScoreAnswerFragment
const usualRoles = ['purity', 'stage', 'volume']

/** Panel 5: the score as a number, for groups throw most of it away. */
export function ScoreSection(props: Props) {
  const { score, cells } = props
  if (score === null)
    return (
      <Panel>
        <Empty title="The groups of this page come from no number">
          <p>Group by a score or a feature to see it against the cells.</p>
        </Empty>
      </Panel>
    )
  if (cells.length === 0)
    return (
      <Panel>
        <Empty title="This method measures none of the three cells" />
      </Panel>
    )
  return <Asked {...props} score={score} />
}

function Panel({ menu, children }: { menu?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" aria-labelledby="panel-5">
      <div className="panel-head">
        <h2 id="panel-5">
          <span className="panel-letter">e</span> Score as a number
        </h2>
        <MethodLink name="correlation" about="rank correlation" />
        {menu}
      </div>
      {children}
    </section>
  )
}

function Asked(props: Props & { score: string }) {
  const { release, score, onChange } = props
  const cells = props.cells.join(',')
  const [choice] = useQuery({ query: EndpointChoiceDocument, variables: { release } })
  const suggested = choice.data?.release?.suggestedAdjustments ?? []
  const covariates = adjusted(props.adjust, suggested, usualRoles).filter((ref) => ref !== score)
  const joined = covariates.join(',')
  const input = useMemo<CorrelateInput>(
    () => ({
      release,
      x: { variables: [score] },
      y: { variables: cells.split(',') },
      adjustFor: joined === '' ? [] : joined.split(','),
    }),
    [release, score, cells, joined],
  )
  const asked = useQuery({
    query: ScoreAsNumberDocument,
    variables: { input },
    pause: choice.data === undefined,
  })
  const { groupOf, grouping } = props
  const found = asked[0].data?.correlate
  const figure = useMemo(() => (found === undefined ? null : scoreFigure(found, groupOf)), [found, groupOf])
  return (
    <Panel
      menu={
        figure !== null && (
          <FigureMenu figure={figure} kind={scoreKind} variables={{ input, release, grouping }} />
        )
      }
    >
      <div className="outcome-controls no-print">
        <AdjustControl
          label="Taken out of both sides (partial correlation)"
          suggested={suggested}
          chosen={covariates}
          onChange={(refs) => {
            onChange({ adjust: writeAdjust(refs) })
          }}
        />
      </div>
      <Answered of={asked} loading="Correlating" rows={6} className="outcome">
        {({ correlate }) => <Answer found={correlate} groupOf={groupOf} />}
      </Answered>
    </Panel>
  )
}

function Answer({ found, groupOf }: { found: Association; groupOf: GroupOf }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const { height, places, drawing } = useMemo(
    () => ({
      ...scoreFigure(found, groupOf).draw(width, screenStyle),
      places: scatterPlaces({ ...scoreShape(found, groupOf), width, style: screenStyle }),
    }),
    [found, groupOf, width],
  )
  return (
    <>
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <PatientFigure
            id={id}
            title={`${found.x.label} against cells`}
            summary={inClaimOrder(found.pairs.nodes).map(correlationWords).join(' ')}
            width={width}
            height={height}
            places={places}
          >
            {drawing}
          </PatientFigure>
        )}
      </div>
      <Warnings of={found.warnings} tone="note" />
      <Numbers found={found} />
    </>
  )
}

type Correlation = Association['pairs']['nodes'][number]['raw']

function written(correlation: Correlation | null): ReactNode {
  if (correlation === null) return '–'
  const { value, low, high } = correlation.correlation
  if (correlation.reason !== null) return correlation.reason
  return (
    <>
      <span className="unbroken">{`${formatNumber(value)} (${formatRange(low, high)}),`}</span>{' '}
      <span className="unbroken">{`n ${correlation.n}`}</span>
    </>
  )
}

/** Raw, adjusted and the rival side by side: what a reader has to compare. */
function Numbers({ found }: { found: Association }) {
  const adjustedFor = found.adjustment?.variables.map(({ label }) => label).join(', ') ?? 'nothing'
  const rival = found.rival?.label ?? null
  return (
    <Table
      caption={`Spearman’s ρ with 95 % intervals; adjusted for ${adjustedFor}${rival === null ? '' : `; volume: ${rival}`}`}
      rows={inClaimOrder(found.pairs.nodes)}
      rowKey={({ y }) => y.ref}
      columns={[
        { key: 'cell', header: 'Cell', cell: ({ y }) => y.label, rowHeader: true },
        { key: 'raw', header: 'Score, raw', cell: ({ raw }) => written(raw) },
        { key: 'adjusted', header: 'Score, adjusted', cell: ({ adjusted: own }) => written(own) },
        ...(rival === null
          ? []
          : [
              { key: 'rival', header: 'Volume alone', cell: ({ rivalWithY }: Pair) => written(rivalWithY) },
              {
                key: 'without',
                header: 'Score, adjusted for volume',
                cell: ({ withoutRival }: Pair) => written(withoutRival),
              },
            ]),
      ]}
    />
  )
}

type Pair = Association['pairs']['nodes'][number]
