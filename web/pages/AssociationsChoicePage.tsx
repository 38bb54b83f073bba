import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount } from '../format.ts'
import { AssociationCohortsDocument } from '../gql/generated/graphql.ts'
import type { AssociationCohortsQuery } from '../gql/generated/graphql.ts'
import { requestOf } from '../gql/request.ts'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { QueryDrawer } from '../ui/QueryDrawer.tsx'
import { NoCohorts } from './NoCohorts.tsx'

type Cohort = AssociationCohortsQuery['cohorts'][number]

function Choice({ cohort }: { cohort: Cohort }) {
  const { slug, title, simulated, release } = cohort
  const sides = release.layers.filter(
    ({ kind }) => kind === 'IMAGING' || kind === 'SCORE' || kind === 'IMMUNE',
  )
  const genes = release.layers.filter(({ kind }) => kind === 'EXPRESSION')
  return (
    <section className="section" aria-labelledby={`choice-${slug}`}>
      <div className="row section-head">
        <h2 id={`choice-${slug}`}>{title}</h2>
        <OriginBadge simulated={simulated} />
      </div>
      <p className="muted">
        {sides.length === 0
          ? 'No image features, scores or immune cells'
          : sides.map(({ label, variableCount }) => `${label} (${formatCount(variableCount)})`).join('; ')}
        .
      </p>
      <ul className="choices">
        <li>
          <Link to="/associations/$slug" params={{ slug }}>
            Two layers against each other in {title}
          </Link>
        </li>
        {genes.length > 0 && (
          <li>
            <Link to="/genes/$slug" params={{ slug }}>
              One number against all genes in {title}
            </Link>
          </li>
        )}
      </ul>
    </section>
  )
}

/** Which cohort. */
export function AssociationsChoicePage() {
  const asked = useQuery({ query: AssociationCohortsDocument })
  return (
    <Page
      title="Associations"
      lead={<p>Choose a cohort: image features against cells, or one number against all genes.</p>}
      actions={
        <QueryDrawer
          request={requestOf(AssociationCohortsDocument, {})}
          size="m"
          title="The query behind this page"
        />
      }
    >
      <Answered of={asked} loading="Loading the cohorts">
        {({ cohorts }) =>
          cohorts.length === 0 ? (
            <NoCohorts />
          ) : (
            cohorts.map((cohort) => <Choice key={cohort.slug} cohort={cohort} />)
          )
        }
      </Answered>
    </Page>
  )
}
