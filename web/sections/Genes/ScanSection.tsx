import { Link } from '@tanstack/react-router'
import { useCallback, useId, useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { apiMatrix, readView, writeView } from '../../associationUrl.ts'
import type { Change, GenesSearch } from '../../associationUrl.ts'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { formatCount } from '../../format.ts'
import { GeneScanDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput, GeneScanQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Volcano } from '../../plots/genes/Volcano.tsx'
import { wholeView } from '../../plots/genes/volcanoLayout.ts'
import type { View, Volcano as VolcanoShape, VolcanoProps } from '../../plots/genes/volcanoLayout.ts'
import { printStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { Callout } from '../../ui/Callout.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, NotTestable, RequestFailed } from '../../ui/states.tsx'
import { associationCaption, coefficientNames, symbols, takenOut } from '../Associations/caption.ts'
import { answerJson, pairsTsv } from '../Associations/files.ts'
import type { CohortFacts } from '../Associations/settings.ts'
import { StrongestPairs } from '../Associations/StrongestPairs.tsx'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { NamedById } from './NamedById.tsx'
import { VolcanoPanel } from './VolcanoPanel.tsx'

interface Props {
  input: CorrelateInput
  search: GenesSearch
  facts: CohortFacts
  onChange: (change: Change<GenesSearch>, how?: 'replace') => void
  onGene: (ref: string) => void
}

type Scan = GeneScanQuery['correlate']

/** One number against all genes: every gene at its coefficient and q. */
export function ScanSection(props: Props) {
  const { input, search } = props
  const variables = {
    input,
    of: apiMatrix(search.show),
    order: search.show === 'adjusted' ? ('ADJUSTED_P' as const) : ('P' as const),
  }
  const [state, again] = useQuery({ query: GeneScanDocument, variables })
  if (state.error !== undefined && !state.fetching)
    return (
      <RequestFailed
        error={state.error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (state.data === undefined) return <Loading label="Correlating with all genes" rows={12} />
  return (
    <div className="compare-result" aria-busy={state.fetching} data-stale={state.fetching}>
      <Answer {...props} found={state.data.correlate} request={requestOf(GeneScanDocument, variables)} />
    </div>
  )
}

type AnswerProps = Props & { found: Scan; request: ReturnType<typeof requestOf> }

function Answer(props: AnswerProps) {
  const { found } = props
  if (found.n === 0)
    return (
      <Empty title="Nobody has both">
        <p>
          No patient has a value of {found.x.label} and one of {found.y.label}.
        </p>
      </Empty>
    )
  if (found.matrix === null)
    return (
      <Empty title="Nothing is taken out">
        <p>Tick what is to be taken out of both sides, or draw the coefficients as measured.</p>
      </Empty>
    )
  const { family } = found.matrix
  if (family.tested === 0)
    return (
      <NotTestable
        reason={`None of the ${family.planned} genes can be tested: ${found.pairs.nodes[0]?.raw.reason ?? 'too few values'}.`}
      />
    )
  return <Tested {...props} matrix={found.matrix} />
}

const namedAtMost = 10

function drawnWords(found: Scan, { show }: GenesSearch): string {
  const name = coefficientNames[found.method]
  if (show === 'adjusted') return `partial ${name} (without ${takenOut(found)})`
  return show === 'without' ? `partial ${name} (without ${found.rival?.label ?? 'volume'})` : name
}

function Tested(props: AnswerProps & { matrix: NonNullable<Scan['matrix']> }) {
  const { found, matrix, search, facts, input, onChange, onGene } = props
  const client = useClient()
  const id = useId()
  const genes = useMemo<VolcanoShape>(
    () => ({ r: matrix.r, logQ: matrix.logQ, labels: found.y.labels }),
    [matrix, found],
  )
  const named = useMemo(() => {
    const strongest = found.pairs.nodes.slice(0, namedAtMost).map(({ y }) => found.y.refs.indexOf(y.ref))
    const own = search.gene === undefined ? -1 : found.y.refs.indexOf(search.gene)
    return own < 0 ? strongest : [own, ...strongest.filter((place) => place !== own)]
  }, [found, search.gene])
  const view = useMemo(() => (search.view === undefined ? null : readView(search.view)), [search.view])
  const onView = useCallback(
    (next: View | null) => {
      onChange({ view: next === null ? undefined : writeView(next) }, 'replace')
    },
    [onChange],
  )
  const xName = `${drawnWords(found, search)} with ${found.x.label}`
  const title = `${found.x.label} against ${formatCount(matrix.family.planned)} genes of ${found.y.label}`
  const parts = [facts.slug, found.release.id, found.id, 'genes']
  const own = [`Each point a gene: ${xName}, and −log10 of its q; dashed: q = .05.`]
  const sheet = (column: ColumnWidth) => {
    const width = sheetWidth(column)
    const shape: VolcanoProps = {
      genes,
      view: view ?? wholeView(genes),
      xName,
      named,
      width,
      height: Math.min(320, width * 0.75),
      style: printStyle,
    }
    return (
      <FigureSheet
        letter="a"
        title={title}
        caption={associationCaption(found, { facts, subject: title, family: matrix.family, own })}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: shape.height, drawing: <Volcano {...shape} /> }}
        metadata={found.spec}
      />
    )
  }
  return (
    <>
      <section className="panel" aria-labelledby={`${id}-scan`}>
        <div className="panel-head">
          <h2 id={`${id}-scan`}>
            <span className="panel-letter">a</span> {title}
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
        <VolcanoPanel
          genes={genes}
          symbol={symbols[found.method]}
          xName={xName}
          title={title}
          summary={`${own.join(' ')} ${formatCount(matrix.family.tested)} genes tested in ${found.n} patients.`}
          named={named}
          view={view}
          onView={onView}
          onChoose={(place) => {
            const ref = found.y.refs[place]
            if (ref !== undefined) onGene(ref)
          }}
        />
        <p className="figure-note">
          {found.n} patients. q: {matrix.family.adjustment} over {matrix.family.name} (
          {formatCount(matrix.family.planned)} planned, {formatCount(matrix.family.tested)} tested; a gene
          with one value in all patients is not). Drag to move, turn the wheel to zoom, click a gene for its
          page.
        </p>
      </section>
      <NamedById labels={found.y.labels} />
      {found.warnings
        .filter(({ code }) => code !== 'simulated')
        .map(({ code, message }) => (
          <Callout key={code} tone="note">
            {message}
          </Callout>
        ))}
      <section className="panel" aria-labelledby={`${id}-table`}>
        <div className="panel-head">
          <h2 id={`${id}-table`}>The strongest genes</h2>
        </div>
        <StrongestPairs
          head="Gene"
          caption={`The ${found.pairs.nodes.length} smallest ${search.show === 'adjusted' ? 'adjusted' : 'raw'} P of ${formatCount(found.pairs.totalCount)} genes`}
          pairs={found.pairs.nodes}
          isAdjusted={search.show === 'adjusted'}
          adjustedName={found.adjustment === null ? null : takenOut(found)}
          rivalName={found.rival?.label ?? null}
          action={({ y }) => (
            <Link
              to="/gene/$slug"
              params={{ slug: facts.slug }}
              search={{ variable: y.ref, x: input.x.variables?.[0] ?? '' }}
            >
              {y.label}
            </Link>
          )}
        />
      </section>
    </>
  )
}
