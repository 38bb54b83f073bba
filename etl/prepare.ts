/** Everything between the files and the database: read → harmonise → link → checks → derive. Knows no database. */
import type {
  FindingRecord,
  ReleaseContent,
  RiskModelContent,
  SourceFileRecord,
} from '../db/release/content.ts'
import { checkBlocks, checkLayers } from './checks.ts'
import { contentHash } from './contentHash.ts'
import { applyCorrections } from './corrections.ts'
import { derive } from './derive.ts'
import type { LocatedFile } from './files.ts'
import { Findings } from './findings.ts'
import type { Severity } from './findings.ts'
import type { Block, Context } from './harmoniseBlock.ts'
import { harmoniseBlock, keepMembers } from './harmoniseBlock.ts'
import { harmoniseCtSeries } from './harmoniseCtSeries.ts'
import { layerRef } from './harmonisedLayer.ts'
import { harmoniseLayer } from './harmoniseLayer.ts'
import { Ledger } from './ledger.ts'
import { link, linkLedger } from './link.ts'
import type { Manifest } from './manifest.ts'
import { readFiles } from './readFiles.ts'

export interface PrepareInput {
  manifest: Manifest
  files: readonly LocatedFile[]
  foreignModel: RiskModelContent | null
}

export type ImportStage = 'hash' | 'read' | 'harmonise' | 'link' | 'check' | 'derive' | 'load'

export interface ProgressEvent {
  kind: 'progress'
  stage: ImportStage
  message: string
  done: number
  total: number
}

export interface Prepared {
  /** null when an error stopped the import */
  content: ReleaseContent | null
  contentHash: string | null
  sourceFiles: readonly SourceFileRecord[]
  findings: readonly FindingRecord[]
  findingCounts: readonly { rule: string; severity: Severity; count: number }[]
}

export async function prepare(
  input: PrepareInput,
  onEvent: (event: ProgressEvent) => void,
): Promise<Prepared> {
  const { manifest } = input
  const findings = new Findings()
  const ledger = new Ledger()
  const context: Context = { manifest, findings, ledger }
  const at = (stage: ImportStage, message: string, done = 0, total = 1) => {
    onEvent({ kind: 'progress', stage, message, done, total })
  }

  const read = await readFiles(input.files, findings, (message, done, total) => {
    at('read', message, done, total)
  })
  at('harmonise', 'ids, units and names')
  const written = new Map<string, Block>()
  for (const { spec, result } of read.results) {
    const corrections = manifest.corrections.filter(({ file }) => file === spec.id)
    written.set(spec.id, harmoniseBlock(applyCorrections(result, corrections, findings), spec, context))
  }
  const { members, blocks } = keepCohort(written, context)
  checkBlocks(blocks, context)
  const layers = manifest.layers
    .map((spec) => harmoniseLayer(spec, blocks, context))
    .filter((layer) => layer !== null)
  const seriesBlock = blocks.get(manifest.ctSeries?.from ?? '')
  const series =
    manifest.ctSeries && seriesBlock ? harmoniseCtSeries(seriesBlock, manifest.ctSeries, context) : []

  at('link', 'patients, specimens and layers')
  const linked = link(members, layers, series, { findings, ledger })
  at('check', 'across files')
  checkLayers(linked.layers, context)
  at('derive', 'scores')
  const derived = derive(linked.layers, manifest, input.foreignModel, findings)

  const refused = findings.count('error') > 0
  const content: ReleaseContent = {
    ...linked,
    ...derived,
    cohort: manifest.cohort,
    exclusions: linkLedger(ledger, members),
  }
  return {
    content: refused ? null : content,
    contentHash: refused ? null : contentHash(content),
    sourceFiles: read.records,
    findings: findings.kept,
    findingCounts: findings.counts,
  }
}

/** The cohort is who stands in the membership file; every other file is cut to them. */
function keepCohort(
  written: ReadonlyMap<string, Block>,
  context: Context,
): { members: ReadonlySet<string>; blocks: ReadonlyMap<string, Block> } {
  const { manifest } = context
  const own = written.get(manifest.membership)
  const members = new Set(own?.rows.map((row) => row.patient))
  if (!own) return { members, blocks: written }
  const blocks = [...written].map(([id, block]) => {
    const scopes = manifest.layers.filter(({ from }) => from.includes(id)).map(layerRef)
    const all = manifest.ctSeries?.from === id ? [...scopes, 'ct-series'] : scopes
    return [id, id === manifest.membership ? block : keepMembers(block, members, all, context)] as const
  })
  return { members, blocks: new Map(blocks) }
}
