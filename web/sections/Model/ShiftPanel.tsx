import { useQuery } from 'urql'
import { formatNumber, formatPercent, formatSigned, plural } from '../../format.ts'
import { DomainShiftDocument } from '../../gql/generated/graphql.ts'
import type { DomainShiftQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Answered, fresh } from '../../ui/Answered.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import type { Model } from './model.ts'

type Shift = DomainShiftQuery['domainShift']
type Feature = Shift['features'][number]

const columns: readonly Column<Feature>[] = [
  {
    key: 'feature',
    header: 'Feature',
    rowHeader: true,
    loose: true,
    cell: ({ label }) => label,
  },
  { key: 'part', header: 'Vector', cell: ({ part }) => part.toUpperCase() },
  {
    key: 'outside',
    header: 'Beyond the training range',
    align: 'end',
    cell: ({ outside, present }) => `${outside} of ${present}`,
    sort: ({ outside }) => outside,
  },
  {
    key: 'difference',
    header: 'Mean, in training SD',
    align: 'end',
    cell: ({ difference }) => formatSigned(difference, 3),
    sort: ({ difference }) => (difference === null ? null : Math.abs(difference)),
  },
  {
    key: 'spread',
    header: 'SD ratio',
    align: 'end',
    cell: ({ spread }) => formatNumber(spread, 3),
    sort: ({ spread }) => spread,
  },
]

/** Is the cohort that the model is judged on inside its training feature space. */
export function ShiftPanel({ model, on }: { model: Model; on: string }) {
  const input = { release: on, model: model.id }
  const asked = useQuery({ query: DomainShiftDocument, variables: { input } })
  return (
    <section className="panel" aria-labelledby="shift-head">
      <div className="panel-head">
        <h2 id="shift-head">Inside the training feature space?</h2>
        <QueryDrawer request={requestOf(DomainShiftDocument, { input })} />
      </div>
      <Answered of={fresh(asked)} loading="Comparing with the training set" rows={3}>
        {({ domainShift }) => <ShiftAnswer shift={domainShift} />}
      </Answered>
    </section>
  )
}

function ShiftAnswer({ shift }: { shift: Shift }) {
  return (
    <>
      <p>
        {shift.inside} of {plural(shift.patients, 'patient')} are within the training range of every feature;{' '}
        {shift.shareHigh === null
          ? 'nobody has a score'
          : `${formatPercent(shift.shareHigh, 1)} of ${shift.scored} are high risk`}
        . {shift.warnings.map(({ message }) => `${message} `)}
      </p>
      <Table
        caption="Features of the model beside its training set"
        captionHidden
        columns={columns}
        rows={shift.features}
        rowKey={({ part, feature }) => `${part} ${feature}`}
        initialSort={{ key: 'outside', descending: true }}
      />
      {shift.outside.length > 0 && (
        <Disclosure summary={`${plural(shift.outside.length, 'patient')} beyond it`}>
          <p className="small">
            {shift.outside.map(({ patient, features }) => `${patient} (${features})`).join(', ')}
          </p>
        </Disclosure>
      )}
    </>
  )
}
