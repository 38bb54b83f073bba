import { useId } from 'react'
import { useClient, useQuery } from 'urql'
import { apiMatrix, readPair, writeSpan } from '../../associationUrl.ts'
import type { AssociationSearch, Change } from '../../associationUrl.ts'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { AssociationMatrixDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { AssociationHeatmap } from '../../plots/association/AssociationHeatmap.tsx'
import { layoutHeat } from '../../plots/association/heatLayout.ts'
import type { HeatProps, Matrix, Span, TileAt } from '../../plots/association/heatLayout.ts'
import { printStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { Callout } from '../../ui/Callout.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, NotTestable, RequestFailed } from '../../ui/states.tsx'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { associationCaption, coefficientNames, symbols, takenOut } from './caption.ts'
import { answerJson, pairsTsv } from './files.ts'
import { HeatPanel } from './HeatPanel.tsx'
import { PairPanel } from './PairPanel.tsx'
import type { CohortFacts } from './settings.ts'
import { StrongestPairs } from './StrongestPairs.tsx'
import { spanOf, useMatrix } from './useHeat.ts'
import type { Association } from './useHeat.ts'

interface Props {
  input: CorrelateInput
  search: AssociationSearch
  facts: CohortFacts
  onChange: (change: Change<AssociationSearch>) => void
}

/** All pairs of two sides as a heatmap, the strongest by name, and the chosen pair as scatter plots. */
export function AssociationSection(props: Props) {
  const { input, search } = props
  const variables = {
    input,
    of: apiMatrix(search.show),
    order: search.show === 'adjusted' ? ('ADJUSTED_P' as const) : ('P' as const),
  }
  const [state, again] = useQuery({ query: AssociationMatrixDocument, variables })
  if (state.error !== undefined && !state.fetching)
    return (
      <RequestFailed
        error={state.error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (state.data === undefined) return <Loading label="Correlating all pairs" rows={12} />
  return (
    <div className="compare-result" aria-busy={state.fetching} data-stale={state.fetching}>
      <Answer
        {...props}
        found={state.data.correlate}
        request={requestOf(AssociationMatrixDocument, variables)}
      />
    </div>
  )
}

type AnswerProps = Props & { found: Association; request: ReturnType<typeof requestOf> }

function Answer(props: AnswerProps) {
  const { found } = props
  const matrix = useMatrix(found)
  if (found.n === 0)
    return (
      <Empty title="Nobody has both">
        <p>
          No patient has a value of {found.x.label} and one of {found.y.label}.
        </p>
      </Empty>
    )
  if (matrix === null || found.matrix === null)
    return (
      <Empty title="Nothing is taken out">
        <p>Tick what is to be taken out of both sides, or draw the coefficients as measured.</p>
      </Empty>
    )
  const { family } = found.matrix
  if (family.tested === 0)
    return (
      <NotTestable
        reason={`None of the ${family.planned} pairs can be tested: ${found.pairs.nodes[0]?.raw.reason ?? 'too few values'}.`}
      />
    )
  return <Tested {...props} matrix={matrix} family={family} />
}

function chosenTile(
  found: Association,
  matrix: Matrix,
  pair: { x: string; y: string } | null,
): TileAt | null {
  if (pair === null) return null
  const row = matrix.rows.order.indexOf(found.x.refs.indexOf(pair.x))
  const column = matrix.columns.order.indexOf(found.y.refs.indexOf(pair.y))
  return row < 0 || column < 0 ? null : { row, column }
}

function subjectOf({ x, y }: Association): string {
  return `${x.refs.length} of ${x.label} by ${y.refs.length} of ${y.label}`
}

function drawnWords(found: Association, search: AssociationSearch): string {
  const name = coefficientNames[found.method]
  if (search.show === 'adjusted') return `partial ${name}, taken out of both sides: ${takenOut(found)}`
  if (search.show === 'without')
    return `partial ${name}, ${found.rival?.label ?? 'tumour volume'} taken out of both sides`
  return name
}

function Tested(
  props: AnswerProps & { matrix: Matrix; family: NonNullable<Association['matrix']>['family'] },
) {
  const { found, matrix, family, search, facts, input, onChange } = props
  const client = useClient()
  const id = useId()
  const rows = spanOf(search.rows, matrix.rows.labels.length)
  const columns = spanOf(search.columns, matrix.columns.labels.length)
  const pair = search.pair === undefined ? null : readPair(search.pair)
  const parts = [facts.slug, found.release.id, found.id, 'associations']
  const onSpans = (nextRows: Span, nextColumns: Span): void => {
    const all = (span: Span, length: number): boolean => span[0] === 0 && span[1] === length
    onChange({
      rows: all(nextRows, matrix.rows.labels.length) ? undefined : writeSpan(nextRows),
      columns: all(nextColumns, matrix.columns.labels.length) ? undefined : writeSpan(nextColumns),
    })
  }
  const own = [
    `Colour: ${drawnWords(found, search)}.`,
    `Rows and columns in clustered order (${found.clusters.method}).`,
  ]
  const sheet = (column: ColumnWidth) => {
    const shape: HeatProps = {
      matrix,
      rowSpan: rows,
      columnSpan: columns,
      coefficient: symbols[found.method],
      width: sheetWidth(column),
      style: printStyle,
      mostHeight: 480,
    }
    return (
      <FigureSheet
        letter="a"
        title={`${found.x.label} by ${found.y.label}`}
        caption={associationCaption(found, { facts, subject: subjectOf(found), family, own })}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: layoutHeat(shape).height, drawing: <AssociationHeatmap {...shape} /> }}
        metadata={found.spec}
      />
    )
  }
  return (
    <>
      <section className="panel" aria-labelledby={`${id}-matrix`}>
        <div className="panel-head">
          <h2 id={`${id}-matrix`}>
            <span className="panel-letter">a</span> All pairs
          </h2>
          <DownloadMenu
            items={[
              ...figureDownloads(sheet, parts),
              pairsTsv(client, input, parts),
              answerJson(found, parts),
            ]}
          />
          <QueryDrawer request={props.request} />
        </div>
        <HeatPanel
          found={found}
          matrix={matrix}
          rows={rows}
          columns={columns}
          chosen={chosenTile(found, matrix, pair)}
          onSpans={onSpans}
          onChoose={(x, y) => {
            onChange({ pair: `${x}|${y}` })
          }}
        />
        <p className="figure-note">
          {own.join(' ')} q: {family.adjustment} over {family.name} ({family.planned} planned, {family.tested}{' '}
          tested). Drag over tiles to zoom, click one for its patients.
        </p>
      </section>
      {found.warnings
        .filter(({ code }) => code !== 'simulated')
        .map(({ code, message }) => (
          <Callout key={code} tone="note">
            {message}
          </Callout>
        ))}
      <section className="panel" aria-labelledby={`${id}-pair`} aria-live="polite">
        <div className="panel-head">
          <h2 id={`${id}-pair`}>The chosen pair</h2>
        </div>
        {pair === null ? (
          <Empty title="No pair is chosen">
            <p>
              Click a tile, or a pair in the table, to see its patients with the line, its band and the volume
              beside it.
            </p>
          </Empty>
        ) : (
          <PairPanel input={input} pair={pair} letter="b" facts={facts} linksToGene />
        )}
      </section>
      <section className="panel" aria-labelledby={`${id}-table`}>
        <div className="panel-head">
          <h2 id={`${id}-table`}>The strongest pairs</h2>
        </div>
        <StrongestPairs
          head="Pair"
          caption={`The ${found.pairs.nodes.length} smallest ${search.show === 'adjusted' ? 'adjusted' : 'raw'} P of ${found.pairs.totalCount} pairs`}
          pairs={found.pairs.nodes}
          isAdjusted={search.show === 'adjusted'}
          adjustedName={found.adjustment === null ? null : takenOut(found)}
          rivalName={found.rival?.label ?? null}
          action={({ x, y }) => (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                onChange({ pair: `${x.ref}|${y.ref}` })
              }}
            >
              {x.label}, {y.label}
            </button>
          )}
        />
      </section>
    </>
  )
}
