import { useQuery } from 'urql'
import { graphqlPath } from '../gql/client.ts'
import { exampleRequests, exampleSubject } from '../gql/exampleRequests.ts'
import type { ExampleRequest } from '../gql/exampleRequests.ts'
import { CohortGroupingsDocument, EndpointChoiceDocument } from '../gql/generated/graphql.ts'
import type { CohortGroupingsQuery } from '../gql/generated/graphql.ts'
import { pageRequests } from '../gql/pageRequests.ts'
import { Answered } from '../ui/Answered.tsx'
import { CodeBlock } from '../ui/CodeBlock.tsx'
import { Page } from '../ui/Page.tsx'
import { RequestCode } from '../ui/QueryDrawer.tsx'

function ExampleList({ examples }: { examples: readonly ExampleRequest[] }) {
  return examples.map(({ title, what, request }) => (
    <details className="example" key={title}>
      <summary>
        <h3>{title}</h3>
        <span className="muted">{what}</span>
      </summary>
      <RequestCode request={request} />
    </details>
  ))
}

function Examples() {
  const asked = useQuery({ query: CohortGroupingsDocument })
  return (
    <Answered of={asked} loading="Loading the examples" rows={6}>
      {({ cohorts }) => <Found cohorts={cohorts} />}
    </Answered>
  )
}

function Found({ cohorts }: CohortGroupingsQuery) {
  const subject = exampleSubject(cohorts)
  const [outcomes] = useQuery({
    query: EndpointChoiceDocument,
    variables: { release: subject?.release ?? '' },
    pause: subject === null,
  })
  const endpoint = outcomes.data?.release?.variables.nodes[0]?.ref ?? null
  return (
    <>
      <section className="section" aria-labelledby="begin">
        <h2 id="begin">To begin with</h2>
        <ExampleList examples={exampleRequests(cohorts)} />
      </section>
      {subject !== null && (
        <section className="section" aria-labelledby="pages">
          <h2 id="pages">What our own pages ask</h2>
          <p className="muted">
            The query behind each panel, as it stands on the pages, for {subject.cohort}. Each runs in
            GraphiQL and as a program in R, Python or curl.
          </p>
          <ExampleList examples={pageRequests(subject, endpoint)} />
        </section>
      )}
    </>
  )
}

/** How to get the same numbers by program. */
export function ApiPage() {
  return (
    <Page
      title="API"
      lead={
        <p>
          Every number on these pages is an answer of one GraphQL endpoint. Ask it the same and get the same
          numbers: unrounded, with their method, their interval and their release.
        </p>
      }
      actions={
        <a className="button-link button-primary" href="/graphiql">
          Open GraphiQL
        </a>
      }
    >
      <CodeBlock label="Endpoint (POST, application/json)" code={`${location.origin}${graphqlPath}`} />
      <section className="section" aria-labelledby="rules">
        <h2 id="rules">Good to know</h2>
        <ul className="prose-list">
          <li>
            A release never changes. Name it by its id and the answer stays the same;{' '}
            <code>cohort(slug)</code> gives the current one.
          </li>
          <li>
            Variables are named by references such as <code>immune:cibersort-lm22/macrophage_m1</code>, the
            same everywhere.
          </li>
          <li>
            What cannot be tested is a result of its own, <code>NotTestable</code> with its reason, never a
            missing row.
          </li>
          <li>
            Where a number underflows it is <code>null</code> and <code>logP</code> stands: the natural
            logarithm of p.
          </li>
          <li>
            A wrong argument is answered with the code <code>BAD_USER_INPUT</code>, what was given and what is
            allowed.
          </li>
        </ul>
      </section>
      <Examples />
    </Page>
  )
}
