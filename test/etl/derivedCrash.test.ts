import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { readBaseRelease } from '../../db/release/base.ts'
import { writeRelease } from '../../db/release/write.ts'
import type { Session } from '../../db/session.ts'
import { kill, start, until } from '../crash/killing.ts'
import { timesDerived, timesVariables } from '../crash/timesDerived.ts'
import { makeMigratedDirectory, makePostgres } from '../db/databases.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'

const expressed = 1000

/** Columns, derivations and the log line of every release, oldest first: each is whole or not there. */
const releasesOf = (session: Session) =>
  session.query<{ number: number; columns: number; values: number; derivations: number; logged: number }>(
    `select number,
       (select count(*) from layer l join variable v on v.layer_id = l.id where l.release_id = r.id) as columns,
       (select count(*) from layer l join variable_values w on w.layer_id = l.id where l.release_id = r.id) as values,
       (select count(*) from derivation d where d.release_id = r.id) as derivations,
       (select count(*) from import_log i where i.release_id = r.id and outcome = 'created') as logged
     from release r order by number`,
  )

// one database is enough here: test/db/crash.test.ts kills writers of both
const kind = inject('postgres') ? 'postgres' : 'pglite'

describe(`kill -9 while something is derived on ${kind}`, () => {
  let place = ''
  let drop: () => Promise<void> = () => Promise.resolve()
  beforeAll(async () => {
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

  test(
    'leaves the release before it or the derived one whole, and a rerun completes',
    { timeout: 120_000 },
    async () => {
      const options = kind === 'postgres' ? { url: place } : { dataDirectory: place }
      const before = await openDatabase(options)
      await writeRelease(before, expressionContent(expressed, 40, 'crash'), sampleRecord('crash 1'))
      await before.close()

      const { child, said } = start('deriveReleases.ts', [place, '2'])
      // a first release told, and then in the middle of the next
      await until(() => said().includes('derived 2') || child.exitCode !== null)
      const told = said().length
      await until(() => said().length > told || child.exitCode !== null)
      await new Promise((resolve) => setTimeout(resolve, 300 * Math.random()))
      await kill(child)
      const acknowledged = [...said().matchAll(/^derived (\d+)$/gm)].map(([, n]) => Number(n))
      expect(acknowledged).toContain(2)

      const db = await openDatabase(options)
      const there = await releasesOf(db)
      there.forEach(({ number, columns, values, derivations, logged }) => {
        const whole = expressed + (number > 1 ? timesVariables : 0)
        expect([columns, values, derivations, logged]).toEqual([whole, whole, number > 1 ? 1 : 0, 1])
      })
      expect(there.length).toBeGreaterThanOrEqual(1 + acknowledged.length)
      expect((await readBaseRelease(db, 'crash'))?.number).toBe(there.at(-1)?.number)
      const again = await timesDerived(db, 1000, () => undefined)
      expect(again.outcome).toBe('derived')
      const base = await readBaseRelease(db, 'crash')
      const firstOf = (name: string) =>
        base?.content.layers.find(({ key }) => key === name)?.columns[0]?.[0] ?? NaN
      expect(firstOf('times')).toBe(1000 * firstOf('fpkm'))
      expect(firstOf('fpkm')).toBeGreaterThan(0)
      await db.close()
    },
  )
})
