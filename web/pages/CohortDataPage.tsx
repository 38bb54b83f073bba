import { getRouteApi, Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { CohortDataDocument, DataOfReleaseDocument } from '../gql/generated/graphql.ts'
import type { CohortDataQuery, DataReleaseFragment } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { Answered, fresh, together } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { Callout } from '../ui/Callout.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Empty } from '../ui/states.tsx'
import { FileList } from './cohort/FileList.tsx'
import { FindingList } from './cohort/FindingList.tsx'
import { LayerList } from './cohort/LayerList.tsx'
import { LeftOutList } from './cohort/LeftOutList.tsx'
import { ProvenanceSection } from './data/ProvenanceSection.tsx'
import { ReleaseTable } from './data/ReleaseTable.tsx'
import './data/data.css'

const route = getRouteApi('/data/$slug')

type Cohort = NonNullable<CohortDataQuery['cohort']>

function Loaded({ cohort, release }: { cohort: Cohort; release: DataReleaseFragment }) {
  const { analysis } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page
      title={`Data of ${cohort.title}`}
      lead={
        <p>
          Releases, layers to download, files with their hashes, what the checks found, and who was left out.
        </p>
      }
      aside={<OriginBadge simulated={cohort.simulated} />}
      actions={
        <>
          <Link
            to="/cohort/$slug"
            params={{ slug: cohort.slug }}
            search={release.current ? {} : { release: release.id }}
            className="button-link"
          >
            The cohort
          </Link>
          <QueryDrawer
            request={requestOf(CohortDataDocument, { slug: cohort.slug })}
            size="m"
            title="The query behind this page"
          />
        </>
      }
    >
      {!release.current && (
        <Callout tone="warn" title={`This is release ${release.number}, an older one`}>
          Kept as it was.
        </Callout>
      )}
      <p>
        Licence: {cohort.licence}.{cohort.citations.length > 0 && ` Cite: ${cohort.citations.join('; ')}.`}
      </p>
      <ReleaseTable cohort={cohort} shown={release.id} />
      <LayerList layers={release.layers} release={release.id} />
      <FileList files={release.files} />
      <FindingList release={release.id} counts={release.findingCounts} />
      <LeftOutList release={release.id} />
      <ProvenanceSection
        key={analysis}
        release={release}
        analysis={analysis}
        onAnalysis={(id) => {
          void navigate({
            search: (before) => ({ ...before, analysis: id }),
            resetScroll: false,
          })
        }}
      />
    </Page>
  )
}

/** Everything that can be taken home of a cohort, and where it comes from. */
export function CohortDataPage() {
  const { slug } = route.useParams()
  const { release: wanted } = route.useSearch()
  const current = useQuery({ query: CohortDataDocument, variables: { slug } })
  const old = useQuery({
    query: DataOfReleaseDocument,
    variables: { hash: wanted ?? '' },
    pause: wanted === undefined,
  })
  const asked = fresh(together(current, wanted === undefined ? null : old))
  return (
    <Answered of={asked} page="Data" loading="Loading the release" rows={8}>
      {({ one: { cohort }, other }) => {
        if (cohort === null) return <NotFound what={`There is no cohort named “${slug}” on this server`} />
        if (wanted === undefined) return <Loaded cohort={cohort} release={cohort.release} />
        const release = other?.release
        if (release?.cohort.slug === slug) return <Loaded cohort={cohort} release={release} />
        return (
          <Page title={`Data of ${cohort.title}`}>
            <Empty title={`This cohort has no release ${wanted}`}>
              <Link to="/data/$slug" params={{ slug }}>
                See the current release
              </Link>
            </Empty>
          </Page>
        )
      }}
    </Answered>
  )
}
