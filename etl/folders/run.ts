/** A check or an import of an import folder: what it tells is kept in the folder, so that whoever comes back sees it. */
import { join } from 'node:path'
import { z } from 'zod'
import type { FindingRecord } from '../../db/release/content.ts'
import type { ImportJob, ImportReport, JobEvent, Report } from '../job.ts'
import { readState, writeState } from './places.ts'
import type { Places } from './places.ts'

export type RunJob = (
  job: ImportJob,
  onEvent: (event: JobEvent) => void,
  signal: AbortSignal,
) => Promise<Report>

const runSchema = z.object({
  jobId: z.string(),
  command: z.enum(['check', 'import']),
  /** done: there is a report; failed: the program went wrong; stopped: by the server's end, to be begun again */
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'stopped']),
  stage: z.string(),
  message: z.string(),
  done: z.number(),
  total: z.number(),
  findings: z.array(z.custom<FindingRecord>()),
  report: z.custom<ImportReport>().nullable(),
})
export type Run = z.output<typeof runSchema>

function runPath({ folder }: Places): string {
  return join(folder, 'run.json')
}

export async function readRun(places: Places): Promise<Run | null> {
  return readState(runPath(places), runSchema)
}

const often = 300
const mostFindings = 500

/** Writes what changed, not more often than three times a second, and never two at once. */
class Told {
  readonly run: Run
  readonly #places: Places
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(places: Places, run: Run) {
    this.#places = places
    this.run = run
  }

  hear(event: JobEvent): void {
    if (event.kind === 'progress') {
      const { stage, message, done, total } = event
      Object.assign(this.run, { stage, message, done, total })
    } else if (event.kind === 'finding' && this.run.findings.length < mostFindings)
      this.run.findings.push(event.finding)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#write()
    }, often)
  }

  #write(): void {
    const text = JSON.stringify(this.run)
    this.#writing = this.#writing.then(() => writeState(runPath(this.#places), text)).catch(() => undefined)
  }

  async end(state: Run['state'], report: ImportReport | null): Promise<void> {
    clearTimeout(this.#timer)
    Object.assign(this.run, { state, report })
    await this.#writing
    await writeState(runPath(this.#places), this.run)
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

/**
 * Runs to its end and keeps what came of it. @throws Ended the server closes: nothing was written, it has to be done again
 * @returns what went wrong in the program, null when nothing
 */
export async function runFolder(
  places: Places,
  job: { id: string; command: ImportJob['command'] },
  runJob: RunJob,
  signal: AbortSignal,
): Promise<unknown> {
  const told = new Told(places, {
    jobId: job.id,
    command: job.command,
    state: 'running',
    stage: 'wait',
    message: 'waiting for its turn',
    done: 0,
    total: 0,
    findings: [],
    report: null,
  })
  await writeState(runPath(places), told.run)
  try {
    const input: ImportJob = {
      command: job.command,
      manifestPath: places.manifest,
      dataRoot: places.files,
    }
    const report = await runJob(
      input,
      (event) => {
        told.hear(event)
      },
      signal,
    )
    if (report.command !== 'import' && report.command !== 'check') throw new Error('another report')
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
