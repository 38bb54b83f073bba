import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { formatNumber, formatP, formatPercent } from '../../format.ts'
import { PlaceboOfDocument } from '../../gql/generated/graphql.ts'
import type { PlaceboInput } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Table } from '../../ui/Table.tsx'
import { placeboFigure, placeboKind } from './placeboKind.tsx'
import type { Placebo } from './placeboKind.tsx'

/** How often shuffled labels do as well as the data. */
export function PlaceboPanel({ input }: { input: PlaceboInput }) {
  const asked = useQuery({ query: PlaceboOfDocument, variables: { input } })
  return (
    <Answered of={asked} loading="Shuffling the labels" rows={6}>
      {({ placebo }) => <Answer placebo={placebo} input={input} />}
    </Answered>
  )
}

function Answer({ placebo, input }: { placebo: Placebo; input: PlaceboInput }) {
  const figure = placeboFigure(placebo)
  return (
    <>
      <div className="row no-print">
        <FigureMenu figure={figure} kind={placeboKind} variables={{ input }} />
      </div>
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
