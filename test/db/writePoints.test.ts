import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { checkWhole } from '../crash/killing.ts'
import { Stopped, writeUntil } from '../crash/writePoints.ts'
import { openTestDatabase } from './databases.ts'
import type { TestDatabase } from './databases.ts'

/** enough for every kind of statement */
const few = 50

/** The short form of test/crash/everyWritePoint.ts: the write fails at each of its statements instead of being killed. */
describe.each(['pglite', 'postgres'] as const)(
  'a release write that ends at any of its statements on %s',
  (kind) => {
    const missing = kind === 'postgres' && !inject('postgres')
    let place: TestDatabase
    beforeAll(async () => {
      if (!missing) place = await openTestDatabase(kind)
    })
    afterAll(async () => {
      if (!missing) await place.drop()
    })

    test.skipIf(missing)(
      'leaves the release before it, whole, and nothing of itself',
      { timeout: 60_000 },
      async () => {
        const { db } = place
        const statements = await writeUntil(db, 1, 0, 'before', () => undefined, few)
        expect(statements).toBeGreaterThan(15)
        for (let at = 1; at <= statements; at += 1) {
          const stop = () => {
            throw new Stopped(`at statement ${at}`)
          }
          await expect(writeUntil(db, 2, at, at % 2 === 0 ? 'before' : 'after', stop, few)).rejects.toThrow(
            Stopped,
          )
          expect(await checkWhole(db, few), `statement ${at}`).toEqual([1])
        }
        await writeUntil(db, 2, 0, 'before', () => undefined, few)
        expect(await checkWhole(db, few)).toEqual([1, 2])
      },
    )
  },
)
