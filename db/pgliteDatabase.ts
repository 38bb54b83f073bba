import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
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
import {
  insideTransaction,
  refuseInsideTransaction,
  refuseUncommitted,
  sessionOver,
  type Statements,
} from './sessionOver.ts'
import { Turns } from './turns.ts'
import { toParameter } from './values.ts'

const readLimitMs = 30_000
/** a commit of a large release writes it all out */
const controlLimitMs = 120_000

export interface PgliteOptions extends FreeSpaceLimit {
  dataDirectory: string
  /** longest that a statement outside a transaction may take; then the thread is stopped and started anew */
  statementLimitMs?: number
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

/** `vacuum` gives room back */
const writes = /^\s*(?!select\b|with\b|show\b|explain\b|copy\s+\(|set\b|vacuum\b)/i

/** The statements of one connection; the caller sees to it that they take turns. */
function statementsOf(
  connection: PgliteConnection,
  options: PgliteOptions,
  count: { statements: number },
  limitMs: number,
): Statements {
  return {
    async rows(text, params, mode) {
      if (writes.test(text)) await checkFreeSpace(options.dataDirectory, options)
      count.statements += 1
      const answer = await connection.send(
        { kind: 'rows', text, params: params.map(toParameter), mode },
        limitMs,
      )
      return answer.kind === 'rows' ? answer.rows : []
    },
    async copyIn(statement, source) {
      await checkFreeSpace(options.dataDirectory, options)
      count.statements += 1
      const bytes = await gather(source)
      const text = statement.replace(/\bfrom\s+stdin\b/i, "from '/dev/blob'")
      await connection.send({ kind: 'copyIn', text, bytes }, limitMs, [bytes])
    },
    async copyOut(statement) {
      count.statements += 1
      const text = statement.replace(/\bto\s+stdout\b/i, "to '/dev/blob'")
      const answer = await connection.send({ kind: 'copyOut', text }, limitMs)
      return answer.kind === 'bytes' ? new Uint8Array(answer.bytes) : new Uint8Array(0)
    },
  }
}

async function runTransaction<T>(
  connection: PgliteConnection,
  statements: Statements,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const say = async (text: string) => await connection.send({ kind: 'control', text }, controlLimitMs)
  await say('begin')
  try {
    const result = await insideTransaction(statements, work)
    const answer = await say('commit')
    refuseUncommitted(answer.kind === 'done' ? answer.command : undefined)
    return result
  } catch (error) {
    if (!connection.ended)
      await say('rollback').catch(async () => {
        // as after some writes on a full disk; recovery does what the rollback could not
        await connection.abandon('The embedded database could not take a transaction back')
      })
    throw error
  }
}

/**
 * A directory that was never finished (killed during its making) is made again: it is made under another name, and gets
 * its own when it is complete.
 */
async function openDirectory(directory: string): Promise<PgliteConnection> {
  const complete = join(directory, 'pglite')
  if (!existsSync(complete)) {
    const unfinished = join(directory, 'pglite.unfinished')
    await rm(unfinished, { recursive: true, force: true })
    await (await PgliteConnection.open(unfinished)).close()
    await rename(unfinished, complete)
  }
  return await PgliteConnection.open(complete)
}

/** PGlite has one connection: statements and transactions take turns. */
class PgliteLife {
  readonly count = { statements: 0 }
  readonly #options: PgliteOptions
  readonly #unlock: () => void
  readonly #turns = new Turns()
  #connection: PgliteConnection
  #closed = false

  constructor(options: PgliteOptions, unlock: () => void, connection: PgliteConnection) {
    this.#options = options
    this.#unlock = unlock
    this.#connection = connection
  }

  /** A thread that died is replaced: the lock is still ours, and PGlite recovers as after a crash. */
  async #alive(): Promise<PgliteConnection> {
    if (this.#closed) throw new DatabaseUnavailable('The database is closed')
    if (this.#connection.ended) this.#connection = await openDirectory(this.#options.dataDirectory)
    return this.#connection
  }

  #statements(connection: PgliteConnection, limitMs: number | undefined): Statements {
    const limit = limitMs ?? this.#options.statementLimitMs ?? readLimitMs
    return statementsOf(connection, this.#options, this.count, limit)
  }

  async alone<T>(use: (statements: Statements) => Promise<T>): Promise<T> {
    refuseInsideTransaction()
    return await this.#turns.take(async () => await use(this.#statements(await this.#alive(), undefined)))
  }

  async script(text: string, params: readonly unknown[]): Promise<object[]> {
    refuseInsideTransaction()
    return await this.#turns.take(async () => {
      const connection = await this.#alive()
      await checkFreeSpace(this.#options.dataDirectory, this.#options)
      const answer = await connection.send({ kind: 'script', text, params }, controlLimitMs)
      return answer.kind === 'rows' ? (answer.rows as object[]) : []
    })
  }

  async transaction<T>(work: (session: Session) => Promise<T>, given: TransactionOptions): Promise<T> {
    refuseInsideTransaction()
    return await this.#turns.take(async () => {
      const connection = await this.#alive()
      const statements = this.#statements(connection, given.statementTimeoutMs)
      return await runTransaction(connection, statements, work)
    })
  }

  async close(): Promise<void> {
    await this.#turns.take(async () => {
      if (this.#closed) return
      this.#closed = true
      await this.#connection.close().finally(this.#unlock)
    })
  }
}

/** @throws DatabaseLocked, DiskFull */
export async function openPgliteDatabase(options: PgliteOptions): Promise<Database> {
  const directory = options.dataDirectory
  await mkdir(directory, { recursive: true })
  await checkFreeSpace(directory, options)
  const unlock = lockDirectory(directory)
  const connection = await openDirectory(directory).catch((error: unknown) => {
    unlock()
    throw error
  })
  const life = new PgliteLife(options, unlock, connection)
  return {
    ...sessionOver({
      rows: (text, params, mode) => life.alone((statements) => statements.rows(text, params, mode)),
      copyIn: (statement, source) => life.alone((statements) => statements.copyIn(statement, source)),
      copyOut: (statement) => life.alone((statements) => statements.copyOut(statement)),
    }),
    kind: 'pglite',
    get statementCount() {
      return life.count.statements
    },
    transaction: (work, given = {}) => life.transaction(work, given),
    script: (text, params = []) => life.script(text, params),
    close: () => life.close(),
  }
}
