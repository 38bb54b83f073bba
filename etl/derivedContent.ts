/** The content of a release with computed layers and models added or replaced; what rested on something replaced is taken out. */
import { createHash } from 'node:crypto'
import type { BaseRelease } from '../db/release/base.ts'
import type {
  DerivationRecord,
  ExclusionContent,
  LayerContent,
  ReleaseContent,
  RiskModelContent,
} from '../db/release/content.ts'
import type { Findings } from './findings.ts'
import { report } from './rules.ts'

/** What was computed. A layer or model replaces one of the same name that was computed before, never one that was imported. */
export interface Derived {
  layers: readonly LayerContent[]
  riskModels: readonly RiskModelContent[]
  /** who was left out of the new layers */
  exclusions: readonly ExclusionContent[]
}

export interface Rebuilt {
  content: ReleaseContent
  /** references of what is new */
  outputs: readonly string[]
  /** earlier derivations with what still stands of them */
  standing: readonly DerivationRecord[]
}

export const layerRefOf = ({ kind, key }: { kind: string; key: string }): string => `${kind}:${key}`
export const modelRefOf = ({ key }: { key: string }): string => `risk-model:${key}`

/** The release as far as a derivation reads it; patients and specimens always, since results are in their order. */
export function onlyInputs(base: ReleaseContent, inputs: readonly string[]): ReleaseContent {
  const read = new Set(inputs)
  return {
    ...base,
    ctSeries: [],
    exclusions: [],
    layers: base.layers.filter((layer) => read.has(layerRefOf(layer))),
    riskModels: base.riskModels.filter((model) => read.has(modelRefOf(model))),
  }
}

export function rebuild(base: BaseRelease, derived: Derived, findings: Findings): Rebuilt {
  const outputs = [...derived.layers.map(layerRefOf), ...derived.riskModels.map(modelRefOf)].sort()
  refuseImported(base, outputs, findings)
  const { standing, gone } = withoutStale(base.derivations, outputs, findings)
  const left = new Set([...outputs, ...gone])
  const { content } = base
  const layers = content.layers.filter((layer) => !left.has(layerRefOf(layer)))
  const models = content.riskModels.filter((model) => !left.has(modelRefOf(model)))
  const exclusions = content.exclusions.filter(({ scope }) => !left.has(scope))
  return {
    outputs,
    standing,
    content: {
      ...content,
      layers: sortedBy([...layers, ...derived.layers.map(sortedVariables)], layerRefOf),
      riskModels: sortedBy([...models, ...derived.riskModels], modelRefOf),
      exclusions: sortedBy(
        [...exclusions, ...derived.exclusions],
        ({ scope, subject }) => `${scope}\n${subject}`,
      ),
    },
  }
}

function refuseImported(base: BaseRelease, outputs: readonly string[], findings: Findings): void {
  const computed = new Set(base.derivations.flatMap((earlier) => earlier.outputs))
  const { layers, riskModels } = base.content
  const imported = [...layers.map(layerRefOf), ...riskModels.map(modelRefOf)].filter(
    (ref) => !computed.has(ref),
  )
  for (const ref of outputs.filter((output) => imported.includes(output)))
    report(findings, 'layer-imported', {
      value: ref,
      message: `${ref} came with the import and stays as it is.`,
      hint: 'Give what is computed another key.',
    })
}

/** Earlier derivations without what is replaced now, and without what was computed from something replaced, also by detours. */
function withoutStale(
  earlier: readonly DerivationRecord[],
  outputs: readonly string[],
  findings: Findings,
): { standing: DerivationRecord[]; gone: Set<string> } {
  const gone = new Set<string>()
  const replaced = new Set(outputs)
  const standing: DerivationRecord[] = []
  // oldest first: whatever a derivation read was there before it
  for (const record of earlier) {
    const cause = record.inputs.find((input) => replaced.has(input))
    const kept = cause === undefined ? record.outputs.filter((output) => !replaced.has(output)) : []
    for (const output of cause === undefined ? [] : record.outputs) {
      if (replaced.has(output)) continue
      replaced.add(output)
      gone.add(output)
      report(findings, 'derived-stale', {
        value: output,
        message: `${output} was computed from ${cause}, which is replaced; it is no longer there.`,
        hint: `Run "etl ${record.command}" again.`,
      })
    }
    if (kept.length > 0) standing.push(withOutputs(record, kept))
  }
  return { standing, gone }
}

/** A derivation of which only a part stands is no longer the one that its key names. */
function withOutputs(record: DerivationRecord, outputs: readonly string[]): DerivationRecord {
  if (outputs.length === record.outputs.length) return record
  const key = createHash('sha256')
    .update([record.key, ...outputs].join('\n'))
    .digest('hex')
  return { ...record, outputs, key }
}

function sortedBy<T>(list: readonly T[], name: (item: T) => string): T[] {
  return [...list].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0))
}

function sortedVariables(layer: LayerContent): LayerContent {
  const order = sortedBy(
    layer.variables.map((variable, index) => ({ variable, index })),
    ({ variable }) => variable.key,
  )
  return {
    ...layer,
    variables: order.map(({ variable }) => variable),
    columns: order.flatMap(({ index }) => layer.columns[index] ?? []),
  }
}
