import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { checkFreeSpace, type FreeSpaceLimit, lockDirectory } from './lock.ts'
import { PgliteConnection } from './pgliteConnection.ts'
import {
  type ByteSource,
  type Database,
  DatabaseUnavailable,
  type Session,
  type TransactionOptions,
} from './session.ts'
import { insideTransaction, refuseInsideTransaction, sessionOver, type Statements } from './sessionOver.ts'
import { toParameter } from './values.ts'

const readLimitMs = 30_000

export interface PgliteOptions extends FreeSpaceLimit {
  dataDirectory: string
}

/** PGlite has one connection: statements and transactions take turns, first come, first served. */
class Turns {
  #last: Promise<unknown> = Promise.resolve()

  async take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return await turn
  }
}

async function gather(source: ByteSource): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = []
  if (source instanceof Uint8Array) chunks.push(source)
  else for await (const chunk of source) chunks.push(chunk)
  const buffer = new ArrayBuffer(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0))
  const bytes = new Uint8Array(buffer)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return buffer
}

const writes = /^\s*(?!select\b|with\b|show\b|explain\b|copy\s+\(|set\b)/i

interface Life {
  directory: string
  limit: FreeSpaceLimit
  count: { statements: number }
}

/** The statements of one connection; the caller sees to it that they take turns. */
function statementsOf(connection: PgliteConnection, life: Life, limitMs: number): Statements {
  return {
    async rows(text, params, mode) {
      if (writes.test(text)) await checkFreeSpace(life.directory, life.limit)
      life.count.statements += 1
      const answer = await connection.send(
        { kind: 'rows', text, params: params.map(toParameter), mode },
        limitMs,
      )
      return answer.kind === 'rows' ? answer.rows : []
    },
    async copyIn(statement, source) {
      await checkFreeSpace(life.directory, life.limit)
      life.count.statements += 1
      const bytes = await gather(source)
      const text = statement.replace(/\bfrom\s+stdin\b/i, "from '/dev/blob'")
      await connection.send({ kind: 'copyIn', text, bytes }, limitMs, [bytes])
    },
    async copyOut(statement) {
      life.count.statements += 1
      const text = statement.replace(/\bto\s+stdout\b/i, "to '/dev/blob'")
      const answer = await connection.send({ kind: 'copyOut', text }, limitMs)
      return answer.kind === 'bytes' ? new Uint8Array(answer.bytes) : new Uint8Array(0)
    },
  }
}

async function runTransaction<T>(
  connection: PgliteConnection,
  session: Session,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const say = async (text: string) => await connection.send({ kind: 'script', text }, readLimitMs)
  await say('begin')
  try {
    const result = await insideTransaction(() => work(session))
    await say('commit')
    return result
  } catch (error) {
    if (!connection.ended) await say('rollback')
    throw error
  }
}

/** @throws DatabaseLocked, DiskFull */
export async function openPgliteDatabase(options: PgliteOptions): Promise<Database> {
  const directory = options.dataDirectory
  await mkdir(directory, { recursive: true })
  await checkFreeSpace(directory, options)
  const release = lockDirectory(directory)
  const inner = join(directory, 'pglite')
  const life: Life = { directory, limit: options, count: { statements: 0 } }
  const turns = new Turns()
  let closed = false
  let connection: PgliteConnection
  try {
    connection = await PgliteConnection.open(inner)
  } catch (error) {
    release()
    throw error
  }

  /** A thread that died is replaced: the lock is still ours, and PGlite recovers as after a crash. */
  async function alive(): Promise<PgliteConnection> {
    if (closed) throw new DatabaseUnavailable('The database is closed')
    if (connection.ended) connection = await PgliteConnection.open(inner)
    return connection
  }
  const alone = async <T>(use: (statements: Statements) => Promise<T>): Promise<T> => {
    refuseInsideTransaction()
    return await turns.take(async () => await use(statementsOf(await alive(), life, readLimitMs)))
  }
  const session = sessionOver({
    rows: (text, params, mode) => alone((statements) => statements.rows(text, params, mode)),
    copyIn: (statement, source) => alone((statements) => statements.copyIn(statement, source)),
    copyOut: (statement) => alone((statements) => statements.copyOut(statement)),
  })
  return {
    ...session,
    kind: 'pglite',
    get statementCount() {
      return life.count.statements
    },
    async transaction<T>(work: (session: Session) => Promise<T>, given: TransactionOptions = {}): Promise<T> {
      refuseInsideTransaction()
      return await turns.take(async () => {
        const current = await alive()
        const statements = statementsOf(current, life, given.statementTimeoutMs ?? readLimitMs)
        return await runTransaction(current, sessionOver(statements), work)
      })
    },
    async close() {
      if (closed) return
      await turns.take(async () => {
        closed = true
        await connection.close().finally(release)
      })
    },
  }
}
