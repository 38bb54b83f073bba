/** Everything between the files and the database: read → harmonise → link → checks → derive. Knows no database. */
import type {
  FindingRecord,
  PackedProvenance,
  ReleaseContent,
  RiskModelContent,
  SourceFileRecord,
} from '../db/release/content.ts'
import { checkBlocks, checkLayers } from './checks.ts'
import { withDeclaredNames } from './columnAliases.ts'
import { checkAlike, checkDamaged } from './idsAlike.ts'
import { contentHash } from './contentHash.ts'
import { derive } from './derive.ts'
import type { LocatedFile } from './files.ts'
import { Findings } from './findings.ts'
import type { Severity } from './findings.ts'
import type { Block, Context } from './harmoniseBlock.ts'
import { harmoniseBlock, keepMembers } from './harmoniseBlock.ts'
import { harmoniseCtSeries } from './harmoniseCtSeries.ts'
import type { HarmonisedSeries } from './harmoniseCtSeries.ts'
import { layerRef } from './harmonisedLayer.ts'
import type { HarmonisedLayer } from './harmonisedLayer.ts'
import { harmoniseLayer } from './harmoniseLayer.ts'
import { Ledger } from './ledger.ts'
import { link, linkLedger } from './link.ts'
import { membershipFiles } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import type { ReadFiles } from './readFiles.ts'
import { readFiles } from './readFiles.ts'

export interface PrepareInput {
  manifest: Manifest
  files: readonly LocatedFile[]
  foreignModel: RiskModelContent | null
}

export type ImportStage =
  'wait' | 'hash' | 'read' | 'harmonise' | 'link' | 'check' | 'derive' | 'compute' | 'load'

export interface ProgressEvent {
  kind: 'progress'
  stage: ImportStage
  message: string
  done: number
  total: number
}

/** A finding as it is made; all of them are in the report again. */
export interface FindingEvent {
  kind: 'finding'
  finding: FindingRecord
}

export interface Prepared {
  /** null when an error stopped the import */
  content: ReleaseContent | null
  contentHash: string | null
  sourceFiles: readonly SourceFileRecord[]
  /** where the values of each layer stand in the files */
  provenance: readonly PackedProvenance[]
  findings: readonly FindingRecord[]
  findingCounts: readonly { rule: string; severity: Severity; count: number }[]
}

type OnEvent = (event: ProgressEvent | FindingEvent) => void

export async function prepare(input: PrepareInput, onEvent: OnEvent): Promise<Prepared> {
  const { manifest } = input
  const findings = new Findings((finding) => {
    onEvent({ kind: 'finding', finding })
  })
  const context: Context = { manifest, findings, ledger: new Ledger() }
  const { ledger } = context
  // what was read is let go before it is put together, or a matrix would be in memory twice
  const { members, layers, series, records } = await readAndHarmonise(input, context, onEvent)

  enter('link', onEvent)
  const { provenance, ...linked } = link(members, layers, series, { findings, ledger })
  enter('check', onEvent)
  checkLayers(linked.layers, context)
  enter('derive', onEvent)
  const derived = derive(linked.layers, manifest, input.foreignModel, findings)

  const exclusions = linkLedger(ledger, members)
  const whole: ReleaseContent = { ...linked, ...derived, cohort: manifest.cohort, exclusions }
  const content = findings.count('error') > 0 ? null : whole
  return {
    content,
    contentHash: content && contentHash(content),
    sourceFiles: records,
    provenance,
    findings: findings.kept,
    findingCounts: findings.counts,
  }
}

interface Harmonised {
  members: ReadonlySet<string>
  layers: HarmonisedLayer[]
  series: readonly HarmonisedSeries[]
  records: readonly SourceFileRecord[]
}

async function readAndHarmonise(
  { manifest, files }: PrepareInput,
  context: Context,
  onEvent: OnEvent,
): Promise<Harmonised> {
  const { results, records } = await readFiles(
    files,
    manifest.corrections,
    context.findings,
    (message, done, total) => {
      onEvent({ kind: 'progress', stage: 'read', message, done, total })
    },
  )
  enter('harmonise', onEvent)
  const { members, blocks } = keepCohort(harmoniseBlocks(results, context), context)
  checkBlocks(blocks, context)
  const layers = manifest.layers
    .map((spec) => harmoniseLayer(spec, blocks, context))
    .filter((layer) => layer !== null)
  const block = blocks.get(manifest.ctSeries?.from ?? '')
  const series = manifest.ctSeries && block ? harmoniseCtSeries(block, manifest.ctSeries, context) : []
  return { members, layers, series, records }
}

const stageWords = {
  harmonise: 'ids, units and names',
  link: 'patients, specimens and layers',
  check: 'across files',
  derive: 'scores',
} as const

function enter(stage: keyof typeof stageWords, onEvent: OnEvent): void {
  onEvent({ kind: 'progress', stage, message: stageWords[stage], done: 0, total: 1 })
}

function harmoniseBlocks(results: ReadFiles['results'], context: Context): ReadonlyMap<string, Block> {
  return new Map(
    results.map(({ spec, result }) => {
      const named = withDeclaredNames(result, spec, context.manifest, context.findings)
      return [spec.id, harmoniseBlock(named, spec, context)]
    }),
  )
}

/** The cohort is who stands in a membership file; every other file is cut to them. */
function keepCohort(
  written: ReadonlyMap<string, Block>,
  context: Context,
): { members: ReadonlySet<string>; blocks: ReadonlyMap<string, Block> } {
  const { manifest } = context
  const defining = membershipFiles(manifest)
  const own = defining.flatMap((id) => written.get(id) ?? [])
  const members = new Set(own.flatMap(({ rows }) => rows.map((row) => row.patient)))
  if (own.length === 0) return { members, blocks: written }
  // barcodes were brought to one form already
  if (manifest.ids === 'as-is') {
    checkAlike(members, context.findings)
    checkDamaged(members, context.findings)
  }
  const blocks = [...written].map(([id, block]) => {
    const scopes = manifest.layers.filter(({ from }) => from.includes(id)).map(layerRef)
    const all = manifest.ctSeries?.from === id ? [...scopes, 'ct-series'] : scopes
    return [id, defining.includes(id) ? block : keepMembers(block, members, all, context)] as const
  })
  return { members, blocks: new Map(blocks) }
}
