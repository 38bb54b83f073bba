/**
 * Kills real `etl import` processes with SIGKILL at random moments and looks at what is left: no partial cohort, nothing
 * acknowledged lost, and a rerun that ends in the hash it ought to have.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseUnavailable } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { locationFromEnvironment, openLocation } from '../../db/location.ts'
import type { ImportReport, Job, Report } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { miniCohort, patients, writeMini } from '../etl/miniCohort.ts'

const cli = join(import.meta.dirname, '../../etl/cli.ts')

export interface Place {
  /** environment that leads the command line to its database */
  env: Readonly<Record<string, string>>
  /** where the two variants of the cohort are written */
  folder: string
}

interface Ended {
  code: number | null
  report: Report | null
  text: string
}

/** Runs the command line; killed after `killAfterMs` when given. */
export async function runCli(
  args: readonly string[],
  env: Place['env'],
  killAfterMs?: number,
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, '--json', ...args], {
    env: { ...process.env, DATABASE_URL: '', RADIMMUNE_DATA: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = Promise.withResolvers<number | null>()
  child.on('close', ended.resolve)
  const killing = new AbortController()
  if (killAfterMs !== undefined)
    pause(killAfterMs, undefined, { signal: killing.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    )
  const code = await ended.promise
  killing.abort()
  return { code, report: code === null || code === 2 ? null : parsed(out), text: out + err }
}

function parsed(text: string): Report | null {
  try {
    return JSON.parse(text) as Report
  } catch {
    return null
  }
}

/** Two variants of one cohort with enough genes that writing takes its time. */
async function writeVariants(folder: string, genes: number): Promise<[Variant, Variant]> {
  const write = async (variant: number): Promise<Variant> => {
    const mini = miniCohort()
    const expression = mini.files['expression.tsv'] ?? []
    for (let gene = 0; gene < genes; gene += 1)
      expression.push([
        `ENSG0000${String(2_000_000 + gene)}`,
        ...patients.map((_, i) => String(((gene * 7 + i + variant) % 113) + 0.5)),
      ])
    const dataRoot = join(folder, `variant${variant}`)
    return [await writeMini(mini, dataRoot), dataRoot]
  }
  return [await write(0), await write(1)]
}

export interface Round {
  round: number
  killed: boolean
  /** killed, and the new release was there, though nobody was told */
  committedUnseen: boolean
}

export interface Outcome {
  rounds: number
  killed: number
  committedUnseen: number
  acknowledged: number
  milliseconds: number
}

export interface Trial {
  kills: number
  /** 0 … 1, when in its import a round is killed */
  draw: (round: number) => number
  genes?: number
  /** of a trial that was ended, to go on from */
  before?: readonly Round[]
  told?: (round: Round) => void
}

/**
 * Goes on until `kills` imports were killed, or thrice as many were tried. Only what is killed is a process of its own: the
 * database is opened here afterwards, hashed, and the import run again, by the code that the command line calls.
 * @throws Error when a partial, lost or wrong release is found
 */
export async function killRounds(place: Place, trial: Trial): Promise<Outcome> {
  const started = performance.now()
  const variants = await writeVariants(place.folder, trial.genes ?? 4000)
  const begun = await begin(place, variants, trial.before?.length ?? 0)
  let { usualMs, expected } = begun
  const rounds = [...(trial.before ?? [])]
  const kills = () => rounds.filter(({ killed }) => killed).length
  while (kills() < trial.kills && rounds.length < 3 * trial.kills) {
    const round = rounds.length
    const target = variants[round % 2 === 0 ? 0 : 1]
    const hash = begun.hashes[round % 2] ?? ''
    const run = await runPatiently(target, place, (0.15 + 0.95 * trial.draw(round)) * usualMs)
    await opened(place, async (db) => {
      const current = await currentHash(db)
      const killed = run.code === null
      if (!killed) importReport(run)
      if (!killed && current !== hash) throw new Error(`round ${round}: an acknowledged release is lost`)
      if (current !== hash && current !== expected)
        throw new Error(`round ${round}: ${current ?? 'nothing'} is neither the old nor the new content`)
      const again = await timedImport(db, target)
      if (again.contentHash !== hash)
        throw new Error(`round ${round}: the rerun ended in ${again.contentHash ?? 'nothing'}`)
      if (again.outcome !== 'already-imported') usualMs = begun.slowness * again.milliseconds
      rounds.push({ round, killed, committedUnseen: killed && current === hash })
      expected = await readyFor(db, round + 1, hash)
    })
    trial.told?.(rounds.at(-1) as Round)
  }
  return {
    rounds: rounds.length,
    killed: kills(),
    committedUnseen: rounds.filter(({ committedUnseen }) => committedUnseen).length,
    acknowledged: rounds.length - kills(),
    milliseconds: Math.round(performance.now() - started),
  }
}

/** Again when it was the watchdog of a busy machine that ended it. */
async function runPatiently(
  [manifestPath, dataRoot]: Variant,
  { env }: Place,
  killAfterMs?: number,
): Promise<Ended> {
  for (let attempt = 1; ; attempt += 1) {
    const run = await runCli(['import', manifestPath, '--data', dataRoot], env, killAfterMs)
    if (run.code === null || attempt === 10 || !run.text.includes('was stopped')) return run
  }
}

type Variant = readonly [manifestPath: string, dataRoot: string]

/** Both variants imported by the command line, and how much longer it takes for one than the same in this process. */
async function begin(place: Place, variants: readonly [Variant, Variant], round: number) {
  const hashes: string[] = []
  let milliseconds = 0
  for (const variant of variants) {
    const began = performance.now()
    const run = importReport(await runPatiently(variant, place))
    hashes.push(run.contentHash ?? '')
    milliseconds = performance.now() - began
  }
  return opened(place, async (db) => {
    await remove(db)
    const here = await timedImport(db, variants[1])
    if (here.contentHash !== hashes[1] || hashes[0] === hashes[1])
      throw new Error('two variants, each of one content')
    return {
      hashes,
      usualMs: milliseconds,
      slowness: milliseconds / here.milliseconds,
      expected: await readyFor(db, round, here.contentHash),
    }
  })
}

/** Now and then the first import of a cohort: what is killed must leave no cohort at all. @returns the hash that is there now */
async function readyFor(db: Database, round: number, hash: string): Promise<string | null> {
  if (round % 4 !== 2) return hash
  await remove(db)
  return null
}

/** A machine with other work may take longer over opening than the watchdog allows; that says nothing of what was stored. */
async function patiently(env: Place['env']): Promise<Database> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await openLocation(locationFromEnvironment(env))
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || attempt === 10) throw error
    }
}

