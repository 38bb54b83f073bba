import { Link } from '@tanstack/react-router'
import { formatCount, formatDateTime } from '../../format.ts'
import type { CohortQuery, CohortReleaseFragment } from '../../gql/generated/graphql.ts'

type Cohort = NonNullable<CohortQuery['cohort']>

function OtherReleases({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  const others = cohort.releases.filter((other) => other.id !== release.id)
  if (others.length === 0) return <>none</>
  return (
    <ul className="plain-list">
      {others.map((other) => (
        <li key={other.id}>
          <Link
            to="/cohort/$slug"
            params={{ slug: cohort.slug }}
            search={other.current ? {} : { release: other.id }}
          >
            Release {other.number}
          </Link>{' '}
          <span className="muted">
            <span className="hash">{other.id}</span>, {formatDateTime(other.createdAt)}
            {other.current ? ', current' : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What pins every number of this page: release, hashes, licence, whom to cite. */
export function ReleaseFacts({ cohort, release }: { cohort: Cohort; release: CohortReleaseFragment }) {
  return (
    <section className="section" aria-labelledby="release">
      <h2 id="release">
        Release {release.number} <span className="hash muted">{release.id}</span>
      </h2>
      <dl className="facts">
        <dt>Made</dt>
        <dd>{formatDateTime(release.createdAt)}</dd>
        <dt>Holds</dt>
        <dd>
          {formatCount(release.counts.layers)} layers, {formatCount(release.counts.variables)} variables,{' '}
          {formatCount(release.counts.specimens)} specimens, {formatCount(release.counts.ctSeries)} CT series
        </dd>
        <dt>Content hash</dt>
        <dd className="hash small">{release.contentHash}</dd>
        <dt>Made by code</dt>
        <dd className="hash small">{release.codeVersion}</dd>
        <dt>Licence</dt>
        <dd>{cohort.licence}</dd>
        {cohort.citations.length > 0 && (
          <>
            <dt>Cite</dt>
            <dd>
              <ul className="plain-list">
                {cohort.citations.map((citation) => (
                  <li key={citation}>{citation}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>Other releases</dt>
        <dd>
          <OtherReleases cohort={cohort} release={release} />
        </dd>
      </dl>
    </section>
  )
}
