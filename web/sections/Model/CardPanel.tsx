import { Fragment } from 'react'
import { formatNumber } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import type { Card, Model } from './model.ts'

type Item = Card['reporting'][number]
type Learner = Card['learners'][number]

const itemColumns: readonly Column<Item>[] = [
  { key: 'item', header: 'Item', rowHeader: true, cell: ({ item }) => item },
  { key: 'topic', header: 'Asks for', cell: ({ topic }) => topic },
  {
    key: 'answer',
    header: 'Answer',
    loose: true,
    cell: ({ answer }) => answer ?? <span className="muted">not recorded</span>,
    sort: ({ answer }) => answer,
  },
]

const learnerColumns: readonly Column<Learner>[] = [
  { key: 'kind', header: 'Learner', rowHeader: true, cell: ({ kind }) => kind },
  { key: 'part', header: 'Vector', cell: ({ part }) => part.toUpperCase() },
  { key: 'settings', header: 'Settings', loose: true, cell: ({ settings }) => <code>{settings}</code> },
  {
    key: 'score',
    header: 'Tuning',
    align: 'end',
    cell: ({ score, measure }) => `${measure} ${formatNumber(score, 3)}`,
  },
  { key: 'tried', header: 'Tried', align: 'end', cell: ({ tried, points }) => `${tried} of ${points}` },
]

/** What the model is, for whom, and what is recorded of it. */
export function CardPanel({ model, file }: { model: Model; file: DownloadItem }) {
  const { card } = model
  return (
    <section className="panel" aria-labelledby="card-head">
      <div className="panel-head">
        <h2 id="card-head">Model card</h2>
        {card !== null && <DownloadMenu items={[file]} />}
      </div>
      <dl className="facts">
        {factsOf(model).map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {card !== null && (
        <>
          <Disclosure summary="Learners and their settings">
            <Table
              caption="Learners"
              captionHidden
              columns={learnerColumns}
              rows={card.learners}
              rowKey={({ part, kind }) => `${part} ${kind}`}
            />
          </Disclosure>
          <Disclosure summary="What is disclosed">
            <ul>
              {card.disclosures.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Disclosure>
          {['TRIPOD+AI', 'CLEAR'].map((guideline) => {
            const items = card.reporting.filter((item) => item.guideline === guideline)
            const answered = items.filter(({ answer }) => answer !== null).length
            return (
              <Disclosure
                key={guideline}
                summary={`${guideline}: ${answered} of ${items.length} items answered from what is stored`}
              >
                <Table
                  caption={guideline}
                  captionHidden
                  columns={itemColumns}
                  rows={items}
                  rowKey={({ item }) => item}
                />
              </Disclosure>
            )
          })}
        </>
      )}
    </section>
  )
}

function factsOf(model: Model): [string, string][] {
  const { card } = model
  return [
    [
      'Trained on',
      `${model.trainedOnPatients} patients of ${card?.trainingCohort ?? model.trainedOnCohort}: ${model.description}`,
    ],
    ['Cutoff', `${formatNumber(model.cutoff, 6)}: ${model.cutoffRule}; score at or below it is high risk`],
    ['Made of', model.inputs.join(', ')],
    ...(card
      ? ([
          ['Predicts', `${card.outcome.rule} (${card.events} of ${card.patients})`],
          ['Intended use', card.intendedUse ?? 'not recorded'],
          [
            'Component and cutoff from',
            card.scoreFrom === 'outOfFold' ? 'out-of-fold probabilities' : 'in-sample probabilities',
          ],
          ['Training release', `${card.trainingRelease}, ${card.trainingReleaseHash}`],
          ['Seed', String(card.seed)],
          ['Code', card.codeVersion],
        ] satisfies [string, string][])
      : ([
          ['Card', 'Only the constants of the score are stored: its probabilities were brought along.'],
        ] satisfies [string, string][])),
  ]
}
