/** `npm run etl -- init <folder>`, `import|check <manifest>`, `list`, `show`, `remove`, `verify`, `train`, `score`, `model`. Exit 0 clean, 3 warnings, 1 errors, 2 usage. */
import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import { DatabaseUnavailable } from '../db/client.ts'
import { locationFromEnvironment, openLocation } from '../db/location.ts'
import type { DatabaseLocation } from '../db/location.ts'
import { DatabaseLocked, DiskFull } from '../db/lock.ts'
import { addDeconvolve } from './deconvolve/command.ts'
import { handOver, HandoffFailed, runningServer } from './handoff.ts'
import type { Job, JobEvent, Report } from './job.ts'
import { initFolder, initText } from './init/init.ts'
import { exitCode } from './job.ts'
import { progressLine } from './progressLine.ts'
import { reportHtml } from './report/reportHtml.ts'
import { runJob } from './run.ts'
import { reportText } from './text.ts'
import { noteBegun, unfinishedImports } from './unfinished.ts'

interface GlobalOptions {
  json?: boolean
  dataDir?: string
  html?: string
}

function importJob(command: 'import' | 'check', manifest: string, data: string): Job {
  return { command, manifestPath: resolve(manifest), dataRoot: resolve(data) }
}

const usageError = 2

interface InitOptions {
  out?: string
  force?: boolean
}

interface Commands {
  run: (jobs: readonly Job[] | 'unfinished', options: GlobalOptions) => Promise<void>
  init: (folder: string, own: InitOptions, options: GlobalOptions) => Promise<void>
}

function program({ run, init }: Commands): Command {
  const cli = new Command('etl')
    .description('Imports cohorts: files into one checked, immutable release.')
    .exitOverride()
    .option('--json', 'the report as JSON on standard output')
    .option('--data-dir <folder>', 'folder of the embedded database (default: RADIMMUNE_DATA or ./data)')
    .addHelpText('after', '\nExit codes: 0 clean, 3 warnings, 1 errors, 2 usage.')
  const options = (): GlobalOptions => cli.opts<GlobalOptions>()
  cli
    .command('init <folder>')
    .description('looks at a folder, says what each file is, and writes a manifest with the open questions')
    .option('--out <file>', 'the manifest to write (default: manifest.jsonc in the folder)')
    .option('--force', 'write it anew although it is there already')
    .action((folder: string, own: InitOptions) => init(resolve(folder), own, options()))
  const dataOption = [
    '--data <folder>',
    'folder that the paths of the manifest are relative to',
    '.',
  ] as const
  const htmlOption = ['--html <file>', 'the report as a page of its own'] as const
  cli
    .command('check <manifest>')
    .description('everything but the write')
    .option(...dataOption)
    .option(...htmlOption)
    .action((manifest: string, own: { data: string; html?: string }) =>
      run([importJob('check', manifest, own.data)], { ...options(), ...own }),
    )
  cli
    .command('import [manifest]')
    .description('checks the files of a manifest and imports them')
    .option(...dataOption)
    .option(...htmlOption)
    .option('--resume', 'imports that were begun and not ended, as after a power cut')
    .action((manifest: string | undefined, own: { data: string; html?: string; resume?: boolean }) => {
      if (manifest === undefined && own.resume !== true)
        cli.error('error: import needs a manifest, or --resume', { exitCode: usageError })
      const jobs = manifest === undefined ? 'unfinished' : [importJob('import', manifest, own.data)]
      return run(jobs, { ...options(), ...own })
    })
  cli
    .command('list')
    .description('cohorts in the database')
    .action(() => run([{ command: 'list' }], options()))
  cli
    .command('show <cohort>')
    .description('layers of a cohort, and who was left out of what')
    .option('--provenance <variable>', 'from a value of this variable back to the lines of its file')
    .option('--patient <id>', 'of this patient only')
    .action((cohort: string, own: { provenance?: string; patient?: string }) => {
      const { provenance: reference, patient = null } = own
      const job: Job =
        reference === undefined
          ? { command: 'show', cohort }
          : { command: 'provenance', cohort, reference, patient }
      return run([job], options())
    })
  cli
    .command('remove <cohort>')
    .description('removes a cohort with all its releases')
    .requiredOption('--yes', 'yes, remove it')
    .action((cohort: string) => run([{ command: 'remove', cohort }], options()))
  addDeconvolve(cli, (job) => run([job], options()))
  cli
    .command('verify [cohort]')
    .description('hashes what is stored and compares it with what was imported')
    .action((cohort?: string) =>
      run([{ command: 'verify', ...(cohort === undefined ? {} : { cohort }) }], options()),
    )
  modelCommands(cli, (job) => run([job], options()))
  for (const command of cli.commands) command.exitOverride()
  return cli
}

