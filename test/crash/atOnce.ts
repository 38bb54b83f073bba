import { writeRelease } from '../../db/release/write.ts'
import { openDatabase } from '../../db/client.ts'
import { openTestDatabase } from '../db/databases.ts'
import { crashContent, crashRecord, crashVariables } from './crashContent.ts'

/** `node test/crash/atOnce.ts [rounds]`: eight writers of one content at once, and readers all the while; prints the counts. */
const rounds = Number(process.argv[2] ?? 20)

for (const kind of ['postgres', 'pglite'] as const) {
  const { db, options, drop } = await openTestDatabase(kind)
  // PGlite has one owner; on PostgreSQL every writer is a pool of its own
  const writers = await Promise.all(
    Array.from({ length: 8 }, () => (kind === 'postgres' ? openDatabase(options) : Promise.resolve(db))),
  )
  let [reads, mixed, made] = [0, 0, 0]
  const state = { isOver: false }
  /** content by its first value, and how many columns the current release has: one statement, as the API reads */
  const read = async (): Promise<void> => {
    const [seen] = await db.query<{ n: number; columns: number; hash: string }>(
      `select (select float4_at(w.values, 0)::int4 from variable_values w where w.layer_id = l.id and w.ordinal = 0) as n,
         (select count(*) from variable_values w where w.layer_id = l.id) as columns, r.content_hash as hash
       from cohort c join release r on r.id = c.current_release_id join layer l on l.release_id = r.id`,
    )
    if (!seen) return
    reads += 1
    if (seen.columns !== crashVariables || seen.hash !== crashRecord(seen.n).contentHash) mixed += 1
  }
  const reader = (async () => {
    while (!state.isOver) await read()
  })()
  for (let n = 1; n <= rounds; n += 1) {
    const outcomes = await Promise.all(
      writers.map((one) => writeRelease(one, crashContent(n), crashRecord(n))),
    )
    made += outcomes.filter(({ outcome }) => outcome === 'created').length
  }
  state.isOver = true
  await reader
  const [{ releases } = { releases: NaN }] = await db.query<{ releases: number }>(
    'select count(*) as releases from release',
  )
  console.log(
    `${kind}: ${rounds} times eight at once, ${made} made, ${releases} releases; ${reads} reads meanwhile, ${mixed} mixed`,
  )
  for (const one of writers) if (one !== db) await one.close()
  await drop()
}
