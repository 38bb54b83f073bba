/** Stored models applied to cohorts from the browser: the code of `etl score`, as jobs that outlive tab and server. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { DerivationReport, JobEvent, Report, ScoreJob } from '../job.ts'
import { runKept, standingOf } from '../keptRun.ts'
import type { Standing } from '../keptRun.ts'
import type { Queue } from '../queue.ts'
import { QueuedRuns } from '../queuedRuns.ts'
import { idOfPlace, readState, writeState } from '../stateFile.ts'

const askedSchema = z.object({
  /** the stored model: key, and the release and cohort that it stood in */
  model: z.object({ release: z.string(), cohort: z.string(), key: z.string() }),
  cohort: z.string(),
  /** null: the layer of the training */
  gtr: z.string().nullable(),
  ith: z.string().nullable(),
})
export type ScoringAsked = z.output<typeof askedSchema>

const keptSchema = askedSchema.extend({ id: z.uuid(), askedAt: z.string() })
type Kept = z.output<typeof keptSchema>

export interface Scoring extends Kept, Standing<DerivationReport> {}

export interface ScoringsParts {
  /** where their state lies */
  root: string
  /** opens the queue of this place: another server has state of its own */
  openQueue: (place: string) => Promise<Queue>
  runJob: (job: ScoreJob, onEvent: (event: JobEvent) => void, signal: AbortSignal) => Promise<Report>
  onError: (error: unknown) => void
}

const payloadSchema = z.object({ scoring: z.uuid() })

export class Scorings {
  readonly #parts: ScoringsParts
  readonly #runs: QueuedRuns

  constructor(parts: ScoringsParts) {
    this.#parts = parts
    this.#runs = new QueuedRuns({
      openQueue: async () => parts.openQueue(await idOfPlace(parts.root)),
      run: (data, id, signal) => this.#run(payloadSchema.parse(data).scoring, id, signal),
      isCancelled: async (_data, id) => (await readState(this.#file(id, 'cancelled'), z.unknown())) !== null,
      onError: parts.onError,
    })
  }

  async resume(): Promise<void> {
    await this.#runs.opened()
  }

  async close(): Promise<void> {
    await this.#runs.close()
  }

  /** Asked twice while it is under way, it is one. */
  async start(asked: ScoringAsked): Promise<Scoring> {
    const same = (await this.#kept(asked.model)).find(
      ({ cohort, gtr, ith }) => cohort === asked.cohort && gtr === asked.gtr && ith === asked.ith,
    )
    const before = same && (await this.#shown(same))
    if (before?.state === 'waiting' || before?.state === 'running') return before
    const kept: Kept = { ...asked, id: randomUUID(), askedAt: new Date().toISOString() }
    await mkdir(join(this.#parts.root, kept.id), { recursive: true })
    await writeState(this.#file(kept.id, 'asked'), kept)
    await this.#runs.send({ scoring: kept.id }, kept.id)
    return this.#shown(kept)
  }

  async cancel(id: string): Promise<Scoring> {
    const kept = await this.#one(id)
    await writeState(this.#file(id, 'cancelled'), {})
    await this.#runs.cancel(id)
    return this.#shown(kept)
  }

  /** Those of one model, newest first. */
  async list(model: Pick<ScoringAsked['model'], 'release' | 'key'>, most = 20): Promise<Scoring[]> {
    return Promise.all((await this.#kept(model)).slice(0, most).map((one) => this.#shown(one)))
  }

  async #kept({ release, key }: Pick<ScoringAsked['model'], 'release' | 'key'>): Promise<Kept[]> {
    const ids = (await readdir(this.#parts.root).catch(() => [])).filter(
      (name) => z.uuid().safeParse(name).success,
    )
    const all = await Promise.all(ids.map((id) => readState(this.#file(id, 'asked'), keptSchema)))
    return all
      .filter((one) => one !== null && one.model.release === release && one.model.key === key)
      .filter((one) => one !== null)
      .sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1))
  }

  async #run(id: string, jobId: string, signal: AbortSignal): Promise<unknown> {
    const { model, cohort, gtr, ith } = await this.#one(id)
    const job: ScoreJob = {
      command: 'score',
      cohort,
      model: `${model.cohort}/${model.key}`,
      gtr: gtr ?? undefined,
      ith: ith ?? undefined,
    }
    return runKept(
      this.#file(id, 'run'),
      jobId,
      async (onEvent, ended): Promise<DerivationReport> => {
        const report = await this.#parts.runJob(job, onEvent, ended)
        if (report.command !== 'score') throw new Error('another report')
        return report
      },
      signal,
    )
  }

  async #shown(kept: Kept): Promise<Scoring> {
    return {
      ...kept,
      ...(await standingOf<DerivationReport>(this.#file(kept.id, 'run'), kept.id, this.#runs.opened)),
    }
  }

  async #one(id: string): Promise<Kept> {
    const kept = z.uuid().safeParse(id).success ? await readState(this.#file(id, 'asked'), keptSchema) : null
    if (!kept) throw new InvalidInput('id', id, 'the id of a model applied here')
    return kept
  }

  #file(id: string, name: 'asked' | 'cancelled' | 'run'): string {
    return join(this.#parts.root, id, `${name}.json`)
  }
}
