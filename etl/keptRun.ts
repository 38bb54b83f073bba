/** Long work whose telling is kept in a file, so that whoever comes back sees how far it is and what came of it. */
import { z } from 'zod'
import type { FindingRecord } from '../db/release/content.ts'
import type { JobEvent } from './job.ts'
import type { Queue, QueuedState } from './queue.ts'
import { readState, writeState } from './stateFile.ts'

const stateSchema = z.object({
  jobId: z.string(),
  /** done: there is a report; failed: the program went wrong; stopped: by the server's end, to be begun again */
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'stopped']),
  stage: z.string(),
  message: z.string(),
  done: z.number(),
  total: z.number(),
  findings: z.array(z.custom<FindingRecord>()),
  report: z.unknown(),
})

export interface Run<Report> extends Omit<z.output<typeof stateSchema>, 'report'> {
  report: Report | null
}

/** @param path of a file that `runKept` wrote: its report is of the kind that was run */
async function readRun<Report>(path: string): Promise<Run<Report> | null> {
  const run = await readState(path, stateSchema)
  return run && { ...run, report: (run.report ?? null) as Report | null }
}

const often = 300
const mostFindings = 500

/** Writes what changed, not more often than three times a second, and never two at once. */
class Told<Report> {
  readonly #run: Run<Report>
  readonly #path: string
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(path: string, run: Run<Report>) {
    this.#path = path
    this.#run = run
  }

  hear(event: JobEvent): void {
    if (event.kind === 'progress') {
      const { stage, message, done, total } = event
      Object.assign(this.#run, { stage, message, done, total })
    } else if (event.kind === 'finding' && this.#run.findings.length < mostFindings)
      this.#run.findings.push(event.finding)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#write()
    }, often)
  }

  #write(): void {
    const text = JSON.stringify(this.#run)
    this.#writing = this.#writing.then(() => writeState(this.#path, text)).catch(() => undefined)
  }

  async end(state: Run<Report>['state'], report: Report | null): Promise<void> {
    clearTimeout(this.#timer)
    Object.assign(this.#run, { state, report })
    await this.#writing
    await writeState(this.#path, this.#run)
  }
}

/** Why a run was ended from outside. */
export class Ended extends Error {
  readonly by: 'person' | 'server'
  constructor(by: Ended['by']) {
    super(by === 'person' ? 'cancelled' : 'the server is closing')
    this.by = by
  }
}

const waiting = { stage: 'wait', message: 'waiting for its turn', done: 0, total: 0 }

/**
 * Runs to its end and keeps what came of it. @throws Ended the server closes: nothing was written, it has to be done again
 * @returns what went wrong in the program, null when nothing
 */
export async function runKept<Report>(
  path: string,
  jobId: string,
  work: (onEvent: (event: JobEvent) => void, signal: AbortSignal) => Promise<Report>,
  signal: AbortSignal,
): Promise<unknown> {
  const begun: Run<Report> = { jobId, state: 'running', ...waiting, findings: [], report: null }
  const told = new Told(path, begun)
  await writeState(path, begun)
  try {
    const report = await work((event) => {
      told.hear(event)
    }, signal)
    await told.end('done', report)
    return null
  } catch (error) {
    const ended: unknown = signal.aborted ? signal.reason : null
    if (ended instanceof Ended && ended.by === 'server') {
      await told.end('stopped', null)
      throw ended
    }
    await told.end(ended instanceof Ended ? 'cancelled' : 'failed', null)
    return ended instanceof Ended ? null : error
  }
}

/** Where a run stands, as it is shown. */
export interface Standing<Report> {
  state: QueuedState
  stage: string
  message: string
  done: number
  total: number
  findings: readonly FindingRecord[]
  report: Report | null
}

const isOver = <Report>(run: Run<Report>): boolean => run.state !== 'running' && run.state !== 'stopped'

/** By what was kept, and where that has no end by the queue. @param queue asked only when it is needed */
export async function standingOf<Report>(
  path: string,
  jobId: string,
  queue: () => Promise<Queue>,
): Promise<Standing<Report>> {
  const own = async (): Promise<Run<Report> | null> => {
    const last = await readRun<Report>(path)
    return last?.jobId === jobId ? last : null
  }
  const shown = (run: Run<Report>): Standing<Report> => ({
    ...run,
    state: run.state === 'stopped' ? 'waiting' : run.state,
  })
  const run = await own()
  if (run && isOver(run)) return shown(run)
  // it may have ended between the two
  const state = (await (await queue()).state(jobId)) ?? 'failed'
  if (state === 'done') {
    const now = await own()
    if (now && isOver(now)) return shown(now)
  }
  const told = { ...waiting, findings: [], report: null }
  if (state === 'waiting' && run)
    return { ...told, state, message: 'the server was stopped meanwhile; it is begun again' }
  return { ...told, ...(state === 'running' && run ? run : {}), state: state === 'done' ? 'running' : state }
}
