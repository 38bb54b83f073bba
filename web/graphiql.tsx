import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { GraphiQL, type GraphiQLProps } from 'graphiql'
import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './graphiql.css'
import { createGraphqlClient, graphqlPath } from './gql/client.ts'
import { exampleRequests } from './gql/exampleRequests.ts'
import { CohortGroupingsDocument } from './gql/generated/graphql.ts'
import type { ApiRequest } from './gql/snippets.ts'

/*
 * GraphiQL from our own bundle: no other host is asked for anything. A request comes in behind the # of the address (see
 * graphiqlAddress); without one, the first visit opens with the examples.
 */

type Answer = Record<string, unknown>

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null
}

/** A refusal may come as a sentence, not as JSON (too large, wrong host); it is shown as it came. */
function parseAnswer(status: number, text: string): Answer {
  try {
    const value: unknown = JSON.parse(text)
    if (isAnswer(value)) return value
  } catch {
    // not JSON
  }
  return { status, text }
}

const fetcher: GraphiQLProps['fetcher'] = async (parameters, options) => {
  const response = await fetch(graphqlPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify(parameters),
  })
  return parseAnswer(response.status, await response.text())
}

function requestInAddress(): { query: string; variables: string } | null {
  const parts = new URLSearchParams(location.hash.slice(1))
  const query = parts.get('query')
  return query === null ? null : { query, variables: parts.get('variables') ?? '' }
}

function tabOf({ query, variables }: ApiRequest) {
  const none = Object.keys(variables).length === 0
  return { query, variables: none ? null : JSON.stringify(variables, null, 2) }
}

/** What to open with: the request of the address, or the examples filled in for this server. */
async function opening(): Promise<Partial<GraphiQLProps>> {
  const given = requestInAddress()
  if (given !== null) return { initialQuery: given.query, initialVariables: given.variables }
  const { data } = await createGraphqlClient().query(CohortGroupingsDocument, {}).toPromise()
  const examples = exampleRequests(data?.cohorts ?? [])
  return { defaultTabs: examples.map(({ request }) => tabOf(request)) }
}

function chosenTheme(): Partial<GraphiQLProps> {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? { forcedTheme: theme } : {}
}

const element = document.getElementById('root')
if (element === null) throw new Error('graphiql.html has no element #root')
const props = { ...(await opening()), ...chosenTheme() }
createRoot(element).render(
  <StrictMode>
    <main>
      <h1 className="visually-hidden">GraphiQL: ask the Radimmune API</h1>
      <GraphiQL fetcher={fetcher} {...props}>
        <GraphiQL.Logo>
          <a href="/" className="graphiql-home">
            ← Radimmune
          </a>
        </GraphiQL.Logo>
      </GraphiQL>
    </main>
  </StrictMode>,
)
