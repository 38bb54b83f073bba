import { useId } from 'react'
import { useQuery } from 'urql'
import { apiMatrix, readPair, writeSpan } from '../../associationUrl.ts'
import type { AssociationSearch, Change } from '../../associationUrl.ts'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { optionsOf } from '../../figure/figureKind.ts'
import type { FigureVariables } from '../../figure/figureKind.ts'
import { AssociationMatrixDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput } from '../../gql/generated/graphql.ts'
import type { Matrix, Span, TileAt } from '../../plots/association/heatLayout.ts'
import { Answered } from '../../ui/Answered.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Warnings } from '../../ui/Warnings.tsx'
import { Empty } from '../../ui/states.tsx'
import { coefficientNames, takenOut } from './caption.ts'
import { HeatPanel } from './HeatPanel.tsx'
import { matrixFigure, matrixKind } from './matrixKind.tsx'
import { nothingToDraw } from './nothingToDraw.tsx'
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
  const asked = useQuery({ query: AssociationMatrixDocument, variables })
  return (
    <Answered of={asked} loading="Correlating all pairs" rows={12} className="compare-result">
      {({ correlate }) => <Answer {...props} found={correlate} variables={variables} />}
    </Answered>
  )
}

type AnswerProps = Props & { found: Association; variables: FigureVariables }

function Answer(props: AnswerProps) {
  const { found } = props
  const matrix = useMatrix(found)
  const without = nothingToDraw(found, 'pairs')
  if (without !== null) return without
  if (matrix === null || found.matrix === null) return null
  return <Tested {...props} matrix={matrix} family={found.matrix.family} />
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
  const id = useId()
  const rows = spanOf(search.rows, matrix.rows.labels.length)
  const columns = spanOf(search.columns, matrix.columns.labels.length)
  const pair = search.pair === undefined ? null : readPair(search.pair)
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
  return (
    <>
      <section className="panel" aria-labelledby={`${id}-matrix`}>
        <div className="panel-head">
          <h2 id={`${id}-matrix`}>
            <span className="panel-letter">a</span> All pairs
          </h2>
          <MethodLink name="association" about="associations of all pairs" />
          <FigureMenu
            figure={matrixFigure(found, matrix, search)}
            kind={matrixKind}
            variables={props.variables}
            options={optionsOf({ show: search.show, rows: search.rows, columns: search.columns })}
          />
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
      <Warnings of={found.warnings} tone="note" />
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
          <PairPanel input={input} pair={pair} letter="b" geneOf={facts.slug} />
        )}
      </section>
      <section className="panel" aria-labelledby={`${id}-table`}>
        <div className="panel-head">
          <h2 id={`${id}-table`}>The strongest pairs</h2>
        </div>
        <StrongestPairs
          of={found}
          what="pairs"
          isAdjusted={search.show === 'adjusted'}
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
