import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { writeRelease } from '../../db/release/write.ts'
import { crashContent, crashRecord } from '../crash/crashContent.ts'
import { checkWhole, killWriter } from '../crash/killing.ts'
import { makeMigratedDirectory, makePostgres } from './databases.ts'

/** A handful of kills; `node test/crash/killReleases.ts` does many. */
describe.each(['pglite', 'postgres'] as const)('kill -9 while %s is written', (kind) => {
  const missing = kind === 'postgres' && !inject('postgres')
  let place = ''
  let drop: () => Promise<void> = () => Promise.resolve()
  beforeAll(async () => {
    if (missing) return
    if (kind === 'postgres') {
      const made = await makePostgres()
      place = made.url
      drop = made.drop
      return
    }
    place = await makeMigratedDirectory()
    drop = () => rm(place, { recursive: true, force: true })
  })
  afterAll(() => drop())

  test.skipIf(missing)(
    'leaves no partial release, loses no acknowledged one, and a rerun completes',
    { timeout: 120_000 },
    async () => {
      const options = kind === 'postgres' ? { url: place } : { dataDirectory: place }
      let next = 1
      for (const delayMs of [Math.random() * 200, 300 + Math.random() * 1200]) {
        const told = await killWriter(place, next, delayMs)
        const db = await openDatabase(options)
        const there = await checkWhole(db)
        expect(there).toStrictEqual(expect.arrayContaining(told))
        next = Math.max(next, ...there.map((n) => n + 1))
        await db.close()
      }
      const db = await openDatabase(options)
      const { outcome } = await writeRelease(db, crashContent(next), crashRecord(next))
      expect(outcome).toBe('created')
      expect((await checkWhole(db)).at(-1)).toBe(next)
      await db.close()
    },
  )
})
