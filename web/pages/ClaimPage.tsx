import { getRouteApi, Link } from '@tanstack/react-router'
import { useMutation, useQuery } from 'urql'
import { ClaimsDocument, RemoveClaimDocument } from '../gql/generated/graphql.ts'
import type { ClaimsQuery } from '../gql/generated/graphql.ts'
import { ClaimForm } from '../sections/Claim/ClaimForm.tsx'
import { ClaimInCohorts } from '../sections/Claim/ClaimInCohorts.tsx'
import '../sections/Claim/claim.css'
import '../sections/RiskGroupComparison/comparison.css'
import '../sections/Robustness/robustness.css'
import { Answered } from '../ui/Answered.tsx'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty } from '../ui/states.tsx'

const route = getRouteApi('/claim')

type Claim = ClaimsQuery['claims'][number]

/** A claim: what it says, what has to be known, and what every cohort says to it. */
export function ClaimPage() {
  const { claim: key = 'published', by } = route.useSearch()
  const navigate = route.useNavigate()
  const asked = useQuery({ query: ClaimsDocument, requestPolicy: 'cache-and-network' })
  const [, remove] = useMutation(RemoveClaimDocument)
  const show = (claim: string) => {
    asked[1]({ requestPolicy: 'network-only' })
    void navigate({ search: claim === 'published' ? {} : { claim } })
  }
  return (
    <Answered of={asked} page="Claim" loading="Reading the claims">
      {({ claims }) => {
        const claim = claims.find((one) => one.key === key)
        return (
          <Page
            title={claim?.title ?? 'Claim'}
            width="wide"
            lead="A claim is a set of directed expectations, held against every cohort of this server."
          >
            <nav aria-label="Claims">
              <ul className="claim-list">
                {claims.map((one) => (
                  <li key={one.key}>
                    <Link
                      to="/claim"
                      search={one.isPublished ? {} : { claim: one.key }}
                      {...(one.key === key ? { 'aria-current': 'true' as const } : {})}
                    >
                      {one.title}
                      {one.isPublished ? ' (published)' : ''}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            {claim === undefined ? (
              <Empty
                title={`There is no claim “${key}” on this server`}
                action={<Link to="/claim">The published claim</Link>}
              />
            ) : (
              <>
                <Said claim={claim} />
                {!claim.isPublished && (
                  <p>
                    <Button
                      size="s"
                      onClick={() => {
                        void remove({ key: claim.key }).then(() => {
                          show('published')
                        })
                      }}
                    >
                      Remove this claim
                    </Button>
                  </p>
                )}
                <ClaimInCohorts
                  key={claim.key}
                  title={claim.title}
                  by={by}
                  onBy={(next) => {
                    void navigate({ search: (before) => ({ ...before, by: next }), resetScroll: false })
                  }}
                  expectations={claim.expectations.flatMap(({ cell, direction }) =>
                    cell === null ? [] : [{ cell: cell.key, direction }],
                  )}
                />
              </>
            )}
            <div className="no-print">
              <Disclosure summary="A claim of your own">
                <ClaimForm onSaved={show} />
              </Disclosure>
            </div>
          </Page>
        )
      }}
    </Answered>
  )
}

function Said({ claim }: { claim: Claim }) {
  return (
    <section className="claim-said" aria-label="The claim">
      <p className="claim-wording">{claim.wording}</p>
      <ul className="words-list">
        {claim.expectations.map(({ cell, direction }) => (
          <li key={cell?.key}>
            {cell?.label}: {direction === 'HIGHER' ? 'higher' : 'lower'} in high risk (of other groups: the
            first)
          </li>
        ))}
      </ul>
      <p className="small muted">{claim.source}</p>
      {claim.caveats.length > 0 && (
        <Disclosure summary={`Before it is believed: ${String(claim.caveats.length)} caveats`}>
          <ul className="words-list">
            {claim.caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  )
}
