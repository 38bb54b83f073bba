import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Session } from '../../db/session.ts'
import { crashVariables } from './crashContent.ts'

/** Starts `node <file beside this one> …args` and collects what it says. */
export function start(file: string, args: readonly string[]): { child: ChildProcess; said: () => string } {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return { child, said: () => text }
}

export async function until(condition: () => boolean, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** Kills the writer `delayMs` after it opened. @returns numbers of the releases that it was told are written */
export async function killWriter(place: string, first: number, delayMs: number): Promise<number[]> {
  const { child, said } = start('writeReleases.ts', [place, String(first)])
  await until(() => said().includes('open') || child.exitCode !== null)
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  await kill(child)
  return [...said().matchAll(/created (\d+)$/gm)].map(([, n]) => Number(n))
}

/** What must hold after any death of a writer; gives the numbers of the releases that are there, oldest first. */
export async function checkWhole(session: Session, expected = crashVariables): Promise<number[]> {
  const releases = await session.query<{
    n: number
    variables: number
    values: number
    lengths: number
    logged: number
  }>(
    `select
       (select float4_at(w.values, 0)::int4 from layer l join variable_values w on w.layer_id = l.id and w.ordinal = 0
        where l.release_id = r.id) as n,
       (select count(*) from layer l join variable v on v.layer_id = l.id where l.release_id = r.id) as variables,
       (select count(*) from layer l join variable_values w on w.layer_id = l.id where l.release_id = r.id) as values,
       (select count(distinct octet_length(w.values)) from layer l join variable_values w on w.layer_id = l.id
        where l.release_id = r.id) as lengths,
       (select count(*) from import_log i where i.release_id = r.id and outcome = 'created') as logged
     from release r order by number`,
  )
  for (const { n, variables, values, lengths, logged } of releases) {
    if (variables !== expected || values !== expected || lengths !== 1 || logged !== 1)
      throw new Error(
        `release of content ${n} is partial: ${variables} variables, ${values} columns, ${logged} logged`,
      )
  }
  const [state] = await session.query<{ orphans: number; current: number; newest: number }>(
    `select
       (select count(*) from layer l left join release r on r.id = l.release_id where r.id is null)
       + (select count(*) from variable_values w left join layer l on l.id = w.layer_id where l.id is null) as orphans,
       (select coalesce(max(r.number), 0) from cohort c join release r on r.id = c.current_release_id) as current,
       (select coalesce(max(number), 0) from release) as newest`,
  )
  if (state?.orphans !== 0 || state.current !== state.newest)
    throw new Error(`state after a kill: ${JSON.stringify(state)}`)
  return releases.map(({ n }) => n)
}
