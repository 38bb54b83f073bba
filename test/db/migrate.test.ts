import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { relative } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { makeDirectory, makeMigratedDirectory, makePostgres } from './databases.ts'

describe('migrations', () => {
  test.skipIf(!inject('postgres'))('six processes at once on an empty PostgreSQL all succeed', async () => {
    const { url, drop } = await makePostgres()
    try {
      const opened = await Promise.all(Array.from({ length: 6 }, () => openDatabase({ url })))
      const [row] =
        (await opened[0]?.query('select count(*) as n, count(distinct tag) as tags from schema_migration')) ??
        []
      const migrations = readdirSync(new URL('../../db/migrations/', import.meta.url)).filter((name) =>
        name.endsWith('.sql'),
      ).length
      expect(row).toStrictEqual({ n: migrations, tags: migrations })
      await Promise.all(opened.map((db) => db.close()))
    } finally {
      await drop()
    }
  })

  test('a database of another version is refused with a sentence', async () => {
    const dataDirectory = await makeMigratedDirectory()
    const db = await openDatabase({ dataDirectory })
    await db.query(`update schema_migration set hash = 'other' where place = 2`)
    await db.close()
    await expect(openDatabase({ dataDirectory })).rejects.toThrow('made by another version of Radimmune')
    await rm(dataDirectory, { recursive: true })
  })

  test('a directory whose making was interrupted is made again', async () => {
    // every template is made in a directory with the rest of an interrupted one
    const dataDirectory = await makeMigratedDirectory()
    expect(readdirSync(dataDirectory)).not.toContain('pglite.unfinished')
    const db = await openDatabase({ dataDirectory })
    expect(await db.query('select count(*) as n from release')).toStrictEqual([{ n: 0 }])
    await db.close()
    await rm(dataDirectory, { recursive: true })
  })

  test('the drizzle schema has no change that no migration makes', async () => {
    const out = await makeDirectory()
    await cp('db/migrations', out, { recursive: true })
    const { stdout } = await promisify(execFile)(process.execPath, [
      'node_modules/drizzle-kit/bin.cjs',
      'generate',
      '--dialect=postgresql',
      '--schema=./db/schema/*.ts',
      // drizzle-kit puts ./ before it
      `--out=${relative('.', out)}`,
    ])
    expect(stdout).toContain('No schema changes')
    await rm(out, { recursive: true })
  })
})