async function opened<T>({ env }: Place, use: (db: Database) => Promise<T>): Promise<T> {
  const db = await patiently(env)
  try {
    return await use(db)
  } finally {
    await db.close()
  }
}

function ran(db: Database, job: Job): Promise<Report> {
  return runJob(db, job, () => undefined, new AbortController().signal)
}

async function remove(db: Database): Promise<void> {
  await ran(db, { command: 'remove', cohort: 'mini' })
}

async function timedImport(
  db: Database,
  [manifestPath, dataRoot]: Variant,
): Promise<ImportReport & { milliseconds: number }> {
  const began = performance.now()
  const report = await ran(db, { command: 'import', manifestPath, dataRoot })
  const milliseconds = performance.now() - began
  return { ...importReport({ code: 0, report, text: JSON.stringify(report) }), milliseconds }
}

function importReport({ report, text }: Ended): ImportReport {
  if (report?.command !== 'import' || report.outcome === 'refused') throw new Error(text)
  return report
}

/** Content hash of the one cohort, after every stored byte was hashed again; null when there is no cohort. */
async function currentHash(db: Database): Promise<string | null> {
  const report = await ran(db, { command: 'verify' })
  if (report.command !== 'verify' || report.cohorts.length > 1)
    throw new Error(`verify: ${JSON.stringify(report)}`)
  const [cohort] = report.cohorts
  if (cohort && !cohort.good) throw new Error(`damaged: ${JSON.stringify(report)}`)
  return cohort?.stored ?? null
}
