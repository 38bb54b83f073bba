import { writeRelease } from '../../db/release/write.ts'
import type { Database } from '../../db/session.ts'
import { createApi } from '../../api/yoga.ts'
import type { Api } from '../../api/yoga.ts'
import { openTestDatabase } from '../db/databases.ts'
import { plantedContent, plantedRecord } from './planted.ts'

export interface Answer {
  status: number
  headers: Headers
  text: string
  milliseconds: number
  data: unknown
  /** SQL statements that it took */
  statements: number
  errors: readonly { message: string; path?: readonly unknown[]; extensions: Record<string, unknown> }[]
}

interface Body {
  data: unknown
  errors?: Answer['errors']
}

export interface LogLine {
  fields: object
  message: string
}

export interface Harness {
  api: Api
  db: Database
  /** short id of the planted release */
  release: string
  /** errors that were logged */
  logged: LogLine[]
  ask: (query: string, variables?: object) => Promise<Answer>
  close: () => Promise<void>
}

export function postGraphql(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** The API on an embedded database with the planted cohort, without a port. */
export async function openHarness(
  kind: Database['kind'] = 'pglite',
  limits?: { requestMs: number; responseBytes: number },
): Promise<Harness> {
  const { db, drop } = await openTestDatabase(kind)
  const written = await writeRelease(db, plantedContent(), plantedRecord())
  const logged: LogLine[] = []
  const api = createApi({
    db,
    codeVersion: 'test-code',
    ...(limits ? { limits } : {}),
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (fields, message) => void logged.push({ fields, message }),
    },
  })
  return {
    api,
    db,
    release: written.shortId,
    logged,
    async ask(query: string, variables?: object) {
      const before = db.statementCount
      const started = performance.now()
      const response = await api.fetch(postGraphql({ query, variables }))
      const text = await response.text()
      const milliseconds = performance.now() - started
      const { data, errors = [] } = JSON.parse(text) as Body
      const statements = db.statementCount - before
      return {
        status: response.status,
        headers: response.headers,
        text,
        milliseconds,
        statements,
        errors,
        data,
      }
    },
    close: () => api.close().finally(drop),
  }
}
