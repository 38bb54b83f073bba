import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/session.ts'
import { postgresUrl } from '../shared.ts'
import { copyFolder } from '../world/copyFolder.ts'
import { onceAt } from '../world/onceAt.ts'

export interface TestDatabase {
  db: Database
  /** how another process opens the same one */
  options: { dataDirectory: string } | { url: string }
  drop: () => Promise<void>
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

let made = 0

/** A PostgreSQL database of its own, empty. */
export async function makePostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  made += 1
  const name = `radimmune_test_${process.pid}_${made}`
  await administer(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) }
}

export async function makeDirectory(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'radimmune-test-'))
}

function templateName(): string {
  const hash = createHash('sha256')
  const migrations = new URL('../../db/migrations/', import.meta.url)
  for (const name of readdirSync(migrations).filter((file) => file.endsWith('.sql')))
    hash.update(readFileSync(new URL(name, migrations)))
  hash.update(readFileSync(new URL('../../package-lock.json', import.meta.url)))
  return `radimmune-template-${hash.digest('hex').slice(0, 12)}`
}

/** A migrated, empty PGlite directory; making one takes seconds, copying one does not. */
export async function makeMigratedDirectory(): Promise<string> {
  const template = join(tmpdir(), templateName())
  await onceAt(template, async (folder) => {
    // as if its making had been interrupted once: test/db/migrate.test.ts looks at what came of it
    await mkdir(join(folder, 'pglite.unfinished', 'base'), { recursive: true })
    await (await openDatabase({ dataDirectory: folder })).close()
  })
  const directory = await makeDirectory()
  await copyFolder(template, directory)
  return directory
}

export async function openTestDatabase(kind: Database['kind']): Promise<TestDatabase> {
  if (kind === 'postgres') {
    const { url, drop } = await makePostgres()
    const db = await openDatabase({ url })
    return { db, options: { url }, drop: () => db.close().finally(drop) }
  }
  const dataDirectory = await makeMigratedDirectory()
  const db = await openDatabase({ dataDirectory })
  const drop = () => db.close().finally(() => rm(dataDirectory, { recursive: true, force: true }))
  return { db, options: { dataDirectory }, drop }
}
