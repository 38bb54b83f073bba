import { AsyncLocalStorage } from 'node:async_hooks'
import { drizzle } from 'drizzle-orm/pg-proxy'
import type { ByteSource, Session } from './session.ts'

/** The three things that a connection can do; both databases give these and get a session in return. */
export interface Statements {
  rows(text: string, params: readonly unknown[], mode: 'array' | 'object'): Promise<unknown[]>
  copyIn(statement: string, source: ByteSource): Promise<void>
  copyOut(statement: string): Promise<Uint8Array>
}

export function sessionOver(statements: Statements): Session {
  return {
    async query<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      const rows = await statements.rows(text, params, 'object')
      return rows as Row[]
    },
    orm: drizzle(async (text, params, method) => ({
      rows: await statements.rows(text, params, method === 'all' ? 'array' : 'object'),
    })),
    copyIn: (statement, source) => statements.copyIn(statement, source),
    copyOut: (statement) => statements.copyOut(statement),
  }
}

const openTransaction = new AsyncLocalStorage<{ open: boolean }>()

/** Runs `work` so that a call to the database itself (not its session) is refused: it would wait for ever, or fall outside. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const mark = { open: true }
  try {
    return await openTransaction.run(mark, work)
  } finally {
    mark.open = false
  }
}

export function refuseInsideTransaction(): void {
  if (openTransaction.getStore()?.open)
    throw new Error('inside a transaction, use the session that it was given, not the database')
}
