import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Database, Session } from './session.ts'

const folder = new URL('./migrations/', import.meta.url)
const limitMs = 600_000

interface Migration {
  tag: string
  hash: string
  statements: string[]
}

function tagsOf(journal: unknown): string[] {
  if (
    typeof journal !== 'object' ||
    journal === null ||
    !('entries' in journal) ||
    !Array.isArray(journal.entries)
  )
    throw new Error('db/migrations/meta/_journal.json is not a drizzle journal')
  return journal.entries.map((entry: unknown) => {
    if (typeof entry === 'object' && entry !== null && 'tag' in entry && typeof entry.tag === 'string')
      return entry.tag
    throw new Error('an entry without a tag in db/migrations/meta/_journal.json')
  })
}

async function readMigrations(): Promise<Migration[]> {
  const tags = tagsOf(JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8')))
  return await Promise.all(
    tags.map(async (tag) => {
      const text = await readFile(new URL(`${tag}.sql`, folder), 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
      return { tag, hash, statements: text.split('--> statement-breakpoint') }
    }),
  )
}

/** Those still to do. @throws when the database was made by other migrations than these */
async function pending(session: Session, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  // not to_regclass: its answer may come from before the lock, out of the connection's cache of names that do not exist
  const [table] = await session.query<{ exists: boolean }>(
    `select exists (
       select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where c.relname = 'schema_migration' and n.nspname = current_schema()) as exists`,
  )
  if (!table?.exists) return migrations
  const done = await session.query<{ tag: string; hash: string }>(
    'select tag, hash from schema_migration order by place',
  )
  done.forEach(({ tag, hash }, place) => {
    if (migrations[place]?.tag !== tag || migrations[place].hash !== hash)
      throw new Error(
        `The database was made by another version of Radimmune (migration ${tag}); start that version, or a new database and import again.`,
      )
  })
  return migrations.slice(done.length)
}

/** Brings the schema up to date. Many may call it at once: one migrates, the others wait and find nothing to do. */
export async function migrate(db: Database): Promise<void> {
  const migrations = await readMigrations()
  if ((await pending(db, migrations)).length === 0) return
  await db.transaction(
    async (session) => {
      await session.query(`select pg_advisory_xact_lock(hashtextextended('radimmune migrations', 0))`)
      const todo = await pending(session, migrations)
      await session.query(
        'create table if not exists schema_migration (place integer primary key generated always as identity, tag text not null unique, hash text not null, at timestamptz not null default now())',
      )
      for (const { tag, hash, statements } of todo) {
        for (const statement of statements) await session.query(statement)
        await session.query('insert into schema_migration (tag, hash) values ($1, $2)', [tag, hash])
      }
    },
    { statementTimeoutMs: limitMs },
  )
}
