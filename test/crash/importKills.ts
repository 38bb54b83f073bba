/**
 * `node test/crash/importKills.ts [kills] [seed] [pglite|postgres] [log]`: kill -9 of imports on both databases; prints the
 * counts. Every round is a line of the log, and a run that was ended goes on behind its last line.
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeMigratedDirectory, makePostgres } from '../db/databases.ts'
import { killRounds } from './killRounds.ts'
import type { Place, Round } from './killRounds.ts'

const kills = Number.parseInt(process.argv[2] ?? '20', 10)
const seed = Number.parseInt(process.argv[3] ?? '1', 10)
const [wanted, log] = process.argv.slice(4)

/** Mulberry32 of seed and round, so that a failing round can be had again. */
function draw(start: number, round: number): number {
  const state = (start + Math.imul(round + 1, 0x6d2b79f5)) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

type Line = Round & { kind: string; seed: number }

function linesBefore(kind: string, start: number): Round[] {
  if (log === undefined) return []
  let text = ''
  try {
    text = readFileSync(log, 'utf8')
  } catch {
    return []
  }
  const lines = text.split('\n').filter((line) => line.endsWith('}'))
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.kind === kind && line.seed === start)
}

async function trial(kind: string, place: Place, start: number): Promise<void> {
  const before = linesBefore(kind, start)
  const told = (round: Round) => {
    if (log !== undefined) appendFileSync(log, `${JSON.stringify({ kind, seed: start, ...round })}\n`)
  }
  console.log(kind, await killRounds(place, { kills, draw: (round) => draw(start, round), before, told }))
}

const folder = await mkdtemp(join(tmpdir(), 'radimmune-kills-'))
try {
  if (wanted !== 'postgres') {
    await mkdir(join(folder, 'data'))
    await rename(await makeMigratedDirectory(), join(folder, 'data/database'))
    await trial('pglite', { env: { RADIMMUNE_DATA: join(folder, 'data') }, folder }, seed)
  }
  if (wanted !== 'pglite') {
    const postgres = await makePostgres()
    const place = { env: { DATABASE_URL: postgres.url }, folder }
    await trial('postgres', place, seed + 1).finally(postgres.drop)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
