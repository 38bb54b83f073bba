import { rm } from 'node:fs/promises'
import { openDatabase } from '../../db/client.ts'
import { makeMigratedDirectory, makePostgres } from '../db/databases.ts'
import { checkWhole, start } from './killing.ts'

/** `node test/crash/everyWritePoint.ts`: SIGKILL before and after every statement of a release write, on both databases; prints the counts. */

async function killAt(place: string, n: number, at: number, moment: string): Promise<string> {
  const { child, said } = start('killAtWritePoint.ts', [place, String(n), String(at), moment])
  await new Promise((resolve) => child.once('close', resolve))
  return said()
}

async function trial(name: string, place: string): Promise<void> {
  const options = place.startsWith('postgres') ? { url: place } : { dataDirectory: place }
  const inPlace = async (): Promise<number[]> => {
    const db = await openDatabase(options)
    return checkWhole(db).finally(() => db.close())
  }
  const statements = Number(/statements (\d+)/.exec(await killAt(place, 1, 0, 'before'))?.[1] ?? NaN)
  if (!(statements > 0)) throw new Error('the whole write was not written')
  let [kills, partial] = [0, 0]
  for (let at = 1; at <= statements; at += 1)
    for (const moment of ['before', 'after']) {
      const said = await killAt(place, 2, at, moment)
      if (said.includes('statements')) throw new Error(`statement ${at} was never reached`)
      kills += 1
      if ((await inPlace()).join() !== '1') partial += 1
    }
  const rerun = await killAt(place, 2, 0, 'before')
  const there = await inPlace()
  console.log(
    `${name}: ${statements} statements, ${kills} kills, ${partial} partial or lost; the rerun ${rerun.includes('statements') ? 'was written' : 'FAILED'}, releases ${there.join(', ')}`,
  )
}

const postgres = await makePostgres()
await trial('postgres', postgres.url).finally(postgres.drop)
const directory = await makeMigratedDirectory()
await trial('pglite', directory).finally(() => rm(directory, { recursive: true, force: true }))
