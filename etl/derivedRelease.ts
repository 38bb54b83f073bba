/**
 * Current release + what is computed on it → a new immutable release, with the guarantees of an import: the same command twice
 * changes nothing, one transaction, several at once make one, and the release says what it was made from.
 * `deconvolve`, `train` and `score` are built on it; docs/flow.md shows how.
 */
import { createHash } from 'node:crypto'
import type { Database } from '../db/client.ts'
import type { BaseRelease } from '../db/release/base.ts'
import { readBaseRelease } from '../db/release/base.ts'
import type { ReleaseContent, ReleaseRecord, SourceFileRecord } from '../db/release/content.ts'
import { CurrentReleaseMoved } from '../db/release/write.ts'
import { canonicalJson } from '../science/canonical.ts'
import { codeVersion, importerVersion } from './codeVersion.ts'
import { contentHashInTurns } from './contentHash.ts'
import { countsOf, ledgerLines } from './counts.ts'
import type { Derived, Rebuilt } from './derivedContent.ts'
import { onlyInputs, rebuild } from './derivedContent.ts'
import type { FindingLists } from './findings.ts'
import { Findings, mergeFindings } from './findings.ts'
import type { DerivationCommand, DerivationReport, ReleaseName } from './job.ts'
import { load } from './load.ts'
import type { ProgressEvent } from './prepare.ts'
import { report } from './rules.ts'

export interface Derivation {
  command: DerivationCommand
  cohort: string
  /** every choice the result depends on, defaults filled in */
  settings: Readonly<Record<string, unknown>>
  /** files brought along; a signature, a model */
  sourceFiles: readonly SourceFileRecord[]
  /** references of what is read of the release: `<kind>:<layer>`, `risk-model:<key>` */
  inputs: (base: ReleaseContent) => readonly string[]
  /** What is new; null, with an error among the findings, when there is nothing. May be called again when another release came between. */
  compute: (base: ReleaseContent, findings: Findings) => Promise<Derived | null>
}

type OnEvent = (event: ProgressEvent) => void

const attempts = 5

/**
 * @param brought what was found in the files brought along; with an error nothing is computed
 * @throws the signal's reason when aborted: nothing is written then
 */
export async function deriveRelease(
  db: Database,
  derivation: Derivation,
  brought: Findings,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<DerivationReport> {
  const started = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      const done = await deriveOnce(db, derivation, brought, onEvent, signal)
      return { ...done, seconds: (performance.now() - started) / 1000 }
    } catch (error) {
      if (!(error instanceof CurrentReleaseMoved) || attempt === attempts) throw error
    }
  }
}

async function deriveOnce(
  db: Database,
  derivation: Derivation,
  brought: Findings,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<DerivationReport> {
  const findings = new Findings()
  onEvent({ kind: 'progress', stage: 'read', message: 'the current release', done: 0, total: 1 })
  const base = await readBaseRelease(db, derivation.cohort)
  if (!base)
    report(findings, 'cohort-unknown', {
      value: derivation.cohort,
      message: 'No such cohort; "etl list" shows those that are here.',
    })
  const refused = (): DerivationReport => refusal(derivation, base, mergeFindings([brought, findings]))
  if (!base || brought.count('error') > 0) return refused()

  const inputs = derivation.inputs(base.content)
  const key = await derivationKey(derivation, base.content, inputs)
  if (base.derivations.some((earlier) => earlier.key === key))
    return { ...refused(), outcome: 'already-derived', release: nameOf(base) }

  signal.throwIfAborted()
  const derived = await derivation.compute(base.content, findings)
  signal.throwIfAborted()
  if (!derived || findings.count('error') > 0) return refused()
  const rebuilt = rebuild(base, derived, findings)
  if (findings.count('error') > 0) return refused()

  const found = mergeFindings([brought, findings])
  const record = await recordOf({ derivation, base, rebuilt, inputs, key, found })
  const { outcome, ...release } = await load(db, rebuilt.content, record, onEvent, signal)
  return {
    ...refused(),
    outcome: outcome === 'created' ? 'derived' : 'unchanged',
    release: nameOf(release),
    counts: countsOf({ ...rebuilt.content, layers: derived.layers }),
    ledger: ledgerLines({ ...rebuilt.content, exclusions: derived.exclusions }),
    outputs: rebuilt.outputs,
  }
}

/** SHA-256 of everything that the result depends on. */
async function derivationKey(
  { command, settings, sourceFiles }: Derivation,
  base: ReleaseContent,
  inputs: readonly string[],
): Promise<string> {
  const files = sourceFiles.map(({ sha256 }) => sha256).sort()
  const read = await contentHashInTurns(onlyInputs(base, inputs))
  return createHash('sha256')
    .update(canonicalJson({ command, settings, files, read, importer: importerVersion() }))
    .digest('hex')
}

interface Parts {
  derivation: Derivation
  base: BaseRelease
  rebuilt: Rebuilt
  inputs: readonly string[]
  key: string
  found: FindingLists
}

/** The import's record with everything that has been computed on top of it since. */
async function recordOf({ derivation, base, rebuilt, inputs, key, found }: Parts): Promise<ReleaseRecord> {
  const { command, settings, sourceFiles } = derivation
  const { imported, shortId, contentHash } = base
  const own = {
    ...{ command, key, settings, inputs, sourceFiles, ...found },
    outputs: rebuilt.outputs,
    base: { shortId, contentHash },
    codeVersion: codeVersion(),
  }
  const derivations = [...rebuilt.standing, own]
  const files = [imported, ...derivations].flatMap((part) => part.sourceFiles)
  return {
    importKey: key,
    contentHash: await contentHashInTurns(rebuilt.content),
    codeVersion: codeVersion(),
    manifest: imported.manifest,
    sourceFiles: [...new Map(files.map((file) => [file.id, file])).values()],
    ...mergeFindings([imported, ...derivations]),
    descent: { derivedFromId: base.releaseId, importId: imported.releaseId, derivations },
  }
}

function nameOf({ shortId, number, contentHash }: ReleaseName): ReleaseName {
  return { shortId, number, contentHash }
}

/** What is said when nothing was written; the other answers fill in more. */
function refusal(
  { command, cohort }: Derivation,
  base: BaseRelease | null,
  found: FindingLists,
): DerivationReport {
  const card = base?.content.cohort
  return {
    command,
    outcome: 'refused',
    cohort: card ? { slug: cohort, title: card.title, simulated: card.simulated } : null,
    release: null,
    base: base && nameOf(base),
    outputs: [],
    counts: null,
    ledger: [],
    ...found,
    seconds: 0,
  }
}
