/** A disk that is full while a release is written: a sentence, the old release whole, the room given back. */
import { execFileSync } from 'node:child_process'
import { cp, rm, statfs } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../db/client.ts'
import { DiskFull } from '../../db/lock.ts'
import { openPgliteDatabase } from '../../db/pgliteDatabase.ts'
import { readContent } from '../../db/release/readContent.ts'
import { writeRelease } from '../../db/release/write.ts'
import { makeDirectory, makeMigratedDirectory } from './databases.ts'
import { expressionContent, sampleRecord } from './sampleRelease.ts'

const mebibyte = 2 ** 20
const canMount = process.getuid?.() === 0

describe.runIf(canMount)('a disk of its own', () => {
  let disk = ''
  beforeEach(async () => {
    disk = await makeDirectory()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', disk])
    const migrated = await makeMigratedDirectory()
    await cp(migrated, disk, { recursive: true })
    await rm(migrated, { recursive: true, force: true })
  })
  afterEach(async () => {
    execFileSync('umount', ['-l', disk])
    await rm(disk, { recursive: true, force: true })
  })

  const free = async () => {
    const { bavail, bsize } = await statfs(disk)
    return bavail * bsize
  }

  const second = expressionContent(4000, 3000)
  const checkFirst = async (db: Database, releaseId: number) => {
    expect(await db.query('select number from release')).toEqual([{ number: 1 }])
    const there = await readContent(db, releaseId)
    expect(there?.layers[0]?.columns).toEqual(expressionContent(50, 40).layers[0]?.columns)
  }

  it(
    'too little room is seen between two streams, and what was begun gives its room back',
    { timeout: 120_000 },
    async () => {
      const db = await openPgliteDatabase({ dataDirectory: disk, neededBytes: 24 * mebibyte })
      try {
        const { releaseId } = await writeRelease(db, expressionContent(50, 40), sampleRecord('first'))
        const before = await free()
        const refused = writeRelease(db, second, sampleRecord('second'))
        await expect(refused).rejects.toBeInstanceOf(DiskFull)
        await expect(refused).rejects.toThrow(
          /^Only \d+ MB are free where .* needs 24 MB; nothing was written\.$/,
        )
        await checkFirst(db, releaseId)
        // all but the log
        expect(await free()).toBeGreaterThan(before - 40 * mebibyte)
        const third = writeRelease(db, expressionContent(51, 40), sampleRecord('third'))
        expect(await third).toMatchObject({ number: 2 })
      } finally {
        await db.close()
      }
    },
  )

  it.each([80, 62])(
    'the system has no byte left on a disk of %i MB, since another program took them; with room again all is as before',
    { timeout: 120_000 },
    async (size) => {
      execFileSync('mount', ['-o', `remount,size=${size}m`, disk])
      const db = await openPgliteDatabase({ dataDirectory: disk, neededBytes: 0 })
      try {
        const { releaseId } = await writeRelease(db, expressionContent(50, 40), sampleRecord('first'))
        const refused = writeRelease(db, second, sampleRecord('second'))
        await expect(refused).rejects.toBeInstanceOf(DiskFull)
        await expect(refused).rejects.toThrow('The disk of the database is full; nothing was written.')
        execFileSync('mount', ['-o', 'remount,size=400m', disk])
        await checkFirst(db, releaseId)
        expect(await writeRelease(db, second, sampleRecord('second'))).toMatchObject({ number: 2 })
      } finally {
        await db.close()
      }
    },
  )
})
