import { getRouteApi, Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { CurrentReleaseDocument, PatientRecordDocument } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { PatientRecord } from '../sections/Patients/PatientRecord.tsx'
import { Badge, OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Empty, Loading, RequestFailed } from '../ui/states.tsx'
import '../sections/Patients/patients.css'

const route = getRouteApi('/cohorts/$slug/patients/$id')

/** One patient: everything that a release knows. Without a release in the address it is the current one. */
export function PatientPage() {
  const { slug, id } = route.useParams()
  const { release } = route.useSearch()
  const [current] = useQuery({
    query: CurrentReleaseDocument,
    variables: { slug },
    pause: release !== undefined,
  })
  const asked = release ?? current.data?.cohort?.release.id
  const variables = { release: asked ?? '', patient: id }
  const [state, again] = useQuery({ query: PatientRecordDocument, variables, pause: asked === undefined })
  const error = current.error ?? state.error
  if (error !== undefined)
    return (
      <Page title={id}>
        <RequestFailed
          error={error}
          retry={() => {
            again({ requestPolicy: 'network-only' })
          }}
        />
      </Page>
    )
  if (current.data?.cohort === null)
    return <Nobody slug={slug} id={id} why={`There is no cohort “${slug}”`} />
  if (state.data === undefined)
    return (
      <Page title={id}>
        <Loading label="Reading the patient" rows={10} />
      </Page>
    )
  const found = state.data.release
  if (found === null || found.cohort.slug !== slug)
    return <Nobody slug={slug} id={id} why={`Cohort “${slug}” has no release “${asked ?? ''}”`} />
  if (found.patient === null)
    return <Nobody slug={slug} id={id} why={`Release ${found.id} has no patient “${id}”`} />
  return (
    <Page
      title={`${id} · ${found.cohort.title}`}
      heading={id}
      width="wide"
      aside={
        <>
          <OriginBadge simulated={found.cohort.simulated} />
          <span className="small muted">
            release {found.number} <span className="hash">{found.id}</span>
          </span>
          {!found.current && <Badge tone="warn">not the current release</Badge>}
        </>
      }
      lead={
        <>
          A patient of{' '}
          <Link to="/cohort/$slug" params={{ slug }}>
            {found.cohort.title}
          </Link>
          .
        </>
      }
      actions={
        <QueryDrawer
          request={requestOf(PatientRecordDocument, variables)}
          title="The query behind this page"
        />
      }
    >
      <PatientRecord release={found} patient={found.patient} />
    </Page>
  )
}

function Nobody({ slug, id, why }: { slug: string; id: string; why: string }) {
  return (
    <Page title={id}>
      <Empty
        title={why}
        action={
          <Link to="/cohort/$slug" params={{ slug }}>
            The cohort
          </Link>
        }
      >
        <p>The id may be of another cohort, or of a release that was removed.</p>
      </Empty>
    </Page>
  )
}
