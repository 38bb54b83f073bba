import { finished, pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import {
  type Database,
  DatabaseUnavailable,
  type Session,
  StatementError,
  type TransactionOptions,
} from './session.ts'
import {
  insideTransaction,
  refuseInsideTransaction,
  refuseUncommitted,
  sessionOver,
  type Statements,
} from './sessionOver.ts'
import { Turns } from './turns.ts'
import { toParameter, valueParsers } from './values.ts'

export interface PostgresOptions {
  url: string
  onError?: (error: Error) => void
  connectionTimeoutMs?: number
  readTimeoutMs?: number
  connections?: number
}

const asText = (text: string): string => text

/** Text parsers of our own for every type, so that PGlite and PostgreSQL give the same. */
const types = {
  getTypeParser: (oid: number) => valueParsers[oid] ?? asText,
}

/** SQLSTATE classes 08 (connection), 57P (shutdown, crash), 53 (too many connections): try later. */
const passing = /^(08|57P|53)/

function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error instanceof pg.DatabaseError && !passing.test(code)) return new StatementError(error.message, code)
  if (
    error instanceof pg.DatabaseError ||
    /^E[A-Z]+$/.test(code) ||
    /connect|terminat|timeout/i.test(error.message)
  )
    return new DatabaseUnavailable(`PostgreSQL does not answer: ${error.message || code}`, { cause: error })
  return error
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translated(error)
  }
}

function statementsOf(client: pg.PoolClient, count: { statements: number }): Statements {
  const turns = new Turns()
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    count.statements += 1
    return await turns.take(() => translating(work))
  }
  return {
    rows: (text, params, mode) =>
      inTurn(async () => {
        const values = params.map(toParameter)
        if (mode === 'object') return (await client.query<pg.QueryResultRow>({ text, values })).rows
        return (await client.query<unknown[]>({ text, values, rowMode: 'array' })).rows
      }),
    copyIn: (statement, source) =>
      inTurn(async () => {
        const pieces = source instanceof Uint8Array ? [source] : source
        await pipeline(Readable.from(pieces, { objectMode: true }), client.query(copyFrom(statement)))
      }),
    copyOut: (statement) =>
      inTurn(async () => {
        const chunks: Uint8Array[] = []
        const stream = client.query(copyTo(statement))
        stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
        await finished(stream)
        return new Uint8Array(Buffer.concat(chunks))
      }),
  }
}

async function runTransaction<T>(
  client: pg.PoolClient,
  count: { statements: number },
  work: (session: Session) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  await translating(() => client.query('begin'))
  try {
    if (options.statementTimeoutMs !== undefined)
      await translating(() =>
        client.query(`set local statement_timeout = ${Math.trunc(options.statementTimeoutMs ?? 0)}`),
      )
    const result = await insideTransaction(statementsOf(client, count), work)
    refuseUncommitted((await translating(() => client.query('commit'))).command)
    return result
  } catch (error) {
    // a connection that cannot roll back is broken; the pool drops it below
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** A failure must not give a connection back inside a transaction that the text began. */
async function runScript(client: pg.PoolClient, text: string, params: readonly unknown[]): Promise<object[]> {
  try {
    const done: pg.QueryResult<object> | pg.QueryResult<object>[] = await translating(() =>
      client.query<object>({ text, values: [...params], types: pg.types }),
    )
    return [done].flat().flatMap(({ rows }) => rows)
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

function makePool(options: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    types,
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 5_000,
    statement_timeout: options.readTimeoutMs ?? 10_000,
    application_name: 'radimmune',
    keepAlive: true,
  })
  // an idle connection that breaks would otherwise end the process
  pool.on('error', (error) => options.onError?.(error))
  return pool
}

/** A connection that broke is not given back to be used again. */
async function withClient<T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  refuseInsideTransaction()
  const client = await translating(() => pool.connect())
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    return await use(client)
  } catch (error) {
    if (error instanceof DatabaseUnavailable) broken = error
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** @throws DatabaseUnavailable */
export async function openPostgresDatabase(options: PostgresOptions): Promise<Database> {
  const pool = makePool(options)
  const count = { statements: 0 }
  const alone = async <T>(use: (statements: Statements) => Promise<T>): Promise<T> =>
    await withClient(pool, (client) => use(statementsOf(client, count)))
  await withClient(pool, (client) => translating(() => client.query('select 1'))).catch(
    async (error: unknown) => {
      await pool.end()
      throw error
    },
  )
  return {
    ...sessionOver({
      rows: (text, params, mode) => alone((statements) => statements.rows(text, params, mode)),
      copyIn: (statement, source) => alone((statements) => statements.copyIn(statement, source)),
      copyOut: (statement) => alone((statements) => statements.copyOut(statement)),
    }),
    kind: 'postgres',
    get statementCount() {
      return count.statements
    },
    transaction: (work, given = {}) =>
      withClient(pool, (client) => runTransaction(client, count, work, given)),
    script: (text, params = []) => withClient(pool, (client) => runScript(client, text, params)),
    close: () => pool.end(),
  }
}
