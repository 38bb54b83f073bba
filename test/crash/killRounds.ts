/**
 * Kills real `etl import` processes with SIGKILL at random moments and looks at what is left: no partial cohort, nothing
 * acknowledged lost, and a rerun that ends in the hash it ought to have.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ImportReport, Report } from '../../etl/job.ts'
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
async function writeVariants(folder: string, genes: number): Promise<string[][]> {
  const variants = []
  for (const variant of [0, 1]) {
    const mini = miniCohort()
    const expression = mini.files['expression.tsv'] ?? []
    for (let gene = 0; gene < genes; gene += 1)
      expression.push([
        `ENSG0000${String(2_000_000 + gene)}`,
        ...patients.map((_, i) => String(((gene * 7 + i + variant) % 113) + 0.5)),
      ])
    const dataRoot = join(folder, `variant${variant}`)
    variants.push([await writeMini(mini, dataRoot), '--data', dataRoot])
  }
  return variants
}

export interface Outcome {
  rounds: number
  killed: number
  /** kills after which the new release was there, though nobody was told */
  committedUnseen: number
  acknowledged: number
  releases: number
  milliseconds: number
}

/**
 * Goes on until `kills` imports were killed, or thrice as many were tried.
 * @throws Error when a partial, lost or wrong release is found
 */
export async function killRounds(
  place: Place,
  kills: number,
  random: () => number,
  genes = 4000,
): Promise<Outcome> {
  const started = performance.now()
  const variants = await writeVariants(place.folder, genes)
  const hashes: string[] = []
  // how long an import takes that nobody disturbs: machines are now fast, now slow
  let usualMs = 0
  for (const variant of variants) {
    const begun = performance.now()
    hashes.push(importReport(await runCli(['import', ...variant], place.env)).contentHash ?? '')
    usualMs = performance.now() - begun
  }
  let expected: string | null = hashes[1] ?? ''
  const outcome = { rounds: 0, killed: 0, committedUnseen: 0, acknowledged: 0, releases: 0, milliseconds: 0 }
  while (outcome.killed < kills && outcome.rounds < 3 * kills) {
    const round = outcome.rounds
    outcome.rounds += 1
    const target = round % 2
    const args = ['import', ...(variants[target] ?? [])]
    if (round % 4 === 2) {
      // now and then the first import of a cohort: what is killed must leave no cohort at all
      await runCli(['remove', 'mini', '--yes'], place.env)
      expected = null
    }
    const run = await runCli(args, place.env, (0.15 + 0.95 * random()) * usualMs)
    const current = await currentHash(place)
    if (run.code === null) {
      outcome.killed += 1
      if (current === hashes[target]) outcome.committedUnseen += 1
      else if (current !== expected)
        throw new Error(`round ${round}: ${current ?? 'nothing'} is neither the old nor the new content`)
    } else {
      outcome.acknowledged += 1
      importReport(run)
      if (current !== hashes[target]) throw new Error(`round ${round}: an acknowledged release is lost`)
    }
    const begun = performance.now()
    const rerun = importReport(await runCli(args, place.env))
    if (rerun.outcome !== 'already-imported') usualMs = performance.now() - begun
    if (rerun.contentHash !== hashes[target])
      throw new Error(`round ${round}: the rerun ended in ${rerun.contentHash ?? 'nothing'}`)
    expected = hashes[target] ?? ''
    outcome.releases = rerun.release?.number ?? 0
  }
  return { ...outcome, milliseconds: Math.round(performance.now() - started) }
}

function importReport({ report, text }: Ended): ImportReport {
  if (report?.command !== 'import' || report.outcome === 'refused') throw new Error(text)
  return report
}

/** Content hash of the one cohort, after every stored byte was hashed again; null when there is no cohort. */
async function currentHash({ env }: Place): Promise<string | null> {
  const { report, text } = await runCli(['verify'], env)
  if (report?.command !== 'verify' || report.cohorts.length > 1) throw new Error(`verify: ${text}`)
  const [cohort] = report.cohorts
  if (cohort && !cohort.good) throw new Error(`damaged: ${text}`)
  return cohort?.stored ?? null
}
