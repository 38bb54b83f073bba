import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { DatabaseLocked, DiskFull } from '../../db/lock.ts'
import { openPgliteDatabase } from '../../db/pgliteDatabase.ts'
import { DatabaseUnavailable } from '../../db/session.ts'
import { kill, start, until } from '../crash/killing.ts'
import { makeMigratedDirectory } from './databases.ts'

describe('a PGlite directory', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await makeMigratedDirectory()
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test('is refused to a second process within a second, in one sentence, and free again after kill -9', async () => {
    const first = start('openAndHold.ts', [directory])
    await until(() => first.said().includes('open'))
    const began = performance.now()
    const second = openDatabase({ dataDirectory: directory })
    await expect(second).rejects.toBeInstanceOf(DatabaseLocked)
    await expect(second).rejects.toThrow(
      `The database in ${directory} is in use by another process; stop that process or use another directory.`,
    )
    expect(performance.now() - began).toBeLessThan(1000)
    await kill(first.child)
    const db = await openDatabase({ dataDirectory: directory })
    expect(await db.query('select count(*) as n from cohort')).toStrictEqual([{ n: 0 }])
    await db.close()
  })

  test('is refused to another process while this one has it, and to this one itself', async () => {
    const db = await openDatabase({ dataDirectory: directory })
    const other = start('openAndHold.ts', [directory])
    await until(() => other.said() !== '')
    expect(other.said()).toMatch(/^DatabaseLocked: The database in .* is in use by another process/)
    await expect(openDatabase({ dataDirectory: directory })).rejects.toBeInstanceOf(DatabaseLocked)
    await db.close()
    await (await openDatabase({ dataDirectory: directory })).close()
  })

  test('is not opened, and not written to, when the disk is nearly full; reading goes on', async () => {
    let free = 100 * 2 ** 20
    const options = { dataDirectory: directory, freeBytes: () => Promise.resolve(free) }
    const refused = openPgliteDatabase(options)
    await expect(refused).rejects.toBeInstanceOf(DiskFull)
    await expect(refused).rejects.toThrow('Only 100 MB are free')
    free = 300 * 2 ** 20
    const db = await openPgliteDatabase(options)
    free = 200 * 2 ** 20
    await expect(db.query(`insert into cohort (slug) values ('a')`)).rejects.toBeInstanceOf(DiskFull)
    await expect(db.copyIn('copy cohort (slug) from stdin', new TextEncoder().encode('a\n'))).rejects.toThrow(
      '256 MB',
    )
    expect(await db.query('select count(*) as n from cohort')).toStrictEqual([{ n: 0 }])
    await db.close()
  })

  test('a statement that never ends is stopped, those that wait are answered, and the next ones too', async () => {
    const db = await openPgliteDatabase({ dataDirectory: directory, statementLimitMs: 1500 })
    await db.query(`insert into cohort (slug) values ('kept')`)
    const endless = db.query('select count(*) from generate_series(1, 100000000000)')
    const waiting = db.query('select slug from cohort')
    await expect(endless).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(endless).rejects.toThrow('within 1.5 s')
    expect(await waiting).toStrictEqual([{ slug: 'kept' }])
    await db.close()
    await expect(db.query('select 1')).rejects.toThrow('closed')
  })

  test('a transaction does not go on in a thread that knows nothing of it', async () => {
    const db = await openPgliteDatabase({ dataDirectory: directory })
    const work = db.transaction(
      async (session) => {
        await session.query(`insert into cohort (slug) values ('lost')`)
        await session.query('select count(*) from generate_series(1, 100000000000)').catch(() => undefined)
        await session.query(`insert into cohort (slug) values ('half')`)
      },
      { statementTimeoutMs: 1500 },
    )
    await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect(await db.query(`select slug from cohort where slug in ('lost', 'half')`)).toStrictEqual([])
    await db.close()
  })
})
