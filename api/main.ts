/** The composition root: opens the database, seeds the demonstration cohorts, serves the API, the pages and the command line's jobs. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import type { Logger } from 'pino'
import { hasJobQueue, openJobQueue } from '../db/app/jobQueue.ts'
import type { Database } from '../db/client.ts'
import { openLocation } from '../db/location.ts'
import { listCohortsForAdmin } from '../db/release/cohorts.ts'
import { codeVersion } from '../etl/codeVersion.ts'
import { ensureDemo } from '../etl/datasets/demo/seed.ts'
import { ImportFolders } from '../etl/folders/importFolders.ts'
import { jobSchema } from '../etl/job.ts'
import { runJob } from '../etl/run.ts'
import { Scorings } from '../etl/scorings/scorings.ts'
import { parseConfig } from './config.ts'
import type { Config } from './config.ts'
import type { Jobs } from './jobs.ts'
import { createServer } from './server.ts'
import { createApi } from './yoga.ts'

const oldestNode = 24

function checkNode(): void {
  const major = parseInt(process.versions.node, 10)
  if (major < oldestNode)
    throw new Error(
      `Node ${oldestNode} or newer is needed, this is ${process.versions.node}: start with "npm start", which brings its own`,
    )
}

function jobsOn(db: Database, log: Logger): Jobs {
  return {
    async run(job, onEvent, signal) {
      const parsed = jobSchema.parse(job)
      log.info({ job: parsed }, 'a job of the command line')
      await runJob(db, parsed, onEvent, signal)
    },
  }
}

function errorsOf(findings: readonly { severity: string; message: string }[]): string {
  return findings.flatMap(({ severity, message }) => (severity === 'error' ? [message] : [])).join('; ')
}

async function seedDemo(db: Database, config: Config, log: Logger): Promise<void> {
  const started = performance.now()
  const outcome = await ensureDemo({
    dataFolder: config.dataDirectory,
    listCohorts: async () => (await listCohortsForAdmin(db)).map(({ slug }) => slug),
    runImport: async (manifestPath, filesFolder) => {
      log.info(`importing the simulated cohort ${manifestPath}`)
      const job = { command: 'import' as const, manifestPath, dataRoot: filesFolder }
      const report = await runJob(db, job, () => undefined, new AbortController().signal)
      if (report.command === 'import' && report.outcome === 'refused')
        throw new Error(`the simulated cohort was refused: ${errorsOf(report.findings)}`)
    },
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (outcome !== 'already-there') log.info(`simulated demonstration cohorts imported in ${seconds} s`)
}

/** Imports from the browser: the code of the command line, as jobs that outlive this process. */
function importFolders(db: Database, config: Config, log: Logger): ImportFolders {
  const onError = (error: unknown): void => {
    log.error({ err: error }, 'an import from the browser')
  }
  return new ImportFolders({
    root: join(config.dataDirectory, 'imports'),
    openQueue: (place) => openJobQueue(db, { name: 'imports', place }, onError),
    runJob: (job, onEvent, signal) => runJob(db, job, onEvent, signal),
    onError,
  })
}

/** Models applied from the browser, in the same way. */
function scorings(db: Database, config: Config, log: Logger): Scorings {
  const onError = (error: unknown): void => {
    log.error({ err: error }, 'a model applied from the browser')
  }
  return new Scorings({
    root: join(config.dataDirectory, 'scorings'),
    openQueue: (place) => openJobQueue(db, { name: 'scorings', place }, onError),
    runJob: (job, onEvent, signal) => runJob(db, job, onEvent, signal),
    onError,
  })
}

/** The note by which the command line finds this server; `token` shows that somebody may read the data directory. */
class ServerNote {
  readonly token = randomBytes(32).toString('base64url')
  readonly #path: string

  constructor(dataDirectory: string) {
    this.#path = join(dataDirectory, 'server.json')
  }

  /** @param url null while the server is starting */
  async write(url: string | null): Promise<void> {
    const aside = `${this.#path}.${process.pid}`
    await writeFile(aside, JSON.stringify({ url, token: this.token, pid: process.pid }), { mode: 0o600 })
    await chmod(aside, 0o600)
    await rename(aside, this.#path)
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true })
  }
}

async function main(): Promise<void> {
  checkNode()
  const config = parseConfig(process.env)
  const log = pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime })
  await mkdir(config.dataDirectory, { recursive: true })
  const db = await openLocation(config, (error) => {
    log.error({ err: error }, 'the database connection broke')
  })
  const note = new ServerNote(config.dataDirectory)
  await note.write(null)
  await seedDemo(db, config, log)
  const imports = importFolders(db, config, log)
  const models = scorings(db, config, log)
  const server = createServer({
    api: createApi({ db, codeVersion: codeVersion(), log, imports, scorings: models }),
    log,
    imports,
    webRoot: resolve(import.meta.dirname, '../web/dist'),
    jobs: { jobs: jobsOn(db, log), token: note.token },
  })
  const url = await server.listen(config)
  await note.write(url)
  // what a server that was stopped had begun goes on, without making anybody wait
  if (await hasJobQueue(db))
    Promise.all([imports.resume(), models.resume()]).catch((error: unknown) => {
      log.error({ err: error }, 'the work that waits could not be taken up')
    })
  console.log(`Radimmune is ready at ${url} (${db.kind === 'pglite' ? config.dataDirectory : 'PostgreSQL'})`)

  const stop = async (signal: string): Promise<void> => {
    log.info(`${signal}: closing`)
    await note.remove()
    await Promise.all([server.close(), imports.close(), models.close()])
    await db.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'closing failed')
          process.exit(1)
        },
      )
    })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
