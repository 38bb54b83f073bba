import { getRouteApi, Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { CurrentReleaseDocument, PatientRecordDocument } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { PatientRecord } from '../sections/Patients/PatientRecord.tsx'
import { Answered, fresh } from '../ui/Answered.tsx'
import { Badge, OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { Empty } from '../ui/states.tsx'
import '../sections/Patients/patients.css'

const route = getRouteApi('/cohorts/$slug/patients/$id')

/** One patient: everything that a release knows. Without a release in the address it is the current one. */
export function PatientPage() {
  const { slug, id } = route.useParams()
  const { release } = route.useSearch()
  const current = useQuery({
    query: CurrentReleaseDocument,
    variables: { slug },
    pause: release !== undefined,
  })
  if (release !== undefined) return <InRelease slug={slug} id={id} release={release} />
  return (
    <Answered of={fresh(current)} page={id} loading="Looking for the release" rows={10}>
      {({ cohort }) =>
        cohort === null ? (
          <Nobody slug={slug} id={id} why={`There is no cohort “${slug}”`} />
        ) : (
          <InRelease slug={slug} id={id} release={cohort.release.id} />
        )
      }
    </Answered>
  )
}

interface Named {
  slug: string
  /** of the patient */
  id: string
}

function InRelease({ slug, id, release }: Named & { release: string }) {
  const variables = { release, patient: id }
  const asked = useQuery({ query: PatientRecordDocument, variables })
  return (
    <Answered of={fresh(asked)} page={id} loading="Reading the patient" rows={10}>
      {({ release: found }) => {
        if (found === null || found.cohort.slug !== slug)
          return <Nobody slug={slug} id={id} why={`Cohort “${slug}” has no release “${release}”`} />
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
      }}
    </Answered>
  )
}

function Nobody({ slug, id, why }: Named & { why: string }) {
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
