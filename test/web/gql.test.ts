import { CombinedError } from 'urql'
import { describe, expect, test } from 'vitest'
import { exampleRequests } from '../../web/gql/exampleRequests.ts'
import { failureOf } from '../../web/gql/failure.ts'
import { groupingInput } from '../../web/gql/groupingInput.ts'
import { graphiqlAddress, snippet } from '../../web/gql/snippets.ts'
import { byReason } from '../../web/pages/cohort/useLedger.ts'
import { createMockApi } from './mockApi.ts'

const graphql = (message: string, extensions: Record<string, unknown>) =>
  new CombinedError({ graphQLErrors: [{ message, extensions }] })

describe('a failed request is one of three kinds', () => {
  test('the caller’s mistake, with the field that it stands beside', () => {
    const error = graphql('permutations: 10 is not 100 to 1,000,000', {
      code: 'BAD_USER_INPUT',
      field: 'permutations',
    })
    expect(failureOf(error)).toEqual({
      kind: 'input',
      field: 'permutations',
      message: 'permutations: 10 is not 100 to 1,000,000',
    })
  })
  test('the program’s, by its id; the masked message only repeats the id', () => {
    expect(failureOf(graphql('something failed, id r-1', { code: 'INTERNAL', requestId: 'r-1' }))).toEqual({
      kind: 'failed',
      message: 'The server has noted what went wrong.',
      requestId: 'r-1',
    })
  })
  test('a refusal that is neither keeps its own words', () => {
    expect(failureOf(graphql('the database does not answer now', { code: 'UNAVAILABLE' }))).toEqual({
      kind: 'failed',
      message: 'the database does not answer now',
      requestId: null,
    })
  })
  test('no answer at all', () => {
    const error = new CombinedError({ networkError: new Error('Failed to fetch') })
    expect(failureOf(error)).toEqual({ kind: 'unreachable', message: 'Failed to fetch' })
  })
})

const nothing = {
  variable: null,
  model: null,
  score: null,
  count: null,
  cutoff: null,
  groups: null,
  others: null,
  within: null,
}

test('a proposed grouping becomes the input that asks for it, or nothing', () => {
  expect(groupingInput({ ...nothing, kind: 'MEDIAN', variable: 'v' })).toEqual({ median: { variable: 'v' } })
  expect(groupingInput({ ...nothing, kind: 'RISK_MODEL', model: 'm' })).toEqual({ riskModel: { model: 'm' } })
  expect(groupingInput({ ...nothing, kind: 'THRESHOLD', variable: 'v', cutoff: 0 })).toEqual({
    threshold: { variable: 'v', cutoff: 0 },
  })
  expect(groupingInput({ ...nothing, kind: 'CATEGORIES', variable: 'v' })).toEqual({
    categories: { variable: 'v' },
  })
  expect(groupingInput({ ...nothing, kind: 'QUANTILES', variable: 'v' })).toBeNull()
  expect(groupingInput({ ...nothing, kind: 'PATIENTS' })).toBeNull()
})

describe('snippets', () => {
  const request = {
    query:
      'query T($x: ID!) {\n  # it\'s "quoted", \\ and """ odd, )---" too\n  cohort(slug: $x) { slug }\n}\n',
    variables: { x: `it's "x" \\` },
  }
  test('curl: the body comes out of a shell’s single quotes as it went in', () => {
    const text = snippet('curl', 'http://h/graphql', request)
    const quoted = text.slice(text.indexOf('--data-raw ') + '--data-raw '.length)
    const unquoted = quoted.slice(1, -1).replaceAll(`'\\''`, "'")
    expect(JSON.parse(unquoted)).toEqual(request)
  })
  test('R: the raw string’s dashes do not occur in the text', () => {
    const text = snippet('R', 'http://h/graphql', request)
    expect(text).toContain(`r"----(${request.query.trim()})----"`)
  })
  test('Python: quotes and backslashes are escaped, the variables are JSON in a string', () => {
    const text = snippet('Python', 'http://h/graphql', request)
    expect(text).toContain('\\\\ and \\"\\"\\" odd')
    expect(text).toContain(`variables = json.loads(${JSON.stringify(JSON.stringify(request.variables))})`)
  })
  test('GraphiQL: the request is behind the #, whole', () => {
    const parts = new URLSearchParams(graphiqlAddress(request).replace('/graphiql#', ''))
    expect(parts.get('query')).toBe(request.query.trim())
    expect(JSON.parse(parts.get('variables') ?? '')).toEqual(request.variables)
  })
})

test('the ledger’s lines stand under their reasons, the commonest first, ties by scope', () => {
  const line = (scope: string, subject: string, code: string, reason: string) => ({
    scope,
    subject,
    patient: null,
    code,
    reason,
  })
  const groups = byReason([
    line('b', '1', 'x', 'r'),
    line('a', '2', 'x', 'r'),
    line('c', '3', 'y', 'r1'),
    line('c', '4', 'y', 'r2'),
    line('c', '5', 'z', 'r1'),
  ])
  expect(groups.map(({ scope, code, reasons, entries }) => [scope, code, reasons, entries.length])).toEqual([
    ['c', 'y', ['r1', 'r2'], 2],
    ['a', 'x', ['r'], 1],
    ['b', 'x', ['r'], 1],
    ['c', 'z', ['r1'], 1],
  ])
})

test('every example request is answered by the contract', async () => {
  const api = createMockApi()
  const none = exampleRequests([])
  expect(none.length).toBeGreaterThan(2)
  for (const { title, request } of none) {
    const answer = (await api.answer(request)) as { errors?: { message: string }[] }
    // The planted API has no comparisons; all the same the request must be one that the contract knows.
    const messages = (answer.errors ?? []).map(({ message }) => message)
    expect(
      messages.filter((message) => !message.startsWith('Cannot return null')),
      title,
    ).toEqual([])
  }
})
