import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'

/** Bytes for COPY … FROM STDIN, in one piece or in several. */
export type ByteSource = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** What can be asked of a database, whether it is one statement alone or part of a transaction. */
export interface Session {
  /** One statement with `$1 …`; rows as objects. int8 comes as number, timestamptz as ISO text, bytea as Uint8Array. */
  query<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row[]>
  /** drizzle's builder on this session */
  readonly orm: PgRemoteDatabase
  /** @param statement `copy … from stdin …` */
  copyIn(statement: string, source: ByteSource): Promise<void>
  /** @param statement `copy … to stdout …` */
  copyOut(statement: string): Promise<Uint8Array>
}

export interface TransactionOptions {
  /** longest a single statement may take; default as for reads, 10 s */
  statementTimeoutMs?: number
}

export interface Database extends Session {
  readonly kind: 'pglite' | 'postgres'
  /** Statements sent so far, COPY included, begin and commit not. For tests. */
  readonly statementCount: number
  /** Commits when `work` resolves, rolls back when it rejects. Inside, use the session given, never the database. */
  transaction<T>(work: (session: Session) => Promise<T>, options?: TransactionOptions): Promise<T>
  close(): Promise<void>
}

export type DatabaseOptions = ({ dataDirectory: string } | { url: string }) & {
  /** told of errors that belong to no call, e.g. an idle connection that broke */
  onError?: (error: Error) => void
}

/** Opens and migrates PGlite in a directory, or PostgreSQL at an address. @throws DatabaseLocked, DiskFull (db/lock.ts) */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return await Promise.reject(new Error(`not written yet: ${JSON.stringify(options)}`))
}