function modelCommands(cli: Command, run: (job: Job) => Promise<void>): void {
  cli
    .command('train <file>')
    .description('trains the model of a training file on the current release of its cohort')
    .action((file: string) => run({ command: 'train', trainingPath: resolve(file) }))
  const applied = (command: Command): Command =>
    command
      .option('--gtr <layer>', 'imaging layer of the whole tumour (default: as in training)')
      .option('--ith <layer>', 'imaging layer of the regions (default: as in training)')
  applied(cli.command('score <cohort>'))
    .description('applies a trained model to the current release of a cohort')
    .requiredOption('--model <model>', '<cohort>/<key> of a stored model, or a model file')
    .action((cohort: string, own: ScoreOptions) => run(scoreJob(cohort, own.model, own)))
  const model = cli.command('model').description('models as files').exitOverride()
  model
    .command('export <model>')
    .description('writes a stored model, <cohort>/<key>, as one file')
    .option('--out <file>', 'default: <key>.model.json')
    .action((name: string, own: { out?: string }) =>
      run({ command: 'model-export', model: name, path: resolve(own.out ?? `${basename(name)}.model.json`) }),
    )
  applied(model.command('import <file>'))
    .description('brings a model file in by applying it to a cohort')
    .requiredOption('--cohort <cohort>', 'the cohort to score')
    .action((file: string, own: Omit<ScoreOptions, 'model'> & { cohort: string }) =>
      run(scoreJob(own.cohort, resolve(file), own)),
    )
  for (const command of model.commands) command.exitOverride()
}

interface ScoreOptions {
  model: string
  gtr?: string
  ith?: string
}

/** A path is made whole, because the server that may do the job stands elsewhere. */
function scoreJob(cohort: string, model: string, { gtr, ith }: Omit<ScoreOptions, 'model'>): Job {
  const isStored = /^[a-z0-9-]+\/[a-z0-9-]+$/.test(model)
  return {
    command: 'score',
    cohort,
    model: isStored ? model : resolve(model),
    ...(gtr === undefined ? {} : { gtr }),
    ...(ith === undefined ? {} : { ith }),
  }
}

/** A command that is just ending gives the database back within this. */
const lockPatienceMs = 500

/** Opens the database, or gives the job to the server that has it open. */
async function doJob(
  location: DatabaseLocation,
  job: Job,
  onEvent: (event: JobEvent) => void,
  signal: AbortSignal,
): Promise<Report> {
  const started = performance.now()
  for (;;) {
    signal.throwIfAborted()
    try {
      const db = await openLocation(location)
      try {
        return await runJob(db, job, onEvent, signal)
      } finally {
        await db.close()
      }
    } catch (error) {
      if (!(error instanceof DatabaseLocked)) throw error
      const server = await runningServer(location.dataDirectory)
      if (server?.kind === 'ready') return await handOver(server, job, onEvent, signal)
      if (server === null && performance.now() - started > lockPatienceMs) throw error
      if (server?.kind === 'starting')
        onEvent({ kind: 'progress', stage: 'wait', message: 'the server is starting', done: 0, total: 0 })
      await pause(200, undefined, { signal })
    }
  }
}

/** With progress on the terminal, and a note while an import runs. */
async function doNoted(location: DatabaseLocation, job: Job, signal: AbortSignal): Promise<Report> {
  const progress = progressLine(process.stderr)
  const ended = job.command === 'import' ? await noteBegun(location.dataDirectory, job) : null
  try {
    return await doJob(location, job, progress.show, signal)
  } finally {
    await ended?.()
    progress.clear()
  }
}

async function unfinishedJobs({ dataDirectory }: DatabaseLocation): Promise<Job[]> {
  const found = await unfinishedImports(dataDirectory)
  return found.map(({ manifestPath, dataRoot }) => ({ command: 'import', manifestPath, dataRoot }))
}

/** 1 before 3 before 0. */
function worse(a: number, b: number): number {
  return a === 1 || b === 1 ? 1 : Math.max(a, b)
}

async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      stop.abort(new Error(`Stopped (${name}); nothing was written.`))
    })
  let code = 0
  const init: Commands['init'] = async (folder, own, options) => {
    const progress = progressLine(process.stderr)
    const { out, force } = own
    const report = await initFolder(
      folder,
      { ...(out === undefined ? {} : { out }), overwrite: force === true },
      (path) => {
        progress.show({ kind: 'progress', stage: 'read', message: path, done: 0, total: 0 })
      },
    )
    progress.clear()
    console.log(options.json === true ? JSON.stringify(report, null, 2) : initText(report))
    code = report.refused === null ? 0 : 1
  }
  const run: Commands['run'] = async (jobs, options) => {
    const location = locationFromEnvironment({
      ...process.env,
      ...(options.dataDir === undefined ? {} : { RADIMMUNE_DATA: options.dataDir }),
    })
    const all = jobs === 'unfinished' ? await unfinishedJobs(location) : jobs
    if (all.length === 0) console.log('No import was left unfinished.')
    for (const job of all) {
      const report = await doNoted(location, job, stop.signal)
      console.log(options.json === true ? JSON.stringify(report, null, 2) : reportText(report))
      if (options.html !== undefined && (report.command === 'import' || report.command === 'check'))
        await writeFile(options.html, reportHtml(report))
      code = worse(code, exitCode(report))
    }
  }
  const cli = program({ run, init })
  try {
    await cli.parseAsync(argv)
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageError
    console.error(message(error))
    return 1
  }
}

function message(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const expected = [DatabaseLocked, DiskFull, DatabaseUnavailable, HandoffFailed].some(
    (kind) => error instanceof kind,
  )
  return expected || process.env['RADIMMUNE_TRACE'] === undefined
    ? error.message
    : (error.stack ?? error.message)
}

process.exitCode = await main(process.argv)
