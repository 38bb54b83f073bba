import { useId } from 'react'
import { useClient, useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { fileName, saveText } from '../../figure/save.ts'
import { formatNumber, formatP, formatPercent } from '../../format.ts'
import { PlaceboOfDocument, PlaceboTsvDocument } from '../../gql/generated/graphql.ts'
import type { PlaceboInput, PlaceboOfQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Figure } from '../../plots/Figure.tsx'
import { PlaceboHits, placeboHeight } from '../../plots/PlaceboHits.tsx'
import type { HitSeries } from '../../plots/PlaceboHits.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Loading, RequestFailed } from '../../ui/states.tsx'
import { Table } from '../../ui/Table.tsx'
import { figureDownloads } from '../RiskGroupComparison/downloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import type { RobustnessFacts } from './RobustnessPanel.tsx'

type Placebo = PlaceboOfQuery['placebo']

/** How often shuffled labels do as well as the data. */
export function PlaceboPanel({ input, facts }: { input: PlaceboInput; facts: RobustnessFacts }) {
  const [{ data, error }, again] = useQuery({ query: PlaceboOfDocument, variables: { input } })
  if (error !== undefined)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (data === undefined) return <Loading label="Shuffling the labels" rows={6} />
  return <Answer placebo={data.placebo} input={input} facts={facts} />
}

function seriesOf({ hitsByP, hitsByQ, shuffles, observedByP, observedByQ }: Placebo): HitSeries[] {
  const shares = (hits: readonly number[]): number[] => hits.map((count) => count / shuffles)
  return [
    { title: 'Cells with P ≤ .05, uncorrected', shares: shares(hitsByP), observed: observedByP },
    { title: 'Cells with q ≤ .05', shares: shares(hitsByQ), observed: observedByQ },
  ]
}

function Answer({
  placebo,
  input,
  facts,
}: {
  placebo: Placebo
  input: PlaceboInput
  facts: RobustnessFacts
}) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const client = useClient()
  const id = useId()
  const shape = { series: seriesOf(placebo), width, style: screenStyle }
  const parts = [facts.slug, placebo.release.id, placebo.id, 'placebo']
  const sheet = (column: ColumnWidth) => {
    const printed = { ...shape, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="h"
        title="Hits on shuffled labels"
        caption={[
          `${facts.cohortTitle}${facts.isSimulated ? ' (simulated data: no patients, planted effects)' : ''}, ${facts.contrast}.`,
          ...placebo.words,
          `Release ${placebo.release.id}, analysis ${placebo.id}, seed ${String(placebo.provenance.seed)}. ${location.href}`,
        ]}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: placeboHeight(printed), drawing: <PlaceboHits {...printed} /> }}
        metadata={placebo.spec}
      />
    )
  }
  const tsv = {
    label: 'TSV of every cell',
    run: async () => {
      const result = await client.query(PlaceboTsvDocument, { input }).toPromise()
      if (result.error !== undefined) throw result.error
      if (result.data === undefined) throw new Error('the API sent no table')
      saveText(result.data.placebo.tsv, fileName(parts, 'tsv'), 'text/tab-separated-values')
    },
  }
  return (
    <>
      <div className="row no-print">
        <DownloadMenu items={[...figureDownloads(sheet, parts), tsv]} />
        <QueryDrawer request={requestOf(PlaceboOfDocument, { input })} />
      </div>
      <ul className="words-list">
        {placebo.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <Figure
            id={id}
            title="How many cells are hits when labels are shuffled"
            summary={placebo.words[0] ?? ''}
            style={screenStyle}
            width={width}
            height={placeboHeight(shape)}
          >
            <PlaceboHits {...shape} />
          </Figure>
        )}
      </div>
      <Disclosure summary="Every cell: how often chance moves it as far">
        <CellsByChance placebo={placebo} />
      </Disclosure>
      {placebo.claim !== null && (
        <p className="figure-note">
          Every sign right by chance: {formatPercent(placebo.claim.allSigns, 1)}; as good as the data: P ={' '}
          {formatP(placebo.claim.asGood, null, 2)}.
        </p>
      )}
    </>
  )
}

function CellsByChance({ placebo }: { placebo: Placebo }) {
  return (
    <Table
      caption={`${placebo.shuffles} shuffles of the labels`}
      rows={placebo.cells}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'cell',
          header: 'Cell',
          cell: ({ label }) => label,
          rowHeader: true,
          sort: ({ label }) => label,
        },
        {
          key: 'delta',
          header: 'δ',
          cell: ({ delta }) => formatNumber(delta),
          sort: ({ delta }) => delta ?? null,
          align: 'end',
        },
        {
          key: 'p',
          header: 'P',
          cell: ({ logP }) => formatP(null, logP ?? null, 3),
          sort: ({ logP }) => logP ?? null,
          align: 'end',
        },
        {
          key: 'asFar',
          header: 'As far by chance',
          cell: ({ asFar }) => formatP(asFar ?? null, null, 3),
          sort: ({ asFar }) => asFar ?? null,
          align: 'end',
        },
        {
          key: 'directed',
          header: 'As far in the expected direction',
          cell: ({ asFarDirected }) => formatP(asFarDirected ?? null, null, 3),
          align: 'end',
        },
      ]}
    />
  )
}
