import { useId, useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { InfluenceOfDocument, InfluenceTsvDocument } from '../../gql/generated/graphql.ts'
import type { InfluenceInput, InfluenceOfQuery, WithoutPartsFragment } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { influencePlaces, layoutInfluence } from '../../plots/influenceLayout.ts'
import type { InfluenceEffect, InfluencePanel } from '../../plots/influenceLayout.ts'
import { InfluencePlot } from '../../plots/InfluencePlot.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Loading, RequestFailed } from '../../ui/states.tsx'
import { tsvItem } from '../ImmuneProfile/facts.ts'
import type { PanelFacts } from '../ImmuneProfile/facts.ts'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'

type Influence = InfluenceOfQuery['influence']

interface Props {
  input: InfluenceInput
  groupCount: number
  facts: PanelFacts
}

/** Does the effect hang on one patient or one hospital: each is left out in turn. */
export function InfluenceSection({ input, groupCount, facts }: Props) {
  return (
    <section className="panel" aria-labelledby="panel-influence">
      <div className="panel-head">
        <h2 id="panel-influence">Influence of single patients and sites</h2>
        <MethodLink name="influence" about="influence" />
      </div>
      {groupCount === 2 ? (
        <Asked input={input} facts={facts} />
      ) : (
        <p className="figure-note">
          It is about one group against another: choose a grouping with two groups.
        </p>
      )}
    </section>
  )
}

function Asked({ input, facts }: { input: InfluenceInput; facts: PanelFacts }) {
  const [{ data, error, fetching }, again] = useQuery({ query: InfluenceOfDocument, variables: { input } })
  if (error !== undefined && !fetching)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (data === undefined) return <Loading label="Leaving everybody out in turn" rows={6} />
  return <Answer influence={data.influence} input={input} facts={facts} />
}

function effectOf({ key, delta, low, high, reason, sizes }: WithoutPartsFragment): InfluenceEffect {
  return { key, delta, low, high, note: reason ?? `n ${sizes.join(' / ')}` }
}

function panelsOf({ cells }: Influence): InfluencePanel[] {
  return cells.map(({ key, label, colour, all, patients, sites }) => ({
    key,
    title: label,
    colour,
    all: effectOf(all),
    sites: sites.map(effectOf),
    patients: patients.flatMap(({ key: patient, group, delta }) =>
      delta === null || group === null ? [] : [{ patient, group, delta }],
    ),
  }))
}

function captionOf({ cells, warnings, release, id, provenance }: Influence, facts: PanelFacts): string[] {
  return [
    `${facts.cohortTitle}${facts.isSimulated ? ' (simulated data: no patients, planted effects)' : ''}, ${facts.contrast}.`,
    'Cliff’s δ of the rank-sum test: with everybody, without each patient (points, by their group), without each tissue source site; lines: 95 % intervals; dashed: everybody.',
    ...warnings.map(({ message }) => message),
    ...cells.flatMap(({ words }) => words),
    `Release ${release.id}, analysis ${id}, code ${provenance.codeVersion.slice(0, 12)}. ${location.href}`,
  ]
}

function Answer({
  influence,
  input,
  facts,
}: {
  influence: Influence
  input: InfluenceInput
  facts: PanelFacts
}) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const client = useClient()
  const id = useId()
  const panels = useMemo(() => panelsOf(influence), [influence])
  const groups = influence.groups.map(({ label }) => label)
  const shape = useMemo(
    () => ({ panels, groups: influence.groups.map(({ label }) => label), width, style: screenStyle }),
    [panels, influence, width],
  )
  const layout = useMemo(() => layoutInfluence(shape), [shape])
  const places = useMemo(() => influencePlaces(layout), [layout])
  const drawing = useMemo(() => <InfluencePlot {...shape} />, [shape])
  const parts = [facts.slug, influence.release.id, influence.id, 'influence']
  const tsv = tsvItem(
    client,
    InfluenceTsvDocument,
    { input },
    { parts, textOf: ({ influence: found }) => found.tsv },
  )
  const sheet = (column: ColumnWidth) => {
    const printed = { panels, groups, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="a"
        title="Influence of single patients and sites"
        caption={captionOf(influence, facts)}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: layoutInfluence(printed).height, drawing: <InfluencePlot {...printed} /> }}
        metadata={influence.spec}
      />
    )
  }
  return (
    <>
      <div className="row no-print">
        <DownloadMenu items={[...figureDownloads(sheet, parts), tsv]} />
        <QueryDrawer request={requestOf(InfluenceOfDocument, { input })} />
      </div>
      <ul className="words-list">
        {influence.cells.map(({ key, words }) => (
          <li key={key}>{words.join(' ')}</li>
        ))}
      </ul>
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <PatientFigure
            id={id}
            title="Influence of single patients and sites"
            summary={influence.cells.flatMap(({ words }) => words).join(' ')}
            width={width}
            height={layout.height}
            places={places}
          >
            {drawing}
          </PatientFigure>
        )}
      </div>
      <p className="figure-note">
        Points: the effect without that patient, by group; squares: without that tissue source site; dashed:
        everybody. {influence.warnings.map(({ message }) => message).join(' ')}
      </p>
    </>
  )
}
