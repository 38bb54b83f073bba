/** `etl deconvolve`: an expression layer of the current release and a reference → immune layers in a new release. */
import type { Database } from '../../db/client.ts'
import type { ReleaseContent, SourceFileRecord } from '../../db/release/content.ts'
import type { Remark } from '../../science/immune/deconvolution.ts'
import type { GeneTable } from '../../science/transcriptome/geneNames.ts'
import { deriveRelease } from '../derivedRelease.ts'
import { layerRefOf } from '../derivedContent.ts'
import type { Derived } from '../derivedContent.ts'
import { Findings } from '../findings.ts'
import type { DerivationReport, JobEvent } from '../job.ts'
import { report } from '../rules.ts'
import type { BroughtFile, TextRows } from './broughtFile.ts'
import { broughtRecord, checkBrought, hashBrought, readBroughtRows } from './broughtFile.ts'
import { engines } from './engines.ts'
import type { Runnable } from './engines.ts'
import { qualityColumns, reportOutliers } from './expressionQuality.ts'
import { chooseExpression, prepareExpression } from './expressionOfLayer.ts'
import { geneLengthsOf } from './geneLengths.ts'
import type { GeneLengths } from './geneLengths.ts'
import { geneTableOf } from './geneTable.ts'
import { exclusionsOf, immuneLayer } from './immuneLayer.ts'
import { missingFiles } from './options.ts'
import type { DeconvolveJob } from './options.ts'

type OnEvent = (event: JobEvent) => void

interface Brought {
  runnable: Runnable
  table: GeneTable | null
  lengths: GeneLengths | null
  records: SourceFileRecord[]
}

/** @throws the signal's reason when aborted: nothing is written then */
export async function runDeconvolve(
  db: Database,
  job: DeconvolveJob,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<DerivationReport> {
  const findings = new Findings()
  onEvent({ kind: 'progress', stage: 'read', message: 'the reference', done: 0, total: 1 })
  const brought = await readBrought(job, findings)
  // where the files lie is no part of what was computed; their hashes are
  const { cohort } = job
  const settings = {
    ...job,
    cohort: undefined,
    genes: undefined,
    lengths: job.lengths !== undefined,
    companions: undefined,
    signature: brought?.runnable.name ?? null,
  }
  return deriveRelease(
    db,
    {
      command: 'deconvolve',
      cohort,
      settings,
      sourceFiles: brought?.records ?? [],
      inputs: (base) => {
        const layer = chooseExpression(base, job.expression, new Findings(), job.lengths !== undefined)
        return layer ? [layerRefOf(layer)] : []
      },
      compute: (base, found) =>
        brought ? compute({ base, job, brought, found, onEvent, signal }) : Promise.resolve(null),
    },
    findings,
    onEvent,
    signal,
  )
}

async function readBrought(job: DeconvolveJob, findings: Findings): Promise<Brought | null> {
  const wrong = missingFiles(job)
  if (wrong !== null) {
    report(findings, 'reference-unsuited', { value: job.method, message: `${wrong}.` })
    return null
  }
  const paths = { ...(job.signature === undefined ? {} : { signature: job.signature }), ...job.companions }
  const files = new Map<string, BroughtFile>()
  for (const [role, path] of Object.entries(paths)) {
    const file = await hashBrought(path, findings)
    if (!file) return null
    files.set(role, file)
  }
  const runnable = await engines[job.method]({ job, file: (role) => files.get(role), findings })
  for (const file of files.values()) await checkBrought(file, findings)
  const records = Array.from(files, ([role, file]) =>
    broughtRecord(file, { role, format: 'reference', facts: null }),
  )
  const genes = await broughtRows(job.genes, 'genes', 'gene-table', findings)
  const lengths = await broughtRows(job.lengths, 'lengths', 'gene-lengths', findings)
  if (!runnable || genes === 'unreadable' || lengths === 'unreadable') return null
  const table = genes && geneTableOf(genes.name, genes.rows, findings)
  return {
    runnable,
    table,
    lengths: lengths && geneLengthsOf(lengths.name, lengths.rows, findings),
    records: [...records, ...[genes, lengths].flatMap((one) => one?.record ?? [])],
  }
}

interface BroughtRows {
  name: string
  rows: TextRows
  record: SourceFileRecord
}

/** @returns null when no file was named */
async function broughtRows(
  path: string | undefined,
  role: string,
  format: string,
  findings: Findings,
): Promise<BroughtRows | 'unreadable' | null> {
  if (path === undefined) return null
  const file = await hashBrought(path, findings)
  const rows = file && (await readBroughtRows(file, findings))
  if (!file || !rows) return 'unreadable'
  await checkBrought(file, findings)
  return { name: file.name, rows, record: broughtRecord(file, { role, format, facts: rows.facts }) }
}

interface Work {
  base: ReleaseContent
  job: DeconvolveJob
  brought: Brought
  found: Findings
  onEvent: OnEvent
  signal: AbortSignal
}

async function compute({ base, job, brought, found, onEvent, signal }: Work): Promise<Derived | null> {
  const layer = chooseExpression(base, job.expression, found, job.lengths !== undefined)
  if (!layer) return null
  const { runnable, table, lengths, records } = brought
  onEvent({ kind: 'progress', stage: 'compute', message: 'naming genes', done: 0, total: 1 })
  const prepared = prepareExpression(
    { content: base, layer, table, lengths, duplicates: job.duplicates, reference: runnable.genes },
    found,
  )
  if (!prepared) return null
  const answers = await runnable.run({
    expression: prepared.expression,
    signal,
    progress: (done, total) => {
      onEvent({ kind: 'progress', stage: 'compute', message: `${job.method}, samples`, done, total })
    },
  })
  if ('kind' in answers) {
    for (const reason of answers.reasons) note(found, 'deconvolution-refused', reason)
    return null
  }
  const [first] = answers
  for (const warning of first?.warnings ?? []) note(found, 'deconvolution-doubtful', warning)
  const { quality } = prepared
  if (quality) reportOutliers(quality, layerRefOf(layer), found)
  const ofExpression = quality ? qualityColumns(quality) : []
  const settings = { ...prepared.settings, reference: records.map(({ path, sha256 }) => ({ path, sha256 })) }
  const origins = answers.map((answer, i) => ({
    answer,
    origin: {
      key: keyOf(job, answer.method, i),
      ...{ expression: layer, settings, sourceFiles: records.map(({ id }) => id) },
    },
  }))
  return {
    layers: origins.map(({ answer, origin }) =>
      immuneLayer({ ...answer, quality: [...answer.quality, ...ofExpression] }, origin),
    ),
    riskModels: [],
    exclusions: origins.flatMap(({ origin }) => exclusionsOf(base, origin)),
  }
}

/** The layer's key: as asked for, or the method's with "computed" behind it. */
function keyOf(job: DeconvolveJob, method: string, index: number): string {
  const own = `${method.replace(/^custom:/, `${job.method}-`).replace(/[^A-Za-z0-9._+-]+/g, '-')}-computed`
  if (job.as === undefined) return index > 0 && !own.includes('absolute') ? `${own}-absolute` : own
  return index > 0 ? `${job.as}-absolute` : job.as
}

const shownSamples = 5

function note(
  findings: Findings,
  rule: 'deconvolution-refused' | 'deconvolution-doubtful',
  { rule: value, message, hint, samples }: Remark,
): void {
  const more = samples.length - shownSamples
  const who =
    samples.length === 0
      ? ''
      : ` ${samples.length} samples: ${samples.slice(0, shownSamples).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  report(findings, rule, { value, message: message + who, ...(hint === '' ? {} : { hint }) })
}
