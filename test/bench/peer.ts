import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { performance } from 'node:perf_hooks'
import type { Measured } from './measure.ts'

/** R in a process of its own that runs one named task at a time and says how long it took. */
export interface Peer {
  version: string
  run: (task: string) => Promise<{ wall: number; processor: number }>
  end: () => void
}

/** Null where R is not installed. @param args the script and what it is given */
export async function openPeer(...args: readonly string[]): Promise<Peer | null> {
  if (spawnSync('Rscript', ['--version']).status !== 0) return null
  const child = spawn('Rscript', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${args.join(' ')} ended`)
    return value
  }
  return {
    version: await next(),
    run: async (task) => {
      child.stdin.write(`${task}\n`)
      const [wall = NaN, processor = NaN] = (await next()).split(' ').map(Number)
      return { wall, processor }
    },
    end: () => child.stdin.end(),
  }
}

export interface Pair {
  task: string
  goal: string
  ours: () => unknown
  /** name of R's task, and how often it is run; it takes long where it is a loop */
  theirs?: string
}

export interface Paired {
  ours: Measured
  theirs: Measured | null
}

/** Runs ours and R's in turn, so that what else the machine does hits both. */
export async function measurePair(
  peer: Peer | null,
  { task, goal, ours, theirs }: Pair,
  runs = 5,
): Promise<Paired> {
  const own: Measured = { task, goal, wall: [], processor: [] }
  const other: Measured = { task, goal, wall: [], processor: [] }
  ours()
  ours()
  for (let i = 0; i < runs; i += 1) {
    const used = process.threadCpuUsage()
    const start = performance.now()
    ours()
    own.wall.push(performance.now() - start)
    const { user, system } = process.threadCpuUsage(used)
    own.processor.push((user + system) / 1000)
    if (!peer || theirs === undefined) continue
    const { wall, processor } = await peer.run(theirs)
    other.wall.push(wall)
    other.processor.push(processor)
  }
  for (const times of [own.wall, own.processor, other.wall, other.processor]) times.sort((a, b) => a - b)
  return { ours: own, theirs: other.wall.length > 0 ? other : null }
}

const median = (times: readonly number[]): number => times[Math.floor((times.length - 1) / 2)] ?? NaN
const shown = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0))

/** Medians side by side; the ratio is that of processor times. */
export function pairedTable(rows: readonly Paired[]): string {
  const lines = rows.map(({ ours, theirs }) => {
    const own = `${shown(median(ours.processor))} (${shown(median(ours.wall))}, ${shown(ours.wall[0] ?? NaN)})`
    const other = theirs ? `${shown(median(theirs.processor))} (${shown(median(theirs.wall))})` : '–'
    const ratio = theirs ? (median(ours.processor) / median(theirs.processor)).toPrecision(2) : '–'
    return `| ${ours.task} | ${own} | ${other} | ${ratio} | ${ours.goal} |`
  })
  return [
    '| task | ours, processor ms (wall; least wall) | R, processor ms (wall) | ours / R | goal ms |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}
