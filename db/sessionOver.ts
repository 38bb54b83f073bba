import { AsyncLocalStorage } from 'node:async_hooks'
import { DrizzleQueryError } from './drizzle/orm.cjs'
import { drizzle, type PgRemoteDatabase } from './drizzle/pgProxy.cjs'
import { type ByteSource, type Session, StatementError } from './session.ts'

/** The three things that a connection can do; both databases give these and get a session in return. */
export interface Statements {
  rows(text: string, params: readonly unknown[], mode: 'array' | 'object'): Promise<unknown[]>
  copyIn(statement: string, source: ByteSource): Promise<void>
  copyOut(statement: string): Promise<Uint8Array>
}

/** drizzle wraps every error in one whose message holds all parameters, megabytes of them; the cause is what we want. */
function withPlainErrors(orm: PgRemoteDatabase): PgRemoteDatabase {
  const { session } = orm._
  const prepare = session.prepareQuery.bind(session)
  session.prepareQuery = (...given) => {
    const prepared = prepare(...given)
    const execute = prepared.execute.bind(prepared)
    prepared.execute = async (values) => {
      try {
        return await execute(values)
      } catch (error) {
        throw error instanceof DrizzleQueryError && error.cause ? error.cause : error
      }
    }
    return prepared
  }
  return orm
}

export function sessionOver(statements: Statements): Session {
  return {
    async query<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      const rows = await statements.rows(text, params, 'object')
      return rows as Row[]
    },
    orm: withPlainErrors(
      drizzle(async (text, params, method) => ({
        rows: await statements.rows(text, params, method === 'all' ? 'array' : 'object'),
      })),
    ),
    copyIn: (statement, source) => statements.copyIn(statement, source),
    copyOut: (statement) => statements.copyOut(statement),
  }
}

const openTransaction = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Runs `work` with a session that is good until `work` ends. Meanwhile a call to the database itself is refused: it would
 * wait for ever (PGlite) or fall outside the transaction (PostgreSQL).
 */
export async function insideTransaction<T>(
  statements: Statements,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const mark = { open: true }
  const whileOpen = async <R>(use: () => Promise<R>): Promise<R> => {
    if (!mark.open) throw new Error('this transaction has ended; its session cannot be used any more')
    return await use()
  }
  const session = sessionOver({
    rows: (text, params, mode) => whileOpen(() => statements.rows(text, params, mode)),
    copyIn: (statement, source) => whileOpen(() => statements.copyIn(statement, source)),
    copyOut: (statement) => whileOpen(() => statements.copyOut(statement)),
  })
  try {
    return await openTransaction.run(mark, () => work(session))
  } finally {
    mark.open = false
  }
}

export function refuseInsideTransaction(): void {
  if (openTransaction.getStore()?.open)
    throw new Error('inside a transaction, use the session that it was given, not the database')
}

/** COMMIT after a failed statement answers ROLLBACK and no error: without this, lost work would count as written. */
export function refuseUncommitted(command: string | undefined): void {
  if (command !== 'COMMIT')
    throw new StatementError('the transaction was rolled back: one of its statements had failed', '25P02')
}
