/** `node test/crash/importKills.ts [kills] [seed] [pglite|postgres]`: kill -9 of imports on both databases; prints the counts. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePostgres } from '../db/databases.ts'
import { killRounds } from './killRounds.ts'

const rounds = Number.parseInt(process.argv[2] ?? '20', 10)
const seed = Number.parseInt(process.argv[3] ?? '1', 10)

/** Mulberry32, so that a failing run can be had again. */
function generator(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const folder = await mkdtemp(join(tmpdir(), 'radimmune-kills-'))
const wanted = process.argv[4]
try {
  if (wanted !== 'postgres')
    console.log(
      'pglite',
      await killRounds({ env: { RADIMMUNE_DATA: join(folder, 'data') }, folder }, rounds, generator(seed)),
    )
  if (wanted !== 'pglite') await onPostgres()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function onPostgres(): Promise<void> {
  const postgres = await makePostgres()
  try {
    console.log(
      'postgres',
      await killRounds({ env: { DATABASE_URL: postgres.url }, folder }, rounds, generator(seed + 1)),
    )
  } finally {
    await postgres.drop()
  }
}
