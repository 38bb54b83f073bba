import { Link } from '@tanstack/react-router'
import { useCallback, useId, useMemo } from 'react'
import { useQuery } from 'urql'
import { apiMatrix, readView, writeView } from '../../associationUrl.ts'
import type { Change, GenesSearch } from '../../associationUrl.ts'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { optionsOf } from '../../figure/figureKind.ts'
import type { FigureVariables } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { formatCount } from '../../format.ts'
import { GeneScanDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput } from '../../gql/generated/graphql.ts'
import type { View, Volcano as VolcanoShape } from '../../plots/genes/volcanoLayout.ts'
import { Answered } from '../../ui/Answered.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Warnings } from '../../ui/Warnings.tsx'
import { symbols } from '../Associations/caption.ts'
import { nothingToDraw } from '../Associations/nothingToDraw.tsx'
import type { CohortFacts } from '../Associations/settings.ts'
import { StrongestPairs } from '../Associations/StrongestPairs.tsx'
import { genesFigure, genesKind, namedGenes, scanAxis } from './genesKind.tsx'
import type { Scan } from './genesKind.tsx'
import { NamedById } from './NamedById.tsx'
import { VolcanoPanel } from './VolcanoPanel.tsx'

interface Props {
  input: CorrelateInput
  search: GenesSearch
  facts: CohortFacts
  onChange: (change: Change<GenesSearch>, how?: 'replace') => void
  onGene: (ref: string) => void
}

/** One number against all genes: every gene at its coefficient and q. */
export function ScanSection(props: Props) {
  const { input, search } = props
  const variables = {
    input,
    of: apiMatrix(search.show),
    order: search.show === 'adjusted' ? ('ADJUSTED_P' as const) : ('P' as const),
  }
  const asked = useQuery({ query: GeneScanDocument, variables })
  return (
    <Answered of={asked} loading="Correlating with all genes" rows={12} className="compare-result">
      {({ correlate }) => <Answer {...props} found={correlate} variables={variables} />}
    </Answered>
  )
}

type AnswerProps = Props & { found: Scan; variables: FigureVariables }

function Answer(props: AnswerProps) {
  const { found } = props
  const without = nothingToDraw(found, 'genes')
  if (without !== null) return without
  const figure = genesFigure(found, props.search)
  if (found.matrix === null || figure === null) return null
  return <Tested {...props} matrix={found.matrix} figure={figure} />
}

function Tested(props: AnswerProps & { matrix: NonNullable<Scan['matrix']>; figure: PanelFigure }) {
  const { found, matrix, figure, search, facts, input, onChange, onGene } = props
  const id = useId()
  const genes = useMemo<VolcanoShape>(
    () => ({ r: matrix.r, logQ: matrix.logQ, labels: found.y.labels }),
    [matrix, found],
  )
  const named = useMemo(() => namedGenes(found, search.gene), [found, search.gene])
  const view = useMemo(() => (search.view === undefined ? null : readView(search.view)), [search.view])
  const onView = useCallback(
    (next: View | null) => {
      onChange({ view: next === null ? undefined : writeView(next) }, 'replace')
    },
    [onChange],
  )
  const xName = scanAxis(found, search.show)
  const { title } = figure
  return (
    <>
      <section className="panel" aria-labelledby={`${id}-scan`}>
        <div className="panel-head">
          <h2 id={`${id}-scan`}>
            <span className="panel-letter">a</span> {title}
          </h2>
          <MethodLink name="association" about="one number against all genes" />
          <FigureMenu
            figure={figure}
            kind={genesKind}
            variables={props.variables}
            options={optionsOf({ show: search.show, view: search.view, gene: search.gene })}
          />
        </div>
        <VolcanoPanel
          genes={genes}
          symbol={symbols[found.method]}
          xName={xName}
          title={title}
          summary={`Each point a gene: ${xName}, and −log10 of its q; dashed: q = .05. ${formatCount(matrix.family.tested)} genes tested in ${found.n} patients.`}
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
      <Warnings of={found.warnings} tone="note" />
      <section className="panel" aria-labelledby={`${id}-table`}>
        <div className="panel-head">
          <h2 id={`${id}-table`}>The strongest genes</h2>
        </div>
        <StrongestPairs
          of={found}
          what="genes"
          isAdjusted={search.show === 'adjusted'}
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
