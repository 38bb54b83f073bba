import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount, formatDateTime } from '../format.ts'
import { CohortImportsDocument, type CohortImportsQuery } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { CodeBlock } from '../ui/CodeBlock.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Empty } from '../ui/states.tsx'
import { Table, type Column } from '../ui/Table.tsx'
import { FindingBadges } from './cohort/FindingList.tsx'

type Cohort = CohortImportsQuery['cohorts'][number]

const columns: readonly Column<Cohort>[] = [
  {
    key: 'title',
    header: 'Cohort',
    rowHeader: true,
    cell: (cohort) => (
      <>
        <Link to="/data/$slug" params={{ slug: cohort.slug }}>
          {cohort.title}
        </Link>
        <br />
        <span className="hash muted">{cohort.slug}</span>
      </>
    ),
    sort: (cohort) => cohort.title,
  },
  { key: 'origin', header: 'Origin', cell: (cohort) => <OriginBadge simulated={cohort.simulated} /> },
  {
    key: 'patients',
    header: 'Patients',
    align: 'end',
    cell: (cohort) => formatCount(cohort.release.counts.patients),
    sort: (cohort) => cohort.release.counts.patients,
  },
  {
    key: 'layers',
    header: 'Layers',
    align: 'end',
    cell: (cohort) => formatCount(cohort.release.counts.layers),
    sort: (cohort) => cohort.release.counts.layers,
  },
  {
    key: 'variables',
    header: 'Variables',
    align: 'end',
    cell: (cohort) => formatCount(cohort.release.counts.variables),
    sort: (cohort) => cohort.release.counts.variables,
  },
  {
    key: 'release',
    header: 'Current release',
    cell: (cohort) => (
      <>
        {cohort.release.number} of {cohort.releases.length}, <span className="hash">{cohort.release.id}</span>
        <br />
        <span className="muted">{formatDateTime(cohort.release.createdAt)}</span>
      </>
    ),
    sort: (cohort) => cohort.release.createdAt,
  },
  {
    key: 'findings',
    header: 'Checks found',
    cell: (cohort) => <FindingBadges counts={cohort.release.findingCounts} />,
  },
  { key: 'licence', header: 'Licence', cell: (cohort) => cohort.licence, sort: (cohort) => cohort.licence },
]

const commands: readonly { label: string; code: string; what: string }[] = [
  {
    label: 'Check, without writing anything',
    code: 'npm run etl -- check etl/datasets/tcga-brca.json --data <folder>',
    what: 'Runs everything but the write and lists all findings. Exit code 0 clean, 3 with warnings, 1 with errors, 2 for a wrong command.',
  },
  {
    label: 'Import',
    code: 'npm run etl -- import etl/datasets/tcga-brca.json --data <folder>',
    what: 'Makes a new release, or none: an error stops before anything is written, and the same files a second time change nothing. It works while this server runs.',
  },
  {
    label: 'Look after what is here',
    code: 'npm run etl -- list\nnpm run etl -- show <cohort>\nnpm run etl -- verify\nnpm run etl -- remove <cohort>',
    what: 'verify hashes what is stored again and compares it with the hash of its release.',
  },
]

function HowToImport() {
  return (
    <section className="section" aria-labelledby="import">
      <h2 id="import">How data comes in</h2>
      <p>
        <Link to="/import">Import in the browser</Link>: drag a folder in, and go from its files to a release
        step by step. Or by a command, from files and a manifest. The manifest says what each file is, its
        units and licence, and every judgement that a program must not make on its own: time units, codes,
        which duplicate stands. What the import found and whom it left out is then on the cohort’s data page.
      </p>
      <ol className="steps">
        {commands.map(({ label, code, what }) => (
          <li key={label}>
            <p>{what}</p>
            <CodeBlock label={label} code={code} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What is on this server, in which state, and how more comes in. */
export function DataPage() {
  const asked = useQuery({ query: CohortImportsDocument })
  return (
    <Page
      title="Data"
      lead={
        <p>Cohorts on this server, their current releases, and what the checks said when they came in.</p>
      }
      actions={
        <QueryDrawer
          request={requestOf(CohortImportsDocument, {})}
          size="m"
          title="The query behind this page"
        />
      }
    >
      <Answered of={asked} loading="Loading the cohorts">
        {({ cohorts }) =>
          cohorts.length === 0 ? (
            <Empty title="No cohort has been imported on this server" />
          ) : (
            <Table
              caption="Imported cohorts"
              captionHidden
              columns={columns}
              rows={cohorts}
              rowKey={(cohort) => cohort.slug}
            />
          )
        }
      </Answered>
      <HowToImport />
    </Page>
  )
}
