import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { openPostgresDatabase } from '../../db/postgresDatabase.ts'
import { type Database, DatabaseUnavailable, StatementError } from '../../db/session.ts'
import { makePostgres } from './databases.ts'

describe.skipIf(!inject('postgres'))('PostgreSQL', () => {
  let url = ''
  let drop: () => Promise<void>
  let db: Database
  const errors: Error[] = []
  beforeAll(async () => {
    const made = await makePostgres()
    url = made.url
    drop = made.drop
    db = await openPostgresDatabase({ url, readTimeoutMs: 300, onError: (error) => errors.push(error) })
  })
  afterAll(() => db.close().finally(drop))

  async function terminateOthers(): Promise<void> {
    const other = await openPostgresDatabase({ url })
    await other.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await other.close()
  }

  test('stops a read that takes too long; a transaction may ask for more time', async () => {
    const slow = db.query('select pg_sleep(2)')
    await expect(slow).rejects.toBeInstanceOf(StatementError)
    await expect(slow).rejects.toMatchObject({ code: '57014' })
    const patient = db.transaction((session) => session.query('select 1 as one from pg_sleep(0.5)'), {
      statementTimeoutMs: 5000,
    })
    expect(await patient).toStrictEqual([{ one: 1 }])
    await expect(db.query('select pg_sleep(2)')).rejects.toMatchObject({ code: '57014' })
  })

  test('connections that break, in use or idle, are an answer and not an end', async () => {
    await Promise.all([1, 2, 3].map((n) => db.query('select $1::int4 from pg_sleep(0.05)', [n])))
    const cut = db.transaction((session) => session.query('select pg_sleep(3)'), { statementTimeoutMs: 5000 })
    const refused = expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await terminateOthers()
    await refused
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await db.query('select 1 as one')).toStrictEqual([{ one: 1 }])
    expect(errors.length).toBeGreaterThan(0)
  })

  test('an address where nothing answers is unavailable, soon', async () => {
    const began = performance.now()
    const nobody = openDatabase({ url: 'postgres://root@127.0.0.1:1/test' })
    await expect(nobody).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect(performance.now() - began).toBeLessThan(5500)
  })
})
