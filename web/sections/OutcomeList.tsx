import { useQuery } from 'urql'
import { formatCount } from '../format.ts'
import { OutcomesDocument } from '../gql/generated/graphql.ts'
import type { OutcomeLineFragment } from '../gql/generated/graphql.ts'
import { Answered, fresh } from '../ui/Answered.tsx'
import { Table } from '../ui/Table.tsx'

/** Of an endpoint the range of its times, of a category how many are in each level. */
function valuesText({ unit, summary }: OutcomeLineFragment): string {
  if (summary.levels !== null)
    return summary.levels.map(({ level, n }) => `${level} ${formatCount(n)}`).join(', ')
  // not the median of the times: it would be read as median survival, which censored times do not give
  return `followed for ${formatCount(summary.min)} to ${formatCount(summary.max)} ${unit}`
}

/** Endpoints and responses as they were imported: counted, nothing computed. */
export function OutcomeList({ release }: { release: string }) {
  const asked = useQuery({ query: OutcomesDocument, variables: { release } })
  return (
    <Answered of={fresh(asked)} loading="Loading outcomes and responses">
      {({ release: found }) => {
        const lines = [...(found?.outcome.nodes ?? []), ...(found?.response.nodes ?? [])]
        if (lines.length === 0) return null
        return (
          <Table
            caption="Outcomes and responses: times as recorded, events or not; patients of each level"
            rows={lines}
            rowKey={(line) => line.ref}
            columns={[
              { key: 'label', header: 'Variable', cell: (line) => line.label, rowHeader: true },
              { key: 'n', header: 'Patients', cell: (line) => formatCount(line.summary.n), align: 'end' },
              {
                key: 'missing',
                header: 'Missing',
                cell: (line) => formatCount(line.summary.nMissing),
                align: 'end',
              },
              {
                key: 'events',
                header: 'Events',
                cell: (line) => formatCount(line.summary.events),
                align: 'end',
              },
              { key: 'values', header: 'Values', cell: valuesText, loose: true },
            ]}
          />
        )
      }}
    </Answered>
  )
}
