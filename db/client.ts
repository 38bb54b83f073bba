import { migrate } from './migrate.ts'
import { openPgliteDatabase } from './pgliteDatabase.ts'
import { openPostgresDatabase } from './postgresDatabase.ts'
import type { Database } from './session.ts'

export { DatabaseUnavailable, StatementError } from './session.ts'
export type { ByteSource, Database, Session, TransactionOptions } from './session.ts'

export type DatabaseOptions = ({ dataDirectory: string } | { url: string }) & {
  /** told of errors that belong to no call, e.g. an idle connection that broke */
  onError?: (error: Error) => void
}

/**
 * Opens PGlite in a directory, or PostgreSQL at an address, and brings its schema up to date.
 * @throws DatabaseLocked, DiskFull (db/lock.ts); DatabaseUnavailable
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const db = 'url' in options ? await openPostgresDatabase(options) : await openPgliteDatabase(options)
  try {
    await migrate(db)
  } catch (error) {
    await db.close()
    throw error
  }
  return db
}
