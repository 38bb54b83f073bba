import type { PgRemoteDatabase } from './drizzle/pgProxy.cjs'

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
  /**
   * Text of a program that brings SQL of its own (the job queue): several statements where there are no parameters, begin
   * and commit among them, values as the drivers make them. Not counted. @returns the rows of all statements
   */
  script(text: string, params?: readonly unknown[]): Promise<object[]>
  close(): Promise<void>
}

/** The database refused a statement. */
export class StatementError extends Error {
  /** SQLSTATE, e.g. 23505 */
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.name = 'StatementError'
    this.code = code
  }
}

/** No answer can be had now: connection lost, server going down, worker stopped. A later try may succeed. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseUnavailable'
  }
}
