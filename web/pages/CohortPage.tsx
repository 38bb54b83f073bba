import { getRouteApi, Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatDateTime } from '../format.ts'
import {
  CohortDocument,
  OldReleaseDocument,
  type CohortQuery,
  type CohortReleaseFragment,
} from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { Answered, fresh, together } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { Callout } from '../ui/Callout.tsx'
import { Coverage } from '../ui/Coverage.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Empty } from '../ui/states.tsx'
import { BaselineSection } from './cohort/BaselineSection.tsx'
import { DistributionSection } from './cohort/DistributionSection.tsx'
import { LayerList } from './cohort/LayerList.tsx'
import { ReleaseFacts } from './cohort/ReleaseFacts.tsx'
import { UpsetSection } from './cohort/UpsetSection.tsx'
import { coverageRows } from './coverageRows.ts'
import '../sections/Associations/associations.css'
import '../sections/RiskGroupComparison/comparison.css'
import '../sections/Model/model.css'

const route = getRouteApi('/cohort/$slug')

type Cohort = NonNullable<CohortQuery['cohort']>

function OldReleaseNote({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  if (release.current) return null
  return (
    <Callout tone="warn" title={`This is release ${release.number}, an older one`}>
      Made on {formatDateTime(release.createdAt)} and kept as it was.{' '}
      <Link to="/cohort/$slug" params={{ slug: cohort.slug }}>
        See the current release
      </Link>
      .
    </Callout>
  )
}

function CompareLink({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  if (!release.layers.some((layer) => layer.kind === 'IMMUNE')) return null
  return (
    <Link
      to="/compare/$slug"
      params={{ slug: cohort.slug }}
      search={release.current ? {} : { release: release.id }}
      className="button-link button-primary"
    >
      Compare groups
    </Link>
  )
}

function ByGroup({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  const { by, variable } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <DistributionSection
        release={release.id}
        variable={variable}
        by={by}
        onVariable={(next) => {
          void navigate({ search: (search) => ({ ...search, variable: next }), resetScroll: false })
        }}
      />
      <BaselineSection
        slug={cohort.slug}
        release={release.id}
        by={by}
        onBy={(next) => {
          void navigate({ search: (search) => ({ ...search, by: next }), resetScroll: false })
        }}
      />
    </>
  )
}

function Overlaps({ release }: { release: CohortReleaseFragment }) {
  const { who } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <section className="section" aria-labelledby="together">
      <h2 id="together">Who has what together</h2>
      <UpsetSection
        release={release.id}
        chosen={who}
        onChoose={(next) => {
          void navigate({ search: (search) => ({ ...search, who: next }), resetScroll: false })
        }}
      />
    </section>
  )
}

function DataLink({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  return (
    <Link
      to="/data/$slug"
      params={{ slug: cohort.slug }}
      search={release.current ? {} : { release: release.id }}
      className="button-link"
    >
      Files, findings and downloads
    </Link>
  )
}

function Loaded({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  return (
    <Page
      title={cohort.title}
      lead={
        <p>
          {cohort.disease}
          {cohort.imaging === null ? '' : `; ${cohort.imaging}`}. {cohort.description}
        </p>
      }
      aside={<OriginBadge simulated={cohort.simulated} />}
      actions={
        <>
          <CompareLink cohort={cohort} release={release} />
          <DataLink cohort={cohort} release={release} />
          <QueryDrawer
            request={requestOf(CohortDocument, { slug: cohort.slug })}
            size="m"
            title="The query behind this page"
          />
        </>
      }
    >
      <OldReleaseNote cohort={cohort} release={release} />
      <div className="halves">
        <section className="section" aria-labelledby="who">
          <h2 id="who">Who has what</h2>
          <p>
            <strong className="big-number">{release.counts.patients}</strong> patients, of whom
          </p>
          <Coverage
            label={`Who has what in ${cohort.title}`}
            rows={coverageRows(release.counts)}
            of={release.counts.patients}
          />
        </section>
        <ReleaseFacts cohort={cohort} release={release} />
      </div>
      <Overlaps release={release} />
      <ByGroup cohort={cohort} release={release} />
      <LayerList layers={release.layers} />
    </Page>
  )
}

/** What a cohort has and has not, where it comes from, and who was left out. */
export function CohortPage() {
  const { slug } = route.useParams()
  const { release: wanted } = route.useSearch()
  const current = useQuery({ query: CohortDocument, variables: { slug } })
  const old = useQuery({
    query: OldReleaseDocument,
    variables: { hash: wanted ?? '' },
    pause: wanted === undefined,
  })
  const asked = fresh(together(current, wanted === undefined ? null : old))
  return (
    <Answered of={asked} page={slug} loading="Loading the cohort" rows={8}>
      {({ one: { cohort }, other }) => {
        if (cohort === null) return <NotFound what={`There is no cohort named “${slug}” on this server`} />
        if (wanted === undefined) return <Loaded cohort={cohort} release={cohort.release} />
        const release = other?.release
        if (release?.cohort.slug === slug) return <Loaded cohort={cohort} release={release} />
        return (
          <Page title={cohort.title}>
            <Empty
              title={`This cohort has no release ${wanted}`}
              action={
                <Link to="/cohort/$slug" params={{ slug }}>
                  See the current release
                </Link>
              }
            >
              The address names a release that this server does not hold; it may have been removed, or be
              another server’s.
            </Empty>
          </Page>
        )
      }}
    </Answered>
  )
}
