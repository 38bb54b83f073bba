/** The stages of an import in order, and the other jobs. The command line and the server call `runJob`. */
import { readFile } from 'node:fs/promises'
import type { Database } from '../db/client.ts'
import { findByImportKey, listCohortsForAdmin, removeCohort } from '../db/release/cohorts.ts'
import type { CohortSummary } from '../db/release/cohorts.ts'
import { readContent } from '../db/release/readContent.ts'
import { readRiskModel } from '../db/release/riskModel.ts'
import { codeVersion } from './codeVersion.ts'
import { contentHash } from './contentHash.ts'
import { countsOf, ledgerLines } from './counts.ts'
import { checkUnchanged, locateFiles } from './files.ts'
import { Findings } from './findings.ts'
import { importKey } from './importKey.ts'
import type { CohortLine, ImportJob, ImportReport, Job, JobEvent, Report } from './job.ts'
import { load } from './load.ts'
import type { Manifest } from './manifest.ts'
import { parseManifest } from './manifest.ts'
import { prepareInWorker } from './prepareInWorker.ts'
import { report } from './rules.ts'

type OnEvent = (event: JobEvent) => void

/**
 * Does one job; the report is also the last event.
 * @throws the signal's reason when aborted: nothing is written then
 */
export async function runJob(db: Database, job: Job, onEvent: OnEvent, signal: AbortSignal): Promise<Report> {
  const result = await answer(db, job, onEvent, signal)
  onEvent({ kind: 'report', report: result })
  return result
}

async function answer(db: Database, job: Job, onEvent: OnEvent, signal: AbortSignal): Promise<Report> {
  switch (job.command) {
    case 'import':
    case 'check':
      return runImport(db, job, onEvent, signal)
    case 'list':
      return { command: 'list', cohorts: (await listCohortsForAdmin(db)).map(cohortLine) }
    case 'show':
      return show(db, job.cohort)
    case 'remove':
      return { command: 'remove', cohort: job.cohort, releases: await removeCohort(db, job.cohort) }
    case 'verify':
      return verify(db, job.cohort ?? null, onEvent, signal)
  }
}

async function runImport(
  db: Database,
  job: ImportJob,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<ImportReport> {
  const started = performance.now()
  const findings = new Findings()
  const seconds = () => (performance.now() - started) / 1000
  const manifest = await readManifest(job.manifestPath, findings)
  if (!manifest) return refusal(job, null, findings, seconds())

  const located = await locateFiles(manifest, job.dataRoot, findings, (done, total) => {
    onEvent({ kind: 'progress', stage: 'hash', message: 'hashing files', done, total })
  })
  signal.throwIfAborted()
  const foreignModel = await foreignModelOf(db, manifest)
  const key = importKey(manifest, located, foreignModel)
  const current = job.command === 'import' ? await findByImportKey(db, manifest.cohort.slug, key) : null
  if (current)
    return {
      ...refusal(job, manifest, findings, seconds()),
      outcome: 'already-imported',
      release: current,
      contentHash: current.contentHash,
    }

  const input = { manifest, files: located.files, foreignModel }
  const prepared = await prepareInWorker(input, onEvent, signal)
  await checkUnchanged(located, findings)
  const all = mergeFindings(findings, prepared)
  const shared = {
    ...refusal(job, manifest, findings, seconds()),
    ...all,
    sourceFiles: prepared.sourceFiles,
    ledger: ledgerLines(prepared.content),
  }
  if (!prepared.content || prepared.contentHash === null || findings.count('error') > 0) return shared
  const checked = { ...shared, contentHash: prepared.contentHash, counts: countsOf(prepared.content) }
  if (job.command === 'check') return { ...checked, outcome: 'checked', seconds: seconds() }

  const record = {
    importKey: key,
    contentHash: prepared.contentHash,
    codeVersion: codeVersion(),
    manifest,
    sourceFiles: prepared.sourceFiles,
    ...all,
  }
  const written = await load(db, prepared.content, record, onEvent, signal)
  return {
    ...checked,
    outcome: written.outcome === 'created' ? 'imported' : 'unchanged',
    release: { ...written, contentHash: prepared.contentHash },
    seconds: seconds(),
  }
}

async function readManifest(path: string, findings: Findings): Promise<Manifest | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    report(findings, 'file-missing', { value: path, message: 'The manifest cannot be read.' })
    return null
  }
  const result = parseManifest(text)
  if (result.ok) return result.manifest
  for (const problem of result.problems)
    report(findings, 'manifest-invalid', { column: problem.path, message: problem.message })
  return null
}

async function foreignModelOf(db: Database, manifest: Manifest) {
  const spec = manifest.derive.riskModel
  if (spec?.rule !== 'apply') return null
  return (await readRiskModel(db, spec.fromCohort, spec.key))?.model ?? null
}

function refusal(
  job: ImportJob,
  manifest: Manifest | null,
  findings: Findings,
  seconds: number,
): ImportReport {
  return {
    command: job.command,
    outcome: 'refused',
    cohort: manifest && {
      slug: manifest.cohort.slug,
      title: manifest.cohort.title,
      simulated: manifest.cohort.simulated,
    },
    release: null,
    contentHash: null,
    counts: null,
    sourceFiles: [],
    findings: findings.kept,
    findingCounts: findings.counts,
    ledger: [],
    seconds,
  }
}

type FindingLists = Pick<ImportReport, 'findings' | 'findingCounts'>

/** Findings of the files themselves first, then those of their content. */
function mergeFindings(findings: Findings, prepared: FindingLists): FindingLists {
  const counts = new Map<string, FindingLists['findingCounts'][number]>()
  for (const { rule, severity, count } of [...findings.counts, ...prepared.findingCounts])
    counts.set(rule, { rule, severity, count: count + (counts.get(rule)?.count ?? 0) })
  return { findings: [...findings.kept, ...prepared.findings], findingCounts: [...counts.values()] }
}

function cohortLine({ slug, title, simulated, patients, releases, release }: CohortSummary): CohortLine {
  const { shortId, number, contentHash: hash, codeVersion: code, createdAt } = release
  return {
    slug,
    title,
    simulated,
    patients,
    releases,
    release: { shortId, number, contentHash: hash, codeVersion: code, createdAt },
  }
}

async function show(db: Database, slug: string): Promise<Report> {
  const summary = (await listCohortsForAdmin(db)).find((cohort) => cohort.slug === slug)
  const content = summary ? await readContent(db, summary.release.releaseId) : null
  return {
    command: 'show',
    cohort: summary ? cohortLine(summary) : null,
    counts: content && countsOf(content),
    ledger: ledgerLines(content),
  }
}

/** Reads every current release back and hashes it again. */
async function verify(
  db: Database,
  slug: string | null,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<Report> {
  const all = (await listCohortsForAdmin(db)).filter((cohort) => slug === null || cohort.slug === slug)
  const cohorts = []
  for (const [done, { slug: name, release }] of all.entries()) {
    signal.throwIfAborted()
    onEvent({ kind: 'progress', stage: 'check', message: name, done, total: all.length })
    const content = await readContent(db, release.releaseId)
    const computed = content && contentHash(content)
    cohorts.push({
      slug: name,
      stored: release.contentHash,
      computed,
      good: computed === release.contentHash,
    })
  }
  return { command: 'verify', cohorts }
}
