import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount } from '../format.ts'
import { CohortGroupingsDocument, type CohortGroupingsQuery } from '../gql/generated/graphql.ts'
import { groupingInput } from '../gql/groupingInput.ts'
import { writeGrouping } from '../url.ts'
import { Answered } from '../ui/Answered.tsx'
import { OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { NoCohorts } from './NoCohorts.tsx'

type Cohort = CohortGroupingsQuery['cohorts'][number]

function Groupings({ cohort }: { cohort: Cohort }) {
  const links = cohort.release.suggestedGroupings.flatMap(({ label, grouping }) => {
    const input = groupingInput(grouping)
    return input === null ? [] : [{ label, grouping: writeGrouping(input), variable: grouping.variable }]
  })
  // Two layers may both have a stage; then the layer is named too.
  const isAmbiguous = (label: string) => links.filter((link) => link.label === label).length > 1
  return (
    <ul className="choices">
      {links.map(({ label, grouping, variable }) => (
        <li key={grouping}>
          <Link to="/compare/$slug" params={{ slug: cohort.slug }} search={{ grouping }}>
            {label}
            {isAmbiguous(label) && variable !== null && (
              <span className="muted"> in {variable.split('/')[0]}</span>
            )}
          </Link>
        </li>
      ))}
      {links.length === 0 && (
        <li>
          <Link to="/compare/$slug" params={{ slug: cohort.slug }}>
            Choose the groups yourself
          </Link>
        </li>
      )}
    </ul>
  )
}

function CohortChoice({ cohort }: { cohort: Cohort }) {
  const methods = cohort.release.layers
  return (
    <section className="section" aria-labelledby={`choice-${cohort.slug}`}>
      <div className="row section-head">
        <h2 id={`choice-${cohort.slug}`}>{cohort.title}</h2>
        <OriginBadge simulated={cohort.simulated} />
      </div>
      <p className="muted">
        {methods.length === 0
          ? 'Has no immune layer, so its groups are compared by outcome alone'
          : `Immune methods: ${methods
              .map((method) => `${method.label} (${formatCount(method.patientCount)} patients)`)
              .join('; ')}`}
        . Groups that make sense here:
      </p>
      <Groupings cohort={cohort} />
    </section>
  )
}

/** Which cohort, and which groups in it. */
export function CompareChoicePage() {
  const asked = useQuery({ query: CohortGroupingsDocument })
  return (
    <Page
      title="Compare groups"
      lead={
        <p>Choose a cohort and how its patients are put into groups. Both can be changed on the next page.</p>
      }
    >
      <Answered of={asked} loading="Loading the cohorts">
        {({ cohorts }) =>
          cohorts.length === 0 ? (
            <NoCohorts />
          ) : (
            cohorts.map((cohort) => <CohortChoice key={cohort.slug} cohort={cohort} />)
          )
        }
      </Answered>
    </Page>
  )
}
