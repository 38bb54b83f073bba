/** The stages of an import in order, and the door to the other jobs. The command line and the server call `runJob`. */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Database } from '../db/client.ts'
import { readDescent, readImportFindings } from '../db/release/base.ts'
import { findByImportKey, removeCohort } from '../db/release/cohorts.ts'
import { readRiskModel } from '../db/release/riskModel.ts'
import { codeVersion } from './codeVersion.ts'
import { countsOf, ledgerLines } from './counts.ts'
import { checkUnchanged, locateFiles } from './files.ts'
import { runDeconvolve } from './deconvolve/deconvolve.ts'
import { Findings, mergeFindings } from './findings.ts'
import { importKey } from './importKey.ts'
import { list, show, verify } from './inspect.ts'
import type {
  DerivationReport,
  ImportJob,
  ImportReport,
  Job,
  JobEvent,
  ReleaseName,
  Report,
  ScoreJob,
} from './job.ts'
import { load } from './load.ts'
import type { Manifest } from './manifest.ts'
import { parseManifest } from './manifest.ts'
import { exportModel } from './models/exportModel.ts'
import { score } from './models/score.ts'
import { train } from './models/train.ts'
import { prepareInWorker } from './prepareInWorker.ts'
import { showProvenance } from './provenance.ts'
import { report } from './rules.ts'
import { checkUndeclared } from './undeclared.ts'

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
    case 'check': {
      const started = performance.now()
      const done = await runImport(db, job, onEvent, signal)
      const derived = done.release ? await deriveModels(db, job.manifestPath, onEvent, signal) : []
      return { ...done, derived, seconds: (performance.now() - started) / 1000 }
    }
    case 'list':
      return list(db)
    case 'provenance':
      return showProvenance(db, job.cohort, job.reference, job.patient)
    case 'show':
      return show(db, job.cohort)
    case 'remove':
      return { command: 'remove', cohort: job.cohort, releases: await removeCohort(db, job.cohort) }
    case 'deconvolve':
      return runDeconvolve(db, job, onEvent, signal)
    case 'verify':
      return verify(db, job.cohort ?? null, onEvent, signal)
    case 'train':
      return train(db, job.trainingPath, onEvent, signal)
    case 'score':
      return score(db, job, onEvent, signal)
    case 'model-export':
      return exportModel(db, job.model, job.path)
  }
}

async function runImport(
  db: Database,
  job: ImportJob,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<ImportReport> {
  const findings = new Findings((finding) => {
    onEvent({ kind: 'finding', finding })
  })
  const manifest = await readManifest(job.manifestPath, findings)
  if (!manifest) return refusal(job, null, findings)

  const files = await locateFiles(manifest, job.dataRoot, findings, (done, total) => {
    onEvent({ kind: 'progress', stage: 'hash', message: 'hashing files', done, total })
  })
  await checkUndeclared(job, manifest, findings)
  signal.throwIfAborted()
  const foreignModel = await foreignModelOf(db, manifest)
  const key = importKey(manifest, files, foreignModel)
  const current = job.command === 'import' ? await findByImportKey(db, manifest.cohort.slug, key) : null
  if (current) {
    const { contentHash, importId, releaseId } = current
    // what the release was imported with is as true of it today
    return {
      ...refusal(job, manifest, findings),
      ...(await readImportFindings(db, importId ?? releaseId)),
      outcome: 'already-imported',
      release: nameOf(current),
      contentHash,
    }
  }

  // read → harmonise → link → check → derive, on a thread of its own
  const prepared = await prepareInWorker({ manifest, files: files.files, foreignModel }, onEvent, signal)
  await checkUnchanged(files, findings)
  const { content, contentHash, sourceFiles, provenance } = prepared
  const found = mergeFindings([findings, prepared])
  const refused = { ...refusal(job, manifest, findings), ...found, sourceFiles }
  if (!content || contentHash === null || findings.count('error') > 0) return refused

  await warnOfGone(db, manifest.cohort.slug, contentHash, findings)
  const noted = mergeFindings([findings, prepared])
  const checked = {
    ...refused,
    ...noted,
    contentHash,
    counts: countsOf(content),
    ledger: ledgerLines(content),
  }
  if (job.command === 'check') return { ...checked, outcome: 'checked' }
  const origin = { manifest, sourceFiles, provenance }
  const record = { importKey: key, contentHash, codeVersion: codeVersion(), ...origin, ...noted }
  const { outcome, ...release } = await load(db, content, record, onEvent, signal)
  return { ...checked, outcome: outcome === 'created' ? 'imported' : outcome, release: nameOf(release) }
}

/** Trains and applies what the manifest declares, one after the other; the first refusal is the last. */
async function deriveModels(
  db: Database,
  manifestPath: string,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<DerivationReport[]> {
  const manifest = await readManifest(manifestPath, new Findings())
  const reports: DerivationReport[] = []
  for (const step of manifest?.derive.models ?? []) {
    const report =
      step.rule === 'train'
        ? await train(db, resolve(dirname(manifestPath), step.file), onEvent, signal)
        : await score(db, scoreJob(manifest?.cohort.slug ?? '', step), onEvent, signal)
    reports.push(report)
    if (report.outcome === 'refused') break
  }
  return reports
}

function scoreJob(
  cohort: string,
  { model, gtr, ith }: { model: string; gtr?: string | undefined; ith?: string | undefined },
): ScoreJob {
  return { command: 'score', cohort, model, gtr, ith }
}

/** What was computed on the release before belongs to that one; an import of other content begins anew, and says so. */
async function warnOfGone(db: Database, slug: string, hash: string, findings: Findings): Promise<void> {
  const descent = await readDescent(db, slug)
  if (!descent || descent.importedHash === hash) return
  for (const { command, outputs } of descent.derivations)
    report(findings, 'derived-gone', {
      value: outputs.join(', '),
      message: `${outputs.join(', ')} ${outputs.length === 1 ? 'was' : 'were'} computed on the release before this one.`,
      hint: `Run "etl ${command}" again.`,
    })
}

function nameOf({ shortId, number, contentHash }: ReleaseName): ReleaseName {
  return { shortId, number, contentHash }
}

async function readManifest(path: string, findings: Findings): Promise<Manifest | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    report(findings, 'file-missing', { value: path, message: 'The manifest cannot be read.' })
    return null
  }
  const result = parseManifest(text)
  if (result.ok) return result.manifest
  for (const { path: column, message, hint, open } of result.problems)
    report(findings, open === true ? 'question-unanswered' : 'manifest-invalid', { column, message, hint })
  return null
}

async function foreignModelOf(db: Database, manifest: Manifest) {
  const spec = manifest.derive.riskModel
  if (spec?.rule !== 'apply') return null
  return (await readRiskModel(db, spec.fromCohort, spec.key))?.model ?? null
}

/** What is said when nothing was written; the other answers fill in more. */
function refusal(job: ImportJob, manifest: Manifest | null, findings: Findings): ImportReport {
  const cohort = manifest?.cohort
  return {
    command: job.command,
    outcome: 'refused',
    cohort: cohort ? { slug: cohort.slug, title: cohort.title, simulated: cohort.simulated } : null,
    release: null,
    contentHash: null,
    counts: null,
    sourceFiles: [],
    findings: findings.kept,
    findingCounts: findings.counts,
    ledger: [],
    derived: [],
    seconds: 0,
  }
}
