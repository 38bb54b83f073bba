/** Long work that outlives a closed tab and a stopped server: pg-boss on either database, in a schema of its own. */
import { PgBoss } from 'pg-boss'
import type { ConstructorOptions, JobWithMetadata } from 'pg-boss'
import type { Database } from '../session.ts'

/** done: it came to an end of its own, whatever that was */
export type JobState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'

export interface JobQueue {
  /** Does what is waiting, one after the other, and what a process that died had begun. `handle` throws: tried again later. */
  work(handle: (data: object, id: string) => Promise<void>): Promise<void>
  /** @param id a UUID, known before the job is there */
  send(data: object, id: string): Promise<void>
  /** null: never heard of, or forgotten after a month */
  state(id: string): Promise<JobState | null>
  cancel(id: string): Promise<void>
  /** No further job begins; those under way must have ended. */
  close(): Promise<void>
}

const schema = 'radimmune_jobs'
const hour = 3600

const states: Readonly<Record<JobWithMetadata['state'], JobState>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
}

function options(db: Database): ConstructorOptions {
  return {
    db: { executeSql: async (text, values = []) => ({ rows: await db.script(text, values) }) },
    backend: db.kind === 'pglite' ? 'pglite' : 'postgres',
    schema,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  }
}

const queueOptions = {
  // a worker that died is noticed by its silence
  heartbeatSeconds: 15,
  expireInSeconds: 12 * hour,
  retryLimit: 5,
  deleteAfterSeconds: 30 * 24 * hour,
}

/** Whether a queue was ever opened in this database: then work may be waiting in it. */
export async function hasJobQueue(db: Database): Promise<boolean> {
  const found = await db.query('select from pg_catalog.pg_namespace where nspname = $1', [schema])
  return found.length > 0
}

/** The embedded database has one owner, so what is active when it is opened was left by one that died. */
async function takeUp(boss: PgBoss, queue: string): Promise<void> {
  const left = await boss.findJobs(queue)
  const begun = left.filter(({ state }) => state === 'active').map(({ id }) => id)
  if (begun.length > 0) await boss.fail(queue, begun, { message: 'the server was stopped' })
}

/** One job after the other within a name; `place` is that of the files that the jobs are about. */
export interface QueueName {
  name: 'imports' | 'scorings'
  place: string
}

/**
 * @param name only who has the files of the place takes its jobs. The embedded database has one owner, and so one place
 * @param onError told of errors of the queue itself, such as a database that does not answer
 */
export async function openJobQueue(
  db: Database,
  { name, place }: QueueName,
  onError: (error: Error) => void,
): Promise<JobQueue> {
  const queue = db.kind === 'pglite' ? name : `${name}-${place}`
  const boss = new PgBoss(options(db))
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(queue, queueOptions)
  let worker: string | null = null
  return {
    async work(handle) {
      if (db.kind === 'pglite') await takeUp(boss, queue)
      worker = await boss.work<object>(queue, { pollingIntervalSeconds: 5 }, async ([job]) => {
        if (job) await handle(job.data, job.id)
      })
    },
    async send(data, id) {
      if ((await boss.send(queue, data, { id })) === null) throw new Error('the queue took no job')
      if (worker !== null) boss.notifyWorker(worker)
    },
    async state(id) {
      const [job] = await boss.findJobs(queue, { id })
      return job ? states[job.state] : null
    },
    async cancel(id) {
      await boss.cancel(queue, id)
    },
    close: () => boss.stop({ graceful: true, timeout: 3000 }),
  }
}
