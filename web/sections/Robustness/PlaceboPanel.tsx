import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { formatNumber, formatP, formatPercent } from '../../format.ts'
import { PlaceboOfDocument } from '../../gql/generated/graphql.ts'
import type { PlaceboInput } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { placeboFigure, placeboKind } from './placeboKind.tsx'
import type { Placebo } from './placeboKind.tsx'

/** How often shuffled labels do as well as the data. */
export function PlaceboPanel({ input }: { input: PlaceboInput }) {
  const asked = useQuery({ query: PlaceboOfDocument, variables: { input } })
  const found = asked[0].data?.placebo
  return (
    <>
      <div className="panel-head">
        <h3 className="compare-h2">Placebo: the comparison of this page on shuffled labels</h3>
        <MethodLink name="placebo" about="placebo" />
        {found !== undefined && (
          <FigureMenu figure={placeboFigure(found)} kind={placeboKind} variables={{ input }} />
        )}
      </div>
      <Answered of={asked} loading="Shuffling the labels" rows={6}>
        {({ placebo }) => <Answer placebo={placebo} />}
      </Answered>
    </>
  )
}

function Answer({ placebo }: { placebo: Placebo }) {
  const figure = placeboFigure(placebo)
  return (
    <>
      <ul className="words-list">
        {placebo.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <ScreenFigure
        figure={figure}
        title="How many cells are hits when labels are shuffled"
        summary={placebo.words[0] ?? ''}
      />
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
