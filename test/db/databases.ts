import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/session.ts'
import { postgresUrl } from '../shared.ts'

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

export async function openTestDatabase(kind: Database['kind']): Promise<TestDatabase> {
  if (kind === 'postgres') {
    const { url, drop } = await makePostgres()
    const db = await openDatabase({ url })
    return { db, options: { url }, drop: () => db.close().finally(drop) }
  }
  const dataDirectory = await makeDirectory()
  const db = await openDatabase({ dataDirectory })
  const drop = () => db.close().finally(() => rm(dataDirectory, { recursive: true, force: true }))
  return { db, options: { dataDirectory }, drop }
}
