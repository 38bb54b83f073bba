import { rm } from 'node:fs/promises'
import { openDatabase } from '../../db/client.ts'
import { writeRelease } from '../../db/release/write.ts'
import { makeDirectory, makePostgres } from '../db/databases.ts'
import { crashContent, crashRecord } from './crashContent.ts'
import { checkWhole, killWriter } from './killing.ts'

/** `node test/crash/killReleases.ts [kills] [latest ms]`: kills a writing process at random moments, on both databases, and prints what was left. */

const [kills = 20, latestMs = 3000] = process.argv.slice(2).map(Number)

async function trial(name: string, place: string): Promise<void> {
  const options = place.startsWith('postgres') ? { url: place } : { dataDirectory: place }
  let next = 1
  let acknowledged = 0
  let unacknowledged = 0
  let during = 0
  for (let i = 0; i < kills; i += 1) {
    const told = await killWriter(place, next, Math.random() * latestMs)
    acknowledged += told.length
    const db = await openDatabase(options)
    const there = await checkWhole(db)
    const lost = told.filter((n) => !there.includes(n))
    if (lost.length > 0) throw new Error(`acknowledged and lost: ${lost.join(', ')}`)
    // written, but killed before it could say so
    const silent = there.filter((n) => n >= next && !told.includes(n))
    unacknowledged += silent.length
    if (silent.length === 0) during += 1
    next = Math.max(next, ...there.map((n) => n + 1))
    await db.close()
  }
  const db = await openDatabase(options)
  const { outcome } = await writeRelease(db, crashContent(next), crashRecord(next))
  const there = await checkWhole(db)
  await db.close()
  console.log(
    `${name}: ${kills} kills, ${during} of them inside a release; ${acknowledged} releases acknowledged and all there, ${unacknowledged} written without a word; 0 partial; rerun ${outcome}, ${there.length} releases`,
  )
}

const postgres = await makePostgres()
await trial('postgres', postgres.url).finally(postgres.drop)
const directory = await makeDirectory()
await trial('pglite', directory).finally(() => rm(directory, { recursive: true, force: true }))
