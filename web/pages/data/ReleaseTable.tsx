import { Link } from '@tanstack/react-router'
import { formatCount, formatDateTime } from '../../format.ts'
import type { CohortDataQuery } from '../../gql/generated/graphql.ts'
import { Table, type Column } from '../../ui/Table.tsx'

type Cohort = NonNullable<CohortDataQuery['cohort']>
type Release = Cohort['releases'][number]

function columnsFor(slug: string, shown: string): readonly Column<Release>[] {
  return [
    {
      key: 'number',
      header: 'Release',
      rowHeader: true,
      cell: ({ id, number, current }) => (
        <>
          <Link
            to="/data/$slug"
            params={{ slug }}
            search={current ? {} : { release: id }}
            {...(id === shown ? { 'aria-current': 'true' as const } : {})}
          >
            {number}
            {current ? ', current' : ''}
            {id === shown ? ', shown here' : ''}
          </Link>
          <br />
          <span className="hash muted">{id}</span>
        </>
      ),
      sort: ({ number }) => number,
    },
    { key: 'made', header: 'Made', cell: ({ createdAt }) => formatDateTime(createdAt), sort: ({ createdAt }) => createdAt },
    { key: 'patients', header: 'Patients', align: 'end', cell: ({ counts }) => formatCount(counts.patients) },
    { key: 'layers', header: 'Layers', align: 'end', cell: ({ counts }) => formatCount(counts.layers) },
    { key: 'variables', header: 'Variables', align: 'end', cell: ({ counts }) => formatCount(counts.variables) },
    {
      key: 'hash',
      header: 'Content hash',
      loose: true,
      cell: ({ contentHash }) => <span className="hash">{contentHash}</span>,
    },
  ]
}

/** All releases of a cohort: none of them ever changes. */
export function ReleaseTable({ cohort, shown }: { cohort: Cohort; shown: string }) {
  return (
    <section className="section" aria-labelledby="releases">
      <h2 id="releases">Releases</h2>
      <Table
        caption={`Releases of ${cohort.title}; each stays as it was made`}
        columns={columnsFor(cohort.slug, shown)}
        rows={cohort.releases}
        rowKey={({ id }) => id}
      />
    </section>
  )
}
