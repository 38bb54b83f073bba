import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount, formatDate } from '../format.ts'
import { CohortsDocument, type CohortsQuery } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { isWavedAway, waveAway } from '../sections/Tour/remembered.ts'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Coverage } from '../ui/Coverage.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { coverageRows } from './coverageRows.ts'
import { NoCohorts } from './NoCohorts.tsx'

type Cohort = CohortsQuery['cohorts'][number]

function CohortCard({ cohort }: { cohort: Cohort }) {
  const { slug, release } = cohort
  const { counts } = release
  const comparable = release.layers.length > 0
  return (
    <article className="card" aria-labelledby={`cohort-${slug}`}>
      <header className="card-head">
        <OriginBadge simulated={cohort.simulated} />
        <h2 id={`cohort-${slug}`}>
          <Link to="/cohort/$slug" params={{ slug }}>
            {cohort.title}
          </Link>
        </h2>
      </header>
      <p className="muted">
        {cohort.disease}
        {cohort.imaging === null ? '' : `; ${cohort.imaging}`}
      </p>
      <p className="card-count">
        <strong>{formatCount(counts.patients)}</strong> patients
      </p>
      <Coverage rows={coverageRows(counts)} of={counts.patients} label={`Who has what in ${cohort.title}`} />
      <div className="card-foot">
        <div className="row">
          {comparable ? (
            <Link
              to="/compare/$slug"
              params={{ slug }}
              className="button-link button-primary"
              aria-label={`Compare groups: ${cohort.title}`}
            >
              Compare groups
            </Link>
          ) : (
            <span className="muted small">
              No immune layer.{' '}
              {counts.patientsWithOutcome > 0 && (
                <Link to="/compare/$slug" params={{ slug }} aria-label={`Outcome by group: ${cohort.title}`}>
                  Outcome by group
                </Link>
              )}
            </span>
          )}
          <Link to="/cohort/$slug" params={{ slug }} aria-label={`What it has: ${cohort.title}`}>
            What it has
          </Link>
        </div>
        <p className="small muted">
          Release <span className="hash">{release.id}</span>, {formatDate(release.createdAt)}.{' '}
          {cohort.licence}.
        </p>
      </div>
    </article>
  )
}

/** For a first visit: the published claim, one click away, on a cohort that has all it takes. */
function FirstStep({ cohorts }: { cohorts: readonly Cohort[] }) {
  const demo = cohorts.find(({ simulated, release }) => simulated && release.layers.length > 0)
  const [isAway, setAway] = useState(isWavedAway)
  if (demo === undefined || isAway) return null
  return (
    <section className="first-step" aria-labelledby="first-step">
      <div>
        <h2 id="first-step">Start with the published claim</h2>
        <p>
          Low-risk tumours by GTR-ITH, a score from CT, are said to hold more plasma cells, more M1 and fewer
          M2 macrophages than high-risk tumours. See it tested on {formatCount(demo.release.counts.patients)}{' '}
          simulated patients, in whom the effect was planted.
        </p>
        <div className="row">
          <Link to="/claim" search={{ tour: '1' }}>
            Walk through it in four steps
          </Link>
          <Button
            look="quiet"
            size="s"
            onClick={() => {
              waveAway()
              setAway(true)
            }}
          >
            Not now
          </Button>
        </div>
      </div>
      <Link to="/compare/$slug" params={{ slug: demo.slug }} className="button-link button-primary">
        Test the claim on the demonstration cohort
      </Link>
    </section>
  )
}

/** Where a visit begins: the cohorts on this server, and what each of them has. */
export function CohortsPage() {
  const asked = useQuery({ query: CohortsDocument })
  return (
    <Page
      title="Cohorts"
      width="wide"
      lead={
        <p>
          How do imaging risk groups differ in their immune microenvironment, and can the answer be trusted?
          Choose a cohort; every number behind its figures keeps its source.
        </p>
      }
      actions={
        <QueryDrawer request={requestOf(CohortsDocument, {})} size="m" title="The query behind this page" />
      }
    >
      <Answered of={asked} loading="Loading the cohorts" rows={6}>
        {({ cohorts }) =>
          cohorts.length === 0 ? (
            <NoCohorts />
          ) : (
            <>
              <FirstStep cohorts={cohorts} />
              <div className="cards">
                {cohorts.map((cohort) => (
                  <CohortCard key={cohort.slug} cohort={cohort} />
                ))}
              </div>
            </>
          )
        }
      </Answered>
    </Page>
  )
}
